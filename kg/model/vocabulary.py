"""The vocabulary: classes, properties, codes and labels, as ontology/*.ttl declares them.

Made by tests/vocabulary_file.py and never edited: change the ontology, then `KG_UPDATE=1 make
test`. Nothing heavy is imported here, so that commands start fast.
"""

# fmt: off
from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

ONTOLOGY_VERSION: Final = "0.4.0"  # owl:versionInfo of ontology/actions.ttl

CLASSES: Final = frozenset(
    """
    Accusation Action Actor AgreementSuspension AidSuspension AirspaceClosure Appeal Article
    Assault AssetFreeze Attack BorderClosure Case Chain Condemnation Consultation Cyberattack
    Debate Denial Detention DiplomaticMeasure DiplomaticMission Easing EconomicMeasure
    ElectionInterference Espionage Expulsion Feature GovernmentBody Group Harassment HomeIntrusion
    HostileAct InformationOperation IntelligenceService InternationalOrganization Link
    MediaRestriction MilitaryDeployment MilitaryInvasion MilitarySupport MissionClosure
    MissionSuspension MissionWithdrawal MultilateralAction NewsOrganization Notification
    Organization Person PersonaNonGrataDeclaration Pledge PoisonAttack Post Praise Preparation
    PrivilegeWithdrawal Protest Reading Recall RelationsDowngrade RelationsSeverance Report
    Resolution Sanctions Seizure SpeechAct StaffReduction State Statement Summons Tariff Tenure
    TenureLimit Threat TradeRestriction TransportRestriction VisaRestriction Vote
    """.split()
)

PROPERTIES: Final = frozenset(
    """
    about accreditedTo actor actorState affected allegedBreachOf alternativeTo annotatedBy
    announces answerState approximate asOf attributedTo basis case claimedBy confidence
    conflictsWith contested contribution counterEvidence date dateBasis dateSource deadline
    deadlineTerm defaultSeverity describedAs disclosed disputedBy draft draftAnswer earliest end
    excludesPost extractedBy featureName firstAction hasFeature hasLink holder inArticle inTable
    inferredResponseTo iso3 lagDays lastAction latest legalBasis length maxLagDays maxQuantity
    mayRespondTo memberOf minLagDays minQuantity ofAction open openSince partOf partOfAction
    performedBy place post postOf prepares published publisher quantity readingCertainty readingIn
    readingKey readingOf readingValue reason recipient recipientState relation relayedBy respondsTo
    response reviewedBy row rule ruleVersion sameDayAs selection severity since solidarityWith
    stance stanceOn start status textDigest textLength trigger unit until weighedTrigger withinDay
    """.split()
)

#: The classes of actor, those below another after it.
ACTOR_TYPES: Final = (
    "DiplomaticMission", "GovernmentBody", "IntelligenceService", "Group",
    "InternationalOrganization", "NewsOrganization", "Organization", "Person", "State",
)

#: SKOS concept scheme (code:<Scheme>) -> its concepts, as people should see them.
CODES: Final[Mapping[str, tuple[str, ...]]] = {
    "AnswerState": (
        "answered", "answerDisputed", "answerDeclined", "answerSuggested", "answerInferred",
        "answerPlanned", "answeredInWords", "unanswered",
    ),
    "Aspect": (
        "occurrence", "responsibility", "legality",
    ),
    "Basis": (
        "stated", "reported", "inferred",
    ),
    "DateBasis": (
        "inText", "external",
    ),
    "Relation": (
        "retaliation", "solidarity", "reply", "threatFulfilment", "reversal", "nonRetaliation",
        "sequence", "coincidence",
    ),
    "Selection": (
        "wholeDyad", "measureCue", "namedAsCause", "linkedByRule",
    ),
    "Stance": (
        "asserts", "alleges", "implies", "speculates", "expects", "denies", "disputes",
        "denounces",
    ),
    "Status": (
        "carriedOut", "ordered", "announced", "planned", "threatened", "declined",
    ),
    "Unit": (
        "persons", "missions", "states", "organizations", "years", "days", "votes", "sites",
        "ships", "aircraft", "drones", "missiles", "percent",
    ),
}

