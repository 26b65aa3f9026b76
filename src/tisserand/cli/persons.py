"""What people ask of what is held about them: `person`, `erase`, `erasures`, `oppose`,
`retention`."""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from tisserand.bootstrap import Workspace
from tisserand.cli.citing import kind_label, labels_of, located, property_label
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
from tisserand.clock import today
from tisserand.errors import InputError, RefusedError
from tisserand.ingest.erasure.access import describe_person, list_persons
from tisserand.ingest.erasure.requests import describe_requests
from tisserand.ingest.normalisation.dates import normalise_date
from tisserand.ingest.retention import apply_retention, kept_until
from tisserand.messages import text
from tisserand.ontology.records import Visibility
from tisserand.publish.person_page import person_page
from tisserand.publish.traces import note_export

Answer = dict[str, Any]
PersonArgument = Annotated[str, argument("person", "person")]
DateOption = Annotated[str | None, option("--on", metavar="date")]
ReasonOption = Annotated[str, option("--reason", metavar="reason")]


def person(
    who: PersonArgument,
    file: Annotated[Path | None, argument("page", "page")] = None,
    export: Annotated[bool, option("--export")] = False,
    on: DateOption = None,
    workspace: WorkspaceOption = None,
    store: StoreOption = None,
    role: RoleOption = Role.steward,
    as_json: JsonOption = False,
) -> None:
    _check_role(role)
    if file is not None and not export:
        raise InputError("persons.export_wanted", file=file)
    with existing(workspace, store) as work:
        found = list_persons(work.store, who)
        if len(found) > 1 and not export:
            _tell_several(found, who, as_json)
            return
        answer = describe_person(work.store, who, labels_of(work), _day(on))
        if export:
            _write(work, answer, file, as_json)
        elif as_json:
            print_json(answer)
        else:
            _print_person(answer)


def _day(given: str | None) -> str:
    day = normalise_date(given) if given is not None else today()
    if day is None:
        raise InputError("ingest.bad_date", date=given)
    return day


def _check_role(role: Role) -> None:
    if role.visibility < Visibility.STEWARD:
        raise RefusedError("persons.steward_only")


def _tell_several(found: list[Answer], who: str, as_json: bool) -> None:
    if as_json:
        print_json(found)
        return
    print(text("persons.choose", name=who, count=len(found)))
    for one in found:
        homes = ", ".join(one["organisations"]) or text("persons.no_organisation")
        print(f"  {one['name']} · {kind_label(one['kind'])} · {homes}\n    {one['iri']}")


def _write(work: Workspace, answer: Answer, file: Path | None, as_json: bool) -> None:
    """The page, or its JSON, to a file or to stdout."""
    if as_json and file is None:
        print_json(answer)
        return
    page = person_page(answer)
    if file is None:
        sys.stdout.write(page)
        return
    file.write_text(page, encoding="utf-8")
    note_export(work.settings.workspace, file)
    if as_json:
        print_json({"file": str(file), "bytes": file.stat().st_size})
    else:
        print(text("persons.written", file=file), file=sys.stderr)


def _print_person(answer: Answer) -> None:
    print(f"{answer['name']}\n{answer['iri']}")
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
    told = ("judgements", "introductions", "earlier")
    counts: Answer = {name: len(answer[name]) for name in told}
    print("\n" + text("persons.also_held", **counts))


def erase(
    who: PersonArgument,
    yes: Annotated[bool, option("--yes")] = False,
    reason: ReasonOption = "",
    on: DateOption = None,
    forget: Annotated[bool, option("--forget")] = False,
    spare: Annotated[bool, option("--spare")] = False,
    workspace: WorkspaceOption = None,
    store: StoreOption = None,
    role: RoleOption = Role.steward,
    as_json: JsonOption = False,
) -> None:
    _check_role(role)
    if forget and spare:
        raise InputError("persons.forget_or_spare")
    with existing(workspace, store) as work:
        if forget or spare:
            ask = work.privacy.forget_tombstone if forget else work.privacy.spare
            answer = ask(who)
        else:
            _confirm(work, who, _day(on), reason, yes)
            answer = work.privacy.erase(who, _day(on), reason)
    if as_json:
        print_json(answer)
    elif forget or spare:
        print(text("persons.forgotten" if forget else "persons.spared", **answer))
    else:
        _print_erasure(answer)


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


def erasures(
    workspace: WorkspaceOption = None,
    store: StoreOption = None,
    role: RoleOption = Role.steward,
    as_json: JsonOption = False,
) -> None:
    _check_role(role)
    with existing(workspace, store) as work:
        answer = describe_requests(work.store)
    if as_json:
        print_json(answer)
        return
    for kind in ("tombstones", "oppositions"):
        print(text(f"persons.{kind}", count=len(answer[kind])))
        for one in answer[kind]:
            print(f"  {one['id']} · {one['date']}{' · ' if one['reason'] else ''}{one['reason']}")
    print(text("persons.doubts", count=len(answer["doubts"])))
    for one in answer["doubts"]:
        print(f"  « {one['name']} » · {located(one)}\n    {one['iri']}")


def oppose(
    who: PersonArgument,
    reason: ReasonOption = "",
    on: DateOption = None,
    lift: Annotated[bool, option("--lift")] = False,
    workspace: WorkspaceOption = None,
    store: StoreOption = None,
    role: RoleOption = Role.steward,
    as_json: JsonOption = False,
) -> None:
    _check_role(role)
    with existing(workspace, store) as work:
        asked = work.privacy
        answer = asked.lift(who) if lift else asked.oppose(who, _day(on), reason)
    if as_json:
        print_json(answer)
    else:
        print(text("persons.lifted" if lift else "persons.opposed", **answer))


def retention(
    apply: Annotated[bool, option("--apply")] = False,
    on: DateOption = None,
    workspace: WorkspaceOption = None,
    store: StoreOption = None,
    role: RoleOption = Role.steward,
    as_json: JsonOption = False,
) -> None:
    _check_role(role)
    day = _day(on)
    with existing(workspace, store) as work:
        sources, versions = kept_until(work.store, day)
        if apply:
            apply_retention(work.store, day)
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
    if as_json:
        print_json(answer)
    else:
        _print_retention(answer)


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
    """Add these commands to the application."""
    for command in (person, erase, erasures, oppose, retention):
        add_command(app, command.__name__, command)
