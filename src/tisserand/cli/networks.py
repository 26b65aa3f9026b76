"""The network as a whole: `communities`, `brokers`."""

from enum import StrEnum
from typing import Annotated, Any

import typer

from tisserand.cli.calls import Call, add_command
from tisserand.cli.french import help_of
from tisserand.cli.options import option
from tisserand.cli.output import print_json, print_table
from tisserand.cli.rendering import print_reasons
from tisserand.messages import text


class Level(StrEnum):
    """How fine communities are."""

    coarse = "coarse"
    medium = "medium"
    fine = "fine"


LevelOption = Annotated[Level, typer.Option("--level", help=help_of("option_community_level"))]
LimitOption = Annotated[int, option("--limit", metavar="number", min=1, max=1000)]


def communities(
    call: Call,
    algorithm: Annotated[str, option("--algorithm", metavar="algorithm")] = "leiden",
    level: LevelOption = Level.medium,
    changes: Annotated[bool, option("--changes")] = False,
) -> None:
    with call.existing() as work:
        answer = work.communities(call.visibility, algorithm, level.value)
    if call.as_json:
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


def brokers(call: Call, limit: LimitOption = 10) -> None:
    with call.existing() as work:
        answer = work.brokers(call.visibility, limit)
    call.tell(answer, _print_brokers)


def _print_brokers(answer: dict[str, Any]) -> None:
    if not any(answer[part] for part in ("brokers", "bridges", "silos")):
        print(text("cli.brokers_none"))
    if answer["brokers"]:
        print(text("cli.brokers_title"))
    for broker in answer["brokers"]:
        print(f"  {_broker(broker)}")
        print_reasons(broker["reasons"])
    if answer["sampled"]:
        print(text("cli.brokers_sampled", count=answer["sampled"]))
    for part in ("bridges", "silos"):
        if answer[part]:
            print(text(f"cli.brokers_{part}"))
        for one in answer[part]:
            print(f"  {one['text']}")
            print_reasons(one["reasons"])


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


def register(app: typer.Typer) -> None:
    """Add these commands."""
    add_command(app, "communities", communities)
    add_command(app, "brokers", brokers)
