"""The SPARQL 1.1 Protocol for queries, free of any web framework. Updates are not offered.

https://www.w3.org/TR/sparql11-protocol/
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from urllib.parse import parse_qsl

from tisserand.errors import InputError, RefusedError, StoreError, TisserandError
from tisserand.ontology.records import Visibility
from tisserand.publish.service_description import describe_service
from tisserand.publish.sparql import SparqlAnswer, SparqlService

Parameters = Sequence[tuple[str, str]]
Response = tuple[int, list[tuple[str, str]], bytes]

ALLOWED = "GET, HEAD, OPTIONS, POST"
STATUSES = {
    "publish.method_refused": 405,
    "publish.not_acceptable": 406,
    "publish.query_too_long": 413,
    "publish.unsupported_media_type": 415,
    "publish.busy": 503,
    "publish.deadline": 504,
}
"""Statuses of errors by message; others follow their class."""


class Query(NamedTuple):
    """A query as a request gives it; `text` is None when it gives none."""

    text: str | None
    default_graphs: list[str]
    named_graphs: list[str]


def handle_protocol(
    service: SparqlService,
    method: str,
    headers: Mapping[str, str],
    query_params: Parameters,
    body: bytes,
    role: Visibility,
) -> Response:
    """Answer a request to the endpoint.

    Args:
        headers: names in any case.
        query_params: decoded parameters of the request's target, repetitions kept.
        body: as received.

    Returns:
        Status, headers and body of the response.
    """
    known = {name.lower(): value for name, value in headers.items()}
    if method == "OPTIONS":
        return 204, [("Allow", ALLOWED)], b""
    try:
        answer = _answer(service, method, known, query_params, body, role)
    except TisserandError as error:
        return _error(error)
    found = [("Content-Type", answer.content_type), ("Vary", "Accept, Authorization")]
    return 200, found, b"" if method == "HEAD" else answer.body


def _answer(
    service: SparqlService,
    method: str,
    headers: Mapping[str, str],
    query_params: Parameters,
    body: bytes,
    role: Visibility,
) -> SparqlAnswer:
    query = read_query(method, headers.get("content-type", ""), query_params, body)
    accept = headers.get("accept")
    if query.text is None:
        return describe_service(service, role, accept)
    return service.query(query.text, role, query.default_graphs, query.named_graphs, accept)


def read_query(method: str, media_type: str, query_params: Parameters, body: bytes) -> Query:
    """The query that a request asks for (section 2.1 of the protocol).

    Raises:
        InputError: no query or several, another method, media type or encoding.
        RefusedError: an update.
    """
    if method in ("GET", "HEAD"):
        return _from_parameters(query_params, may_be_bare=True)
    if method != "POST":
        raise InputError("publish.method_refused")
    kind, _, options = (part.strip() for part in media_type.lower().partition(";"))
    if kind == "application/sparql-update":
        raise RefusedError("publish.update_refused")
    if "charset=" in options and options.partition("charset=")[2].strip('" ') != "utf-8":
        raise InputError("publish.unsupported_media_type")
    if kind == "application/x-www-form-urlencoded":
        return _from_parameters([*query_params, *_form(body)])
    if kind != "application/sparql-query":
        raise InputError("publish.unsupported_media_type")
    return _from_parameters([*query_params, ("query", _decode(body))])


def _form(body: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(_decode(body), keep_blank_values=True, errors="strict")
    except UnicodeDecodeError as error:
        raise InputError("publish.not_utf8") from error


def _decode(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError("publish.not_utf8") from error


def _from_parameters(parameters: Parameters, may_be_bare: bool = False) -> Query:
    def given(name: str) -> list[str]:
        return [value for key, value in parameters if key == name]

    texts = given("query")
    if given("update"):
        raise RefusedError("publish.update_refused")
    if len(texts) > 1 or (not texts and not (may_be_bare and not parameters)):
        raise InputError("publish.missing_query")
    return Query(texts[0] if texts else None, given("default-graph-uri"), given("named-graph-uri"))


def _error(error: TisserandError) -> Response:
    status = STATUSES.get(error.message) or _status_of(error)
    headers = [("Content-Type", "text/plain; charset=utf-8")]
    if status == 405:
        headers.append(("Allow", ALLOWED))
    if status in (503, 504):
        headers.append(("Retry-After", "10"))
    return status, headers, f"{error.text('fr')}\n{error.text('en')}\n".encode()


def _status_of(error: TisserandError) -> int:
    if isinstance(error, InputError):
        return 400
    return 503 if isinstance(error, StoreError) else 403
