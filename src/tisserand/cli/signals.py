"""Weak signals: `signals`."""

from typing import Annotated, Any

import typer

from tisserand.cli.calls import Call, add_command
from tisserand.cli.options import option
from tisserand.cli.rendering import cited
from tisserand.clock import today
from tisserand.ingest.introductions import whole_day
from tisserand.messages import text


def signals(
    call: Call,
    since: Annotated[int | None, option("--since", metavar="year", min=1000, max=9999)] = None,
    months: Annotated[int, option("--months", metavar="number", min=1, max=120)] = 12,
    date: Annotated[str | None, option("--date", metavar="date")] = None,
) -> None:
    day = whole_day(date or today())
    with call.existing() as work:
        answer = work.signals(call.visibility, day, since, months)
    call.tell(answer, _print_signals)


def _print_signals(answer: dict[str, Any]) -> None:
    for one in answer["rising"]:
        print(one["text"])
        print(f"    {text('signals.among', names=' · '.join(one['communities']))}")
        print(f"    {cited(one['records'])}")
    if answer["rising"]:
        print(text("signals.false_alarms", share=f"{100 * answer['false_alarms']:.0f}"))
    for one in answer["ending"]:
        print(one["text"])
        print(f"    {cited(one['records'])}")
    if not answer["rising"] and not answer["ending"]:
        print(text("signals.none"))
    if answer["earlier"]:
        print(answer["earlier"]["text"])
        print(text("cli.signals_earlier", date=answer["earlier"]["date"]))


def register(app: typer.Typer) -> None:
    """Add this command."""
    add_command(app, "signals", signals)
