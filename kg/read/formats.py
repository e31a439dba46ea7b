"""The file formats of data/: one table of fields a record (read by fields.py).

data/README.md and data/*.schema.json are made from these tables and tested to be current.
"""

from __future__ import annotations

from typing import Final

from kg.model.standing import LINK_STANCES
from kg.model.vocabulary import ACTOR_TYPES, CODES, KINDS
from kg.read.fields import (
    ACTOR,
    COUNT,
    DIGEST,
    DURATION,
    EDTF,
    EXTRACTION,
    ID,
    INTEGER,
    LINE,
    NAME,
    QUOTE,
    REVIEW,
    SHARE,
    SPAN,
    TEXT,
    UNTIL,
    URL,
    VERSION,
    WIKIDATA,
    WORDS,
    YES_NO,
    Field,
    choice,
)  # fmt: skip

_CLASS: Final = choice(tuple(KINDS), listed=("a class of action", "kg classes lists them"))

QUANTITY_FIELDS: Final = (
    Field("quantity", INTEGER, "How many, where the number is exact."),
    Field("minQuantity", INTEGER, "How many at least."),
    Field("maxQuantity", INTEGER, "How many at most."),
    Field("unit", choice(CODES["Unit"]), "What is counted; required beside a number."),
    Field("approximate", YES_NO, "true where the number is said to be about right."),
)

_TENURE_FIELDS: Final = (
    Field("post", ID, "The post, declared under posts.", required=True),
    Field("since", EDTF, "First day in the post."),
    Field("until", UNTIL, "Last day in the post; `..` while it lasts, absent where unknown."),
    Field("dateSource", TEXT, "Where the dates are known from.", required=True),
)

ACTOR_FIELDS: Final = (
    Field(
        "id", ID, "The actor's id; for a state its code of three letters (ISO 3166).", required=True
    ),
    Field("type", choice(ACTOR_TYPES), "A class of actor.", required=True),
    Field("label", LINE, "The English name; a state may leave it to ISO 3166."),
    Field("altLabel", LINE, "Other names, as sources spell them.", many=True),
    Field(
        "partOf", ACTOR, "The state or body that a body, mission or group belongs to.", many=True
    ),
    Field("memberOf", ACTOR, "Organisations that a state is a member of.", many=True),
    Field(
        "accreditedTo", ACTOR, "The state or organisation a mission is accredited to.", many=True
    ),
    Field("exactMatch", WIKIDATA, "The Wikidata item, only where certain."),
    *QUANTITY_FIELDS,
    Field("tenures", _TENURE_FIELDS, "A person's posts, each with its dates.", many=True),
)

POST_FIELDS: Final = (
    Field("id", ID, "The post's id.", required=True),
    Field("label", LINE, "The English name of the office.", required=True),
    Field("postOf", ACTOR, "The state, body or mission the post belongs to.", required=True),
    Field("excludesPost", ID, "Posts nobody holds at the same time.", many=True),
)

ACTOR_FILE: Final = (
    Field("format", VERSION, "The format version, 1.", required=True),
    Field("actors", ACTOR_FIELDS, "States, bodies, persons and groups.", many=True),
    Field("posts", POST_FIELDS, "Offices that persons hold for a time.", many=True),
)

#: Where the words are that a record rests on. People write `quote`; `kg anchor` makes span and
#: words of it (see kg/read/quotes.py), so that nobody counts characters.
_PLACE_FIELDS: Final = (
    Field(
        "span",
        SPAN,
        "Code points [start, end) within one sentence; kg anchor writes it in place of a quote.",
    ),
    Field("words", WORDS, "The first 8 hex digits of the words' sha256; kg anchor writes it."),
    Field(
        "quote",
        QUOTE,
        "The words themselves, or `first … last` of one sentence, until kg anchor replaces them.",
    ),
    Field("occurrence", COUNT, "Which of the places where the quote stands, from 1."),
)

#: On an article, a report and a link; what is said of a record itself wins.
_PROVENANCE_FIELDS: Final = (
    Field("annotatedBy", NAME, "Who annotated it: names or ids, no e-mail address.", many=True),
    Field("extractedBy", EXTRACTION, "The program that extracted it, its version, and the day."),
    Field(
        "reviewedBy",
        REVIEW,
        "Who reviewed it, and the day; without it what was extracted is a draft.",
        many=True,
    ),
)

BOILERPLATE_KINDS: Final = (
    "caption", "counter", "promotion", "appeal", "navigation", "credit",
)  # fmt: skip

