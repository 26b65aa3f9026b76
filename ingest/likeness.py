"""What agrees and what differs between two records, for the person who judges them."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tisserand.ingest.resolution.alignment import align
from tisserand.ingest.resolution.shape import Features
from tisserand.ontology.properties import is_kind_of
from tisserand.ontology.records import Record
from tisserand.reference.places import Gazetteer


class Aspect(NamedTuple):
    """One thing compared: `what` is `name`, `place`, `siren`…; `a` and `b` what each says."""

    what: str
    agrees: bool
    a: str
    b: str


def compare_aspects(
    a: Record, b: Record, left: Features, right: Features, gazetteer: Gazetteer
) -> list[Aspect]:
    """Every aspect on which both records say something, the most telling first.

    Args:
        left, right: the features of the signatures of `a` and `b`.
    """
    return [
        *_identifiers(left, right),
        Aspect("name", _share_a_name(left, right), a.name, b.name),
        *_kinds(a, b),
        *_places(left, right, gazetteer),
        *_texts("address", a, b, left.street == right.street and bool(left.street)),
        *_sets("postcode", left.postcodes, right.postcodes),
        *_sets("telephone", left.telephones, right.telephones),
        *_sets("email", left.emails, right.emails),
        *_sets("website", left.webs, right.webs),
        *_organisations(left, right),
    ]


def _identifiers(left: Features, right: Features) -> Iterator[Aspect]:
    schemes = sorted({scheme for scheme, _ in (*left.identifiers, *right.identifiers)})
    for scheme in schemes:
        yield from _sets(scheme, left.values_of(scheme), right.values_of(scheme))


def _share_a_name(left: Features, right: Features) -> bool:
    return any(align(x, y).is_whole for x in left.names for y in right.names)


def _kinds(a: Record, b: Record) -> Iterator[Aspect]:
    if not (is_kind_of(a.kind, b.kind) or is_kind_of(b.kind, a.kind)):
        yield Aspect("kind", False, a.kind, b.kind)


def _places(left: Features, right: Features, gazetteer: Gazetteer) -> Iterator[Aspect]:
    communes = [_communes(one, gazetteer) for one in (left, right)]
    if all(communes):
        yield from _sets("place", *communes)
    else:
        yield from _sets("departement", left.areas, right.areas)


def _communes(features: Features, gazetteer: Gazetteer) -> list[str]:
    found = ((code, gazetteer.commune(code)) for code, _ in features.communes)
    return [place.name if place else code for code, place in found]


def _texts(what: str, a: Record, b: Record, agrees: bool) -> Iterator[Aspect]:
    left, right = a.get(what), b.get(what)
    if left and right:
        yield Aspect(what, agrees or left == right, left, right)


def _sets(what: str, left: Iterable[str], right: Iterable[str]) -> Iterator[Aspect]:
    """Both say something; they agree when they share one."""
    mine, other = sorted(left), sorted(right)
    if mine and other:
        yield Aspect(what, bool(set(mine) & set(other)), ", ".join(mine), ", ".join(other))


def _organisations(left: Features, right: Features) -> Iterator[Aspect]:
    mine, other = ([" ".join(name) for name in one.organisations] for one in (left, right))
    yield from _sets("organization", mine, other)
