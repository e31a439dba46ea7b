"""The closed namespaces of the project and the one prefix table.

A term that is not declared here raises, so that a misspelt property is an error at the line that
uses it and not an empty answer later. tests/test_ontology.py holds these tables against ontology/.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from rdflib import Namespace, URIRef

ONTOLOGY_VERSION: Final = "0.2.0"  # owl:versionInfo of ontology/actions.ttl

BASE: Final = "https://w3id.org/retaliation-kg/"
ID_BASE: Final = f"{BASE}id/"  # of every thing that we mint
ID_KINDS: Final = (
    "action", "actor", "article", "case", "chain", "feature", "link", "post", "report", "tenure",
)  # fmt: skip

PREFIXES: Final[Mapping[str, str]] = {
    **{kind: f"{ID_BASE}{kind}/" for kind in ID_KINDS},
    "cameo": f"{BASE}cameo/",
    "code": f"{BASE}code/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "graph": f"{BASE}graph/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "plover": f"{BASE}plover/",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "ref": f"{BASE}ref/",
    "ret": f"{BASE}ontology#",
    "schema": "https://schema.org/",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vann": "http://purl.org/vocab/vann/",
    "void": "http://rdfs.org/ns/void#",
    "wd": "http://www.wikidata.org/entity/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

STATED_GRAPH: Final = f"{PREFIXES['graph']}stated"
DERIVED_GRAPH: Final = f"{PREFIXES['graph']}derived"
ONTOLOGY: Final = f"{BASE}ontology"
LICENCE: Final = "https://creativecommons.org/licenses/by/4.0/"  # of ontology/ and data/

CLASSES: Final = frozenset(
    """
    Action Actor Article Case Chain Feature Link Post Report Tenure
    State InternationalOrganization GovernmentBody IntelligenceService DiplomaticMission
    Organization NewsOrganization Person Group
    DiplomaticMeasure Expulsion PersonaNonGrataDeclaration Recall MissionClosure MissionSuspension
    MissionWithdrawal StaffReduction TenureLimit PrivilegeWithdrawal VisaRestriction
    RelationsDowngrade RelationsSeverance Easing
    EconomicMeasure Sanctions
    HostileAct Espionage Cyberattack ElectionInterference Attack PoisonAttack Assault Harassment
    HomeIntrusion MilitaryInvasion MilitarySupport InformationOperation
    SpeechAct Accusation Denial Condemnation Protest Summons Threat Pledge Appeal Praise
    Notification Statement
    Consultation MultilateralAction Debate Resolution Vote Preparation
    """.split()
)

PROPERTIES: Final = frozenset(
    """
    partOf memberOf accreditedTo iso3 holder post since until postOf excludesPost
    case partOfAction actor recipient actorState recipientState performedBy
    quantity minQuantity maxQuantity approximate unit affected
    date earliest latest dateBasis dateSource deadline deadlineTerm place status
    severity defaultSeverity contested about announces prepares
    ofAction inArticle start end stance stanceOn attributedTo relayedBy describedAs
    reason legalBasis allegedBreachOf inTable row
    publisher published textDigest textLength
    response trigger relation basis claimedBy solidarityWith readingCertainty
    disputedBy conflictsWith lagDays minLagDays maxLagDays
    confidence rule ruleVersion hasFeature featureName contribution counterEvidence alternativeTo
    weighedTrigger
    respondsTo mayRespondTo inferredResponseTo
    answerState asOf hasLink firstAction lastAction length openSince
    """.split()
)

#: SKOS concept scheme (code:<Scheme>) -> its concepts, in the order people should see them.
CODES: Final[Mapping[str, tuple[str, ...]]] = {
    "Status": ("carriedOut", "ordered", "announced", "planned", "threatened", "declined"),
    "Stance": (
        "asserts", "alleges", "implies", "speculates", "expects", "denies", "disputes", "denounces",
    ),
    "Aspect": ("occurrence", "responsibility", "legality"),
    "Relation": (
        "retaliation", "solidarity", "reply", "threatFulfilment", "reversal", "nonRetaliation",
        "sequence", "coincidence",
    ),
    "Basis": ("stated", "reported", "inferred"),
    "DateBasis": ("inText", "external"),
    "AnswerState": (
        "answered", "answerInferred", "answerPlanned", "answerDeclined", "unanswered",
    ),
    "Unit": (
        "persons", "missions", "states", "organizations", "years", "days", "votes", "sites",
    ),
}  # fmt: skip


class ClosedNamespace:
    """A namespace that knows its terms: ``RET["actor"]`` or ``RET.actor``.

    Raises:
        KeyError: the name is not a declared term.
    """

    def __init__(self, base: str, names: Iterable[str]) -> None:
        self.base = base
        self._terms = {name: URIRef(base + name) for name in names}

    def __getitem__(self, name: str) -> URIRef:
        try:
            return self._terms[name]
        except KeyError:
            raise KeyError(f"{name!r} is no term of {self.base}") from None

    def __getattr__(self, name: str) -> URIRef:
        if name.startswith("_"):
            raise AttributeError(name)
        return self[name]

    def __contains__(self, name: object) -> bool:
        return name in self._terms


RET: Final = ClosedNamespace(PREFIXES["ret"], CLASSES | PROPERTIES)
#: Plain triples between two actions, each standing for the claims of that pair.
SHORTCUTS: Final = (RET.respondsTo, RET.mayRespondTo, RET.inferredResponseTo)
CODE: Final = ClosedNamespace(
    PREFIXES["code"], [*CODES, *(name for names in CODES.values() for name in names)]
)
SKOS: Final = ClosedNamespace(PREFIXES["skos"], ["altLabel", "exactMatch", "definition"])
DCTERMS: Final = ClosedNamespace(
    PREFIXES["dcterms"],
    ["title", "source", "description", "license", "isPartOf", "conformsTo"],
)
DCAT: Final = ClosedNamespace(PREFIXES["dcat"], ["Dataset", "version"])
PROV: Final = ClosedNamespace(
    PREFIXES["prov"],
    ["Activity", "SoftwareAgent", "wasAssociatedWith", "wasDerivedFrom", "wasGeneratedBy"],
)
VOID: Final = ClosedNamespace(
    PREFIXES["void"],
    """Dataset class classPartition distinctSubjects entities exampleResource subset triples
    uriSpace vocabulary""".split(),
)
WD: Final = Namespace(PREFIXES["wd"])


def short_name(iri: str) -> str:
    """`action:us-expels-60-2018` for its IRI; other text as it is.

    >>> short_name("https://w3id.org/retaliation-kg/id/actor/RUS")
    'actor:RUS'
    """
    best = max(
        (prefix for prefix, base in PREFIXES.items() if iri.startswith(base) and iri != base),
        key=lambda prefix: len(PREFIXES[prefix]),
        default=None,
    )
    return iri if best is None else f"{best}:{iri[len(PREFIXES[best]) :]}"
