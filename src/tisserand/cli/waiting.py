"""What was read in reports and waits for a person, as one reads it in a terminal."""

from typing import Any

from tisserand.bootstrap import Workspace
from tisserand.cli.calls import Call
from tisserand.cli.output import print_json, print_table
from tisserand.ingest.readings.review import waiting_items
from tisserand.ingest.readings.rules import pattern_precision, rule_precision
from tisserand.messages import catalogue, text

Told = dict[str, Any]


def sureness(told: Told) -> str:
    """How sure it is, as one says it."""
    return text("review.percent", percent=round(100 * told["confidence"]))


def place_of(told: Told) -> str:
    """The page, or the file when it has none."""
    page = told["page"]
    return text("readings.on_page", page=page) if page is not None else told["file"]


def print_waiting(
    work: Workspace, limit: int, source: str | None, patterns: bool, call: Call
) -> None:
    """What waits for a person, or how often each rule of reading is right."""
    answer = pattern_precision(work.store) if patterns else waiting_items(work.store, source)
    if call.as_json:
        print_json(answer if patterns else answer[:limit])
    elif patterns:
        _print_rules(rule_precision(answer))
    else:
        _print_waiting(answer, limit)


def _print_waiting(answer: list[Told], limit: int) -> None:
    if not answer:
        print(text("readings.nothing_waits"))
    for rank, told in enumerate(answer[:limit], 1):
        print(f"{rank}. {told['statement']}    {sureness(told)}")
        where = f"{told['file']}, {place_of(told)}" if told["page"] is not None else told["file"]
        print("    " + text("readings.passage", where=where, passage=told["passage"]))
        if told["alternatives"]:
            names = " · ".join(told["alternatives"])
            print("    " + text("readings.alternatives", names=names))
        print("    " + text("readings.to_decide", item=told["item"]) + "\n")
    if len(answer) > limit:
        print(text("readings.more_waiting", more=len(answer) - limit))


def _print_rules(answer: list[Told]) -> None:
    columns = ("rule", "accepted", "corrected", "rejected", "precision", "waiting", "read")
    headings = [catalogue("readings", "fr")[f"column_{name}"] for name in columns]
    print_table(headings, [[row[name] for name in columns] for row in answer])