#: Class of action -> (superclass, severity: 0 is no pressure and 10 open war).
KINDS: Final[Mapping[str, tuple[str | None, int]]] = {
    "Action": (None, 0),
    "Consultation": ("Action", 0),
    "DiplomaticMeasure": ("Action", 3),
    "AgreementSuspension": ("DiplomaticMeasure", 3),
    "Easing": ("DiplomaticMeasure", 0),
    "Expulsion": ("DiplomaticMeasure", 5),
    "PersonaNonGrataDeclaration": ("Expulsion", 5),
    "MediaRestriction": ("DiplomaticMeasure", 3),
    "MissionClosure": ("DiplomaticMeasure", 6),
    "MissionSuspension": ("DiplomaticMeasure", 5),
    "MissionWithdrawal": ("DiplomaticMeasure", 6),
    "PrivilegeWithdrawal": ("DiplomaticMeasure", 3),
    "Recall": ("DiplomaticMeasure", 4),
    "RelationsDowngrade": ("DiplomaticMeasure", 7),
    "RelationsSeverance": ("DiplomaticMeasure", 8),
    "StaffReduction": ("DiplomaticMeasure", 5),
    "TenureLimit": ("DiplomaticMeasure", 3),
    "VisaRestriction": ("DiplomaticMeasure", 3),
    "EconomicMeasure": ("Action", 5),
    "AidSuspension": ("EconomicMeasure", 5),
    "AssetFreeze": ("EconomicMeasure", 6),
    "Sanctions": ("EconomicMeasure", 6),
    "Tariff": ("EconomicMeasure", 5),
    "TradeRestriction": ("EconomicMeasure", 6),
    "HostileAct": ("Action", 4),
    "Attack": ("HostileAct", 8),
    "Assault": ("Attack", 6),
    "PoisonAttack": ("Attack", 9),
    "Cyberattack": ("HostileAct", 6),
    "Detention": ("HostileAct", 5),
    "ElectionInterference": ("HostileAct", 6),
    "Espionage": ("HostileAct", 4),
    "Harassment": ("HostileAct", 4),
    "HomeIntrusion": ("Harassment", 5),
    "InformationOperation": ("HostileAct", 4),
    "MilitaryDeployment": ("HostileAct", 6),
    "MilitaryInvasion": ("HostileAct", 10),
    "MilitarySupport": ("HostileAct", 6),
    "Seizure": ("HostileAct", 6),
    "MultilateralAction": ("Action", 0),
    "Debate": ("MultilateralAction", 0),
    "Resolution": ("MultilateralAction", 1),
    "Vote": ("MultilateralAction", 0),
    "Preparation": ("Action", 0),
    "SpeechAct": ("Action", 0),
    "Accusation": ("SpeechAct", 1),
    "Appeal": ("SpeechAct", 0),
    "Condemnation": ("SpeechAct", 1),
    "Denial": ("SpeechAct", 1),
    "Notification": ("SpeechAct", 0),
    "Pledge": ("SpeechAct", 0),
    "Praise": ("SpeechAct", 0),
    "Protest": ("SpeechAct", 1),
    "Statement": ("SpeechAct", 0),
    "Summons": ("SpeechAct", 2),
    "Threat": ("SpeechAct", 2),
    "TransportRestriction": ("Action", 4),
    "AirspaceClosure": ("TransportRestriction", 5),
    "BorderClosure": ("TransportRestriction", 5),
}