_VALUE_FIELDS: Final = (
    Field("actor", ACTOR, "Who acts, where the words say so.", many=True),
    Field("recipient", ACTOR, "Who is acted upon, where the words say so.", many=True),
    Field("performedBy", ACTOR, "Persons who carry it out, where the words say so.", many=True),
    *QUANTITY_FIELDS,
    Field("affected", ACTOR, "Further groups, with quantities of their own.", many=True),
    Field("date", EDTF, "When, as the text supports it (relative days resolved)."),
    Field("withinDay", COUNT, "Its place among the acts of its day, from 1, where that is told."),
    Field("disclosed", EDTF, "When a hostile act became known, where that is what is answered."),
    Field("deadline", EDTF, "The day by which."),
    Field("deadlineTerm", DURATION, "The time given; P0D is at once."),
    Field("status", choice(CODES["Status"]), "How far the action has come."),
    Field("place", TEXT, "Where."),
    Field("reason", TEXT, "The reason given, in your own words."),
    Field("legalBasis", TEXT, "The rule it is said to rest on."),
    Field("allegedBreachOf", TEXT, "The rule it is said to break."),
)

_LINK_STANCE: Final = choice(
    LINK_STANCES,
    {
        "denounces": "calls an act wrong, which says nothing of what it answers; put it on a "
        "report of the act, or write disputes or denies"
    },
)

_REPORT_FIELDS: Final = (
    Field("id", ID, "A name by which this file's disputedBy can point here."),
    Field("action", ID, "The action reported, declared here or in another file.", required=True),
    *_PLACE_FIELDS,
    Field("stance", choice(CODES["Stance"]), "How the voice stands to it.", required=True),
    Field("stanceOn", choice(CODES["Aspect"]), "What the stance is on; by default occurrence."),
    Field("attributedTo", ACTOR, "Who says it; absent for the author's own voice.", many=True),
    Field("relayedBy", ACTOR, "The outlet or agency between.", many=True),
    Field("describedAs", _CLASS, "The class of action that the words give."),
    *_VALUE_FIELDS,
    *_PROVENANCE_FIELDS,
)

_LINK_FIELDS: Final = (
    Field("id", ID, "A name by which disputedBy and conflictsWith can point here."),
    Field("response", ID, "The action said to answer.", required=True),
    Field("trigger", ID, "The action said to be answered.", required=True),
    Field("relation", choice(CODES["Relation"]), "What is claimed between them.", required=True),
    Field("basis", choice(("stated", "reported")), "Said by a party, or not.", required=True),
    Field("stance", _LINK_STANCE, "How firmly.", required=True),
    Field("claimedBy", ACTOR, "Who claims it; absent: the publisher.", many=True),
    Field("solidarityWith", ACTOR, "Whom the response sides with.", many=True),
    *_PLACE_FIELDS,
    Field("readingCertainty", SHARE, "How sure you are of the reading, 0 to 1."),
    Field("disputedBy", ID, "Reports or links of this file that speak against it.", many=True),
    Field("conflictsWith", ID, "Other claims of this file for the same response.", many=True),
    *_PROVENANCE_FIELDS,
)

_ACTION_FIELDS: Final = (
    Field("id", ID, "The action's id.", required=True),
    Field("type", _CLASS, "A class of action.", required=True),
    Field("label", LINE, "What happened, in your own words.", required=True),
    Field("case", ID, "The dispute it belongs to."),
    Field("actor", ACTOR, "Who acts.", required=True, many=True),
    Field("recipient", ACTOR, "Who is acted upon.", many=True),
    Field("performedBy", ACTOR, "Persons who carry it out.", many=True),
    Field("partOfAction", ID, "The action this is a part of.", many=True),
    Field("affected", ACTOR, "Further groups, with quantities of their own.", many=True),
    Field("about", ID, "For a speech act: the action it speaks of.", many=True),
    Field("announces", ID, "For a speech act: the action it announces.", many=True),
    Field("prepares", ID, "For a preparation: the action it prepares.", many=True),
    Field("date", EDTF, "Only a date known from outside the articles."),
    Field("dateSource", TEXT, "Where that date is known from."),
)

_MARK_FIELDS: Final = (
    *_PLACE_FIELDS,
    Field("kind", choice(BOILERPLATE_KINDS), "What it is.", required=True),
)
_NO_ACT_FIELDS: Final = (
    *_PLACE_FIELDS,
    Field("reason", TEXT, "Why it tells of no act, in your own words.", required=True),
)

