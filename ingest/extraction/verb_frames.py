"""What verbs assert of their arguments, compiled from `data/frames.yaml`."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Literal, NamedTuple, cast

from tisserand.ingest.extraction.clauses import Clause
from tisserand.ingest.extraction.findings import Predicate
from tisserand.ingest.extraction.lexicons import read_words
from tisserand.ingest.extraction.sentences import Sentence

ENDING = frozenset(("role", "member_of", "works_for", "partner_of", "takes_part_in"))
"""Predicates of which « ne … plus » says that they held."""


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


def fits(frame: Frame, sentence: Sentence, clause: Clause) -> bool:
    """Whether a clause asserts what a frame of its verb says."""
    if not _agrees(frame, clause) or _holds(sentence, clause, frame.unless):
        return False
    return not frame.then or _is_followed(sentence, clause, frame.then)


def _agrees(frame: Frame, clause: Clause) -> bool:
    group = clause.group
    is_reflexive = bool(group.clitics & {"se", "s'", "nous"} and group.voice == "active")
    if frame.reflexive and not is_reflexive:
        return False
    if frame.reflexive is False and group.clitics & {"se", "s'"} and group.voice != "passive":
        return False
    if frame.voice and group.voice not in (frame.voice, "participial"):
        return False
    if group.denied or group.supposed or group.tense in frame.never:
        return False
    if group.ended and frame.predicate not in ENDING:
        return False
    if frame.ended and not group.ended:
        return False
    return group.tense != "future" or frame.future


def _holds(sentence: Sentence, clause: Clause, letters: str) -> bool:
    """Whether the object or a complement of a clause is of one of these letters."""
    positions = [k for one in clause.patients for k in one]
    positions += [k for some in clause.others.values() for k in some]
    return any(sentence.words[k].letter in letters for k in positions) if letters else False


def _is_followed(sentence: Sentence, clause: Clause, then: Sequence[str]) -> bool:
    """Whether some words follow a verb: « prend également part »."""
    near = sentence.words[clause.group.j : clause.group.j + 6]
    told = [
        sentence.scene.roles[word.number].title.lower() if word.letter == "R" else word.text
        for word in near
        if word.pos != "ADV"
    ]
    text = " " + " ".join(told) + " "
    return any(text.startswith(f" {words} ") for words in then)
