"""RDF terms of what the graph holds: safe to publish, and equal however they came in.

Oxigraph rewrites the lexical form of numbers (`12500.00` → `12500`), so amounts and coordinates
are brought to its canonical form here: a dump of the store and one of the dataset are equal.
"""

import math
import re
from decimal import Decimal, InvalidOperation
from functools import cache

from pyoxigraph import Literal, NamedNode

from tisserand.ontology.namespaces import TIS, XSD
from tisserand.ontology.properties import PROPERTIES, Property
from tisserand.ontology.types import check_iri

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """Text without control characters, lone surrogates and non-characters, which make XML and
    JSON results ill-formed; tabulation and line ends stay."""
    return _FORBIDDEN.sub("", text)


@cache
def term(namespace: str, name: str) -> NamedNode:
    """A term of a vocabulary."""
    return NamedNode(namespace + name)


def iri(value: str) -> NamedNode | None:
    """An IRI from a source, or None unless it is well formed and of an accepted scheme."""
    try:
        return NamedNode(check_iri(value))
    except ValueError:
        return None


def literal(value: str, datatype: str = "string") -> Literal:
    """A literal in canonical form; one that its datatype does not allow stays a string.

    Args:
        value: lexical form.
        datatype: local name of an XSD datatype, or `langString` for text in French.
    """
    value = clean(value)
    if datatype == "langString":
        return Literal(value, language="fr")
    canonical = _canonical(value, datatype)
    if datatype == "string" or canonical is None:
        return Literal(value)
    return Literal(canonical, datatype=term(XSD, datatype))


def _canonical(value: str, datatype: str) -> str | None:
    if datatype not in ("decimal", "double"):
        return value
    try:
        number = Decimal(value) if datatype == "decimal" else Decimal(repr(float(value)))
    except (InvalidOperation, ValueError):
        return None
    if not math.isfinite(number):
        return None
    text = format(number.normalize(), "f")
    return "0" if text == "-0" else text


def object_of(prop: Property, value: str) -> NamedNode | Literal | None:
    """The object that a value of a property makes, or None when it may not be published."""
    if prop.takes == "literal" and prop.range != "anyURI":
        return literal(value, prop.range)
    return iri(value)


def predicate(name: str) -> NamedNode | None:
    """The predicate of a property of the model, or None when the model has no such property."""
    return term(TIS, name) if name in PROPERTIES else None