_ARTICLE_FIELDS: Final = (
    Field("id", ID, "The article's id.", required=True),
    Field("title", LINE, "The headline; [in brackets] where supplied.", required=True),
    Field("publisher", ACTOR, "The publisher, an actor.", required=True),
    Field("published", EDTF, "When it was published.", required=True),
    Field("publishedSource", TEXT, "Where that is known from, if not from the text."),
    Field("url", URL, "Its address."),
    Field("textDigest", DIGEST, "sha256 of the text's UTF-8 bytes.", required=True),
    Field("textLength", INTEGER, "The text's length in code points.", required=True),
    Field("boilerplate", _MARK_FIELDS, "Parts that say nothing of the events.", many=True),
    Field("noAct", _NO_ACT_FIELDS, "Sentences that tell of no act.", many=True),
    *_PROVENANCE_FIELDS,
)

_CASE_FIELDS: Final = (
    Field("id", ID, "The case's id.", required=True),
    Field("label", LINE, "The dispute's name.", required=True),
    Field("description", TEXT, "What it is about."),
)

_DECLARING: Final = (
    Field("format", VERSION, "The format version, 1.", required=True),
    Field("cases", _CASE_FIELDS, "Disputes, each declared once in all files.", many=True),
    Field("actions", _ACTION_FIELDS, "Actions, each declared once in all files.", many=True),
)
ARTICLE_FILE: Final = (
    *_DECLARING,
    Field("article", _ARTICLE_FIELDS, "The source text.", required=True),
    Field("reports", _REPORT_FIELDS, "What each voice says, place by place.", many=True),
    Field("links", _LINK_FIELDS, "What is said to answer what.", many=True),
)
ACTION_FILE: Final = _DECLARING

EVENT_COLUMNS: Final = (
    Field("id", ID, "The action's id, unlike any other's.", required=True),
    Field("date", EDTF, "When it happened; empty where nobody says."),
    Field("actor", ACTOR, "Who acts.", required=True, many=True),
    Field("recipient", ACTOR, "Who is acted upon.", many=True),
    Field("type", _CLASS, "A class of action.", required=True),
    Field("quantity", INTEGER, "How many."),
    Field(
        "unit",
        choice(CODES["Unit"]),
        "What is counted; where empty, missions where these are closed, suspended or "
        "withdrawn, else persons.",
    ),
    Field("status", choice(CODES["Status"]), "How far it has come; carriedOut where empty."),
    Field("case", ID, "The dispute it belongs to; declared by its first row."),
    Field(
        "case_label",
        TEXT,
        "The name of the dispute, in your own words; the first row that gives it counts.",
    ),
    Field("source", TEXT, "What the row rests on: an address, a citation, an id.", required=True),
    Field("selection", choice(CODES["Selection"]), "Why the row is in the table."),
    Field("label", LINE, "What happened, in your own words."),
    Field("responds_to", ID, "The actions it is said to answer.", many=True),
    Field("relation", choice(CODES["Relation"]), "What is claimed; retaliation where empty."),
    Field(
        "basis", choice(("stated", "reported")), "Said by a party, or not; reported where empty."
    ),
    Field("stance", _LINK_STANCE, "How firmly; asserts where empty."),
    Field("claimed_by", ACTOR, "Who claims it.", many=True),
    Field("within_day", COUNT, "Its place among the acts of its day, from 1, where that is told."),
    Field("disclosed", EDTF, "When a hostile act became known, where that is what is answered."),
    Field("extracted_by", EXTRACTION, "The program that made the row, its version, and the day."),
    Field(
        "reviewed_by",
        REVIEW,
        "Who reviewed the row, and the day; without it what was extracted is a draft.",
        many=True,
    ),
)

MERGE_COLUMNS: Final = (
    Field("id", ID, "The id of an action, of a row or of an article.", required=True),
    Field("action", ID, "The id of the action that it is, and which stays.", required=True),
    Field("extent", choice(("same", "part")), "Whether it is that action (if empty), or a part."),
    Field("reason", TEXT, "Why the two are one event, or the one a part.", required=True),
)

_STEP_FIELDS: Final = (
    Field("action", ID, "The action that the step shows.", required=True),
    Field("text", TEXT, "The sentence that tells it; the action's label where there is none."),
)
STORY_FILE: Final = (
    Field("steps", _STEP_FIELDS, "What is told, in this order.", required=True, many=True),
)
