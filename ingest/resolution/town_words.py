"""The words of names that are those of towns: they tell where a thing is rather than what it is."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from tisserand.ingest.resolution.alignment import alike
from tisserand.ingest.resolution.places import is_town
from tisserand.ingest.resolution.shape import Name
from tisserand.ingest.resolution.words import is_known
from tisserand.reference.places import Gazetteer

_SPELT_ALMOST = 5


class TownWords(NamedTuple):
    """Those of the names of a record, sorted; see `shape.Features`."""

    towns: Name
    local: Name
    zonal: Name


@lru_cache(maxsize=50_000)
def town_words(
    gazetteer: Gazetteer, names: tuple[Name, ...], own: frozenset[str], zone: frozenset[str]
) -> TownWords:
    """The words of some names that are those of towns.

    Args:
        own: the words of the names of its communes.
        zone: the words of the names of the communes of its zones, where it has some.
    """
    words = names[0] if len(names) == 1 else frozenset[str]().union(*names)
    zonal = _spelt_as(words, zone)
    return TownWords(
        tuple(sorted([word for word in words if is_town(gazetteer, word)])),
        _spelt_as(zonal if zone else words, own),
        zonal,
    )


def _spelt_as(words: Iterable[str], towns: frozenset[str]) -> Name:
    """The words that are those of towns, or are spelt almost alike."""
    if not towns:
        return ()
    near = _by_initial(towns)
    found = [
        word
        for word in words
        if word in towns
        or (len(word) >= _SPELT_ALMOST and word[0] in near and _is_almost(word, near[word[0]]))
    ]
    found.sort()
    return tuple(found)


@lru_cache(maxsize=50_000)
def _by_initial(towns: frozenset[str]) -> dict[str, list[str]]:
    """The words long enough to be misspelt, by their first letter."""
    found: dict[str, list[str]] = {}
    for one in sorted(towns):
        if len(one) >= _SPELT_ALMOST:
            found.setdefault(one[0], []).append(one)
    return found


def _is_almost(word: str, likely: list[str]) -> bool:
    """Whether a word that the model does not know is, but for its spelling, one of these."""
    return not is_known(word) and any(alike(word, one) for one in likely)
