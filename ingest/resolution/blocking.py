"""Under which keys a record's candidates are looked for: a function of its features alone.

Keys that begin with `=` say identity: whoever shares one is the same thing (see `clustering`).
The others only bring candidates to be compared. No cap: what arrives first changes nothing.
"""

from collections.abc import Iterator

from tisserand.ingest.resolution.model import load_model
from tisserand.ingest.resolution.names import word_bits
from tisserand.ingest.resolution.shape import Features, Name

IDENTITY = "="
_WORDS_IN_COMMUNE = 2
_START = 5
_NAMED = frozenset(("organization", "site", "person", "project"))


def is_identity(block: str) -> bool:
    """Whether all that share this block are the same thing, unless a guard forbids it."""
    return block.startswith(IDENTITY)


def blocks(features: Features) -> tuple[str, ...]:
    """The blocks of a record, sorted."""
    found = set(_identity_blocks(features))
    if features.family in _NAMED:
        found |= set(_contact_blocks(features))
        for name in features.names:
            found |= set(_name_blocks(features, name))
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


def _name_blocks(features: Features, name: Name) -> Iterator[str]:
    """Two words of the name in its commune; rare ones in its département, and anywhere."""
    local = frozenset(features.local)
    ranked = sorted(
        ((word_bits(word, word in features.towns), word) for word in set(name)), reverse=True
    )
    away = [pair for pair in ranked if pair[1] not in local] or ranked
    family = features.family
    for _, word in away[:_WORDS_IN_COMMUNE]:
        start = word[:_START]
        yield from (f"com:{family}:{code}:{start}" for code, _ in features.communes)
        yield from (f"cp:{family}:{code}:{start}" for code in features.postcodes)
        if family == "person":
            yield from (f"org:{family}:{' '.join(org)}:{start}" for org in features.organisations)
    if family != "person":
        yield from _wide_blocks(features, away)


def _wide_blocks(features: Features, ranked: list[tuple[float, str]]) -> Iterator[str]:
    bits = load_model().bits
    family = features.family
    rare = [word for weight, word in ranked if weight >= bits["rare_in_departement"]]
    for word in rare[:_WORDS_IN_COMMUNE]:
        yield from (f"dep:{family}:{code}:{word[:6]}" for code in features.areas)
    if sum(weight for weight, _ in ranked) >= bits["telling_in_departement"]:
        whole = "+".join(sorted(word for _, word in ranked))
        yield from (f"dnm:{family}:{code}:{whole}" for code in features.areas)
    top = ranked[:2]
    if len(top) == 2 and sum(weight for weight, _ in top) >= bits["rare_in_departement"]:
        pair = "+".join(sorted(word[:_START] for _, word in top))
        yield from (f"dep:{family}:{code}:{pair}" for code in features.areas)
    if top and top[0][0] >= bits["rare_anywhere"]:
        yield f"any:{family}:{top[0][1]}"
    if len(top) == 2 and sum(weight for weight, _ in top) >= bits["rare_anywhere"]:
        yield f"any:{family}:{'+'.join(sorted(word for _, word in top))}"
