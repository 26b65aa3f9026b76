"""A lone word that may be the initials of another name."""

from functools import lru_cache

from tisserand.ingest.resolution.model import load_model
from tisserand.ingest.resolution.shape import Name

LENGTHS = range(3, 11)
_UNSAID = frozenset("apdlse")
"""First letters of what names leave out: association, pour, de, la, société, et, en."""


@lru_cache(maxsize=50_000)
def initials_bits(word: str, full: Name) -> float:
    """What a word weighs as the initials of the words of a name, in their order; 0 if it is not.

    Each letter that the name does not explain and each word that the acronym skips takes away.
    """
    initials = "".join(part[0] for one in full for part in one.split("_") if part)
    if len(full) < 2 or len(word) not in LENGTHS or len(initials) < 2 or not word.isalpha():
        return 0.0
    bits = load_model().bits
    matched, unexplained = _in_order(word, initials)
    skipped = len(initials) - matched
    if matched < 3 or unexplained > 1 or skipped > 1:
        return 0.0
    lost = bits["initial_lost"] * (unexplained + skipped)
    return max(bits["initial"] * matched - bits["initials"] - lost, 0.0)


def least_explained(word: str) -> int:
    """How many letters of an acronym initials must explain, but for one, whatever the name."""
    return len(word.lstrip("".join(_UNSAID))) or 1


def _in_order(word: str, initials: str) -> tuple[int, int]:
    """Initials found in the letters of the word, in order, and letters left unexplained.

    Letters of what a name leaves out are explained, before the first initial.
    """
    while len(word) > len(initials) and word[0] in _UNSAID and word[0] != initials[0]:
        word = word[1:]
    lengths = [0] * (len(initials) + 1)
    for letter in word:
        before = 0
        for place, initial in enumerate(initials, 1):
            above = lengths[place]
            lengths[place] = before + 1 if letter == initial else max(above, lengths[place - 1])
            before = above
    return lengths[-1], len(word) - lengths[-1]
