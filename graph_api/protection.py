"""What keeps a page from running or showing what is not ours, and a request from filling memory."""

from fastapi import HTTPException
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tisserand.messages import LANGUAGES, text

LARGEST_BODY = 4 << 20
"""Bytes: the longest SPARQL query, every character of it escaped in a form."""

POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
# The page of the API's documentation starts from a script written in it.
POLICY_OF_DOCS = f"{POLICY}; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'"
HEADERS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin"}


class Protection:
    """Adds the security headers to every answer, and refuses bodies above `LARGEST_BODY`."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path: str = scope["path"]

        async def send_protected(message: Message) -> None:
            if message["type"] == "http.response.start":
                _protect(MutableHeaders(scope=message), path)
            await send(message)

        if _announced(scope) > LARGEST_BODY:
            await PlainTextResponse(_too_large(), 413)(scope, receive, send_protected)
        else:
            await self.app(scope, _bounded(receive), send_protected)


def _protect(headers: MutableHeaders, path: str) -> None:
    headers.setdefault("Content-Security-Policy", POLICY_OF_DOCS if path == "/docs" else POLICY)
    for name, value in HEADERS.items():
        headers.setdefault(name, value)
    if not path.startswith(("/static/", "/static-offline-docs/")):
        # An answer is for one role, and a graph changes: nobody else may keep it.
        headers.setdefault("Cache-Control", "private, no-cache")


def _announced(scope: Scope) -> int:
    length = Headers(scope=scope).get("content-length", "0")
    return int(length) if length.isascii() and length.isdigit() else 0


def _bounded(receive: Receive) -> Receive:
    """Receive no more than `LARGEST_BODY`, announced or not."""
    received = 0

    async def receive_bounded() -> Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        if received > LARGEST_BODY:
            raise HTTPException(413, _too_large())
        return message

    return receive_bounded


def _too_large() -> str:
    details = {"limit": LARGEST_BODY >> 20}
    return "\n".join(text("api.body_too_large", language, **details) for language in LANGUAGES)
