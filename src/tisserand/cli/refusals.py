"""`refuse`: a cooperation that people do not want."""

from typing import Annotated

import typer

from tisserand.cli.options import (
    JsonOption,
    Role,
    RoleOption,
    StoreOption,
    WorkspaceOption,
    add_command,
    argument,
    existing,
    option,
)
from tisserand.cli.output import print_json
from tisserand.clock import today


def refuse(
    a: Annotated[str, argument("entity", "entity")],
    b: Annotated[str, argument("entity", "entity")],
    reason: Annotated[str, option("--reason", metavar="reason")] = "",
    date: Annotated[str | None, option("--date", metavar="date")] = None,
    workspace: WorkspaceOption = None,
    store: StoreOption = None,
    role: RoleOption = Role.agent,
    as_json: JsonOption = False,
) -> None:
    with existing(workspace, store) as work:
        answer = work.refuse(role.visibility, a, b, reason, date or today())
    if as_json:
        print_json(answer)
    else:
        print(answer["text"])


def register(app: typer.Typer) -> None:
    """Add this command to the application."""
    add_command(app, "refuse", refuse)
