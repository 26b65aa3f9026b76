"""What is held until when: `retention`."""

from typing import Annotated, Any

import typer

from tisserand.cli.calls import Call, add_command
from tisserand.cli.directories import reread
from tisserand.cli.options import Role, option
from tisserand.cli.persons import DateOption, day_of
from tisserand.ingest.retention import apply_retention, kept_until
from tisserand.messages import text

Answer = dict[str, Any]


def retention(
    call: Call,
    apply: Annotated[bool, option("--apply")] = False,
    on: DateOption = None,
) -> None:
    call.check_steward("persons.steward_only")
    day = day_of(on)
    with call.existing() as work:
        sources, versions = kept_until(work.store, day)
        if apply:
            apply_retention(work.store, day)
            reread(work)
    answer: Answer = {
        "date": day,
        "sources": [
            {"id": one.source.id, "title": one.source.title, "records": one.records,
             "legal_basis": one.source.legal_basis, "retain_until": one.until, "due": one.due}
            for one in sources
        ],
        "versions": [
            {"source": one.version.source.id, "number": one.version.number,
             "replaced_on": one.version.replaced_on or None,
             "keep_until": one.version.keep_until or None, "due": one.due}
            for one in versions
        ],
        "applied": apply,
    }  # fmt: skip
    call.tell(answer, _print_retention)


def _print_retention(answer: Answer) -> None:
    for one in answer["sources"]:
        until = one["retain_until"] or text("persons.page_no_retention")
        state = _state(one["due"], answer["applied"])
        print(text("persons.kept", id=one["id"], records=one["records"], until=until) + state)
    for one in answer["versions"]:
        until = one["keep_until"] or text("persons.page_no_retention")
        state = _state(one["due"], answer["applied"])
        print(text("persons.version_kept", **one | {"until": until}) + state)
    if not any(one["due"] for one in (*answer["sources"], *answer["versions"])):
        print(text("persons.nothing_due", date=answer["date"]))


def _state(is_due: bool, applied: bool) -> str:
    return f" · {text('persons.withdrawn' if applied else 'persons.due')}" if is_due else ""


def register(app: typer.Typer) -> None:
    """Add this command to the application."""
    add_command(app, "retention", retention, role=Role.steward)
