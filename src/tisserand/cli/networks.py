"""The network as a whole: `communities`, `brokers`."""

from enum import StrEnum
from typing import Annotated, Any

import typer

from tisserand.cli.french import help_of
from tisserand.cli.options import (
    JsonOption,
    Role,
    RoleOption,
    StoreOption,
    WorkspaceOption,
    add_command,
    existing,
    option,
)
from tisserand.cli.output import print_json, print_table
from tisserand.cli.rendering import cited
from tisserand.messages import text


class Level(StrEnum):
    """How fine communities are."""

    coarse = "coarse"
    medium = "medium"
    fine = "fine"


LevelOption = Annotated[Level, typer.Option("--level", help=help_of("option_community_level"))]
LimitOption = Annotated[int, option("--limit", metavar="number", min=1, max=1000)]


def communities(
    algorithm: Annotated[str, option("--algorithm", metavar="algorithm")] = "leiden",
    level: LevelOption = Level.medium,
    changes: Annotated[bool, option("--changes")] = False,
    workspace: WorkspaceOption = None,
    store: StoreOption = None,
    role: RoleOption = Role.agent,
    as_json: JsonOption = False,
) -> None:
    with existing(workspace, store) as work:
        answer = work.communities(role.visibility, algorithm, level.value)
    if as_json:
        told = {"snapshots": answer["snapshots"], "changes": answer["changes"]}
        print_json(told if changes else answer["communities"])
    elif not answer["communities"]:
        print(text("recommend.no_communities"))
    elif changes:
        lines = [change["text"] for change in answer["changes"]]
        print("\n".join(lines or [text("recommend.community_unchanged")]))
    else:
        columns = (text("cli.column_name"), text("cli.column_size"))
        print_table(columns, [(c["name"], c["size"]) for c in answer["communities"]])


def brokers(
    limit: LimitOption = 10,
    workspace: WorkspaceOption = None,
    store: StoreOption = None,
    role: RoleOption = Role.agent,
    as_json: JsonOption = False,
) -> None:
    with existing(workspace, store) as work:
        answer = work.brokers(role.visibility, limit)
    if as_json:
        print_json(answer)
    elif not any(answer[part] for part in ("brokers", "bridges", "silos")):
        print(text("cli.brokers_none"))
    else:
        _print_brokers(answer)


def _print_brokers(answer: dict[str, Any]) -> None:
    if answer["brokers"]:
        print(text("cli.brokers_title"))
    for broker in answer["brokers"]:
        print(f"  {_broker(broker)}")
        _print_reasons(broker["reasons"])
    if answer["sampled"]:
        print(text("cli.brokers_sampled", count=answer["sampled"]))
    for part in ("bridges", "silos"):
        if answer[part]:
            print(text(f"cli.brokers_{part}"))
        for one in answer[part]:
            print(f"  {one['text']}")
            _print_reasons(one["reasons"])


def _broker(broker: dict[str, Any]) -> str:
    error = broker["error"]
    names = ", ".join(f"« {name} »" for name in broker["communities"])
    return text(
        "cli.broker",
        name=broker["actor"]["name"],
        share=_decimal(100 * broker["betweenness"], 1),
        error=text("cli.broker_error", error=_decimal(100 * error, 1)) if error else "",
        constraint=_decimal(broker["constraint"], 2),
        communities=names or text("cli.broker_no_community"),
    )


def _decimal(value: float, digits: int) -> str:
    return f"{value:.{digits}f}".replace(".", ",")


def _print_reasons(reasons: list[dict[str, Any]]) -> None:
    for reason in reasons:
        print(f"    {reason['text']}    {cited(reason['records'])}")


def register(app: typer.Typer) -> None:
    """Add these commands."""
    add_command(app, "communities", communities)
    add_command(app, "brokers", brokers)
