"""Turtle and JSON-LD of the default graph, written as it is read, equal for equal graphs."""

import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from pyoxigraph import Literal, NamedNode

from tisserand.ontology.namespaces import PREFIXES, RDF, TIS, XSD
from tisserand.publish.subjects import Subject

_LOCAL = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_TYPE = RDF + "type"


def turtle(found: Iterable[Subject]) -> Iterator[str]:
    """Turtle, a block a subject."""
    for prefix in sorted(PREFIXES):
        yield f"@prefix {prefix}: <{PREFIXES[prefix]}> .\n"
    for subject in found:
        lines = [
            f"{_predicate(name)} {', '.join(map(_object, objects))}"
            for name, objects in subject.objects.items()
        ]
        yield f"\n{_shorten(subject.iri)} " + " ;\n    ".join(lines) + " .\n"


def _predicate(iri: str) -> str:
    return "a" if iri == _TYPE else _shorten(iri)


def _object(node: NamedNode | Literal) -> str:
    if isinstance(node, NamedNode):
        return _shorten(node.value)
    if node.language or node.datatype.value == XSD + "string":
        return str(node)
    return f"{Literal(node.value)}^^{_shorten(node.datatype.value)}"


@cache
def _namespaces() -> dict[str, str]:
    return {namespace: prefix for prefix, namespace in PREFIXES.items()}


def _shorten(iri: str) -> str:
    cut = max(iri.rfind("/"), iri.rfind("#")) + 1
    prefix = _namespaces().get(iri[:cut])
    if prefix is not None and _LOCAL.fullmatch(iri, cut):
        return f"{prefix}:{iri[cut:]}"
    return str(NamedNode(iri))


@cache
def context() -> dict[str, Any]:
    """Our JSON-LD context: the value of `@context`."""
    text = (files("tisserand.ontology") / "context.jsonld").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)["@context"]
    return found


def json_ld(found: Iterable[Subject]) -> Iterator[str]:
    """JSON-LD with our context, a line a subject."""
    head = json.dumps(context(), ensure_ascii=False)
    yield f'{{"@context": {head},\n"@graph": ['
    separator = "\n"
    for subject in found:
        yield separator + json.dumps(node_object(subject), ensure_ascii=False)
        separator = ",\n"
    yield "\n]}\n"


def node_object(subject: Subject) -> dict[str, Any]:
    """A subject as a JSON-LD node object, in the terms of our context."""
    node: dict[str, Any] = {"id": subject.iri}
    for predicate, objects in subject.objects.items():
        if predicate == _TYPE:
            node["type"] = [_term(each.value) for each in objects]
            continue
        name = _term(predicate)
        definition = context().get(name)
        known = definition if isinstance(definition, dict) else {}
        values = [_value(each, known) for each in objects]
        is_set = known.get("@container") == "@set" or len(values) > 1
        node[name] = values if is_set else values[0]
    return node


def _term(iri: str) -> str:
    """The term of our context for an IRI, else its prefixed name, else itself."""
    local = iri.removeprefix(TIS)
    if local != iri and local in context():
        return local
    cut = max(iri.rfind("/"), iri.rfind("#")) + 1
    prefix = _namespaces().get(iri[:cut])
    return f"{prefix}:{iri[cut:]}" if prefix else iri


def _value(node: NamedNode | Literal, definition: dict[str, Any]) -> Any:
    """A value in the shortest form that its term's definition allows."""
    coercion = definition.get("@type")
    if isinstance(node, NamedNode):
        return node.value if coercion == "@id" else {"id": node.value}
    if node.language:
        if coercion is None and definition.get("@language") == node.language:
            return node.value
        return {"@value": node.value, "@language": node.language}
    datatype = node.datatype.value
    if coercion is not None and datatype == XSD + coercion.removeprefix("xsd:"):
        return node.value
    if datatype == XSD + "string":
        return {"@value": node.value} if definition else node.value
    return {"@value": node.value, "@type": datatype}
