"""Exports say the same in each format, and the same for the same graph."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pytest
from contracts.territory import NANTES, RECORDS, territory
from pyoxigraph import DefaultGraph, Quad, RdfFormat, Triple, parse

from tisserand.errors import InputError
from tisserand.ontology.records import Locator, Visibility
from tisserand.publish.exports import GRAPH_FORMATS, export_graph, export_records_csv
from tisserand.publish.quads import quads
from tisserand.publish.tables import locator_text, neutral
from tisserand.reference.places import load_gazetteer
from tisserand.store.port import GraphReader, View
from tisserand.store.sqlite import open_sqlite

BASE = "http://127.0.0.1:8000/"


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[GraphReader]:
    store = open_sqlite(tmp_path / "graph.sqlite", BASE)
    store.apply(territory())
    with store.read(View(Visibility.AGENT)) as reader:
        yield reader
    store.close()


def exported(reader: GraphReader, format_name: str) -> bytes:
    return b"".join(export_graph(reader, format_name, BASE))


def triples(found: Iterator[Quad] | list[Quad]) -> set[Triple]:
    return {
        Triple(q.subject, q.predicate, q.object) for q in found if q.graph_name == DefaultGraph()
    }


@pytest.mark.parametrize("format_name", sorted(GRAPH_FORMATS))
def test_the_same_graph_gives_the_same_bytes(format_name: str, reader: GraphReader) -> None:
    assert exported(reader, format_name) == exported(reader, format_name) != b""


def test_turtle_holds_the_default_graph(reader: GraphReader) -> None:
    found = parse(exported(reader, "turtle"), RdfFormat.TURTLE)
    assert triples(list(found)) == triples(quads(reader, BASE))


def test_json_ld_with_our_context_holds_the_default_graph(reader: GraphReader) -> None:
    body = exported(reader, "jsonld")
    assert json.loads(body)["@context"]["name"]["@id"] == "tis:name"
    assert triples(list(parse(body, RdfFormat.JSON_LD))) == triples(quads(reader, BASE))


def test_n_quads_hold_everything_sorted(reader: GraphReader) -> None:
    body = exported(reader, "nquads")
    lines = body.decode().splitlines()
    assert lines == sorted(set(lines))
    assert set(parse(body, RdfFormat.N_QUADS)) == set(quads(reader, BASE))


@pytest.mark.parametrize("format_name", ["graphml", "gexf"])
def test_networks_hold_every_entity_and_link(
    format_name: str, reader: GraphReader, tmp_path: Path
) -> None:
    path = tmp_path / "graph.xml"
    path.write_bytes(exported(reader, format_name))
    graph = nx.read_graphml(path) if format_name == "graphml" else nx.read_gexf(path)
    counts = reader.counts()
    assert graph.number_of_nodes() == sum(counts.entities.values())
    assert graph.nodes[f"{BASE}id/b1"]["label"] == "Mairie de Saint-Aubin"
    assert graph.has_edge(f"{BASE}id/a1", f"{BASE}id/b1")


def test_gexf_does_not_tell_the_day(reader: GraphReader) -> None:
    root = ElementTree.fromstring(exported(reader, "gexf"))
    assert not any("lastmodifieddate" in element.attrib for element in root)


def test_csv_is_two_tables_without_formulas(reader: GraphReader) -> None:
    with zipfile.ZipFile(io.BytesIO(exported(reader, "csv"))) as archive:
        nodes, links = (archive.read(name).decode() for name in ("nodes.csv", "links.csv"))
    names = {row["name"] for row in csv.DictReader(io.StringIO(nodes))}
    assert "'=cmd|' /C calc'!A0" in names
    rows = list(csv.DictReader(io.StringIO(links)))
    partner = next(row for row in rows if row["property"] == "partnerOf")
    assert (partner["subject"], partner["records"]) == (f"{BASE}id/a1", "2")


def test_records_are_a_row_each_with_their_locator(reader: GraphReader) -> None:
    body = b"".join(export_records_csv(reader, BASE, load_gazetteer())).decode()
    assert body.startswith("source,file,locator,kind,name,siren,place,entity\r\n")
    rows = list(csv.DictReader(io.StringIO(body)))
    assert len(rows) == len([one for one in RECORDS if one.visibility <= Visibility.AGENT])
    grant = next(row for row in rows if row["source"] == "subventions" and row["kind"] == "Grant")
    assert (grant["file"], grant["locator"]) == ("s.xlsx", "Feuil1:214")
    actor = next(row for row in rows if row["siren"] and row["source"] == "annuaire")
    assert (actor["place"], actor["entity"]) == ("Nantes", f"{BASE}id/a1")
    assert NANTES not in body


@pytest.mark.parametrize(
    ("locator", "text"),
    [
        (Locator("a.csv", row=12), "12"),
        (Locator("a.xlsx", "Feuil1", 12), "Feuil1:12"),
        (Locator("a.pdf", page=4), "p. 4"),
        (Locator("a.txt"), ""),
    ],
)
def test_a_locator_ends_with_its_row(locator: Locator, text: str) -> None:
    assert locator_text(locator) == text


@pytest.mark.parametrize("cell", ["=1+1", "+33240", "-cmd", "@SUM(A1)", "\t=1", " =1", "-1-1"])
def test_a_formula_is_neutralised(cell: str) -> None:
    assert neutral(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["-1.55", "47", "", "Maison = tous", "a-b"])
def test_what_is_no_formula_is_kept(cell: str) -> None:
    assert neutral(cell) == cell


def test_an_unknown_format_is_told(reader: GraphReader) -> None:
    with pytest.raises(InputError, match="turtle"):
        exported(reader, "docx")
