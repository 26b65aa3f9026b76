"""Which judgement a person means by two names, keys or IRIs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from tisserand.errors import InputError, NotFoundError, RefusedError
from tisserand.ingest.resolution.resolve import resolve
from tisserand.ontology.records import Judgement, Record, Visibility
from tisserand.reference.text import fold
from tisserand.store.port import GraphReader, GraphStore, ResolutionReader, View

_STEWARD = View(Visibility.STEWARD)


def find_judgement(store: GraphStore, a: str, b: str) -> Judgement:
    """The one judgement between two things.

    Args:
        a, b: IRIs, keys or names: of the records judged, else of what would be apart without a
            judgement « same », or is apart by another.

    Raises:
        InputError: one thing twice.
        NotFoundError: nobody judged either of them.
        RefusedError: several judgements link two things so named, or none does while others
            were given of them; the message lists these.
    """
    one, other = (_Meant.by(word, store.base_iri) for word in (a, b))
    if one.key == other.key or one.name == other.name:
        raise InputError("ingest.same_record")
    with store.resolution() as identity, store.read(_STEWARD) as reader:
        said = list(identity.judgements())
        judged = _Judged.of(said, reader)
        exact = [j for j in said if {j.a, j.b} == {one.key, other.key}]
        found = exact or [j for j in said if _links(judged.records(j), one, other)]
        near: list[Judgement] = []
        if not found:
            near = [j for j in said if _names_any(judged.around(j), one, other)]
            found = [j for j in near if _links(judged.sides(j, identity), one, other)]
    if len(found) == 1:
        return found[0]
    if not found and not near:
        raise NotFoundError("ingest.unknown_judgement")
    reason = "several_judgements" if found else "other_judgements"
    raise RefusedError(f"review.{reason}", pairs=judged.told(found or near))


class _Side(NamedTuple):
    """The keys of some records, and their folded names."""

    keys: frozenset[str]
    names: frozenset[str]


class _Meant(NamedTuple):
    """What a person wrote: as a key, and as a folded name."""

    key: str
    name: str

    @classmethod
    def by(cls, word: str, base_iri: str) -> "_Meant":
        key = word.removeprefix(base_iri).removeprefix("id/").removeprefix("record/")
        return cls(key, fold(word))

    def is_on(self, side: _Side) -> bool:
        return self.key in side.keys or self.name in side.names


def _links(sides: tuple[_Side, _Side], one: _Meant, other: _Meant) -> bool:
    """Whether each of two is meant on a side of its own."""
    left, right = sides
    return (one.is_on(left) and other.is_on(right)) or (other.is_on(left) and one.is_on(right))


def _names_any(sides: tuple[_Side, _Side], *meant: _Meant) -> bool:
    return any(one.is_on(side) for one in meant for side in sides)


@dataclass(frozen=True, slots=True)
class _Judged:
    """What judgements are about: the records of each thing, by key."""

    known: Mapping[str, Record]
    owners: Mapping[str, str]
    members: Mapping[str, Iterable[str]]

    @classmethod
    def of(cls, said: Iterable[Judgement], reader: GraphReader) -> "_Judged":
        owners = reader.record_owners(sorted({key for one in said for key in (one.a, one.b)}))
        entities = reader.entities(sorted(set(owners.values())))
        members = {key: tuple(entity.records) for key, entity in entities.items()}
        records = reader.records(sorted(key for keys in members.values() for key in keys))
        return cls(records, owners, members)

    def records(self, said: Judgement) -> tuple[_Side, _Side]:
        """Each of the two records judged, alone."""
        return self._side([said.a]), self._side([said.b])

    def around(self, said: Judgement) -> tuple[_Side, _Side]:
        """What the two records describe now."""
        return self._side(self._together(said.a)), self._side(self._together(said.b))

    def sides(self, said: Judgement, identity: ResolutionReader) -> tuple[_Side, _Side]:
        """What the two records would describe without the judgement, where it joins them."""
        if said.verdict != "same":
            return self.around(said)
        apart = resolve(identity, withdrawn=[(said.a, said.b)]).owners
        left, right = (
            self._side([key for key in apart if apart[key] == apart.get(judged)])
            for judged in (said.a, said.b)
        )
        return left, right

    def told(self, several: Iterable[Judgement]) -> str:
        """The pairs judged, by name, with the keys by which they are given."""
        return " ; ".join(
            f"{self._name(one.a)} ↔ {self._name(one.b)} ({one.a} {one.b})" for one in several
        )

    def _name(self, key: str) -> str:
        return self.known[key].name if key in self.known else key

    def _together(self, key: str) -> Iterable[str]:
        return self.members.get(self.owners.get(key, ""), (key,))

    def _side(self, keys: Iterable[str]) -> _Side:
        kept = frozenset(keys)
        records = [self.known[key] for key in kept if key in self.known]
        other = (v.value for one in records for v in one.values if v.property == "altName")
        return _Side(kept, frozenset(map(fold, (*(one.name for one in records), *other))))
