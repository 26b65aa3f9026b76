"""What one version of a directory names otherwise, or places elsewhere: the thing that left and
the one that appeared bear one sign of their own, an e-mail, a site, a telephone, a place on the
map, or their name."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from tisserand.ontology.records import Record
from tisserand.reference.text import fold

Sign = tuple[str, str]
"""A property and its value."""
_OWN = ("email", "website", "telephone")
"""Signs of an actor itself, which stay when it moves."""
_PRECISE = 4
"""Decimals of a coordinate under which it may be the middle of a town."""


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing in both versions, or in one: its records of each, by place in the file.

    Attributes:
        entity: key of the entity that it describes in the graph today; None for a new one.
        others: other sources that speak of it.
    """

    before: tuple[Record, ...]
    after: tuple[Record, ...]
    entity: str | None
    others: int = 0

    @property
    def records(self) -> tuple[Record, ...]:
        """Those of the new version, else those of the old one."""
        return self.after or self.before


def join_renamed(things: Sequence[Thing]) -> list[Thing]:
    """The things, one that left and one that appeared being one where a sign of theirs stays.

    The sign is borne by nothing else in either version. What only stands where another stood
    is that other under a new name, and what only bears its name has moved, unless the two say
    another telephone, e-mail or site.
    """
    found = list(things)
    for signs in (_own_signs, _standing_signs, _names):
        found = _joined(found, signs)
    return found


def _joined(
    things: Sequence[Thing], signs: Callable[[Sequence[Record]], Iterator[Sign]]
) -> list[Thing]:
    before = Counter(sign for thing in things for sign in set(signs(thing.before)))
    after = Counter(sign for thing in things for sign in set(signs(thing.after)))
    alone = {sign for sign in before if before[sign] == after[sign] == 1}
    left = {
        sign: thing
        for thing in things
        if not thing.after
        for sign in signs(thing.before)
        if sign in alone
    }
    gone: set[int] = set()
    found = []
    for thing in things:
        old = next((left[s] for s in signs(thing.after) if s in left), None)
        if thing.before or old is None or id(old) in gone or not _may_be(old, thing):
            found.append(thing)
        else:
            gone.add(id(old))
            found.append(replace(old, after=thing.after))
    return [thing for thing in found if id(thing) not in gone]


def _may_be(old: Thing, new: Thing) -> bool:
    """Whether nothing says that the two are not one: a person is no organisation, and a sign of
    their own that both tell is told by both."""
    if (old.before[0].kind == "Person") != (new.after[0].kind == "Person"):
        return False
    told, tells = set(_own_signs(old.before)), set(_own_signs(new.after))
    both = {name for name, _ in told} & {name for name, _ in tells}
    return not both or bool(told & tells)


def _own_signs(records: Sequence[Record]) -> Iterator[Sign]:
    """What reaches a thing, in the order in which it is trusted."""
    for name in _OWN:
        yield from ((name, value) for value in _said(records, name))


def _standing_signs(records: Sequence[Record]) -> Iterator[Sign]:
    """Where a thing stands: its point, or its address in its commune."""
    for record in records:
        point = [*_said([record], "latitude"), *_said([record], "longitude")]
        if len(point) == 2 and all(len(c.partition(".")[2]) >= _PRECISE for c in point):
            yield "point", " ".join(point)
    for record in records:
        for place in _said([record], "locatedIn"):
            yield from (
                ("address", f"{place} {fold(text)}")
                for text in _said([record], "address")
                if any(character.isdigit() for character in text)
            )


def _names(records: Sequence[Record]) -> Iterator[Sign]:
    """The names of organisations: people of one name are many."""
    yield from (("name", fold(record.name)) for record in records if record.kind != "Person")


def _said(records: Sequence[Record], name: str) -> Iterator[str]:
    return (v.value for record in records for v in record.values if v.property == name)
