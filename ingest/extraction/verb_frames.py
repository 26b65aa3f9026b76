"""What verbs assert of their arguments, compiled from `data/frames.yaml`."""

from collections.abc import Mapping
from functools import cache
from typing import Any, Literal, NamedTuple, cast

from tisserand.ingest.extraction.findings import Predicate
from tisserand.ingest.extraction.lexicons import read_words


class Slot(NamedTuple):
    """Where an argument may stand, in order, and the letters that it may have."""

    places: tuple[str, ...]
    letters: str


class Frame(NamedTuple):
    """What a verb asserts.

    Attributes:
        past: tenses that put it in the past.
        reflexive: whether its verb is; None when it may be or not.
        role: the title, `verb` for the verb's own words, or empty.
        also: a second predicate of the same arguments.
        unless: letters of which the clause may hold none.
        ended: whether it is told only by « ne … plus ».
        employer: whether its object is a body where one works rather than one that one joins.
        then: words of which some follow its verb.
        never: tenses that it is not asserted in.
    """

    id: str
    predicate: Predicate
    subject: Slot
    object: Slot
    confidence: float
    past: tuple[str, ...]
    role: str
    also: Predicate | None
    reflexive: bool | None
    voice: str
    status: Literal["past"] | None
    future: bool
    unless: str
    never: tuple[str, ...]
    ended: bool
    employer: bool
    then: tuple[str, ...]


@cache
def verb_frames() -> Mapping[str, tuple[Frame, ...]]:
    """Frames of each verb."""
    found: dict[str, list[Frame]] = {}
    for fields in read_words("frames")["verbs"]:
        frame = _frame(fields)
        for lemma in fields["lemmas"]:
            found.setdefault(lemma, []).append(frame)
    return {lemma: tuple(frames) for lemma, frames in found.items()}


def _frame(fields: Mapping[str, Any]) -> Frame:
    return Frame(
        fields["id"],
        cast(Predicate, fields["predicate"]),
        slot(fields["subject"]),
        slot(fields["object"]),
        float(fields["confidence"]),
        tuple(fields.get("past", ())),
        str(fields.get("role", "")),
        fields.get("also"),
        None if fields.get("reflexive") == "any" else bool(fields.get("reflexive")),
        str(fields.get("voice", "")),
        fields.get("status"),
        bool(fields.get("future")),
        str(fields.get("unless", "")),
        tuple(fields.get("never", ())),
        bool(fields.get("ended")),
        bool(fields.get("employer")),
        tuple(fields.get("then", ())),
    )


def slot(written: str) -> Slot:
    """« to|in:J » as a slot."""
    places, _, letters = written.partition(":")
    return Slot(tuple(places.split("|")), letters)
