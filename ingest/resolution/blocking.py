"""Under which keys a record's candidates are looked for: a function of its features alone.

Keys that begin with `=` say identity: whoever shares one is the same thing (see `clustering`).
The others only bring candidates to be compared. No cap: what arrives first changes nothing.
What bounds a block is what its key means: names are the same only when all their telling words
match, so a key holds the starts of several words, and every number, wherever it can.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations, takewhile
from operator import attrgetter
from typing import NamedTuple

from tisserand.ingest.resolution.model import load_model
from tisserand.ingest.resolution.shape import Features, Name
from tisserand.ingest.resolution.words import is_telling, word_bits

IDENTITY = "="
_START = 4
_PART = 3
_TELLING = 3
_NAMED = frozenset(("organization", "site", "person", "project"))
_SAINTS = frozenset(("saint", "sainte", "notre"))
_NOTHING: frozenset[str] = frozenset()
_ACRONYM = 9
_WORDS = 5
_RANK = attrgetter("rank")


def is_identity(block: str) -> bool:
    """Whether all that share this block are the same thing, unless a guard forbids it."""
    return block.startswith(IDENTITY)


def identity_blocks(found: Sequence[str]) -> tuple[str, ...]:
    """Those of a record's blocks, sorted, that say identity: they sort before the others."""
    if not found or not is_identity(found[0]):
        return ()
    return tuple(takewhile(is_identity, found))


def blocks(features: Features) -> tuple[str, ...]:
    """The blocks of a record, sorted."""
    found = set(_identity_blocks(features))
    if features.family in _NAMED:
        if features.telephones or features.webs or features.emails:
            found.update(_contact_blocks(features))
        name_blocks = _person_blocks if features.family == "person" else _name_blocks
        for name in features.names:
            found.update(name_blocks(features, name))
        for short in features.acronyms:
            found.update(f"z:{features.family}:{z}:{short[:_PART]}" for z in features.zones)
    return tuple(sorted(found))


def _identity_blocks(features: Features) -> Iterator[str]:
    family = features.family
    for scheme, value in features.identifiers:
        yield f"{IDENTITY}{family}:{scheme}:{value}"
    if features.own_key:
        yield f"{IDENTITY}{family}:own:{features.own_key}"


def _contact_blocks(features: Features) -> Iterator[str]:
    family = features.family
    for kind, values in (
        ("tel", features.telephones),
        ("web", features.webs),
        ("mail", features.emails),
    ):
        for value in values:
            yield f"{kind}:{family}:{value}"


def _person_blocks(features: Features, name: Name) -> Iterator[str]:
    """A word of the name, in its commune or its organisation; and the whole name, anywhere."""
    if len(name) > 1:
        yield f"a:person:{'+'.join(name)}"
    for word in name:
        if len(word) > 2:
            start = word[:_START]
            yield from (f"z:person:{zone}:{start}" for zone in features.zones)
            yield from (f"o:person:{' '.join(one)}:{start}" for one in features.organisations)


def _name_blocks(features: Features, name: Name) -> list[str]:
    """Keys of a name where it is: by its telling words, by how all begin, by its initials."""
    family, towns, zonal = features.family, features.towns, features.zonal
    keys = _keys_of(name, towns, zonal)
    found = _under(f"a:{family}:", keys.anywhere)
    for zone in features.zones:
        found += _under(f"z:{family}:{zone}:", keys.near)
    for place in features.areas:
        known = load_model().departements.get(place, _NOTHING)
        is_said = not known.isdisjoint(name)
        within = _keys_within(*_said(name, towns, zonal, known)) if is_said else keys.within
        found += _under(f"d:{family}:{place}:", within)
        if not features.zones:
            unplaced = _keys_unplaced(_said(name, towns, zonal, known)[1])
            found += _under(f"u:{family}:{place}:", unplaced)
    return found


def _under(start: str, keys: list[str]) -> list[str]:
    return [start + key for key in keys]


class _Keys(NamedTuple):
    """Keys of a name: of a rare one anywhere, within a few communes, within a département."""

    anywhere: list[str]
    near: list[str]
    within: list[str]


@lru_cache(maxsize=20_000)
def _keys_of(name: Name, towns: Name, zonal: Name) -> _Keys:
    """The keys of a name that its département does not say: one body is named by many rows."""
    whole, away = _said(name, towns, zonal)
    least = load_model().bits["rare_anywhere"]
    rare = [one for one in ((whole,) if whole is away else (whole, away)) if one.bits >= least]
    return _Keys(
        [f"{_long_starts(one.all)}{away.numbers}" for one in rare],
        away.numbered(_near_keys(away)),
        _keys_within(whole, away),
    )


def _said(
    name: Name, towns: Name, zonal: Name, known: frozenset[str] = _NOTHING
) -> tuple["_Words", "_Words"]:
    """What a name says where the known words say nothing; and without the words that communes
    around say, where it has others."""
    words = [_weigh(word, word in towns) for word in name]
    whole = _Words.of(words, known)
    away = [word for word in words if word.text not in zonal] if zonal else words
    return whole, _Words.of(away, known) if 0 < len(away) < len(words) else whole


