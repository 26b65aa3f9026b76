"""Names of people as resolution compares them: words in no order, given names cut to initials."""

import re
from collections.abc import Iterable

from tisserand.ingest.resolution.alignment import Alignment, Paired, alike
from tisserand.ingest.resolution.model import load_model
from tisserand.ingest.resolution.shape import Name
from tisserand.reference.text import fold

_WORD = re.compile(r"[^\W_]+")
_UNSAID = frozenset(
    ["mme", "mr", "mlle", "dr", "pr", "monsieur", "madame", "mademoiselle", "docteur",
     "professeur", "maitre", "de", "du", "des", "d", "la", "le", "les", "l"]
)  # fmt: skip
"""Titles and particles, that one source writes and another does not."""
_INITIALS = 3
"""Initials written together: at most so many."""


def person_words(name: str) -> Name:
    """The words of a person's name, sorted: « COPPEY (Mme) Odile » → coppey, odile.

    A leading « M. » is a title; other single letters are initials.
    """
    found = _WORD.findall(fold(name))
    if found and found[0] == "m":
        found = found[1:]
    return tuple(sorted({word for word in found if word not in _UNSAID}))


def align_people(x: Name, y: Name) -> Alignment:
    """Align two people's names: letter for letter, misspelt, then given names by their initials."""
    shared = sorted(set(x) & set(y))
    matched = [Paired(word, word, 1.0) for word in shared]
    left = [word for word in x if word not in shared]
    right = [word for word in y if word not in shared]
    if not left and not right:
        return Alignment(tuple(matched), (), (), True, False)
    bits = load_model().bits
    for word in tuple(left):
        other = next((one for one in right if _is_misspelt(word, one)), None)
        if other is not None:
            matched.append(Paired(word, other, bits["near_spelling"]))
            left.remove(word)
            right.remove(other)
    if matched and any(len(one.word) > _INITIALS for one in matched):
        matched += _by_initials(left, right) or _by_initials(right, left)
    return Alignment(tuple(matched), tuple(left), tuple(right), False, False)


def _is_misspelt(word: str, other: str) -> bool:
    """Not a mere start: Jean is not Jeanne."""
    short, long = sorted((word, other), key=len)
    return alike(word, other) > 0 and not long.startswith(short)


def _by_initials(short: list[str], full: list[str]) -> Iterable[Paired]:
    """Words of `full` that letters of `short` begin, taken out of both: « jp », jean paul."""
    letters = "".join(short)
    if not full or len(letters) > _INITIALS or len(letters) > len(full):
        return []
    starts = sorted(word[0] for word in full)
    if any(len(word) < 2 for word in full) or sorted(letters) != starts:
        return []
    share = load_model().bits["abbreviation"]
    found = [Paired(word, word, share) for word in full]
    short.clear()
    full.clear()
    return found
