"""Several actors together: `team`, `loops`."""

from typing import Annotated, Any

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
from tisserand.cli.rendering import cited
from tisserand.messages import text

LimitOption = Annotated[int, option("--limit", metavar="number", min=1, max=100)]


def team(
    wanted: Annotated[str, argument("wanted", "wanted")],
    near: Annotated[str | None, option("--near", metavar="commune")] = None,
    workspace: WorkspaceOption = None,
    store: StoreOption = None,
    role: RoleOption = Role.agent,
    as_json: JsonOption = False,
) -> None:
    with existing(workspace, store) as work:
        answer = work.team(role.visibility, wanted, near)
    if as_json:
        print_json(answer)
    else:
        _print_team(answer)


def loops(
    limit: LimitOption = 10,
    workspace: WorkspaceOption = None,
    store: StoreOption = None,
    role: RoleOption = Role.agent,
    as_json: JsonOption = False,
) -> None:
    with existing(workspace, store) as work:
        answer = work.loops(role.visibility, limit)
    if as_json:
        print_json(answer)
        return
    for loop in answer:
        names = [actor["name"] for actor in loop["actors"]]
        print(" → ".join([*names, names[0]]))
        for exchange in loop["exchanges"]:
            _print_reasons(exchange["reasons"])
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
        _print_reasons(actor["reasons"])
    if answer["uncovered"]:
        print(text("cli.team_uncovered", skills=_labels(answer["uncovered"])))


def _labels(concepts: list[dict[str, str]]) -> str:
    return ", ".join(concept["label"] for concept in concepts)


def _print_reasons(reasons: list[dict[str, Any]]) -> None:
    for reason in reasons:
        print(f"    {reason['text']}    {cited(reason['records'])}")


def register(app: typer.Typer) -> None:
    """Add these commands."""
    add_command(app, "team", team)
    add_command(app, "loops", loops)
