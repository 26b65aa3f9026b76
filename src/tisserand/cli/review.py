"""What people say of two records, and what waits for them: `judge`, `review`."""

from enum import StrEnum
from typing import Annotated, Any

import typer

from tisserand.application.citing import likelihood, located
from tisserand.bootstrap import Workspace
from tisserand.cli.calls import Call, add_command, user
from tisserand.cli.citing import kind_label
from tisserand.cli.options import Role, argument, option
from tisserand.cli.waiting import print_waiting
from tisserand.clock import today
from tisserand.errors import InputError
from tisserand.ingest.erasure.requests import count_doubts
from tisserand.ingest.review import describe_doubt, doubts_by_value
from tisserand.ingest.verdicts import give_judgement, take_back
from tisserand.messages import text
from tisserand.ontology.records import Verdict
from tisserand.publish.designation import find_pair

Answer = dict[str, Any]


class Reviewed(StrEnum):
    """What waits for a person: pairs of records, or what was read in reports."""

    pairs = "pairs"
    reports = "reports"


class VerdictGiven(StrEnum):
    """What a person may say of two records."""

    same = "same"
    different = "different"
    unsure = "unsure"


VERDICTS: dict[VerdictGiven, Verdict] = {
    VerdictGiven.same: "same",
    VerdictGiven.different: "different",
    VerdictGiven.unsure: "unsure",
}


def judge(
    call: Call,
    a: Annotated[str, argument("first", "first")],
    b: Annotated[str, argument("second", "second")],
    verdict: Annotated[VerdictGiven | None, argument("verdict", "verdict")] = None,
    undo: Annotated[bool, option("--undo")] = False,
    reason: Annotated[str, option("--reason", metavar="reason")] = "",
    author: Annotated[str | None, option("--author", metavar="author")] = None,
    date: Annotated[str | None, option("--date", metavar="date")] = None,
) -> None:
    call.check_steward()
    if undo == (verdict is not None):
        raise InputError("review.verdict_unwanted" if undo else "review.verdict_missing")
    with call.existing() as work:
        if verdict is None:
            answer = take_back(work.store, a, b)
        else:
            with work.read(call.visibility) as reader:
                one, other = find_pair(reader, a, b, work.base_iri)
            who, day = author or user(), date or today()
            said = VERDICTS[verdict]
            answer = give_judgement(work.store, one, other, said, who, day, reason)
    call.tell(answer, lambda told: _print_judgement(told, undo))


def _print_judgement(answer: Answer, undo: bool) -> None:
    names = {side: answer[side]["name"] for side in ("a", "b")}
    if undo:
        print(text("review.unjudged", **names))
        return
    said = {"date": answer["date"], "author": answer["author"]}
    print(text(f"review.judged_{answer['verdict']}", **names, **said))


def review(
    call: Call,
    what: Annotated[Reviewed, argument("reviewed", "reviewed")] = Reviewed.pairs,
    source: Annotated[str | None, option("--source", metavar="source")] = None,
    patterns: Annotated[bool, option("--patterns")] = False,
    limit: Annotated[int, option("--limit", metavar="number", min=1, max=100_000)] = 10,
) -> None:
    call.check_steward()
    with call.existing() as work:
        if what is Reviewed.reports:
            print_waiting(work, limit, source, patterns, call)
            return
        answer, count = pending_pairs(work, limit)
        persons = 0 if call.as_json else count_doubts(work.store)
    call.tell(answer, lambda told: _print_doubts(told, count))
    if persons:
        print(text("persons.doubts_to_see", count=persons))


def pending_pairs(work: Workspace, limit: int) -> tuple[list[Answer], int]:
    """The pairs that wait for a judgement, the most valuable first, and how many there are."""
    doubts = doubts_by_value(work.store)
    return [describe_doubt(work.store, work.gazetteer, one) for one in doubts[:limit]], len(doubts)


def _print_doubts(answer: list[Answer], count: int) -> None:
    if not answer:
        print(text("review.no_doubt"))
    for rank, doubt in enumerate(answer, 1):
        names = {"a": doubt["a"]["name"], "b": doubt["b"]["name"]}
        weighed = {"probability": likelihood(doubt["probability"]), "value": doubt["value"]}
        print(text("review.doubt", rank=rank, **names, **weighed))
        for label in ("a", "b"):
            _print_side(label.upper(), doubt[label])
        for aspect in doubt["agrees"]:
            what = text(f"review.aspect_{aspect['what']}")
            print("    " + text("review.agrees", what=what, value=aspect["a"]))
        for aspect in doubt["differs"]:
            what = text(f"review.aspect_{aspect['what']}")
            said: Answer = {side: kind_label(aspect[side]) for side in ("a", "b")}
            print("    " + text("review.differs", what=what, **said))
        keys = {side: doubt[side]["record"].rsplit("/", 1)[1] for side in ("a", "b")}
        print("    " + text("review.to_judge", **keys) + "\n")
    if count > len(answer):
        print(text("review.more_doubts", more=count - len(answer)))


def _print_side(label: str, side: Answer) -> None:
    told = {name: side[name] for name in ("name", "links", "grants")}
    where = located(side["records"][0])
    kind, count = kind_label(side["kind"]), side["count"]
    shown = text("review.doubt_side", label=label, kind=kind, where=where, records=count, **told)
    print("    " + shown)


def register(app: typer.Typer) -> None:
    """Add these commands to the application."""
    for command in (judge, review):
        add_command(app, command.__name__, command, role=Role.steward)
