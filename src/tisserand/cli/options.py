"""The options that every command takes."""

import getpass
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from tisserand.bootstrap import STORE_FILE, Workspace
from tisserand.cli.french import FrenchCommand, help_of
from tisserand.errors import InputError, NotFoundError, RefusedError
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


def option(*names: str, metavar: str = "", **more: Any) -> Any:
    """An option with its help; `--from` is told by the message `option_from`."""
    message = "option_" + names[0].removeprefix("--").replace("-", "_")
    shown = text(f"cli.metavar_{metavar}") if metavar else None
    return typer.Option(*names, metavar=shown, help=help_of(message), **more)


def argument(message: str, metavar: str) -> Any:
    """An argument with its help."""
    shown = text(f"cli.metavar_{metavar}")
    return typer.Argument(metavar=shown, help=help_of(f"argument_{message}"))


WorkspaceOption = Annotated[Path | None, option("--workspace", metavar="folder")]
StoreOption = Annotated[str | None, option("--store", metavar="store")]
RoleOption = Annotated[Role, option("--role")]
JsonOption = Annotated[bool, option("--json")]


def add_command(
    app: typer.Typer, name: str, command: Callable[..., None], message: str = ""
) -> None:
    """Add a command, told by the message `command_<name>` unless another is given."""
    told = help_of(f"command_{message or name}")
    app.command(name, cls=FrenchCommand, help=told, short_help=told)(command)


def check_steward(role: Role) -> None:
    """Refuse what only stewards may do.

    Raises:
        RefusedError: another role.
    """
    if role.visibility < Visibility.STEWARD:
        raise RefusedError("review.steward_only")


def user() -> str:
    """The user of the machine, as the system knows them.

    Raises:
        InputError: it does not know them.
    """
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        raise InputError("review.no_author") from None


def unopened(workspace: Path | None, store: str | None) -> Workspace:
    """The workspace that the options name, for what does not touch its store."""
    return Workspace(Settings.from_environment(workspace, store))


@contextmanager
def opened(workspace: Path | None, store: str | None) -> Iterator[Workspace]:
    """The workspace that the options name, made if it does not exist, closed at the end."""
    work = Workspace(Settings.from_environment(workspace, store))
    try:
        yield work
    finally:
        work.close()


@contextmanager
def existing(workspace: Path | None, store: str | None) -> Iterator[Workspace]:
    """The workspace that the options name, closed at the end.

    Raises:
        NotFoundError: there is none; nothing is made.
    """
    check_exists(Settings.from_environment(workspace, store))
    with opened(workspace, store) as work:
        yield work


def check_exists(settings: Settings) -> None:
    """Refuse to read a file store that nobody made yet.

    Raises:
        NotFoundError: there is none.
    """
    file = store_file(settings)
    if file is not None and not file.exists():
        raise NotFoundError("cli.no_workspace", place=file.parent)


def store_file(settings: Settings) -> Path | None:
    """The file of an embedded store; None for a server."""
    if settings.store == "sqlite":
        return settings.workspace / STORE_FILE
    if settings.store.startswith("sqlite:"):
        return Path(settings.store.removeprefix("sqlite:"))
    return None
