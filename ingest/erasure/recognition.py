"""Whether a record is of a person who asked something, by hashes alone."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from tisserand.ingest.erasure.fingerprint import Hasher, Traits, misspellings, parts_of
from tisserand.ingest.erasure.marks import Mark

Certainty = Literal["certain", "doubtful"]


class Recognised(NamedTuple):
    """Which mark a record answers to, and how surely."""

    mark: Mark
    certainty: Certainty


@dataclass(slots=True)
class Recognition:
    """The marks of one kind, by what tells their persons.

    Args:
        marks: in any order; the least id answers first.
        hasher: of the workspace that made them.
    """

    marks: Sequence[Mark]
    hasher: Hasher
    _bearers: dict[str, list[Mark]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.marks = sorted(self.marks, key=lambda mark: mark.id)
        for mark in self.marks:
            sets = (
                mark.certain, mark.near, mark.doubtful, mark.contacts, mark.names, mark.records
            )  # fmt: skip
            for told in frozenset().union(*sets):
                self._bearers.setdefault(told, []).append(mark)

    def of(self, key: str, traits: Traits) -> Recognised | None:
        """The surest mark that a record of these traits answers to."""
        spared = {mark.id for mark in self.marks if key in mark.spared}
        doubt = None
        for mark in self._candidates(key, traits):
            if mark.id in spared:
                continue
            if self._is_certain(mark, key, traits):
                return Recognised(mark, "certain")
            if doubt is None and self._is_doubtful(mark, traits):
                doubt = Recognised(mark, "doubtful")
        return doubt

    def _candidates(self, key: str, traits: Traits) -> list[Mark]:
        asked = [key, *self._telling(traits), *self._misspelt(traits)]
        asked += [*self._parts(traits), *self._lesser(traits)]
        found = {mark.id: mark for one in asked for mark in self._bearers.get(one, ())}
        return [found[name] for name in sorted(found)]

    def _telling(self, traits: Traits) -> Iterator[str]:
        """Hashes of what tells somebody by itself."""
        hasher = self.hasher
        yield from (hasher("mail", email) for email in traits.emails)
        yield from (hasher("number", *number) for number in traits.numbers)
        yield from self._placed(traits, traits.names)

    def _placed(self, traits: Traits, names: Iterable[tuple[str, ...]]) -> Iterator[str]:
        for name in names:
            joined = " ".join(name)
            yield from (self.hasher("org", " ".join(o), joined) for o in traits.organisations)
            yield from (self.hasher("commune", code, joined) for code in traits.communes)

    def _misspelt(self, traits: Traits) -> Iterator[str]:
        """Hashes of what misspellings of the names share, there."""
        contexts = [("org", " ".join(one)) for one in traits.organisations]
        contexts += [("commune", code) for code in traits.communes]
        for name in traits.names if contexts else ():
            for one in misspellings(name):
                yield from (self.hasher("near", *context, *one) for context in contexts)

    def _parts(self, traits: Traits) -> Iterator[str]:
        """Hashes of names less one of their words or more, there."""
        return self._placed(traits, {part for name in traits.names for part in parts_of(name)})

    def _lesser(self, traits: Traits) -> Iterator[str]:
        """Hashes of what tells somebody with something else."""
        yield from (self.hasher("tel", number) for number in traits.telephones)
        yield from (self.hasher("name", " ".join(name)) for name in traits.names)

    def _is_certain(self, mark: Mark, key: str, traits: Traits) -> bool:
        if key in mark.records or not mark.certain.isdisjoint(self._telling(traits)):
            return True
        if mark.near and not mark.near.isdisjoint(self._misspelt(traits)):
            return True
        called = any(self.hasher("tel", one) in mark.contacts for one in traits.telephones)
        return called and self._shares_a_word(mark, traits)

    def _shares_a_word(self, mark: Mark, traits: Traits) -> bool:
        found = {word for name in traits.names for word in name if len(word) > 1}
        return any(self.hasher.word(word) in mark.words for word in found)

    def _is_doubtful(self, mark: Mark, traits: Traits) -> bool:
        """The telephone under another name; an initial; a part of the name, or more than it; or
        the name and nothing that tells."""
        if any(self.hasher("tel", one) in mark.contacts for one in traits.telephones):
            return True
        if not mark.doubtful.isdisjoint(self._telling(traits)):
            return True
        if not mark.certain.isdisjoint(self._parts(traits)):
            return True
        named = any(self.hasher("name", " ".join(name)) in mark.names for name in traits.names)
        return named and not (mark.located and traits.communes)
