"""Introductions: `introduce`, `introductions`."""

import getpass
from typing import Annotated, Any

import typer

from tisserand.application.introductions import Asked
from tisserand.cli.calls import Call, add_command
from tisserand.cli.options import Role, argument, option
from tisserand.cli.output import print_json
from tisserand.cli.rendering import print_reasons
from tisserand.clock import today
from tisserand.errors import InputError
from tisserand.messages import text
from tisserand.ontology.types import IntroductionState
from tisserand.recommend.earlier import earlier_line
from tisserand.recommend.introductions import Step
from tisserand.recommend.wording import on_date

Answer = dict[str, Any]
STEPS: dict[str, IntroductionState] = {
    "accept": "accepted",
    "decline": "declined",
    "met": "met",
    "cooperation": "cooperation",
    "end": "ended",
}
"""The steps that may be noted, and the states that they lead to."""
ReaderOption = Annotated[Role, option("--reader")]


def introduce(
    call: Call,
    a: Annotated[str, argument("seeker", "entity")],
    b: Annotated[str, argument("helper", "entity")],
    through: Annotated[str | None, option("--through", metavar="entity")] = None,
    direct: Annotated[bool, option("--direct")] = False,
    need: Annotated[str, option("--need", metavar="need")] = "",
    reader: ReaderOption = Role.public,
    draft: Annotated[bool, option("--draft")] = False,
    date: Annotated[str | None, option("--date", metavar="date")] = None,
    by: Annotated[str | None, option("--by", metavar="author")] = None,
) -> None:
    day = date or today()
    asked = Asked(a, b, through, need, reader.visibility, _author(by), day, direct)
    with call.existing() as work:
        noted = None if draft else work.introductions.propose(call.visibility, asked)
        message = noted["message"] if noted else work.introductions.draft(call.visibility, asked)
    if call.as_json:
        print_json(noted or message)
        return
    introducers = (noted or message)["introducers"]
    for one in (noted or message)["earlier"]:
        print(earlier_line(one))
    _print_message(noted["message"] if noted else message)
    if not through and not direct:
        print()
        _print_introducers(introducers)
    if noted:
        print()
        due = on_date(noted["due_on"], "fr")
        print(text("introductions.proposed", "fr", number=noted["id"], due=due))


def introductions(
    call: Call,
    step: Annotated[str | None, argument("step", "step")] = None,
    number: Annotated[int | None, argument("number", "number")] = None,
    state: Annotated[str | None, option("--state", metavar="state")] = None,
    due: Annotated[bool, option("--due")] = False,
    reason: Annotated[str, option("--reason", metavar="reason")] = "",
    outcome: Annotated[str, option("--outcome", metavar="reason")] = "",
    lesson: Annotated[str, option("--lesson", metavar="reason")] = "",
    date: Annotated[str | None, option("--date", metavar="date")] = None,
    by: Annotated[str | None, option("--by", metavar="author")] = None,
) -> None:
    day = date or today()
    taken = None
    if step is not None:
        taken = Step(_state(step, number), day, _author(by), reason, outcome, lesson)
    with call.existing() as work:
        if taken is None or number is None:
            found = work.introductions.list(call.visibility, day, state, due)
            answer: Any = found
        else:
            answer = work.introductions.step(call.visibility, number, taken)
            found = [answer]
    if call.as_json:
        print_json(answer)
        return
    for one in found:
        _print_introduction(one)
    if not found:
        print(text("introductions.none_due" if due else "introductions.none"))


def _state(step: str, number: int | None) -> IntroductionState:
    """The state that a step leads to.

    Raises:
        InputError: no such step, or of no introduction.
    """
    if step not in STEPS or number is None:
        raise InputError("introductions.unknown_step", step=step, known=", ".join(STEPS))
    return STEPS[step]


def _author(by: str | None) -> str:
    """Who notes it; nobody when the system does not say."""
    if by is not None:
        return by
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""


def _print_message(message: Answer) -> None:
    print(message["text"])
    if message["withheld"]:
        print()
        who = ", ".join(text(f"introductions.withheld_{one}") for one in message["withheld"])
        print(text("introductions.withheld", who=who))


def _print_introducers(introducers: list[Answer]) -> None:
    """Through whom, why, and through whom else."""
    if not introducers:
        print(text("introductions.contact_direct"))
    for name, one in zip(("best", "next_best"), introducers, strict=False):
        print(text(f"introductions.{name}", name=one["name"]))
        print_reasons(one["reasons"])


def _print_introduction(one: Answer) -> None:
    names = [side["name"] if side else "?" for side in (one["a"], one["b"])]
    through = one["introducer"]
    told = f" ({text('introductions.through', name=through['name'])})" if through else ""
    print(f"{one['id']:>3}. {' → '.join(names)}{told} · {one['label']} · {one['date']}")
    if one["need"]:
        print(f"     « {one['need']} »")
    for step in one["history"]:
        said = [part for name in ("reason", "outcome", "lesson") if (part := step[name])]
        for part in said:
            print(f"     {part}")
    if one["is_due"]:
        print(f"     {text('introductions.due', date=on_date(one['due_on'], 'fr'))}")


def register(app: typer.Typer) -> None:
    """Add these commands."""
    add_command(app, "introduce", introduce)
    add_command(app, "introductions", introductions)
