"""OWL, SHACL, JSON-LD context and pydantic say the same of every class and property."""

import json
from functools import cache
from pathlib import Path

import pytest
import yaml
from pydantic import ValidationError
from pyshacl import validate
from rdflib import OWL, RDF, RDFS, SH, Graph, Literal, URIRef

import tisserand.ontology as ontology
from tisserand.ontology.model import CLASSES
from tisserand.ontology.namespaces import TIS
from tisserand.ontology.properties import ABSTRACT_CLASSES, PROPERTIES

FOLDER = Path(ontology.__file__).parent
CASES = Path(__file__).parent / "cases"
VALID = yaml.safe_load((CASES / "valid.yaml").read_text(encoding="utf-8"))
FAULTS = yaml.safe_load((CASES / "faults.yaml").read_text(encoding="utf-8"))
EVERY_CLASS = CLASSES | ABSTRACT_CLASSES


@cache
def graph(name: str) -> Graph:
    return Graph().parse(FOLDER / name)


def iri(index: int) -> str:
    return f"urn:case:{index}"


@cache
def refused_by_shacl(cases: str) -> dict[str, set[str]]:
    """For each case, the local names of the properties that SHACL refuses."""
    context = json.loads((FOLDER / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    things = [
        {"@id": iri(index)} | {key: value for key, value in case.items() if key != "fault"}
        for index, case in enumerate(VALID if cases == "valid" else FAULTS)
    ]
    data = Graph().parse(data=json.dumps({"@context": context, "@graph": things}), format="json-ld")
    _, report, _ = validate(
        data, shacl_graph=graph("shapes.ttl"), ont_graph=graph("tisserand.ttl"), advanced=True
    )
    refused: dict[str, set[str]] = {}
    for result in report.subjects(RDF.type, SH.ValidationResult):
        shape = report.value(result, SH.sourceShape)
        path = report.value(result, SH.resultPath) or shape
        name = str(path).removeprefix(TIS).removesuffix("BearerShape")
        refused.setdefault(str(report.value(result, SH.focusNode)), set()).add(name)
    return refused


def refused_by_pydantic(case: dict[str, object]) -> set[str]:
    fields = {key: value for key, value in case.items() if key not in ("type", "fault")}
    try:
        CLASSES[str(case["type"])].model_validate(fields, by_name=False, by_alias=True)
    except ValidationError as error:
        return {str(problem["loc"][0]) for problem in error.errors()}
    return set()


@pytest.mark.parametrize("index", range(len(VALID)), ids=lambda i: str(VALID[i]["type"]))
def test_valid_thing_is_accepted_by_both(index: int) -> None:
    assert refused_by_pydantic(VALID[index]) == set()
    assert refused_by_shacl("valid").get(iri(index), set()) == set()


@pytest.mark.parametrize(
    "index", range(len(FAULTS)), ids=lambda i: f"{FAULTS[i]['type']}-{FAULTS[i]['fault']}"
)
def test_fault_is_refused_by_both_for_the_same_property(index: int) -> None:
    assert refused_by_pydantic(FAULTS[index]) == {FAULTS[index]["fault"]}
    assert refused_by_shacl("faults").get(iri(index), set()) == {FAULTS[index]["fault"]}


def test_every_class_has_a_valid_case_and_every_property_is_used() -> None:
    assert {case["type"] for case in VALID} == set(CLASSES)
    assert PROPERTIES.keys() - {name for case in VALID for name in case} == set()


@pytest.mark.parametrize("name", sorted(EVERY_CLASS))
def test_class_stands_in_owl_with_its_superclasses(name: str) -> None:
    owl = graph("tisserand.ttl")
    parents = {base.__name__ for base in EVERY_CLASS[name].__bases__} & set(EVERY_CLASS)
    stated = set(owl.objects(URIRef(TIS + name), RDFS.subClassOf))
    assert (URIRef(TIS + name), RDF.type, OWL.Class) in owl
    assert {URIRef(TIS + parent) for parent in parents} <= stated


@pytest.mark.parametrize("name", sorted(PROPERTIES))
def test_property_stands_in_owl_shapes_and_context(name: str) -> None:
    described, term = PROPERTIES[name], URIRef(TIS + name)
    kind = OWL.DatatypeProperty if described.range == "anyURI" else None
    kind = OWL.ObjectProperty if described.takes != "literal" or kind else OWL.DatatypeProperty
    assert (term, RDF.type, kind) in graph("tisserand.ttl")
    shape = graph("shapes.ttl").value(predicate=SH.path, object=term)
    assert (shape, SH.maxCount, Literal(1)) in graph("shapes.ttl") or not described.functional
    context = json.loads((FOLDER / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    assert ("@container" in context[name]) is not described.functional


def test_everything_minted_is_labelled_and_defined_in_french_and_english() -> None:
    owl = graph("tisserand.ttl")
    minted = {s for s in owl.subjects(RDF.type) if isinstance(s, URIRef) and s.startswith(TIS)}
    for term in minted:
        for told in (RDFS.label, RDFS.comment):
            languages = sorted(str(value.language) for value in owl.objects(term, told))
            assert languages == ["en", "fr"], f"{term} {told}"


def test_shapes_speak_french() -> None:
    shapes = graph("shapes.ttl")
    for constraint in set(shapes.objects(None, SH.property)):
        assert {m.language for m in shapes.objects(constraint, SH.message)} == {"fr", "en"}
