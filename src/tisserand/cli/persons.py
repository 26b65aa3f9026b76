"""What people ask of what is held about them: `person`, `erase`, `erasures`, `oppose`."""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from tisserand.application.citing import located
from tisserand.application.parts import labels_of
from tisserand.bootstrap import Workspace
from tisserand.cli.calls import Call, add_command
from tisserand.cli.citing import kind_label, property_label
from tisserand.cli.options import Role, argument, option
from tisserand.cli.output import print_json
from tisserand.clock import today
from tisserand.errors import InputError, RefusedError
from tisserand.ingest.erasure.access import describe_person, list_persons
from tisserand.ingest.erasure.requests import describe_requests
from tisserand.ingest.normalisation.dates import normalise_date
from tisserand.messages import text
from tisserand.publish.person_page import person_page
from tisserand.publish.traces import note_export

Answer = dict[str, Any]
PersonArgument = Annotated[str, argument("person", "person")]
DateOption = Annotated[str | None, option("--on", metavar="date")]
ReasonOption = Annotated[str, option("--reason", metavar="reason")]


def person(
    call: Call,
    who: PersonArgument,
    file: Annotated[Path | None, argument("page", "page")] = None,
    export: Annotated[bool, option("--export")] = False,
    on: DateOption = None,
) -> None:
    call.check_steward("persons.steward_only")
    if file is not None and not export:
        raise InputError("persons.export_wanted", file=file)
    with call.existing() as work:
        found = list_persons(work.store, who)
        if len(found) > 1 and not export:
            call.tell(found, lambda told: _print_several(told, who))
            return
        answer = describe_person(work.store, who, labels_of(work), day_of(on))
        if export:
            _write(work, answer, file, call)
        else:
            call.tell(answer, _print_person)


def day_of(given: str | None) -> str:
    """The day that a person gives, today when they give none.

    Raises:
        InputError: not a date.
    """
    day = normalise_date(given) if given is not None else today()
    if day is None:
        raise InputError("ingest.bad_date", date=given)
    return day


def _print_several(found: list[Answer], who: str) -> None:
    print(text("persons.choose", name=who, count=len(found)))
    for one in found:
        homes = ", ".join(one["organisations"]) or text("persons.no_organisation")
        print(f"  {one['name']} · {kind_label(one['kind'])} · {homes}\n    {one['iri']}")


def _write(work: Workspace, answer: Answer, file: Path | None, call: Call) -> None:
    """The page, or its JSON, to a file or to stdout."""
    if call.as_json and file is None:
        print_json(answer)
        return
    page = person_page(answer)
    if file is None:
        sys.stdout.write(page)
        return
    file.write_text(page, encoding="utf-8")
    note_export(work.settings.workspace, file, Role.steward.name)
    written = {"file": str(file), "bytes": file.stat().st_size}
    call.tell(written, lambda _: print(text("persons.written", file=file), file=sys.stderr))


def _print_person(answer: Answer) -> None:
    print(f"{answer['name']}\n{answer['iri'] or text('persons.page_in_passing')}")
    for request in answer["requests"]:
        print(text("persons.opposed_on", **request))
    for source in answer["sources"]:
        basis = source["legal_basis"] or text("persons.page_no_legal_basis")
        print(f"\n{source['title'] or source['id']} · {basis}")
        for record in source["records"]:
            mention = f" ({text('persons.mention')})" if record["about"] == "mention" else ""
            seen = text(f"persons.page_seen_by_{record['visibility']}")
            print(f"  {located(record)} · « {record['name']} »{mention} · {seen}")
            for fact in record["facts"]:
                print(f"      {property_label(fact['property'])} : {fact['text']}")
            for link in record["links"]:
                print(f"      → {property_label(link['property'])} : {link['name'] or '…'}")
        if source["sentences"]:
            print(f"  {text('persons.page_sentences')}")
        for sentence in source["sentences"]:
            print(f"      « {sentence['passage']} »")
    told = ("judgements", "introductions", "earlier")
    counts: Answer = {name: len(answer[name]) for name in told}
    print("\n" + text("persons.also_held", **counts))


