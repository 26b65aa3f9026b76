"""What is kept beside a signature to tell it apart at first: made again where it is of no use."""

import sqlite3
from pathlib import Path
from zlib import crc32

import pytest
from fixtures.weaver import Weaver

from tisserand.ingest.draft import Draft
from tisserand.ingest.resolution.features import features_of
from tisserand.ingest.resolution.glance import MASKS, glance_of, is_current
from tisserand.ontology.namespaces import place_iri
from tisserand.ontology.records import Identifier, Locator, Record, Value
from tisserand.reference.places import load_gazetteer
from tisserand.store.sqlite import open_sqlite

SAVENAY = Value("locatedIn", place_iri("commune", "44195"))


def test_masks_are_those_of_their_version() -> None:
    """Where masks change on purpose, so does their version, then the number here.

    It changes with the model too, whose own version is in the stamp.
    """
    record = Record(
        "k", "s", "Association", "Théâtre du Halage (TDH)", Locator("f.csv"),
        (Identifier("rna", "W441000001"),),
        (SAVENAY, Value("altName", "Les Tissandolies n° 2"), Value("altName", "Pandole")),
    )  # fmt: skip
    told = glance_of(features_of(record, load_gazetteer()))
    assert is_current(told)
    assert (MASKS, crc32(told[8:])) == (3, 3074101007)


@pytest.mark.parametrize("kept", [b"", b"of other masks", None])
def test_stored_signature_is_met_whatever_glance_it_has(tmp_path: Path, kept: bytes | None) -> None:
    path = tmp_path / "graph.sqlite"
    store = open_sqlite(path, "http://example.org/")
    weaver = Weaver(store, load_gazetteer())
    weaver.weave("alpha", Draft("a", "Association", "Les Tissandolies", values=(SAVENAY,)))
    if kept is not None:
        with sqlite3.connect(path) as database:
            database.execute("UPDATE signature SET glance = ?", (kept,))
        database.close()
    weaver.weave("beta", Draft("b", "Association", "Les Tisandolies", values=(SAVENAY,)))
    (entity,) = weaver.partition().values()
    store.close()
    assert len(entity) == 2
