"""What every command shares: the options that it takes, and the workspace that they name."""

import getpass
import inspect
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from tisserand.bootstrap import STORE_FILE, Workspace
from tisserand.cli.french import FrenchCommand, FrenchGroup, help_of
from tisserand.cli.options import Role, option
from tisserand.cli.output import print_json
from tisserand.errors import InputError, NotFoundError, RefusedError
from tisserand.messages import text
from tisserand.ontology.records import Visibility
from tisserand.settings import Settings

if TYPE_CHECKING:
    from tisserand.store.port import GraphReader

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a command: of which workspace, by whom, answered in JSON or in words."""

    workspace: Path | None
    store: str | None
    role: Role
    as_json: bool

    @property
    def settings(self) -> Settings:
        return Settings.from_environment(self.workspace, self.store)

    @property
    def visibility(self) -> Visibility:
        return self.role.visibility

    def check_steward(self, message: str = "review.steward_only") -> None:
        """Refuse what only stewards may do.

        Raises:
            RefusedError: another role.
        """
        if self.visibility < Visibility.STEWARD:
            raise RefusedError(message)

    def unopened(self) -> Workspace:
        """The workspace, for what does not touch its store."""
        return Workspace(self.settings, _tell_long_work)

    @contextmanager
    def opened(self) -> Iterator[Workspace]:
        """The workspace, made if it does not exist, closed at the end."""
        work = self.unopened()
        try:
            yield work
        finally:
            work.close()

    @contextmanager
    def existing(self) -> Iterator[Workspace]:
        """The workspace, closed at the end.

        Raises:
            NotFoundError: there is none; nothing is made.
        """
        check_exists(self.settings)
        with self.opened() as work:
            yield work

    @contextmanager
    def reading(self) -> Iterator[tuple[Workspace, "GraphReader"]]:
        """The workspace and what the role may see of it; `existing` tells what it raises."""
        with self.existing() as work, work.read(self.visibility) as reader:
            yield work, reader

    def tell(self, answer: Answer, in_words: Callable[[Answer], None]) -> None:
        """JSON alone on stdout, or the answer in words."""
        if self.as_json:
            print_json(answer)
        else:
            in_words(answer)


def shared(
    workspace: Annotated[Path | None, option("--workspace", metavar="folder")] = None,
    store: Annotated[str | None, option("--store", metavar="store")] = None,
    role: Annotated[Role, option("--role")] = Role.agent,
    as_json: Annotated[bool, option("--json")] = False,
) -> Call:
    """The options of all commands, declared once."""
    return Call(workspace, store, role, as_json)


def add_command(
    app: typer.Typer,
    name: str,
    command: Callable[..., None],
    message: str = "",
    role: Role = Role.agent,
) -> None:
    """Add a command, told by the message `command_<name>` unless another is given.

    It is given its `Call`, then the arguments and options of its own.

    Args:
        role: who asks unless `--role` says otherwise.
    """
    told = help_of(f"command_{message or name}")
    app.command(name, cls=FrenchCommand, help=told, short_help=told)(_declared(command, role))


def add_group(app: typer.Typer, name: str) -> typer.Typer:
    """Add a group of commands, told by the message `command_<name>`."""
    told = help_of(f"command_{name}")
    group = typer.Typer(cls=FrenchGroup, no_args_is_help=True, help=told, short_help=told)
    app.add_typer(group, name=name)
    return group


def _declared(command: Callable[..., None], role: Role) -> Callable[..., None]:
    """The command as the command-line library reads it: its parameters, then the shared ones."""
    asked = inspect.signature(shared).parameters
    common = [one.replace(default=role) if one.name == "role" else one for one in asked.values()]
    own = list(inspect.signature(command).parameters.values())[1:]

    def run(**given: Any) -> None:
        call = shared(**{name: given.pop(name) for name in asked})
        command(call, **given)

    run.__signature__ = inspect.Signature([*own, *common])  # type: ignore[attr-defined]
    run.__annotations__ = {one.name: one.annotation for one in [*own, *common]}
    return run


def user() -> str:
    """The user of the machine, as the system knows them.

    Raises:
        InputError: it does not know them.
    """
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        raise InputError("review.no_author") from None


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


def _tell_long_work() -> None:
    """On stderr: the answer comes, later than usual."""
    print(text("cli.long_work"), file=sys.stderr)
