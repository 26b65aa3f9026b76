"""Records as rows of whole numbers, of which many pairs are looked at together."""

from functools import lru_cache
from math import ceil
from typing import NamedTuple
from zlib import crc32

import numpy as np

from tisserand.ingest.resolution.model import load_model
from tisserand.ingest.resolution.shape import Features, Name
from tisserand.ingest.resolution.words import word_bits

SLOTS = 6
"""Words of a name that are looked at one by one; longer names pass."""
_ALL = 2**64 - 1
_SCREENED = ("organization", "site", "project")
ANYWHERE = np.uint64(1)
COMMUNES, LONE, SHORT, PLACE, STREET = 1, 6, 7, 8, 9
MEETING, THING = slice(6), 10
"""Columns of a thing: areas, communes, flags, weight, SIREN, RNA, lone words, acronyms, the most
that its place may weigh, its street."""
NUMBERS, WORDS, NEEDING, EVERY, GIVEN, INITIALS, READ, SLOT = range(8)
NAME = SLOT + SLOTS
WEIGHT = NAME
SCALE = 16
"""Weights are whole sixteenths of a bit."""
LETTERS = np.uint64(2**30 - 1)
FIRST, START, LAST, LENGTH, NEEDED = (
    np.uint64(((1 << size) - 1) << place)
    for place, size in ((30, 5), (35, 10), (45, 5), (50, 4), (63, 1))
)
"""In the mask of a word, above its letters: the first, the two next, the last; how many; whether
the place alone does not say it."""
_NEEDED = int(NEEDED)


def mask_thing(features: Features, weight: int) -> tuple[int, ...]:
    """Its columns, but for its names."""
    lone = [name[0] for name in features.names if len(name) == 1]
    communes, place = _mask_communes(features.communes)
    return (
        _mask(features.areas),
        communes,
        _flags(features),
        weight,
        _only("siren", features),
        _only("rna", features),
        _mask(tuple(lone)) if lone else 0,
        _mask(features.acronyms) if features.acronyms else 0,
        place,
        crc32(features.street.encode()) + 1 if features.street else 0,
    )


@lru_cache(maxsize=50_000)
def _mask_communes(communes: tuple[tuple[str, float], ...]) -> tuple[int, int]:
    """Their mask, and the most that sharing one weighs, or the place where none is known."""
    bits = load_model().bits
    weights = [weight for _, weight in communes] or [bits["postcode"]]
    most = max(bits["departement"], *weights)
    return _mask(tuple([code for code, _ in communes])), ceil(most * SCALE)


def mask_names(features: Features) -> list[list[int]]:
    """A row for each name."""
    if features.family not in _SCREENED or not features.names:
        return [[0, _ALL, 0, 0, _ALL, 0, 0, *[0] * SLOTS, 100 * SCALE]]
    return [_row(name, features.local) for name in features.names]


def _row(name: Name, local: Name) -> list[int]:
    numbers = given = needed = every = met = initials = count = weight = 0
    slots = [0] * SLOTS
    for place, text in enumerate(name):
        own, first, begins, letters, own_initials, many, number, bits = _word(text)
        numbers |= number
        given |= begins
        every |= first
        met |= own
        initials |= own_initials
        weight += bits
        count += many
        if text not in local:
            needed |= first
            letters |= _NEEDED
        if place < SLOTS:
            slots[place] = letters
    initials |= min(count, 15) << 50
    if len(name) == 1:
        met, initials = _ALL, 0
    is_read = int(len(name) <= SLOTS)
    return [numbers, met, needed, every, given, initials, is_read, *slots, weight]


class _Word(NamedTuple):
    """A word: a bit for itself, for its first letter, for those that a spelling may begin by; its
    letters and where they stand; its initials and how many; a bit for itself if it is a number;
    its weight."""

    print: int
    first: int
    begins: int
    letters: int
    initials: int
    many: int
    number: int
    weight: int


@lru_cache(maxsize=100_000)
def _word(word: str) -> _Word:
    places = [_place(letter) for letter in word]
    first = 1 << places[0]
    begins = first | (1 << places[1] if len(word) > 5 else 0)
    second, third = [*places[1:3], 31, 31][:2]
    letters = sum({1 << place for place in places}) | places[0] << 30 | places[-1] << 45
    letters |= second << 40 | third << 35 | min(len(word), 15) << 50
    parts = [part[0] for part in word.split("_") if part]
    initials = sum({1 << _place(letter) for letter in parts})
    own = _bit(word)
    weight = ceil(word_bits(word, False) * SCALE)
    number = own if word.isdigit() else 0
    return _Word(own, first, begins, letters, initials, len(parts), number, weight)


def _place(letter: str) -> int:
    """0 to 25 for letters; 26 to 29 for the rest, digits among them."""
    return ord(letter) - 97 if "a" <= letter <= "z" else 26 + ord(letter) % 4


def _bit(text: str) -> int:
    return 1 << crc32(text.encode()) % 64


@lru_cache(maxsize=1_000)
def _mask(texts: tuple[str, ...]) -> int:
    found = 0
    for text in texts:
        found |= _bit(text)
    return found


def _only(scheme: str, features: Features) -> int:
    """A print of the only number of a scheme, or 0. Two RNA or two SIREN are two organisations."""
    if not features.identifiers or features.family != "organization":
        return 0
    found = [value for name, value in features.identifiers if name == scheme]
    return crc32(found[0].encode()) + 1 if len(found) == 1 else 0


def _flags(features: Features) -> int:
    is_anywhere = features.family == "person" or bool(
        features.telephones or features.webs or features.emails
    )
    return int(is_anywhere)
