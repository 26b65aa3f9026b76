"""Questions to the graph: `ask`, `show`, `cooperations`, `question`."""

from enum import StrEnum
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
from tisserand.cli.output import print_json, print_table
from tisserand.cli.rendering import print_answer, print_description, print_joins, print_pairs
from tisserand.clock import today
from tisserand.errors import InputError
from tisserand.publish.description import describe, find_key

LimitOption = Annotated[int, option("--limit", metavar="number", min=1, max=1000)]


def ask(
    need: Annotated[str, argument("need", "need")],
    near: Annotated[str | None, option("--near", metavar="commune")] = None,
    within: Annotated[float | None, option("--within", metavar="km", min=0)] = None,
    limit: LimitOption = 10,
    workspace: WorkspaceOption = None,
    store: StoreOption = None,
    role: RoleOption = Role.agent,
    as_json: JsonOption = False,
) -> None:
    with existing(workspace, store) as work:
        answer = work.ask(role.visibility, need, near, within, limit)
    if as_json:
        print_json(answer)
    else:
        print_answer(answer)


def show(
    what: Annotated[str, argument("entity", "entity")],
    workspace: WorkspaceOption = None,
    store: StoreOption = None,
    role: RoleOption = Role.agent,
    as_json: JsonOption = False,
) -> None:
    with existing(workspace, store) as work, work.read(role.visibility) as reader:
        answer = describe(reader, find_key(reader, what, work.base_iri), work.base_iri)
    if as_json:
        print_json(answer)
    else:
        print_description(answer)


class With(StrEnum):
    """Whom cooperations are looked for with."""

    actors = "actors"
    projects = "projects"


def cooperations(
    wanted: Annotated[str | None, option("--for", metavar="entity")] = None,
    with_: Annotated[With, option("--with")] = With.actors,
    limit: LimitOption = 20,
    workspace: WorkspaceOption = None,
    store: StoreOption = None,
    role: RoleOption = Role.agent,
    as_json: JsonOption = False,
) -> None:
    with existing(workspace, store) as work:
        if with_ is With.actors:
            answer = work.cooperations(role.visibility, wanted, limit)
        else:
            answer = work.joins(role.visibility, wanted, today(), limit)
    if as_json:
        print_json(answer)
    elif with_ is With.actors:
        print_pairs(answer)
    else:
        print_joins(answer)


def question(
    name: Annotated[str, argument("question", "name")],
    parameters: Annotated[list[str] | None, option("--param", metavar="parameter")] = None,
    workspace: WorkspaceOption = None,
    store: StoreOption = None,
    role: RoleOption = Role.agent,
    as_json: JsonOption = False,
) -> None:
    with existing(workspace, store) as work:
        answer = work.question(name, parse_parameters(parameters or []), role.visibility)
    if as_json:
        print_json(answer)
    else:
        print_table(answer["columns"], answer["rows"])


def parse_parameters(given: list[str]) -> dict[str, str]:
    """`k=v` options as a dictionary.

    Raises:
        InputError: an option holds no `=`.
    """
    for one in given:
        if "=" not in one:
            raise InputError("cli.parameter_without_value", option=one)
    return dict(one.split("=", 1) for one in given)


def register(app: typer.Typer) -> None:
    """Add these commands to the application."""
    for command in (ask, show, cooperations, question):
        add_command(app, command.__name__, command)
