"""Questions to the graph: `ask`, `show`, `cooperations`, `question`."""

from enum import StrEnum
from typing import Annotated

import typer

from tisserand.cli.calls import Call, add_command
from tisserand.cli.options import argument, option
from tisserand.cli.output import print_table
from tisserand.cli.rendering import print_answer, print_description, print_joins, print_pairs
from tisserand.clock import today
from tisserand.errors import InputError
from tisserand.publish.description import describe, find_key

LimitOption = Annotated[int, option("--limit", metavar="number", min=1, max=1000)]


def ask(
    call: Call,
    need: Annotated[str, argument("need", "need")],
    near: Annotated[str | None, option("--near", metavar="commune")] = None,
    within: Annotated[float | None, option("--within", metavar="km", min=0)] = None,
    limit: LimitOption = 10,
) -> None:
    with call.existing() as work:
        answer = work.ask(call.visibility, need, near, within, limit)
    call.tell(answer, print_answer)


def show(call: Call, what: Annotated[str, argument("entity", "entity")]) -> None:
    with call.reading() as (work, reader):
        answer = describe(reader, find_key(reader, what, work.base_iri), work.base_iri)
    call.tell(answer, print_description)


class With(StrEnum):
    """Whom cooperations are looked for with."""

    actors = "actors"
    projects = "projects"


def cooperations(
    call: Call,
    wanted: Annotated[str | None, option("--for", metavar="entity")] = None,
    with_: Annotated[With, option("--with")] = With.actors,
    limit: LimitOption = 20,
) -> None:
    with call.existing() as work:
        if with_ is With.actors:
            answer = work.cooperations(call.visibility, wanted, limit)
        else:
            answer = work.joins(call.visibility, wanted, today(), limit)
    call.tell(answer, print_pairs if with_ is With.actors else print_joins)


def question(
    call: Call,
    name: Annotated[str, argument("question", "name")],
    parameters: Annotated[list[str] | None, option("--param", metavar="parameter")] = None,
) -> None:
    with call.existing() as work:
        answer = work.question(name, parse_parameters(parameters or []), call.visibility)
    call.tell(answer, lambda found: print_table(found["columns"], found["rows"]))


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
