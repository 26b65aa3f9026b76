"""Several actors together: `team`, `loops`."""

from typing import Annotated, Any

import typer

from tisserand.cli.calls import Call, add_command
from tisserand.cli.options import argument, option
from tisserand.cli.rendering import print_reasons
from tisserand.messages import text

LimitOption = Annotated[int, option("--limit", metavar="number", min=1, max=100)]


def team(
    call: Call,
    wanted: Annotated[str, argument("wanted", "wanted")],
    near: Annotated[str | None, option("--near", metavar="commune")] = None,
) -> None:
    with call.existing() as work:
        answer = work.team(call.visibility, wanted, near)
    call.tell(answer, _print_team)


def loops(call: Call, limit: LimitOption = 10) -> None:
    with call.existing() as work:
        answer = work.loops(call.visibility, limit)
    call.tell(answer, _print_loops)


def _print_loops(answer: list[dict[str, Any]]) -> None:
    for loop in answer:
        names = [actor["name"] for actor in loop["actors"]]
        print(" → ".join([*names, names[0]]))
        for exchange in loop["exchanges"]:
            print_reasons(exchange["reasons"])
    if not answer:
        print(text("cli.loops_none"))


def _print_team(answer: dict[str, Any]) -> None:
    if answer["project"]:
        print(answer["project"]["name"])
    print(text("cli.team_wanted", skills=_labels(answer["wanted"])))
    for actor in answer["present"]:
        print(f"  · {actor['name']} ({text('cli.team_present')})")
    for rank, actor in enumerate(answer["team"], start=1):
        place = f" · {actor['place']['name']}" if actor["place"] else ""
        print(f"{rank:>2}. {actor['name']}{place}")
        print(f"    {text('cli.team_covers', skills=', '.join(actor['covers']))}")
        print_reasons(actor["reasons"])
    if answer["uncovered"]:
        print(text("cli.team_uncovered", skills=_labels(answer["uncovered"])))
    elif not answer["team"]:
        print(text("cli.team_complete"))


def _labels(concepts: list[dict[str, str]]) -> str:
    return ", ".join(concept["label"] for concept in concepts)


def register(app: typer.Typer) -> None:
    """Add these commands."""
    add_command(app, "team", team)
    add_command(app, "loops", loops)
