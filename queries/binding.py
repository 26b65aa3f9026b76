"""Values of parameters, checked and bound: no text of a stranger enters a query unescaped."""

import re
from collections.abc import Mapping

from tisserand.errors import InputError
from tisserand.ontology.namespaces import place_iri
from tisserand.ontology.types import check_iri
from tisserand.queries.catalogue import Parameter, Question
from tisserand.reference.places import Gazetteer
from tisserand.reference.thesaurus import Thesaurus

Bound = dict[str, str | int | None]
"""Value by variable: an IRI or a text, a number, None for « any »."""

_ESCAPES = str.maketrans(
    {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
)
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


def bind(
    question: Question, given: Mapping[str, str], gazetteer: Gazetteer, thesaurus: Thesaurus
) -> Bound:
    """The values of a question's parameters, by variable.

    A place may be given by its IRI, by its name or by its INSEE code; a skill or a theme by its
    IRI or by one of its names.

    Raises:
        InputError: an unknown parameter, one that lacks, a value that its type refuses.
    """
    known = {parameter.name for parameter in question.parameters}
    for name in given:
        if name not in known:
            listed = ", ".join(sorted(known)) or "—"
            raise InputError(
                "queries.unknown_parameter", question=question.name, name=name, known=listed
            )
    bound: Bound = {}
    for parameter in question.parameters:
        value = given.get(parameter.name) or parameter.default
        if value is None and parameter.required:
            raise InputError(
                "queries.missing_parameter", question=question.name, name=parameter.name
            )
        checked = None if value is None else _check(parameter, value, gazetteer, thesaurus)
        bound[parameter.bound_as] = checked
    return bound


def _check(
    parameter: Parameter, value: str, gazetteer: Gazetteer, thesaurus: Thesaurus
) -> str | int:
    if parameter.type == "integer":
        return _integer(parameter, value)
    if parameter.type == "string":
        if _FORBIDDEN.search(value):
            raise InputError("queries.bad_string", name=parameter.name)
        return value
    if parameter.type == "place" and "://" not in value:
        return _place(value, gazetteer)
    if parameter.type in ("skill", "theme") and "://" not in value:
        return _concept(value, thesaurus)
    try:
        return check_iri(value)
    except ValueError as error:
        raise InputError("queries.bad_iri", name=parameter.name, value=value) from error


def _integer(parameter: Parameter, value: str) -> int:
    if not re.fullmatch(r"-?[0-9]{1,15}", value):
        raise InputError("queries.bad_integer", name=parameter.name, value=value)
    return int(value)


def _place(value: str, gazetteer: Gazetteer) -> str:
    place = gazetteer.commune(value) or gazetteer.find(value)
    for kind in ("epci", "bassin-de-vie", "departement", "region"):
        place = (
            place or gazetteer.get(place_iri(kind, value)) or gazetteer.find(value, kinds=[kind])
        )
    if place is None:
        raise InputError("queries.unknown_place", value=value)
    return place.iri


def _concept(value: str, thesaurus: Thesaurus) -> str:
    concept = thesaurus.from_label(value)
    if concept is None:
        raise InputError("queries.unknown_concept", value=value)
    return concept.iri


def sparql_text(question: Question, bound: Bound) -> str:
    """The SPARQL of a question with its values in the place of `UNDEF`."""
    text = question.sparql
    for variable, value in bound.items():
        if value is not None:
            free = f"VALUES ?{variable} {{ UNDEF }}"
            text = text.replace(free, f"VALUES ?{variable} {{ {sparql_term(value)} }}")
    return text


def sparql_term(value: str | int) -> str:
    """A value as SPARQL writes it: an IRI where it is one, a number, an escaped text.

    Values that `bind` has checked only: an IRI holds no character that could end it.
    """
    if isinstance(value, int):
        return str(value)
    try:
        return f"<{check_iri(value)}>"
    except ValueError:
        return f'"{value.translate(_ESCAPES)}"'
