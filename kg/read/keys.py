"""Keys that people write for those of the format: what a record's key was probably meant to be."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from typing import Final

from kg.model.names import nearest_name

#: The key of the format -> what other formats, event feeds and people call it, folded. A word may
#: stand for several keys: the first that the record has is meant.
_SYNONYMS: Final = {
    "claimedBy": "speaker saidby claimant claimer by",
    "attributedTo": "speaker saidby according voice source by attributed quoted",
    "relayedBy": "via outlet agency",
    "actor": "source sender perpetrator who agent subject initiator sourceactor actor1 by country",
    "recipient": "target victim receiver against object targetactor actor2 whom towards",
    "type": "kind class event eventtype actiontype category action",
    "describedAs": "type kind class",
    "quantity": "number count amount total howmany n",
    "date": "day when eventdate on time",
    "deadline": "duedate until due",
    "disclosed": "revealed exposed published knownsince",
    "place": "where location city",
    "reason": "why because motive",
    "label": "name title description summary text",
    "title": "headline name label",
    "description": "text note notes summary",
    "altLabel": "alias aliases altname altnames othernames",
    "trigger": "cause answers respondsto responseto to triggeredby",
    "response": "answer reaction effect action from",
    "responds_to": "trigger answers responseto cause inresponseto reactionto",
    "claimed_by": "speaker saidby claimant",
    "case_label": "casename casetitle",
    "relation": "linktype type kind",
    "stance": "modality attitude",
    "span": "offsets offset position",
    "publisher": "outlet newspaper paper media source",
    "published": "date day publisheddate publicationdate",
    "textDigest": "sha256 digest hash checksum",
    "textLength": "length characters chars",
    "url": "link address href",
    "partOf": "parent country state organization",
    "memberOf": "members member organizations",
    "postOf": "country state organization",
    "exactMatch": "wikidata qid",
    "since": "from start begin startdate",
    "until": "to end enddate",
    "dateSource": "source",
    "source": "url reference citation link",
    "selection": "selectedby sampling sample",
    "status": "state progress",
    "performedBy": "person persons executor",
}


def meant_key(key: str, known: Iterable[str], given: Container[str] = ()) -> str:
    """The key of a record that another word probably means, or nothing.

    Args:
        key: what stands there.
        known: the keys of the record.
        given: those that stand there too; another word for one of them does not mean it.

    >>> meant_key("speaker", ["response", "claimedBy"]), meant_key("actr", ["actor", "action"])
    ('claimedBy', 'actor')
    """
    names = list(known)
    free = [each for each in names if each not in given]
    word = _folded(key)
    same = [each for each in free if _folded(each) == word]
    close = [each] if (each := nearest_name(key, names, 0.8)) else []
    called = [each for each in _SYNONYMS if each in free and word in _SYNONYMS[each].split()]
    return next(iter([*same, *close, *called]), "") or nearest_name(key, names)


def _folded(key: str) -> str:
    """A key without case, spaces and underscores: `Claimed_by` is `claimedBy`."""
    return re.sub(r"[\s_-]+", "", key).casefold()
