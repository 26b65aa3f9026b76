"""Records as rows of whole numbers, of which many pairs are looked at together."""

from functools import lru_cache
from math import ceil
from struct import Struct
from typing import NamedTuple
from zlib import crc32

import numpy as np

from tisserand.ingest.resolution.initials import LENGTHS, least_explained
from tisserand.ingest.resolution.model import load_model
from tisserand.ingest.resolution.shape import Features, Name
from tisserand.ingest.resolution.words import word_bits

SLOTS = 6
"""Words of a name that are looked at one by one; longer names pass."""
_SCREENED = ("organization", "site", "project")
AREAS, COMMUNES, REACHED, RNA, LONE, SHORT, PLACE, STREET, COMMUNE = 0, 1, 2, 5, 6, 7, 8, 9, 10
MEETING, THING = slice(5), 11
"""Columns of a thing: areas, communes, contacts, weight, SIREN, RNA, lone words, acronyms, the most
that its place may weigh, its street, its commune where it is in one and in one département."""
NUMBERS, WORDS, NEEDING, EVERY, GIVEN, INITIALS, READ, SLOT = range(8)
"""Columns of a name: bits for its numbers, its words, the first letters of those that the other
must have, in its commune and out of it, and of what spellings begin by; its initials, and
how many, or of a lone word how many letters are an acronym's; the letters
that it has an odd number of times and its length, 0 where it is too long; then its words."""
NAME = SLOT + SLOTS
SCALE = 16
"""Weights of places and names are whole sixteenths of a bit; those of words, eighths."""
LETTERS = np.uint64(2**30 - 1)
LONG = np.uint64(32)
"""Where the length of a name is, above its letters."""
FIRST, START, LAST, LENGTH, WEIGHT, SAID, NEEDED = (
    np.uint64(((1 << size) - 1) << place)
    for place, size in ((30, 5), (35, 10), (45, 5), (50, 4), (54, 8), (62, 1), (63, 1))
)
"""In the mask of a word, above its letters: the first, the two next, the last; how many; its
weight; whether the name of the département says it, and whether the place does not."""
EXPLAINED = np.uint64(54)
"""Where the initials of a lone word are none, how many of its letters are to be explained."""
_THING = Struct(f"<{THING}Q")
_COLUMNS = Struct("<6Q")
"""Those of a name that are made of its words."""
_COLUMN = 8
_UNREAD = b"".join(
    number.to_bytes(_COLUMN, "little") for number in (0, 2**64 - 1, 0, 0, 2**64 - 1, 0, 0)
).ljust(NAME * _COLUMN, b"\0")
_HEAVIEST = 100 * SCALE


def mask_thing(features: Features, weight: int) -> bytes:
    """Its columns, but for its names."""
    lone = [name[0] for name in features.names if len(name) == 1]
    communes, place, commune = _mask_communes(features.communes)
    areas = features.areas
    is_one = len(areas) == 1
    return _THING.pack(
        _mask(areas),
        communes,
        _contacts(features),
        weight,
        _only("siren", features),
        _only("rna", features),
        _mask(tuple(lone)) if lone else 0,
        _mask(features.acronyms) if features.acronyms else 0,
        place,
        crc32(features.street.encode()) + 1 if features.street else 0,
        commune if is_one else 0,
    )


@lru_cache(maxsize=50_000)
def _mask_communes(communes: tuple[tuple[str, float], ...]) -> tuple[int, int, int]:
    """Their mask, the most that sharing one weighs, or the place where none is known, and a print
    of the only one."""
    bits = load_model().bits
    weights = [weight for _, weight in communes] or [bits["postcode"]]
    most = max(bits["departement"], *weights)
    only = crc32(communes[0][0].encode()) + 1 if len(communes) == 1 else 0
    return _mask(tuple([code for code, _ in communes])), ceil(most * SCALE), only


