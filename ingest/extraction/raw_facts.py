"""Facts by numbers of entities, as sentences and lists tell them, before they are located."""

import re
from collections.abc import Callable, Collection
from typing import NamedTuple

from tisserand.ingest.extraction.findings import Fact, Predicate
from tisserand.ingest.extraction.modality import Dates
from tisserand.ingest.extraction.scene import Scene
from tisserand.ingest.extraction.sentences import Sentence

REACH = 3
"""Blocks before one where what it leaves out is looked for."""
_GIVER = re.compile(r"<[A-Z]\d+> (?:lui|leur) ")
PUBLIC = frozenset(
    ("commune", "communes", "ville", "mairie", "municipalité", "collectivité", "collectivités",
     "département", "départements", "région", "communauté", "agglomération", "métropole",
     "intercommunalité", "pays")
)  # fmt: skip
"""Nouns of public bodies: money paid « à la commune » is not paid to whom the text is of."""
_PUBLIC = re.compile(rf" (?:à la |à l'|au |aux )(?:{'|'.join(sorted(PUBLIC))})\b")
_PAYEE = re.compile(
    r"(?: en \d{4})? (?:au bénéfice|au profit|en faveur) (?:de |du |des |d')<[OJE]\d+>"
)
_SIGN = re.compile(r"<([A-Z])(\d+)>")

Context = Callable[[int, str], tuple[int, str] | None]
"""The closest thing named before a position of the abstract text, of some letters; before none,
the body that the document is of."""


class RawFact(NamedTuple):
    """A fact by numbers of entities; `o` is a literal when `entity` is false."""

    s: int
    predicate: Predicate
    o: int | str
    fact: Fact
    letters: str
    scene: int


def signs_in(text: str | None) -> list[tuple[str, int]]:
    """Letters and numbers of the entities in an abstract text, in order."""
    return [(m[1], int(m[2])) for m in _SIGN.finditer(text or "") if m[1] not in "RA"]


def dative(
    scene: Scene, start: int, position: int, givers: Collection[int]
) -> tuple[int, str] | None:
    """« ‹ lui › a versé »: what the sentence before the one that starts there begins with, when
    the words from `start` to `position` name nothing but who else gives: « <O1> leur prête »."""
    own = _without_givers(scene.text[start:position])
    if any(letter in "OJE" and number not in givers for letter, number in signs_in(own)):
        return None
    for first, end in reversed([one for one in scene.sentences if one[1] <= start]):
        told = signs_in(_without_givers(scene.text[first:end]))
        named = [one for one in told if one[1] not in givers]
        if named:
            letter, number = named[0]
            is_of_body = letter == "P" and any(other == "O" for other, _ in named)
            return (number, letter) if letter in "POJ" and not is_of_body else None
    return None


def payees(text: str, position: int) -> list[tuple[str, int]] | None:
    """Who is paid, as what follows an amount says: « ‹ au profit de <O1> › », nobody named by
    « ‹ à la commune › »; None when it does not say."""
    if named := _PAYEE.match(text, position):
        return signs_in(named[0])
    return [] if _PUBLIC.match(text, position) else None


def gives_to_them(scene: Scene, number: int) -> bool:
    """« ‹ <O1> › leur prête »: who gives to those that a pronoun tells is not one of them."""
    return f"<O{number}> leur " in scene.text or f"<O{number}> lui " in scene.text


def _without_givers(text: str) -> str:
    return _GIVER.sub("", text)


def told_in(
    sentence: Sentence,
    start: int,
    end: int,
    subject: tuple[int, str],
    thing: tuple[int, str],
    predicate: Predicate,
    pattern: str,
    confidence: float,
    dates: Dates,
    past: bool = False,
    role: str | None = None,
) -> RawFact:
    """A fact whose passage is a slice of the abstract text."""
    first, last = sentence.scene.span(start, end)
    fact = Fact(
        str(subject[0]), predicate, "", first, last, confidence, pattern, role=role,
        year=dates.year, since=dates.since, until=dates.until, status="past" if past else None,
    )  # fmt: skip
    return RawFact(
        subject[0], predicate, thing[0], fact, subject[1] + thing[1], sentence.scene.line
    )
