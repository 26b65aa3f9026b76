"""The parts of a person's name, and whether two ways of writing it can name one person."""

from typing import NamedTuple

from rapidfuzz.distance import OSA

from tisserand.ingest.extraction.lexicons import first_name_gender
from tisserand.reference.text import fold

_LEAST_FOR_TYPO = 5


class PersonName(NamedTuple):
    """Folded parts of a name; `first` or `last` may be empty.

    Attributes:
        initials: of the first name, when it is written in full or not.
    """

    first: str
    last: str
    initials: str
    is_short: bool
    gender: str | None


def parse_person(text: str) -> PersonName:
    """« Aline Gaudin », « GAUDIN Aline », « A. Gaudin », « JP Gaudin », « Gaudin », « Aline »,
    « Gaudin (Aline) »."""
    words = text.replace("’", "'").split()
    if len(words) > 1 and words[-1][0] + words[-1][-1] == "()":
        words = [words[-1][1:-1], *words[:-1]]
    if len(words) == 1 and not words[0].endswith("."):
        gender = first_name_gender(words[0])
        return PersonName("", fold(words[0]), "", True, gender)
    surname_first = len(words) > 1 and words[0].isupper() and not words[-1].isupper()
    if (
        surname_first
        and "." not in words[0]
        and (len(words[0]) > 2 or first_name_gender(words[-1]))
    ):
        words = [words[-1], *words[:-1]]
    first, rest = words[0], words[1:]
    if "." in first or (first.isupper() and len(first) <= 2):
        letters = [letter for letter in first.lower() if letter.isalpha()]
        if rest and rest[0].endswith("."):
            letters += [letter for letter in rest.pop(0).lower() if letter.isalpha()]
        return PersonName("", fold(" ".join(rest)), "".join(map(fold, letters)), False, None)
    has_second = len(rest) > 1 and first_name_gender(rest[0]) and rest[0][0].isupper()
    if has_second and fold(first) in ("jean", "marie", "anne", "pierre"):
        first, rest = f"{first} {rest[0]}", rest[1:]
    initials = "".join(part[0] for part in fold(first).split())
    return PersonName(
        fold(first), fold(" ".join(rest)), initials, False, first_name_gender(words[0])
    )


def are_one(one: PersonName, other: PersonName) -> bool:
    """Whether both can name one person: full names alike but for a letter, or initials."""
    if one.is_short or other.is_short:
        return False
    if one.first and other.first:
        if one.last == other.last:
            return one.first == other.first or _is_typo(one.first, other.first)
        return one.first == other.first and _is_typo(one.last, other.last)
    return one.last == other.last and (
        one.initials.startswith(other.initials) or other.initials.startswith(one.initials)
    )


def can_shorten(short: PersonName, full: PersonName) -> bool:
    """Whether a single word can stand for a full name: surname, first name or all initials."""
    initials = full.initials + "".join(word[0] for word in full.last.split())
    return short.last in (full.last, full.first, without_particles(full.last), initials)


def without_particles(last: str) -> str:
    """« lacaze » of « de lacaze »."""
    words = last.split()
    while len(words) > 1 and words[0] in ("de", "du", "d", "des", "la", "le", "l"):
        words = words[1:]
    return " ".join(words)


def _is_typo(one: str, other: str) -> bool:
    """A letter more, less, changed or moved, never the first one nor in a short name."""
    if min(len(one), len(other)) < _LEAST_FOR_TYPO or one[0] != other[0]:
        return False
    if first_name_gender(one) != first_name_gender(other) and one[-1:] != other[-1:]:
        return False
    return OSA.distance(one, other, score_cutoff=1) <= 1
