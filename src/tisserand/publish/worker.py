"""The process that runs SPARQL queries, and nothing else: `python -m tisserand.publish.worker`.

It opens a checkpoint read-only, gives up the network, new programs and files, then answers
queries one at a time over its standard input and output. A query may kill it (some nest so deep
that the parser overflows its stack); it kills itself a second after the deadline, in case its
parent has died.

A message is two lengths (4 bytes each, big-endian), a JSON header and a body.
"""

import json
import os
import re
import signal
import struct
import sys
from pathlib import Path
from typing import IO, Any, cast

from pyoxigraph import (
    DefaultGraph,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    serialize,
)

from tisserand.ontology.namespaces import PREFIXES
from tisserand.publish.checkpoint import hold
from tisserand.publish.confinement import confine

LENGTHS = struct.Struct(">II")
XML_CONTROLS = bytes([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20)])

RESULT_FORMATS = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}
GRAPH_FORMATS = {
    "turtle": RdfFormat.TURTLE,
    "n-triples": RdfFormat.N_TRIPLES,
    "rdf-xml": RdfFormat.RDF_XML,
    "json-ld": RdfFormat.JSON_LD,
    "n-quads": RdfFormat.N_QUADS,
}
DEFAULT_GRAPHS = ("urn:x-rdflib:default", "urn:x-arq:DefaultGraph")
"""How rdflib and Jena name the default graph when they ask for it."""

Header = dict[str, Any]


class TooBigError(Exception):
    """The answer is longer than allowed."""


class NotAcceptableError(Exception):
    """The client accepts no format of this kind of answer."""


class Answer:
    """A bounded buffer that an answer is written to.

    Control characters are dropped from XML, which may not hold them; a query can make some.
    """

    def __init__(self, limit: int, is_xml: bool) -> None:
        self._limit = limit
        self._dropped = XML_CONTROLS if is_xml else b""
        self._parts: list[bytes] = []
        self._size = 0

    def write(self, data: bytes) -> int:
        self._size += len(data)
        if self._size > self._limit:
            raise TooBigError
        self._parts.append(bytes(data).translate(None, self._dropped))
        return len(data)

    def flush(self) -> None:
        """Everything is in memory."""

    def body(self) -> bytes:
        return b"".join(self._parts)


def main(arguments: list[str]) -> int:
    """Serve queries on a checkpoint until the input ends.

    Args:
        arguments: the checkpoint's folder, and the largest address space in bytes.
    """
    checkpoint, memory = arguments[0], int(arguments[1])
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    held = hold(Path(checkpoint))
    dataset = Store.read_only(checkpoint)
    bool(dataset.query("ASK { ?s ?p ?o }"))
    confined = confine(memory)
    send(answers, {"status": "ready"}, b"")
    while message := receive(requests):
        header, text = message
        signal.setitimer(signal.ITIMER_REAL, header["deadline"] + 1)
        send(answers, *answer(dataset, text, header, confined))
        signal.setitimer(signal.ITIMER_REAL, 0)
    os.close(held)
    return 0


def answer(dataset: Store, query: bytes, header: Header, confined: bool) -> tuple[Header, bytes]:
    """Run a query; the header tells what became of it, the body is the answer or the reason."""
    text = query.decode("utf-8")
    if not confined and "service" in unescape(text).lower():
        return {"status": "service"}, b""
    try:
        results = dataset.query(
            text,
            base_iri=header["base"],
            prefixes=PREFIXES,
            default_graph=_default(header["default_graphs"]),
            named_graphs=_named(header["named_graphs"]),
        )
        return _serialise(results, header)
    except TooBigError:
        return {"status": "too_big"}, b""
    except NotAcceptableError:
        return {"status": "not_acceptable"}, b""
    except (SyntaxError, ValueError) as error:
        return {"status": "malformed"}, str(error).encode()
    except (OSError, RuntimeError) as error:
        return {"status": "failed"}, str(error).encode()


def _default(names: list[str] | None) -> list[Any] | None:
    if names is None:
        return None
    return [DefaultGraph() if name in DEFAULT_GRAPHS else NamedNode(name) for name in names]


def _named(names: list[str] | None) -> list[Any] | None:
    return None if names is None else [NamedNode(name) for name in names]


def _serialise(
    results: QuerySolutions | QueryBoolean | QueryTriples, header: Header
) -> tuple[Header, bytes]:
    """Write an answer in the first format that its client accepts for its kind."""
    if isinstance(results, QueryTriples):
        kind, name = "graph", header["formats"]["graph"]
    else:
        kind = "solutions" if isinstance(results, QuerySolutions) else "boolean"
        name = header["formats"][kind]
    if name is None:
        raise NotAcceptableError
    written = Answer(header["limit"], is_xml="xml" in name)
    output = cast(IO[bytes], written)
    if isinstance(results, QueryTriples):
        prefixes = PREFIXES if name == "turtle" else None
        serialize(results, output, GRAPH_FORMATS[name], prefixes=prefixes)
    else:
        results.serialize(output, RESULT_FORMATS[name])
    return {"status": "done", "kind": kind}, written.body()


def unescape(query: str) -> str:
    """A query with its `\\u0053` escapes resolved, as its parser will read it."""
    return re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), query)


def send(stream: IO[bytes], header: Header, body: bytes) -> None:
    """Write a message."""
    encoded = json.dumps(header).encode()
    stream.write(LENGTHS.pack(len(encoded), len(body)) + encoded + body)
    stream.flush()


def receive(stream: IO[bytes]) -> tuple[Header, bytes] | None:
    """Read a message; None at the end of the input."""
    lengths = stream.read(LENGTHS.size)
    if len(lengths) < LENGTHS.size:
        return None
    header, body = LENGTHS.unpack(lengths)
    return json.loads(stream.read(header)), stream.read(body)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
