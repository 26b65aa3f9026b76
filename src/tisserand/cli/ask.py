"""Questions to the graph: `ask`, `show`, `cooperations`, `question`."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Annotated, Any

import typer

from tisserand.application.parts import labels_of
from tisserand.cli.calls import Call, add_command
from tisserand.cli.options import NotOption, SkillOption, argument, option
from tisserand.cli.output import print_table
from tisserand.cli.rendering import print_answer, print_description, print_joins, print_pairs
from tisserand.clock import today
from tisserand.errors import InputError
from tisserand.messages import text
from tisserand.publish.description import describe, find_key
from tisserand.queries.catalogue import list_questions

LimitOption = Annotated[int, option("--limit", metavar="number", min=1, max=1000)]


def ask(
    call: Call,
    need: Annotated[str, argument("need", "need")],
    near: Annotated[str | None, option("--near", metavar="commune")] = None,
    within: Annotated[float | None, option("--within", metavar="km", min=0)] = None,
    limit: LimitOption = 10,
    skill: SkillOption = None,
    not_: NotOption = None,
    anywhere: Annotated[bool, option("--anywhere")] = False,
) -> None:
    with call.existing() as work:
        answer = work.ask(
            call.visibility, need, near, within, limit, skill or (), not_ or (), anywhere
        )
    call.tell(answer, print_answer)


def show(call: Call, what: Annotated[str, argument("entity", "entity")]) -> None:
    with call.reading() as (work, reader):
        answer = describe(reader, find_key(reader, what, work.base_iri), work.base_iri)
        labels = labels_of(work)
        call.tell(answer, lambda told: print_description(told, labels))


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
    name: Annotated[str | None, argument("question", "name")] = None,
    parameters: Annotated[list[str] | None, option("--param", metavar="parameter")] = None,
) -> None:
    if name is None:
        call.tell(list_questions(), _print_questions)
        return
    with call.existing() as work:
        answer = work.question(name, parse_parameters(parameters or []), call.visibility)
    call.tell(answer, lambda found: print_table(found["columns"], found["rows"]))


def _print_questions(questions: Sequence[Mapping[str, Any]]) -> None:
    columns = [text(f"cli.column_{name}") for name in ("question", "title", "parameters")]
    rows = [(one["name"], one["title_fr"], ", ".join(one["parameters"])) for one in questions]
    print_table(columns, rows)


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
