"""Under which keys a record's candidates are looked for: a function of its features alone.

Keys that begin with `=` say identity: whoever shares one is the same thing (see `clustering`).
The others only bring candidates to be compared. No cap: what arrives first changes nothing.
What bounds a block is what its key means: names are the same only when all their telling words
match, so a key holds the starts of several words, and every number, wherever it can.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, takewhile

from tisserand.ingest.resolution.model import load_model
from tisserand.ingest.resolution.names import is_telling, word_bits
from tisserand.ingest.resolution.shape import Features, Name

IDENTITY = "="
_START = 4
_PART = 3
_TELLING = 3
_NAMED = frozenset(("organization", "site", "person", "project"))


def is_identity(block: str) -> bool:
    """Whether all that share this block are the same thing, unless a guard forbids it."""
    return block.startswith(IDENTITY)


def identity_blocks(found: Sequence[str]) -> Iterator[str]:
    """Those of a record's blocks, sorted, that say identity: they sort before the others."""
    return takewhile(is_identity, found)


def blocks(features: Features) -> tuple[str, ...]:
    """The blocks of a record, sorted."""
    found = set(_identity_blocks(features))
    if features.family in _NAMED:
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


def _name_blocks(features: Features, name: Name) -> Iterator[str]:
    """Keys of a name where it is: its telling words, or all of them when none tells."""
    family, towns = features.family, features.towns
    away = [word for word in name if word not in features.zonal] or list(name)
    telling = _telling(away, towns)
    numbers = "".join(f"#{word}" for word in sorted(away) if word.isdigit())
    for place in features.areas:
        head = f"d:{family}:{place}:"
        yield from (head + key + numbers for key in _wide_keys(away, telling, towns))
    for zone in features.zones:
        head = f"z:{family}:{zone}:"
        yield from (head + key + numbers for key in _near_keys(away, telling))
    if sum(word_bits(word, word in towns) for word in name) >= load_model().bits["rare_anywhere"]:
        yield f"a:{family}:{'+'.join(sorted(name))}"


def _telling(away: list[str], towns: Name) -> list[str]:
    """The words that tell a name from others, the most telling first: three at most."""
    found = [word for word in away if is_telling(word, word in towns)]
    return sorted(found, key=lambda word: (-word_bits(word, word in towns), word))[:_TELLING]


def _near_keys(away: list[str], telling: list[str]) -> Iterator[str]:
    """Within a few communes: three parts of the only telling word, or what all words begin by."""
    if len(telling) == 1:
        word = telling[0]
        yield word[:_PART]
        yield f"~{word[-_PART:]}"
        yield f"{word[:2]}~{word[-2:]}"
    elif not telling:
        yield f"*{_starts(away, 1)}"


def _wide_keys(away: list[str], telling: list[str], towns: Name) -> Iterator[str]:
    """Within a département: two telling words, or the whole name when it has fewer."""
    if len(telling) > 1:
        for one, other in combinations(telling, 2):
            yield f"{one[:_PART]}+{other[0]}"
            yield f"{other[:_PART]}+{one[0]}"
        return
    bits = load_model().bits
    if telling and word_bits(telling[0], telling[0] in towns) >= bits["rare_in_departement"]:
        yield f"{telling[0][:_PART]}~{telling[0][-_PART:]}"
    elif sum(word_bits(w, w in towns) for w in away) >= bits["telling_in_departement"]:
        yield _starts(away, _PART)


def _starts(words: Iterable[str], letters: int) -> str:
    """What all words begin by, but for those that a name may lack."""
    light = load_model().light
    kept = {w[:letters] for w in words if not w.isdigit() and w not in light and w not in _SAINTS}
    return "+".join(sorted(kept))


_SAINTS = frozenset(("saint", "sainte", "notre"))
