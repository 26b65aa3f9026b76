"""The options that every command takes."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from tisserand.bootstrap import Workspace
from tisserand.messages import text
from tisserand.ontology.records import Visibility
from tisserand.settings import Settings


class Role(StrEnum):
    """Who asks; the command line is an agent unless told otherwise."""

    public = "public"
    partner = "partner"
    agent = "agent"
    steward = "steward"

    @property
    def visibility(self) -> Visibility:
        return Visibility[self.name.upper()]


def help_of(message: str) -> str:
    """Help in French, then English."""
    return f"{text(f'cli.{message}', 'fr')} / {text(f'cli.{message}', 'en')}"


WorkspaceOption = Annotated[
    Path | None, typer.Option("--workspace", help=help_of("option_workspace"))
]
StoreOption = Annotated[str | None, typer.Option("--store", help=help_of("option_store"))]
RoleOption = Annotated[Role, typer.Option("--role", help=help_of("option_role"))]
JsonOption = Annotated[bool, typer.Option("--json", help=help_of("option_json"))]


@contextmanager
def opened(workspace: Path | None, store: str | None) -> Iterator[Workspace]:
    """The workspace that the options name, closed at the end."""
    opened_workspace = Workspace(Settings.from_environment(workspace, store))
    try:
        yield opened_workspace
    finally:
        opened_workspace.close()
