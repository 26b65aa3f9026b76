"""Wants that somebody tells are those of the body that they speak for.

« "Il nous faut un comptable", résume Ludivine Chantepie », manager of a sawmill: it lacks one.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from tisserand.ingest.extraction.raw_facts import RawFact
from tisserand.ingest.extraction.scene import Scene

_AFFILIATIONS = ("role", "member_of", "works_for")
_WE = re.compile(r"\b(?:on|nous|nos|notre)\b")
_I = re.compile(r"\b(?:je|j'|me|m'|mes|mon|ma)\b")


def told_by_bodies(facts: Iterable[RawFact], scenes: Sequence[Scene]) -> Iterator[RawFact]:
    """The facts, with what people seek given to their body; « on » of somebody without a body is
    nobody that has a name."""
    facts = list(facts)
    bodies = _bodies(facts)
    for one in facts:
        if one.predicate != "seeks" or one.letters[0] != "P":
            yield one
        elif one.s in bodies:
            yield one._replace(s=bodies[one.s], letters="O" + one.letters[1:])
        elif not _speaks_for_others(one, scenes[one.scene]):
            yield one


def _bodies(facts: Sequence[RawFact]) -> dict[int, int]:
    """The body of each person: the surest that they belong to today."""
    best: dict[int, tuple[float, int]] = {}
    for one in facts:
        if one.predicate not in _AFFILIATIONS or one.letters != "PO" or one.fact.status == "past":
            continue
        known = best.get(one.s)
        if isinstance(one.o, int) and (known is None or known[0] < one.fact.confidence):
            best[one.s] = (one.fact.confidence, one.o)
    return {person: body for person, (_, body) in best.items()}


def _speaks_for_others(one: RawFact, scene: Scene) -> bool:
    told = [
        f"{text} {pronoun}"
        for (_, start, end), (text, pronoun) in zip(scene.origins, scene.pieces, strict=True)
        if one.fact.start <= start and end <= one.fact.end
    ]
    words = " ".join(told)
    return bool(_WE.search(words)) and not _I.search(words)
