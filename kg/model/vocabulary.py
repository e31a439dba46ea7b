"""The closed namespaces of the project and the one prefix table.

A term that is not declared here raises, so that a misspelt property is an error at the line that
uses it and not an empty answer later. tests/test_ontology.py holds these tables against ontology/.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

ONTOLOGY_VERSION: Final = "0.2.0"  # owl:versionInfo of ontology/actions.ttl


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
    answerState asOf hasLink firstAction lastAction length open openSince
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
        "answered", "answerDisputed", "answerDeclined", "answerSuggested", "answerInferred",
        "answerPlanned", "answeredInWords", "unanswered",
    ),
    "Unit": (
        "persons", "missions", "states", "organizations", "years", "days", "votes", "sites",
    ),
}  # fmt: skip


#: Action class -> (superclass, severity). Severity is the ordinal scale of ret:severity,
#: from 0 (no pressure) to 10 (open war).
KINDS: Final[Mapping[str, tuple[str | None, int]]] = {
    "Action": (None, 0),
    "DiplomaticMeasure": ("Action", 3),
    "Expulsion": ("DiplomaticMeasure", 5),
    "PersonaNonGrataDeclaration": ("Expulsion", 5),
    "Recall": ("DiplomaticMeasure", 4),
    "MissionClosure": ("DiplomaticMeasure", 6),
    "MissionSuspension": ("DiplomaticMeasure", 5),
    "MissionWithdrawal": ("DiplomaticMeasure", 6),
    "StaffReduction": ("DiplomaticMeasure", 5),
    "TenureLimit": ("DiplomaticMeasure", 3),
    "PrivilegeWithdrawal": ("DiplomaticMeasure", 3),
    "VisaRestriction": ("DiplomaticMeasure", 3),
    "RelationsDowngrade": ("DiplomaticMeasure", 7),
    "RelationsSeverance": ("DiplomaticMeasure", 8),
    "Easing": ("DiplomaticMeasure", 0),
    "EconomicMeasure": ("Action", 5),
    "Sanctions": ("EconomicMeasure", 6),
    "HostileAct": ("Action", 4),
    "Espionage": ("HostileAct", 4),
    "Cyberattack": ("HostileAct", 6),
    "ElectionInterference": ("HostileAct", 6),
    "Attack": ("HostileAct", 8),
    "PoisonAttack": ("Attack", 9),
    "Assault": ("Attack", 6),
    "Harassment": ("HostileAct", 4),
    "HomeIntrusion": ("Harassment", 5),
    "MilitaryInvasion": ("HostileAct", 10),
    "MilitarySupport": ("HostileAct", 6),
    "InformationOperation": ("HostileAct", 4),
    "SpeechAct": ("Action", 0),
    "Accusation": ("SpeechAct", 1),
    "Denial": ("SpeechAct", 1),
    "Condemnation": ("SpeechAct", 1),
    "Protest": ("SpeechAct", 1),
    "Summons": ("SpeechAct", 2),
    "Threat": ("SpeechAct", 2),
    "Pledge": ("SpeechAct", 0),
    "Appeal": ("SpeechAct", 0),
    "Praise": ("SpeechAct", 0),
    "Notification": ("SpeechAct", 0),
    "Statement": ("SpeechAct", 0),
    "Consultation": ("Action", 0),
    "MultilateralAction": ("Action", 0),
    "Debate": ("MultilateralAction", 0),
    "Resolution": ("MultilateralAction", 1),
    "Vote": ("MultilateralAction", 0),
    "Preparation": ("Action", 0),
}


@cache
def ancestry(kind: str) -> tuple[str, ...]:
    """A class of action and its superclasses, the nearest first.

    >>> ancestry("PersonaNonGrataDeclaration")
    ('PersonaNonGrataDeclaration', 'Expulsion', 'DiplomaticMeasure', 'Action')
    """
    parent = KINDS[kind][0]
    return (kind,) if parent is None else (kind, *ancestry(parent))
