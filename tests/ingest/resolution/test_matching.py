"""The matches of what comes: each is what comparing the two says, however often names come back."""

from itertools import combinations, product
from pathlib import Path

from tisserand.ingest.resolution.blocking import identity_blocks
from tisserand.ingest.resolution.comparison import compare
from tisserand.ingest.resolution.features import parse_features, signature_of
from tisserand.ingest.resolution.matching import match_new
from tisserand.ingest.resolution.model import load_model
from tisserand.ontology.namespaces import place_iri
from tisserand.ontology.records import Identifier, Locator, Record, Signature, Value
from tisserand.reference.places import load_gazetteer
from tisserand.store.sqlite import open_sqlite

GAZETTEER = load_gazetteer()
NAMES = ("Amicale de danse", "Club de danse", "Danse", "Les Tissandolies", "Tisandolies")
SAID = (
    ("", ""), ("", "W441000001"), ("", "W441000002"), ("", "732829320"),
    ("3 rue du Four", ""), ("5 rue du Four", ""), ("3 rue du Four", "W441000003"),
)  # fmt: skip


def signature(name: str, address: str, number: str) -> Signature:
    """Of an invented association of Savenay, that says an address and a number, or not."""
    values = [Value("locatedIn", place_iri("commune", "44195"))]
    values += [Value("address", address)] if address else []
    scheme = "rna" if number.startswith("W") else "siren"
    identifiers = (Identifier(scheme, number),) if number else ()
    return signature_of(
        Record("k", "s", "Association", name, Locator("f.csv"), identifiers, tuple(values)),
        GAZETTEER,
    )


def expected(a: Signature, b: Signature) -> float | None:
    """The probability of their match, if there is one."""
    if not set(identity_blocks(a.blocks)).isdisjoint(identity_blocks(b.blocks)):
        return None
    one, other = parse_features(a.features), parse_features(b.features)
    found = compare(one, other)
    model = load_model()
    if found.guarded or found.probability < model.unsure or set(a.blocks).isdisjoint(b.blocks):
        return None
    itself = [compare(side, side).probability for side in (one, other)]
    return min(found.probability, *itself) if found.probability >= model.same else found.probability


def test_a_match_is_what_comparing_its_two_says(tmp_path: Path) -> None:
    signed = [signature(name, *said) for name, said in product(NAMES, SAID)]
    new = dict(sorted((one.digest, one) for one in signed))
    store = open_sqlite(tmp_path / "graph.sqlite", "http://example.org/")
    with store.resolution() as reader:
        found = match_new(reader, new, lambda _: None)
    store.close()
    pairs = {(a.digest, b.digest): expected(a, b) for a, b in combinations(new.values(), 2)}
    assert {one[:2]: one.probability for one in found} == {
        pair: probability for pair, probability in pairs.items() if probability is not None
    }
    assert len({one.probability for one in found}) > 3
