"""What nouns assert: « est membre de X », « X, partenaire de Y », « la participation de X à Y »."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple, cast

from tisserand.ingest.extraction.clauses import Clause
from tisserand.ingest.extraction.findings import Predicate
from tisserand.ingest.extraction.lexicons import read_words
from tisserand.ingest.extraction.sentences import STRONG, Sentence

_REACH = 9
_POSSESSIVES = frozenset(("notre", "nos", "son", "sa", "ses", "leur", "leurs"))
_LINKING = frozenset(
    (
        "une",
        "un",
        "des",
        "l'",
        "le",
        "la",
        "les",
        "de",
        "lui-même",
        "elle-même",
        "aussi",
        "à",
        "qui",
        "notre",
        "nos",
        "son",
        "sa",
    )
)


class NounFrame(NamedTuple):
    """What a noun asserts of its holder and its complement, by letters and prepositions."""

    id: str
    predicate: Predicate
    confidence: float
    holder: str
    places: tuple[str, ...]
    letters: str
    nouns: frozenset[str]
    reversed: bool


class Told(NamedTuple):
    """A fact told by a noun: positions of its subject, object and noun in the sentence.

    Attributes:
        object: None where a possessive stands for it; `ours` tells « notre » from « leur ».
    """

    frame: NounFrame
    subject: int
    object: int | None
    noun: int
    ended: bool = False
    ours: bool = False


@cache
def noun_frames(part: str) -> tuple[NounFrame, ...]:
    """The frames of `nouns` or `actions`."""
    return tuple(_frame(fields) for fields in read_words("frames")[part])


def _frame(fields: Mapping[str, Any]) -> NounFrame:
    places, _, letters = str(fields["complement"]).partition(":")
    return NounFrame(
        fields["id"],
        cast(Predicate, fields["predicate"]),
        float(fields["confidence"]),
        str(fields.get("holder", fields.get("of", ""))),
        tuple(places.split("|")),
        letters,
        frozenset(fields["nouns"]),
        bool(fields.get("reversed")),
    )


def told_by_nouns(sentence: Sentence, clauses: Sequence[Clause]) -> Iterator[Told]:
    """The facts that the nouns of a sentence tell."""
    for k, word in enumerate(sentence.words):
        if word.letter and word.letter != "R":
            continue
        text = word.text if not word.letter else _title(sentence, k)
        for frame in noun_frames("nouns"):
            if text in frame.nouns:
                yield from _of_holder(sentence, clauses, frame, k)
        if not word.letter:
            for frame in noun_frames("actions"):
                if text in frame.nouns:
                    yield from _of_action(sentence, clauses, frame, k)


def _title(sentence: Sentence, k: int) -> str:
    role = sentence.scene.roles[sentence.words[k].number]
    return role.title.lower() if not role.status else ""


def _of_holder(
    sentence: Sentence, clauses: Sequence[Clause], frame: NounFrame, k: int
) -> Iterator[Told]:
    things: list[int | None] = list(_complements(sentence, frame, k))
    possessive = sentence.words[k - 1].text if k else ""
    state = _state(sentence, clauses, k)
    if not things and state is not None:
        things += [
            j
            for place in frame.places
            for j in state.others.get(place, ())
            if sentence.words[j].letter in frame.letters and j < state.group.i
        ]
    if not things and state is not None and "en" in state.group.clitics:
        things = [None]
    if not things and possessive in _POSSESSIVES and "O" in frame.letters:
        things = [None]
    if not things:
        return
    if state is not None:
        if state.group.denied or state.group.supposed or state.group.tense == "future":
            return
        holders = state.patients if state.group.voice == "passive" else state.agents
        ended = state.group.ended or (
            state.group.lemma == "être" and state.group.tense in ("imperfect", "past", "perfect")
        )
    elif (after := _head_holder(sentence, k, things)) is not None:
        things, holders, ended = things[:-1], [(after,)], False
    else:
        last = things[-1]
        holders, ended = _apposed(sentence, k, k if last is None else last), False
    for candidate in holders:
        fits = [s for s in candidate if sentence.words[s].letter in frame.holder]
        if fits:
            ours = possessive in ("notre", "nos")
            for s in fits:
                for o in things:
                    if frame.reversed and o is not None:
                        yield Told(frame, o, s, k, ended)
                    elif not frame.reversed and s != o:
                        yield Told(frame, s, o, k, ended, ours)
            return


def _head_holder(sentence: Sentence, k: int, things: Sequence[int | None]) -> int | None:
    """« Partenaire de <O1>, <O2> livre »: the last name, which a comma parts from the others."""
    is_head = k == 0 or sentence.words[k - 1].text in STRONG
    if not is_head or len(things) < 2 or things[-1] is None:
        return None
    return things[-1] if sentence.words[things[-1] - 1].text == "," else None


def _complements(sentence: Sentence, frame: NounFrame, k: int) -> Iterator[int]:
    """The names that complete a noun, by its prepositions, before any verb."""
    for j in range(k + 1, min(len(sentence.words), k + _REACH)):
        word = sentence.words[j]
        if word.text in STRONG or j in sentence.group_at:
            return
        governor = sentence.governors.get(j)
        if governor is None or word.letter in "RA":
            continue
        if governor.kind in frame.places and governor.at > k and word.letter in frame.letters:
            yield j
        elif word.letter in "POJE":
            return


def _state(sentence: Sentence, clauses: Sequence[Clause], k: int) -> Clause | None:
    """The verb of state of which a noun is the attribute."""
    states = frozenset(read_words("frames")["states"])
    for clause in reversed(clauses):
        if clause.group.i <= k < clause.group.j and clause.group.voice == "passive":
            return clause
        if clause.group.j > k:
            continue
        between = sentence.words[clause.group.j : k]
        is_state = clause.group.lemma in states
        if not is_state or any(
            word.text in STRONG or word.letter in "POJE"
            for word in between
            if word.letter or word.text in STRONG
        ):
            return None
        return clause
    return None


def _apposed(sentence: Sentence, k: int, last: int) -> list[tuple[int, ...]]:
    """« <O1>, membre de <O2> », or at the head of a sentence « Membre de <O2>, <O1> »."""
    j = k - 1
    while j >= 0 and (
        sentence.words[j].text in _LINKING or sentence.words[j].pos in ("ADV", "ADJ", "DET")
    ):
        j -= 1
    if j < 0 or sentence.words[j].text in STRONG:
        after = last + 1
        if after + 1 < len(sentence.words) and sentence.words[after].text == ",":
            return [(after + 1,)]
        return []
    if sentence.words[j].text == ",":
        j -= 1
    if j >= 0 and sentence.words[j].letter and sentence.words[j].letter not in "AR":
        head = sentence.governors[j].head
        own = (*sentence.chain[j], j) if sentence.words[k].text.endswith("s") else (j,)
        return [own] if head < 0 or not sentence.words[head].letter else [own, (head,)]
    return []


def _of_action(
    sentence: Sentence, clauses: Sequence[Clause], frame: NounFrame, k: int
) -> Iterator[Told]:
    """« la participation de <O1> à <J2> », unless its verb denies or supposes it."""
    if any(c.group.denied or c.group.supposed or c.group.ended for c in clauses):
        return
    who: list[int] = []
    for j in range(k + 1, min(len(sentence.words), k + _REACH + 4)):
        word = sentence.words[j]
        governor = sentence.governors.get(j)
        if word.text in STRONG or (j in sentence.group_at and sentence.group_at[j].is_finite):
            return
        if governor is None or word.letter in "RA":
            continue
        if governor.kind == "of" and word.letter in frame.holder and not who:
            who.append(j)
        elif who and governor.kind in frame.places and word.letter in frame.letters:
            subject, thing = (j, who[0]) if frame.reversed else (who[0], j)
            yield Told(frame, subject, thing, k)