def _keys_within(whole: "_Words", away: "_Words") -> list[str]:
    """Within a département."""
    keys = _wide_keys(away)
    if away is not whole:
        keys.append(f"*{_starts(whole.heavy)}")
    return away.numbered(keys)


def _keys_unplaced(away: "_Words") -> list[str]:
    """The same, of what says no more than its département."""
    return away.numbered(_unplaced_keys(away))


class _Word(NamedTuple):
    """A word of a name, as keys are made of it.

    Attributes:
        rank: before those of more ordinary words.
        start: three letters of it; long_start, end: four.
        initials: of what it joins.
        is_light: names may lack it.
    """

    text: str
    bits: float
    rank: tuple[float, str]
    first: str
    start: str
    long_start: str
    end: str
    initials: str
    is_telling: bool
    is_light: bool
    is_number: bool


@lru_cache(maxsize=100_000)
def _weigh(text: str, is_town: bool) -> _Word:
    bits = word_bits(text, is_town)
    return _Word(
        text,
        bits,
        (-bits, text),
        text[0],
        text[:_PART],
        text[:_START],
        text[-_START:],
        "".join(part[0] for part in text.split("_") if part),
        is_telling(text, is_town),
        text in load_model().light or text in _SAINTS,
        text.isdigit(),
    )


class _Words(NamedTuple):
    """The words of a name that keys are made of.

    Attributes:
        all: every one.
        numbers: what all its keys end with.
        kept: the words but its numbers, where there are others.
        heavy: those of them that a name may not lack, where there are some.
        telling: those that tell the name from others, the most telling first: three at most.
        bits: what all weigh, numbers included.
    """

    all: list[_Word]
    numbers: str
    kept: list[_Word]
    heavy: list[_Word]
    telling: list[_Word]
    bits: float

    @classmethod
    def of(cls, words: list[_Word], known: frozenset[str] = _NOTHING) -> "_Words":
        """Of these words, without those that the place says already."""
        left = ([word for word in words if word.text not in known] or words) if known else words
        numbers = sorted([word.text for word in left if word.is_number])
        kept = ([word for word in left if not word.is_number] or left) if numbers else left
        telling = [word for word in kept if word.is_telling]
        if len(telling) > 1:
            telling.sort(key=_RANK)
        return cls(
            words,
            "".join([f"#{number}" for number in numbers]) if numbers else "",
            kept,
            [word for word in kept if not word.is_light] or kept,
            telling[:_TELLING],
            sum([word.bits for word in words]),
        )

    def numbered(self, keys: list[str]) -> list[str]:
        """Keys of these words, each with their numbers."""
        return [f"{key}{self.numbers}" for key in keys] if self.numbers else keys


def _near_keys(words: _Words) -> list[str]:
    """Within a few communes: the start of each telling word, and the initials of all."""
    keys = [word.start for word in words.telling]
    keys.append(f"*{'+'.join(sorted({word.first for word in words.heavy}))}")
    return keys + _acronym_keys(words.kept)


def _acronym_keys(words: list[_Word]) -> list[str]:
    """The first initials of a name, or the first and the last; those that a lone word may be.

    An acronym has one more where the name begins by a word that is left out (« association »).
    """
    initials = "".join([word.initials for word in words])
    keys = [f"@{initials[:2]}", f"@{initials[0]}~{initials[-1]}"] if len(initials) > 1 else []
    if len(words) == 1 and 1 < len(words[0].text) <= _ACRONYM:
        text = words[0].text
        keys += [f"@{text[:2]}", f"@{text[1:3]}"]
        keys += [f"@{text[0]}~{text[-1]}", f"@{text[1]}~{text[-1]}"]
    return keys


def _wide_keys(words: _Words) -> list[str]:
    """Within a département: two telling words, the end of a rare one, or how all words begin."""
    bits, telling = load_model().bits, words.telling
    rare = [word for word in telling if word.bits >= bits["rare_in_departement"]]
    keys = [f"~{word.end}" for word in rare]
    for one, other in combinations(telling[len(rare) :], 2):
        keys += [f"{one.start}+{other.first}", f"{other.start}+{one.first}"]
    if sum([word.bits for word in words.kept]) >= bits["telling_in_departement"]:
        keys.append(f"*{_starts(words.heavy)}")
    return keys


def _unplaced_keys(words: _Words) -> list[str]:
    """Between records that say no more than a département: any two words, and each telling one."""
    least = load_model().bits["telling"]
    keys = [word.start for word in words.kept if word.bits >= least]
    starts = sorted({word.start for word in words.kept[:_WORDS]})
    keys += [f"{one}+{other}" for one, other in combinations(starts, 2)]
    keys.append(f"*{_starts(words.heavy)}")
    return keys + [f"@{key}" for key in _acronym_keys(words.kept)]


def _starts(heavy: list[_Word]) -> str:
    """What all words begin by, but for those that a name may lack."""
    return "+".join(sorted({word.start for word in heavy}))


def _long_starts(words: list[_Word]) -> str:
    """The same, with a letter more."""
    heavy = [word for word in words if not (word.is_light or word.is_number)] or words
    return "+".join(sorted({word.long_start for word in heavy}))
