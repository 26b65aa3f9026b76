"""On what ground records were joined into one thing: the bonds that hold an entity together."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from tisserand.ingest.resolution.blocking import is_identity
from tisserand.ingest.resolution.features import read_features
from tisserand.ingest.resolution.matching import is_same_as_itself, self_probability
from tisserand.ingest.resolution.model import load_model
from tisserand.ingest.resolution.shape import Features
from tisserand.ontology.records import Judgement, Signature
from tisserand.store.port import ResolutionReader

GroundKind = Literal["judgement", "identifier", "own_key", "content", "match"]
_STRENGTH: dict[GroundKind, int] = {
    "judgement": 0,
    "identifier": 1,
    "own_key": 1,
    "content": 2,
    "match": 2,
}


@dataclass(frozen=True, slots=True)
class Ground:
    """Why two records are one thing.

    Attributes:
        a, b: keys of the records.
        kind: a person's judgement; a number that both bear; the source's own key; all that is
            compared; or a likeness that the matcher measured.
        probability: what the matcher says, for `content` and `match`.
        scheme, value: the number, for `identifier`.
        judgement: what a person said.
        alike: what both say alike, for `content`: `name`, `place`, `telephone`…
    """

    a: str
    b: str
    kind: GroundKind
    probability: float | None = None
    scheme: str = ""
    value: str = ""
    judgement: Judgement | None = None
    alike: tuple[str, ...] = ()


class _Bond(NamedTuple):
    keys: Sequence[str]
    kind: GroundKind
    name: str
    probability: float | None = None
    judgement: Judgement | None = None
    alike: tuple[str, ...] = ()


def join_grounds(reader: ResolutionReader, keys: Collection[str]) -> list[Ground]:
    """The strongest grounds that suffice to hold these records of one entity together.

    A spanning forest (Kruskal, "On the shortest spanning subtree of a graph", 1956): a person's
    judgements first, then numbers, then likenesses by falling probability, then by key.
    """
    homes = reader.signatures_of(sorted(keys))
    bearers: dict[str, list[str]] = {}
    for key in sorted(homes):
        bearers.setdefault(homes[key], []).append(key)
    signatures = reader.signatures(sorted(bearers))
    bonds = [
        *_judged(reader, keys),
        *_numbered(signatures.values(), bearers),
        *_alike(reader, signatures, bearers),
    ]
    return _forest(sorted(bonds, key=_order))


def _order(bond: _Bond) -> tuple[int, float, str]:
    return _STRENGTH[bond.kind], -(bond.probability or 1.0), bond.name


def _judged(reader: ResolutionReader, keys: Collection[str]) -> Iterator[_Bond]:
    known = set(keys)
    for said in reader.judgements_of(sorted(keys)):
        if said.verdict == "same" and {said.a, said.b} <= known:
            yield _Bond((said.a, said.b), "judgement", f"{said.a} {said.b}", judgement=said)


def _numbered(signatures: Iterable[Signature], bearers: Mapping[str, list[str]]) -> Iterator[_Bond]:
    """What records share that says identity by itself."""
    sharing: dict[str, list[str]] = {}
    for signature in signatures:
        for block in filter(is_identity, signature.blocks):
            sharing.setdefault(block, []).extend(bearers[signature.digest])
    for block, keys in sharing.items():
        kind: GroundKind = "own_key" if block.split(":", 2)[1] == "own" else "identifier"
        yield _Bond(sorted(keys), kind, block)


def _alike(
    reader: ResolutionReader,
    signatures: Mapping[str, Signature],
    bearers: Mapping[str, list[str]],
) -> Iterator[_Bond]:
    for digest, keys in bearers.items():
        signature = signatures.get(digest)
        if len(keys) > 1 and signature is not None and is_same_as_itself(signature):
            alike = _said(read_features(signature.features))
            probability = self_probability(signature.features)
            yield _Bond(keys, "content", digest, probability, alike=alike)
    same = load_model().same
    for match in reader.matches_of(sorted(bearers)):
        if match.probability >= same and match.a in bearers and match.b in bearers:
            ends = (bearers[match.a][0], bearers[match.b][0])
            yield _Bond(ends, "match", f"{match.a} {match.b}", match.probability)


def _said(features: Features) -> tuple[str, ...]:
    """What features say, of what is compared."""
    told = {
        "name": features.names,
        "place": features.communes,
        "departement": () if features.communes else features.areas,
        "address": features.street,
        "telephone": features.telephones,
        "email": features.emails,
        "website": features.webs,
        "organization": features.organisations,
    }
    return tuple(what for what, values in told.items() if values)


def _forest(bonds: Iterable[_Bond]) -> list[Ground]:
    above: dict[str, str] = {}

    def root(key: str) -> str:
        while (parent := above.get(key, key)) != key:
            above[key] = above.get(parent, parent)
            key = parent
        return key

    found = []
    for bond in bonds:
        hub = bond.keys[0]
        for key in bond.keys[1:]:
            if root(key) != root(hub):
                above[root(key)] = root(hub)
                found.append(_ground(hub, key, bond))
    return found


def _ground(a: str, b: str, bond: _Bond) -> Ground:
    scheme = value = ""
    if bond.kind == "identifier":
        _, scheme, value = bond.name.split(":", 2)
    probability, judgement = bond.probability, bond.judgement
    return Ground(a, b, bond.kind, probability, scheme, value, judgement, bond.alike)
