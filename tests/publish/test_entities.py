"""What the default graph and the graphs of sources hold of hand-made records."""

from publish.graph import BASE, COMMUNE, FOURNIL, GRANT, MAIRIE, SKILL, entity
from pyoxigraph import Literal, NamedNode, Quad

from tisserand.ontology.namespaces import RDF, RDFS, TIS, XSD
from tisserand.publish.entities import classes_of, entity_quads
from tisserand.publish.provenance import record_quads

OWNERS = {"a1": "a1", "b1": "b1"}
FOURNIL_IRI = NamedNode(f"{BASE}id/a1")


def objects(quads: list[Quad], name: str, namespace: str = TIS) -> list[NamedNode | Literal]:
    return [q.object for q in quads if q.predicate == NamedNode(namespace + name)]


def default_graph() -> list[Quad]:
    return list(entity_quads(entity(FOURNIL), {"a1": FOURNIL}, OWNERS, BASE))


def told() -> list[Quad]:
    return list(record_quads(FOURNIL, "a1", OWNERS, BASE))


def test_an_entity_has_its_class_and_its_superclasses() -> None:
    names = [node.value.removeprefix(TIS) for node in classes_of("Association")]
    assert names == ["Association", "Organization", "Actor", "Thing"]


def test_an_entity_has_its_name_as_label() -> None:
    quads = default_graph()
    assert objects(quads, "label", RDFS) == objects(quads, "name")
    assert objects(quads, "name") == [Literal("Fournil des Deux Rives")]


def test_references_and_links_are_iris() -> None:
    quads = default_graph()
    assert objects(quads, "hasSkill") == [NamedNode(SKILL)]
    assert objects(quads, "locatedIn") == [NamedNode(COMMUNE)]
    assert objects(quads, "partnerOf") == [NamedNode(f"{BASE}id/b1")]


def test_prose_is_french_and_holds_no_control_character() -> None:
    assert objects(default_graph(), "description") == [Literal("Fait du pain.", language="fr")]


def test_an_iri_of_another_scheme_is_not_published() -> None:
    assert objects(default_graph() + told(), "website") == []


def test_an_operator_number_is_not_the_thing_s_own() -> None:
    quads = default_graph() + told()
    assert {node.value for node in objects(quads, "siren")} == {"123456782"}


def test_amounts_are_canonical_decimals() -> None:
    quads = list(entity_quads(entity(GRANT), {"c1": GRANT}, OWNERS, BASE))
    decimal = NamedNode(XSD + "decimal")
    assert objects(quads, "amount") == [Literal("12500", datatype=decimal)]


def test_a_source_says_it_in_its_own_graph() -> None:
    graph = NamedNode(f"{BASE}source/annuaire")
    said = [q for q in told() if q.graph_name == graph]
    assert Quad(FOURNIL_IRI, NamedNode(TIS + "hasSkill"), NamedNode(SKILL), graph) in said
    assert {q.subject for q in said} == {FOURNIL_IRI}


def test_a_statement_names_its_record_its_confidence_and_its_dates() -> None:
    quads = told()
    [place] = [q.subject for q in quads if q.object == NamedNode(COMMUNE) and "#" in str(q.subject)]
    about = {q.predicate.value: q.object.value for q in quads if q.subject == place}
    assert about[TIS + "confidence"] == "0.8"
    assert about["http://www.w3.org/ns/prov#wasDerivedFrom"] == f"{BASE}record/a1"
    [since] = [q.object.value for q in quads if q.predicate == NamedNode(TIS + "since")]
    assert since == "2020"


def test_a_record_tells_its_file_and_row() -> None:
    quads = list(record_quads(GRANT, "c1", OWNERS, BASE))
    assert [objects(quads, name)[0].value for name in ("file", "sheet", "row")] == [
        "s.xlsx",
        "Feuil1",
        "214",
    ]


def test_what_is_said_does_not_depend_on_an_order() -> None:
    again = type(FOURNIL)(
        **{name: getattr(FOURNIL, name) for name in FOURNIL.__slots__}
        | {"values": FOURNIL.values[::-1], "links": FOURNIL.links[::-1]}
    )
    assert set(record_quads(again, "a1", OWNERS, BASE)) == set(told())


def test_a_link_to_what_this_view_does_not_show_is_not_told() -> None:
    assert all("hidden" not in str(quad) for quad in default_graph() + told())


def test_no_blank_node_is_made() -> None:
    quads = default_graph() + told() + list(record_quads(MAIRIE, "b1", OWNERS, BASE))
    nodes = [node for quad in quads for node in (quad.subject, quad.object)]
    assert all(isinstance(node, (NamedNode, Literal)) for node in nodes)
    assert any(q.predicate == NamedNode(RDF + "type") for q in quads)
