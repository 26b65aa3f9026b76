"""What is read in reports: `extract`, `decide`."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from tisserand.cli.calls import Call, add_command, user
from tisserand.cli.options import Role, argument, option
from tisserand.cli.output import print_json
from tisserand.cli.waiting import place_of, sureness
from tisserand.clock import today
from tisserand.errors import InputError
from tisserand.ingest.documents.reading import read_document
from tisserand.ingest.readings import review as readings
from tisserand.ingest.readings.reading import Reading, make_reading
from tisserand.ingest.readings.review import describe_item
from tisserand.ingest.readings.weaving import tell_silence
from tisserand.messages import text


class Decided(StrEnum):
    """What a person may say of what was read."""

    accepted = "accepted"
    corrected = "corrected"
    rejected = "rejected"


def extract(call: Call, file: Annotated[Path, argument("report", "file")]) -> None:
    work = call.unopened()
    document = read_document(file)
    found = work.extract(document, work.knowledge())
    if call.as_json:
        print_json(found.as_dict(document.text))
        return
    reading = make_reading(file.name, document, found, b"")
    print(text("readings.title", title=reading.title or file.name, date=reading.date or "—"))
    if reading.language != "fr":
        print(text(f"readings.foreign_{reading.language}"))
    for silence in tell_silence(document):
        print(silence.in_both()["text"])
    for kind, names in reading.names().items():
        print("\n" + text(f"readings.kind_{kind}", count=len(names)))
        print("  " + " · ".join(names))
    _print_items(reading)


def _print_items(reading: Reading) -> None:
    """What is said, each with its words."""
    if reading.items:
        print("\n" + text("readings.said"))
    for item in reading.items:
        told = describe_item("", reading, item)
        print(f"  {told['statement']}    {sureness(told)}")
        print("    " + text("readings.passage", where=place_of(told), passage=told["passage"]))


def decide(
    call: Call,
    item: Annotated[str, argument("item", "item")],
    verdict: Annotated[Decided | None, argument("decision", "decision")] = None,
    given: Annotated[list[str] | None, option("--set", metavar="parameter")] = None,
    undo: Annotated[bool, option("--undo")] = False,
    reason: Annotated[str, option("--reason", metavar="reason")] = "",
    author: Annotated[str | None, option("--author", metavar="author")] = None,
    date: Annotated[str | None, option("--date", metavar="date")] = None,
) -> None:
    call.check_steward()
    if undo == (verdict is not None):
        raise InputError("review.verdict_unwanted" if undo else "readings.verdict_missing")
    with call.existing() as work:
        if verdict is None:
            answer = readings.take_back(work.store, item, work.gazetteer, work.thesaurus)
        else:
            answer = readings.decide(
                work.store,
                item,
                verdict.value,
                author=author or user(),
                date=date or today(),
                gazetteer=work.gazetteer,
                thesaurus=work.thesaurus,
                corrected=dict(map(_setting, given or [])),
                reason=reason,
            )
    name = "undone" if verdict is None else verdict.value
    call.tell(answer, lambda told: print(text(f"readings.{name}", statement=told["statement"])))


def _setting(given: str) -> tuple[str, str]:
    name, sign, value = given.partition("=")
    if not sign:
        raise InputError("readings.bad_setting", given=given)
    return name.strip(), value.strip()


def register(app: typer.Typer) -> None:
    """Add these commands to the application."""
    add_command(app, "extract", extract)
    add_command(app, "decide", decide, role=Role.steward)
