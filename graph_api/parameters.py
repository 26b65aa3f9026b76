"""What the address of a route may say: a day, and no parameter that the route does not take."""

from typing import Annotated

from fastapi import Depends, Query, Request

from tisserand.clock import today
from tisserand.errors import InputError

FREE = "x-free-parameters"
"""Mark of a route whose parameters are not known in advance."""


def check_parameters(request: Request) -> None:
    """Refuse a query parameter that the route does not take: it would change nothing, unsaid.

    Raises:
        InputError: the message names those that the route takes.
    """
    given = request.query_params.keys()
    if not given:
        return
    path, method = request.scope["route"].path_format, request.method.lower()
    operation = request.app.openapi()["paths"].get(path, {}).get(method)
    if operation is None or FREE in operation:
        return
    taken = {one["name"] for one in operation.get("parameters", ()) if one["in"] == "query"}
    if unknown := sorted(set(given) - taken):
        raise InputError(
            "api.unknown_parameter", names=", ".join(unknown), known=", ".join(sorted(taken)) or "–"
        )


def asked_day(
    date: Annotated[
        str | None,
        Query(
            description="Jour, aujourd'hui sinon / Day, otherwise today", examples=["2026-03-20"]
        ),
    ] = None,
    on: Annotated[str | None, Query(deprecated=True, description="date")] = None,
) -> str:
    """The day that the address gives, otherwise today."""
    return date or on or today()


DayOf = Annotated[str, Depends(asked_day)]
