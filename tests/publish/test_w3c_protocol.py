"""The W3C tests of the SPARQL 1.1 Protocol, run on our endpoint."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from publish.frozen import FrozenDataset
from pyoxigraph import NamedNode, Quad, RdfFormat, parse
from rdflib import Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from tisserand.ontology.records import Visibility
from tisserand.publish.protocol import Response, handle_protocol
from tisserand.publish.sparql import SparqlService

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
DATA = "http://kasei.us/2009/09/sparql/data/"

QUERY_TESTS = [
    "query_post_form",
    "query_dataset_default_graphs_get",
    "query_dataset_default_graphs_post",
    "query_dataset_named_graphs_post",
    "query_dataset_named_graphs_get",
    "query_dataset_full",
    "query_multiple_dataset",
    "query_get",
    "query_content_type_select",
    "query_content_type_ask",
    "query_content_type_describe",
    "query_content_type_construct",
    "query_post_direct",
    "bad_query_method",
    "bad_multiple_queries",
    "bad_query_wrong_media_type",
    "bad_query_missing_form_type",
    "bad_query_missing_direct_type",
    "bad_query_non_utf8",
    "bad_query_syntax",
    "bad_update_get",
    "bad_multiple_updates",
    "bad_update_wrong_media_type",
    "bad_update_missing_form_type",
    "bad_update_non_utf8",
    "bad_update_syntax",
    "bad_update_dataset_conflict",
]
UPDATE_TESTS = [
    "update_dataset_default_graph",
    "update_dataset_default_graphs",
    "update_dataset_named_graphs",
    "update_dataset_full",
    "update_post_form",
    "update_post_direct",
    "update_base_uri",
]
FORMATS = {
    "boolean": ("application/sparql-results+json", "application/sparql-results+xml"),
    "tabular": ("application/sparql-results+json", "application/sparql-results+xml", "text/csv"),
    "RDF": ("text/turtle", "application/rdf+xml", "application/n-triples"),
}


@pytest.fixture(scope="module")
def manifest(shared_data: Path) -> Graph:
    return Graph().parse(shared_data / "standards/sparql11/protocol/manifest.ttl")


@pytest.fixture(scope="module")
def service(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparqlService]:
    folder = shared_data / "standards/sparql11/protocol"
    quads = [
        Quad(q.subject, q.predicate, q.object, NamedNode(f"{DATA}data{n}.rdf"))
        for n in (1, 2, 3)
        for q in parse((folder / f"data{n}.nt").read_bytes(), RdfFormat.N_TRIPLES)
    ]
    service = SparqlService(FrozenDataset(tmp_path_factory.mktemp("protocol"), quads))
    yield service
    service.close()


def requests_of(manifest: Graph, name: str) -> list[Node]:
    test = next(s for s in manifest.subjects(MF.name) if str(s).endswith(f"#{name}"))
    requests = manifest.value(manifest.value(test, MF.action), HT.requests)
    assert requests is not None
    return list(Collection(manifest, requests))


def send(manifest: Graph, request: Node, service: SparqlService) -> Response:
    """The response of our endpoint to a request of the manifest."""
    headers = manifest.value(request, HT.headers)
    fields = {
        str(manifest.value(field, HT.fieldName)): str(manifest.value(field, HT.fieldValue))
        for field in (Collection(manifest, headers) if headers else [])
    }
    body = manifest.value(request, HT.body)
    encoding = str(manifest.value(body, CNT.characterEncoding)) if body else "UTF-8"
    content = str(manifest.value(body, CNT.chars)) if body else ""
    path = urlsplit(str(manifest.value(request, HT.absolutePath)))
    return handle_protocol(
        service,
        str(manifest.value(request, HT.methodName)),
        fields,
        parse_qsl(path.query),
        content.encode(encoding),
        Visibility.PUBLIC,
    )


@pytest.mark.shared
@pytest.mark.parametrize("name", QUERY_TESTS)
def test_protocol(name: str, manifest: Graph, service: SparqlService) -> None:
    for request in requests_of(manifest, name):
        status, headers, body = send(manifest, request, service)
        expected = manifest.value(request, HT.resp)
        wanted = {str(s)[-3] for s in manifest.objects(expected, MF.expectedStatus)}
        assert str(status)[0] in wanted, body
        shape = manifest.value(expected, MF.expectedFormat)
        if shape is not None:
            assert dict(headers)["Content-Type"].split(";")[0] in FORMATS[str(shape)]
        truth = manifest.value(expected, MF.expectedBoolean)
        if truth is not None:
            assert json.loads(body)["boolean"] == truth.toPython()


@pytest.mark.shared
@pytest.mark.parametrize("name", UPDATE_TESTS)
def test_updates_are_refused_as_not_offered(
    name: str, manifest: Graph, service: SparqlService
) -> None:
    status, _, body = send(manifest, requests_of(manifest, name)[0], service)
    assert status == 403
    assert "lecture" in body.decode()


@pytest.mark.shared
def test_every_test_of_the_manifest_is_run(manifest: Graph) -> None:
    entries = manifest.value(URIRef(next(iter(manifest.subjects(MF.entries)))), MF.entries)
    assert entries is not None
    names = [str(entry).rpartition("#")[2] for entry in Collection(manifest, entries)]
    assert sorted(names) == sorted(QUERY_TESTS + UPDATE_TESTS)