#: Class, property or code, by local name -> its English label.
LABELS: Final[Mapping[str, str]] = {
    "Accusation": "accusation",
    "Action": "action",
    "Actor": "actor",
    "AgreementSuspension": "suspension of an agreement",
    "AidSuspension": "aid suspension",
    "AirspaceClosure": "airspace closure",
    "AnswerState": "answer state of a material action",
    "Appeal": "appeal",
    "Article": "article",
    "Aspect": "aspect of an action",
    "Assault": "assault",
    "AssetFreeze": "asset freeze",
    "Attack": "attack",
    "Basis": "basis of a link",
    "BorderClosure": "border closure",
    "Case": "case",
    "Chain": "retaliation chain",
    "Condemnation": "condemnation",
    "Consultation": "consultation",
    "Cyberattack": "cyberattack",
    "DateBasis": "basis of a date",
    "Debate": "debate",
    "Denial": "denial",
    "Detention": "detention",
    "DiplomaticMeasure": "diplomatic measure",
    "DiplomaticMission": "diplomatic mission",
    "Easing": "easing",
    "EconomicMeasure": "economic measure",
    "ElectionInterference": "election interference",
    "Espionage": "espionage",
    "Expulsion": "expulsion",
    "Feature": "feature",
    "GovernmentBody": "government body",
    "Group": "group of persons",
    "Harassment": "harassment",
    "HomeIntrusion": "home intrusion",
    "HostileAct": "hostile act",
    "InformationOperation": "information operation",
    "IntelligenceService": "intelligence service",
    "InternationalOrganization": "international organization",
    "Link": "link",
    "MediaRestriction": "media restriction",
    "MilitaryDeployment": "military deployment",
    "MilitaryInvasion": "military invasion",
    "MilitarySupport": "military support",
    "MissionClosure": "mission closure",
    "MissionSuspension": "mission suspension",
    "MissionWithdrawal": "mission withdrawal",
    "MultilateralAction": "multilateral action",
    "NewsOrganization": "news organization",
    "Notification": "notification",
    "Organization": "organization",
    "Person": "person",
    "PersonaNonGrataDeclaration": "persona non grata declaration",
    "Pledge": "pledge",
    "PoisonAttack": "poison attack",
    "Post": "post",
    "Praise": "praise",
    "Preparation": "preparation",
    "PrivilegeWithdrawal": "privilege withdrawal",
    "Protest": "protest",
    "Reading": "reading",
    "Recall": "recall",
    "Relation": "relation between two actions",
    "RelationsDowngrade": "downgrade of relations",
    "RelationsSeverance": "severance of relations",
    "Report": "report",
    "Resolution": "resolution",
    "Sanctions": "sanctions",
    "Seizure": "seizure",
    "Selection": "selection of a row",
    "SpeechAct": "speech act",
    "StaffReduction": "staff reduction",
    "Stance": "stance of a voice",
    "State": "state",
    "Statement": "statement",
    "Status": "status of an action",
    "Summons": "summons",
    "Tariff": "tariff",
    "Tenure": "tenure",
    "TenureLimit": "limit on terms of duty",
    "Threat": "threat",
    "TradeRestriction": "trade restriction",
    "TransportRestriction": "transport restriction",
    "Unit": "unit of a quantity",
    "VisaRestriction": "visa restriction",
    "Vote": "vote",
    "about": "about",
    "accreditedTo": "accredited to",
    "actor": "actor",
    "actorState": "state of the actor",
    "affected": "affected group",
    "aircraft": "aircraft",
    "allegedBreachOf": "alleged breach of",
    "alleges": "alleges",
    "alternativeTo": "alternative to",
    "annotatedBy": "annotated by",
    "announced": "announced",
    "announces": "announces",
    "answerDeclined": "answer declined",
    "answerDisputed": "answer disputed",
    "answerInferred": "answer inferred",
    "answerPlanned": "answer planned",
    "answerState": "answer state",
    "answerSuggested": "answer suggested",
    "answered": "answered",
    "answeredInWords": "answered in words",
    "approximate": "approximate",
    "asOf": "as of",
    "asserts": "asserts",
    "attributedTo": "attributed to",
    "basis": "basis",
    "carriedOut": "carried out",
    "case": "belongs to the case",
    "claimedBy": "claimed by",
    "coincidence": "coincidence",
    "confidence": "confidence",
    "conflictsWith": "conflicts with",
    "contested": "contested in",
    "contribution": "contribution",
    "counterEvidence": "counter-evidence",
    "date": "date",
    "dateBasis": "basis of the date",
    "dateSource": "source of the date",
    "days": "days",
    "deadline": "deadline",
    "deadlineTerm": "time allowed",
    "declined": "declined",
    "defaultSeverity": "default severity",
    "denies": "denies",
    "denounces": "denounces",
    "describedAs": "described as",
    "disclosed": "disclosed",
    "disputedBy": "disputed by",
    "disputes": "disputes",
    "draft": "draft",
    "draftAnswer": "answer from drafts",
    "drones": "drones",
    "earliest": "earliest day",
    "end": "end offset",
    "excludesPost": "excludes the post",
    "expects": "expects",
    "external": "from outside the text",
    "extractedBy": "extracted by",
    "featureName": "feature name",
    "firstAction": "first action",
    "hasFeature": "feature of the link",
    "hasLink": "link in the chain",
    "holder": "holder of the post",
    "implies": "implies",
    "inArticle": "in the article",
    "inTable": "in the table",
    "inText": "in the text",
    "inferred": "inferred",
    "inferredResponseTo": "inferred response to",
    "iso3": "ISO 3166-1 alpha-3 code",
    "lagDays": "lag in days",
    "lastAction": "last action",
    "latest": "latest day",
    "legalBasis": "legal basis",
    "legality": "legality",
    "length": "length",
    "linkedByRule": "linked by a rule",
    "maxLagDays": "longest lag in days",
    "maxQuantity": "largest quantity",
    "mayRespondTo": "may respond to",
    "measureCue": "words of a measure",
    "memberOf": "member of",
    "minLagDays": "shortest lag in days",
    "minQuantity": "smallest quantity",
    "missiles": "missiles",
    "missions": "missions",
    "namedAsCause": "named as a cause",
    "nonRetaliation": "non-retaliation",
    "occurrence": "occurrence",
    "ofAction": "of the action",
    "open": "open",
    "openSince": "open since",
    "ordered": "ordered",
    "organizations": "organizations",
    "partOf": "part of",
    "partOfAction": "part of the action",
    "percent": "percent",
    "performedBy": "performed by",
    "persons": "persons",
    "place": "place",
    "planned": "planned",
    "post": "post held",
    "postOf": "post of",
    "prepares": "prepares",
    "published": "published",
    "publisher": "publisher",
    "quantity": "quantity",
    "readingCertainty": "certainty of the reading",
    "readingIn": "read in",
    "readingKey": "key of the reading",
    "readingOf": "reading of",
    "readingValue": "value of the reading",
    "reason": "reason given",
    "recipient": "recipient",
    "recipientState": "state of the recipient",
    "relation": "relation",
    "relayedBy": "relayed by",
    "reply": "reply",
    "reported": "reported",
    "respondsTo": "responds to",
    "response": "response",
    "responsibility": "responsibility",
    "retaliation": "retaliation",
    "reversal": "reversal",
    "reviewedBy": "reviewed by",
    "row": "row",
    "rule": "rule",
    "ruleVersion": "rule version",
    "sameDayAs": "same day as",
    "selection": "selected by",
    "sequence": "sequence",
    "severity": "severity",
    "ships": "ships",
    "since": "held since",
    "sites": "sites",
    "solidarity": "solidarity",
    "solidarityWith": "solidarity with",
    "speculates": "speculates",
    "stance": "stance",
    "stanceOn": "stance on",
    "start": "start offset",
    "stated": "stated",
    "states": "states",
    "status": "status",
    "textDigest": "text digest",
    "textLength": "text length",
    "threatFulfilment": "fulfilment of a threat",
    "threatened": "threatened",
    "trigger": "trigger",
    "unanswered": "unanswered",
    "unit": "unit",
    "until": "held until",
    "votes": "votes",
    "weighedTrigger": "weighed trigger",
    "wholeDyad": "whole dyad",
    "withinDay": "order within the day",
    "years": "years",
}
# fmt: on


@cache
def ancestry(kind: str) -> tuple[str, ...]:
    """A class of action and its superclasses, the nearest first.

    >>> ancestry("PersonaNonGrataDeclaration")
    ('PersonaNonGrataDeclaration', 'Expulsion', 'DiplomaticMeasure', 'Action')
    """
    parent = KINDS[kind][0]
    return (kind,) if parent is None else (kind, *ancestry(parent))
