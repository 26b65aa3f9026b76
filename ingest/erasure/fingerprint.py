"""What tells a person, and its keyed hashes: without the workspace's key they name nobody.

A hash is BLAKE2b (RFC 7693), 96 bits, under the key of the workspace.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import combinations, permutations
from typing import TypeVar

from tisserand.ingest.normalisation.contacts import normalise_telephone
from tisserand.ingest.resolution.names import name_words
from tisserand.ingest.resolution.people import person_words
from tisserand.ontology.namespaces import PLACES
from tisserand.ontology.properties import family_of
from tisserand.ontology.records import Record
from tisserand.reference.text import fold, words

CIVILITIES = frozenset(
    ("m", "mr", "mme", "mlle", "monsieur", "madame", "mademoiselle", "dr", "docteur", "me")
)
_LONGEST_NAME = 5
_SHORTEST_MISSPELT = 5
"""Letters of the words in which one letter may be another: as resolution has it."""
_WORDS_AT_MOST = 500_000
_COMMUNE = f"{PLACES}commune/"
_NATURAL_PERSON = "1"
"""First digit of the catégories juridiques of natural persons (INSEE): 1000, entrepreneur."""
_WHERE = ("worksFor", "memberOf")
Words = tuple[str, ...]
_Told = TypeVar("_Told", str, Words, tuple[str, str])


class Hasher:
    """Keyed hashes of one workspace."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._words: dict[str, str] = {}

    def __call__(self, *parts: str) -> str:
        """Hash of a kind and what it holds."""
        content = "\x1f".join(parts).encode("utf-8", "surrogatepass")
        return blake2b(content, digest_size=12, key=self._key).hexdigest()

    def word(self, word: str) -> str:
        """Hash of one word, computed once."""
        found = self._words.get(word)
        if found is None:
            if len(self._words) > _WORDS_AT_MOST:
                self._words.clear()
            found = self._words[word] = self("word", word)
        return found


@dataclass(frozen=True, slots=True)
class Traits:
    """What a record tells of a person, in plain; never stored.

    Attributes:
        names: each as its words, folded and sorted.
        numbers: (scheme, value) of registered numbers.
        organisations: words of the names of the organisations they belong to.
        communes: INSEE codes of where they are, or where these organisations are.
    """

    names: tuple[Words, ...]
    emails: tuple[str, ...] = ()
    telephones: tuple[str, ...] = ()
    numbers: tuple[tuple[str, str], ...] = ()
    organisations: tuple[Words, ...] = ()
    communes: tuple[str, ...] = ()

    def joined(self, other: "Traits") -> "Traits":
        """What both tell."""
        return Traits(
            _both(self.names, other.names),
            _both(self.emails, other.emails),
            _both(self.telephones, other.telephones),
            _both(self.numbers, other.numbers),
            _both(self.organisations, other.organisations),
            _both(self.communes, other.communes),
        )


def _both(a: Sequence[_Told], b: Sequence[_Told]) -> tuple[_Told, ...]:
    return tuple(sorted(set(a) | set(b)))


def is_person(record: Record) -> bool:
    """Whether a record describes a human being, or the enterprise of one."""
    if family_of(record.kind) == "person":
        return True
    return (record.get("legalForm") or "").startswith(_NATURAL_PERSON)


def organisation_keys(record: Record) -> list[str]:
    """Keys of the records of the organisations that a person belongs to."""
    return [link.target for link in record.links if link.property in _WHERE]


def traits_of(record: Record, organisations: Sequence[Record] = ()) -> Traits:
    """What a record of a person tells, with the records of their organisations."""
    names = {name_of(record.name), *(name_of(v) for v in _values(record, "altName"))}
    given = f"{record.get('givenName') or ''} {record.get('familyName') or ''}"
    if record.get("givenName") and record.get("familyName"):
        names.add(name_of(given))
    names |= {_without_particles(name) for name in names}
    around = [one for one in organisations if one.key != record.key]
    numbers = {(one.scheme, one.value) for one in record.identifiers if one.role == "self"}
    homes = {name_words(name) for one in around for name in _all_names(one)}
    return Traits(
        names=tuple(sorted(name for name in names if name)),
        emails=tuple(sorted({one.lower() for one in _values(record, "email")})),
        telephones=tuple(sorted({telephone(one) for one in _values(record, "telephone")})),
        numbers=tuple(sorted(numbers)),
        organisations=tuple(sorted(homes - {()})),
        communes=tuple(sorted({c for one in (record, *around) for c in _communes(one)})),
    )


def telephone(text: str) -> str:
    """A telephone in one form, whatever its spelling."""
    return normalise_telephone(text) or text


def _all_names(record: Record) -> Iterator[str]:
    yield record.name
    yield from _values(record, "altName")


def name_of(text: str) -> Words:
    """The words of a person's name, folded and sorted, without civility; « M. Durand » keeps
    its letter, which may be an initial."""
    found = [part for word in words(text) for part in word.folded.split()]
    bare = [word for word in found if word not in CIVILITIES]
    return tuple(sorted(bare if len(bare) > 1 else found))


def _without_particles(name: Words) -> Words:
    """« Anne de La Tour » is « Anne Tour » too, as resolution reads it."""
    bare = person_words(" ".join(name))
    return bare if len(bare) > 1 else name


def _communes(record: Record) -> Iterator[str]:
    for place in _values(record, "locatedIn"):
        if place.startswith(_COMMUNE):
            yield place.removeprefix(_COMMUNE)


def _values(record: Record, name: str) -> list[str]:
    return [value.value for value in record.values if value.property == name]


def initialled(name: Words) -> Iterator[Words]:
    """The name with one of its words cut to a letter: « M. Durand », « Marie D. »."""
    for position, word in enumerate(name):
        if len(word) > 1:
            yield tuple(sorted((*name[:position], word[0], *name[position + 1 :])))


def parts_of(name: Words) -> Iterator[Words]:
    """Two words of the name or more, not all: a second given name, a name by marriage left out."""
    if len(name) <= _LONGEST_NAME:
        for size in range(2, len(name)):
            yield from combinations(name, size)


def misspellings(name: Words) -> Iterator[Words]:
    """What two spellings of a name share, when they differ by one letter of one long word.

    Each word is cut of one letter in turn (symmetric deletion: W. Garbe, SymSpell, 2012), but of
    its first one. A word whole and the same without its last letter are two names (Martin,
    Martine): so they are told apart.
    """
    for position, word in enumerate(name):
        if len(word) < _SHORTEST_MISSPELT or not word.isalpha():
            continue
        rest = (*name[:position], *name[position + 1 :])
        inner = {word[:at] + word[at + 1 :] for at in range(1, len(word) - 1)}
        for cut in sorted(inner | {word}):
            yield ("long", *rest, cut)
        for cut in sorted(inner | {word[:-1]}):
            yield ("cut", *rest, cut)


def local_words(email: str) -> Words:
    """The words before the @ of an address, folded and sorted."""
    return tuple(sorted(re.findall(r"[^\W\d_]+", fold(email.split("@")[0]))))


def is_named_after(email: str, names: Iterable[Words]) -> bool:
    """Whether an address is made of a name, or of an initial and the rest of it, in any order."""
    told = local_words(email)
    for name in names:
        if not 2 <= len(name) <= _LONGEST_NAME:
            continue
        for form in (name, *initialled(name)):
            if told == form or told in {("".join(order),) for order in permutations(form)}:
                return True
    return False
