"""Finding by words: what is indexed and how answers are ranked, the same in every adapter.

An index holds `Document.text`: folded words between single spaces. An entity answers when its
text holds every word asked, the last one perhaps only begun (`is_begun`). Scores need nothing of
the corpus, so that every adapter gives the same answers in the same order.
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tisserand.ontology.records import Record, Source, Visibility
from tisserand.reference.text import STOP_WORDS, fold
from tisserand.store.fusion import Shown, as_seen, in_order, levels, show

INDEXED_PROPERTIES = frozenset(
    {
        "altName", "acronym", "description", "purpose", "notation",
        "identifier", "siren", "siret", "rna",
    }
)  # fmt: skip
_WORD = re.compile(r"[^\W_]+")
_SPACED = bytes(byte if chr(byte).isalnum() else 32 for byte in range(256))
"""ASCII letters and digits; a space for the rest."""


class Document(NamedTuple):
    """What the roles from `level` to `last` are shown of an entity in lists and answers.

    Attributes:
        title: words of the name; `text` begins with them.
        text: words to index: names, descriptions and identifiers.
    """

    level: int
    last: int
    kind: str
    name: str
    place: str | None
    latitude: float | None
    longitude: float | None
    title: str
    text: str


def documents(records: Sequence[Record], sources: Mapping[str, Source]) -> list[Document]:
    """One document for each visibility at which what is shown of an entity changes.

    Args:
        records: every record of the entity, with all its values.
        sources: the source of each record, by id.
    """
    if len(records) == 1 and len(alone := levels(records[0])) == 1:
        return [_document(min(alone), records)]
    ordered = in_order(records, sources) if len(records) > 1 else records
    found: list[Document] = []
    told = sorted(set().union(*map(levels, records)))
    for level in told:
        seen = ordered
        if level != told[-1]:
            seen = [part for record in ordered if (part := as_seen(record, level)) is not None]
        document = _document(level, seen)
        if not found:
            found.append(document)
        elif found[-1][2:] != document[2:]:
            found[-1] = found[-1]._replace(last=level - 1)
            found.append(document)
    return found


def _document(level: int, seen: Sequence[Record]) -> Document:
    """What these records show, by the rule, from this level on."""
    shown = show(seen)
    title = words_of(shown.name)
    return Document(level, Visibility.STEWARD, *shown, title, _text(seen, shown, title))


def words_of(text: str) -> str:
    """The folded words of a text, between single spaces."""
    folded = fold(text)
    if folded.isascii():
        return " ".join(folded.encode().translate(_SPACED).decode().split())
    return " ".join(_WORD.findall(folded))


def query_words(text: str) -> list[str]:
    """The words to look for: little words count only when there is nothing else."""
    asked = list(dict.fromkeys(words_of(text).split()))
    return [word for word in asked if word not in STOP_WORDS] or asked


def is_begun(asked: Sequence[str]) -> bool:
    """Whether the last word asked also stands for the words that begin with it."""
    return bool(asked) and len(asked[-1]) > 1


def score(asked: Sequence[str], title: str) -> float:
    """How well a name answers, from 0 (words found elsewhere) to 1 (the very name).

    Half is the share of the words asked that the name holds (a begun word counts for half),
    half the share of the name's own words that were asked.
    """
    own = set(title.split()) - STOP_WORDS or set(title.split())
    if not own or not asked:
        return 0.0
    exact = sum(word in own for word in asked)
    last = asked[-1]
    begun = is_begun(asked) and last not in own and any(word.startswith(last) for word in own)
    return round((exact + 0.5 * begun) / len(asked) / 2 + exact / len(own) / 2, 6)


def _text(seen: Sequence[Record], shown: Shown, title: str) -> str:
    """Words of the name shown, then of every other name, description and identifier, once."""
    parts: dict[str, None] = {}
    for record in seen:
        parts[record.name] = None
        for identifier in record.identifiers:
            if identifier.role == "self":
                parts[identifier.value] = None
        for value in record.values:
            if value[0] in INDEXED_PROPERTIES:
                parts[value[1]] = None
    parts.pop(shown.name, None)
    return f"{title} {words_of(' '.join(parts))}" if parts else title
