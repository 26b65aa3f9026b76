"""`refuse`: a cooperation that people do not want."""

from typing import Annotated

import typer

from tisserand.cli.calls import Call, add_command
from tisserand.cli.options import argument, option
from tisserand.clock import today


def refuse(
    call: Call,
    a: Annotated[str, argument("entity", "entity")],
    b: Annotated[str, argument("entity", "entity")],
    reason: Annotated[str, option("--reason", metavar="reason")] = "",
    date: Annotated[str | None, option("--date", metavar="date")] = None,
) -> None:
    with call.existing() as work:
        answer = work.refuse(call.visibility, a, b, reason, date or today())
    call.tell(answer, lambda told: print(told["text"]))


def register(app: typer.Typer) -> None:
    """Add this command to the application."""
    add_command(app, "refuse", refuse)