def mask_names(features: Features) -> tuple[list[bytes], int]:
    """The columns of each name, and the weight of the heaviest."""
    if features.family not in _SCREENED or not features.names:
        return [_UNREAD], _HEAVIEST
    said = _departement_words(features.areas)
    rows = [_row(name, features.local, said) for name in features.names]
    return [row for row, _ in rows], max(weight for _, weight in rows)


@lru_cache(maxsize=10_000)
def _departement_words(areas: tuple[str, ...]) -> frozenset[str]:
    """The words that the names of these départements say."""
    named = load_model().departements
    return frozenset[str]().union(*(named.get(code, ()) for code in areas))


@lru_cache(maxsize=50_000)
def _row(name: Name, local: Name, said: frozenset[str]) -> tuple[bytes, int]:
    columns = weight = initials = letters = length = 0
    slots = []
    for text in name:
        is_local, is_said = text in local, text in said
        word = _place_word(text, is_local, is_said) if is_local or is_said else _word(text)
        added, slot, bits, count, odd = word
        columns |= added
        letters ^= odd
        weight += bits
        initials += count
        length += len(text)
        slots.append(slot)
    if len(name) == 1:
        columns |= (2**64 - 1) << 64 * WORDS
        columns &= ~((2**64 - 1) << 64 * INITIALS)
        if len(name[0]) in LENGTHS and name[0].isalpha():
            columns |= least_explained(name[0]) << 64 * INITIALS + int(EXPLAINED)
    else:
        columns |= min(initials, 15) << 64 * INITIALS + 50
    if len(name) <= SLOTS:
        columns |= (letters | length << int(LONG)) << 64 * READ
    told = columns.to_bytes(_COLUMN * SLOT, "little") + b"".join(slots[:SLOTS])
    return told.ljust(_COLUMN * NAME, b"\0"), weight


class _Word(NamedTuple):
    """What a word adds to its name.

    Attributes:
        columns: of the name, those before its words, as one number.
        slot: its mask.
        weight: in sixteenths of a bit.
        initials: how many it has.
        letters: those that it has an odd number of times.
    """

    columns: int
    slot: bytes
    weight: int
    initials: int
    letters: int


@lru_cache(maxsize=100_000)
def _word(word: str) -> _Word:
    """A word that no place says."""
    return _place_word(word, False, False)


@lru_cache(maxsize=50_000)
def _place_word(word: str, is_local: bool, is_said: bool) -> _Word:
    """A word, and whether the name of its commune says it, or that of its département."""
    places = [_PLACES[letter] for letter in word]
    first = 1 << places[0]
    begins = first | (1 << places[1] if len(word) > 5 else 0)
    second, third = [*places[1:3], 31, 31][:2]
    letters = odd = 0
    for place in places:
        letters |= 1 << place
        odd ^= 1 << place
    bits = word_bits(word, False)
    is_needed = not (is_local or is_said)
    slot = letters | places[0] << 30 | third << 35 | second << 40 | places[-1] << 45
    slot |= min(len(word), 15) << 50 | ceil(bits * SCALE / 2) << 54
    slot |= is_said << 62 | is_needed << 63
    initials = [_PLACES[part[0]] for part in word.split("_") if part]
    own = _bit(word)
    columns = (
        own if word.isdigit() else 0,
        own,
        first if is_needed else 0,
        0 if is_said else first,
        begins,
        sum({1 << place for place in initials}),
    )
    packed = int.from_bytes(_COLUMNS.pack(*columns), "little")
    told = slot.to_bytes(_COLUMN, "little")
    return _Word(packed, told, ceil(bits * SCALE), len(initials), odd)


class _Places(dict[str, int]):
    """0 to 25 for letters; 26 to 29 for the rest, digits among them."""

    def __missing__(self, letter: str) -> int:
        self[letter] = place = ord(letter) - 97 if "a" <= letter <= "z" else 26 + ord(letter) % 4
        return place


_PLACES = _Places()


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


def _contacts(features: Features) -> int:
    """What may bring it together with another wherever they are; people are met anywhere."""
    if features.family == "person":
        return 1
    found = 0
    for kind in (features.telephones, features.webs, features.emails):
        if kind:
            found |= _mask(kind)
    return found