def erase(
    call: Call,
    who: PersonArgument,
    yes: Annotated[bool, option("--yes")] = False,
    reason: ReasonOption = "",
    on: DateOption = None,
    forget: Annotated[bool, option("--forget")] = False,
    spare: Annotated[bool, option("--spare")] = False,
) -> None:
    call.check_steward("persons.steward_only")
    if forget and spare:
        raise InputError("persons.forget_or_spare")
    with call.existing() as work:
        if forget or spare:
            ask = work.privacy.forget_tombstone if forget else work.privacy.spare
            answer = ask(who)
        else:
            _confirm(work, who, day_of(on), reason, yes)
            answer = work.privacy.erase(who, day_of(on), reason)
    if forget or spare:
        said = "persons.forgotten" if forget else "persons.spared"
        call.tell(answer, lambda told: print(text(said, **told)))
    else:
        call.tell(answer, _print_erasure)


def _confirm(work: Workspace, who: str, day: str, reason: str, yes: bool) -> None:
    """Tell what would go, and ask.

    Raises:
        RefusedError: nobody said yes.
    """
    planned, files = work.privacy.plan_erasure(who, day, reason)
    if yes:
        return
    told: Answer = {"records": sum(planned.removed.values()), "sources": len(planned.removed)}
    told |= {"rewritten": sum(planned.rewritten.values()), "name": planned.name}
    print(text("persons.to_erase", **told), file=sys.stderr)
    for file in files:
        print(text("persons.file_to_erase", file=file), file=sys.stderr)
    if not sys.stdin.isatty():
        raise RefusedError("persons.not_confirmed")
    print(text("persons.confirm"), end=" ", file=sys.stderr, flush=True)
    if sys.stdin.readline().strip().lower() not in ("oui", "o", "yes", "y"):
        raise RefusedError("persons.not_confirmed")


def _print_erasure(answer: Answer) -> None:
    counts: Answer = {name: sum(answer[name].values()) for name in ("records", "rewritten")}
    print(text("persons.erased", tombstone=answer["tombstone"], **counts))
    for file in answer["files"]:
        print(text("persons.file_erased", file=file))
    if answer["left"]:
        print(text("persons.left_kept", names=", ".join(answer["left"])))
    if answer["sources"]:
        print(text("persons.sources_named", sources=", ".join(answer["sources"])))


def erasures(call: Call) -> None:
    call.check_steward("persons.steward_only")
    with call.existing() as work:
        answer = describe_requests(work.store)
    call.tell(answer, _print_requests)


def _print_requests(answer: Answer) -> None:
    for kind in ("tombstones", "oppositions"):
        print(text(f"persons.{kind}", count=len(answer[kind])))
        for one in answer[kind]:
            print(f"  {one['id']} · {one['date']}{' · ' if one['reason'] else ''}{one['reason']}")
    print(text("persons.doubts", count=len(answer["doubts"])))
    for one in answer["doubts"]:
        print(f"  « {one['name']} » · {located(one)}\n    {one['iri']}")


def oppose(
    call: Call,
    who: PersonArgument,
    reason: ReasonOption = "",
    on: DateOption = None,
    lift: Annotated[bool, option("--lift")] = False,
) -> None:
    call.check_steward("persons.steward_only")
    with call.existing() as work:
        asked = work.privacy
        answer = asked.lift(who) if lift else asked.oppose(who, day_of(on), reason)
    said = "persons.lifted" if lift else "persons.opposed"
    call.tell(answer, lambda told: print(text(said, **told)))


def register(app: typer.Typer) -> None:
    """Add these commands to the application."""
    for command in (person, erase, erasures, oppose):
        add_command(app, command.__name__, command, role=Role.steward)
