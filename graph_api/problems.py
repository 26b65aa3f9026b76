"""What went wrong, told in both languages: as JSON to programs, as a page to people."""

from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exception_handlers import request_validation_exception_handler
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse
from starlette.exceptions import HTTPException

from tisserand.errors import InputError, NotFoundError, RefusedError, TisserandError
from tisserand.messages import LANGUAGES, text
from tisserand.publish.negotiation import Format, choose

STATUS: dict[type[TisserandError], int] = {
    InputError: 400,
    NotFoundError: 404,
    RefusedError: 403,
}
UNAVAILABLE = 503
OFFERED = (Format("application/json", "json"), Format("text/html", "html"))
FOR_PROGRAMS = ("/api/", "/sparql", "/openapi.json")
WORDS = {404: "api.no_such_page", 405: "api.method_not_allowed"}


def register(app: FastAPI) -> None:
    """Tell the errors of an application."""
    app.add_exception_handler(TisserandError, tell)
    app.add_exception_handler(HTTPException, tell_refusal)
    app.add_exception_handler(RequestValidationError, tell_bad_parameter)


def wording(message: str, **details: object) -> dict[str, str]:
    """A message in each language."""
    return {language: text(message, language, **details) for language in LANGUAGES}


async def tell(request: Request, error: Exception) -> Response:
    """An error of ours; what went wrong inside is never shown."""
    assert isinstance(error, TisserandError)
    said: dict[str, str] = {language: error.text(language) for language in LANGUAGES}
    status = next((code for kind, code in STATUS.items() if isinstance(error, kind)), UNAVAILABLE)
    return _answer(request, status, said)


async def tell_refusal(request: Request, error: Exception) -> Response:
    """No such page, no such method, an unknown token."""
    assert isinstance(error, HTTPException)
    said: Any = error.detail
    if error.status_code in WORDS:
        said = wording(WORDS[error.status_code])
    elif not isinstance(said, dict):
        french, _, english = str(said).partition("\n")
        said = {"fr": french, "en": english or french}
    return _answer(request, error.status_code, said, dict(error.headers or {}))


async def tell_bad_parameter(request: Request, error: Exception) -> Response:
    """A parameter out of its range: each one, with what is wrong."""
    assert isinstance(error, RequestValidationError)
    if not _is_person(request):
        return await request_validation_exception_handler(request, error)
    names = ", ".join(sorted({str(each["loc"][-1]) for each in error.errors()}))
    return _answer(request, 422, wording("api.bad_parameter", names=names))


def _answer(
    request: Request, status: int, said: dict[str, str], headers: dict[str, str] | None = None
) -> Response:
    if _is_person(request):
        page = request.app.state.renderer.problem(said["fr"])
        return HTMLResponse(page, status, headers)
    return JSONResponse({"detail": said}, status, headers)


def _is_person(request: Request) -> bool:
    """Whether a browser asks for a page."""
    if request.url.path.startswith(FOR_PROGRAMS):
        return False
    chosen = choose(request.headers.get("accept"), OFFERED)
    return chosen is not None and chosen.name == "html"
