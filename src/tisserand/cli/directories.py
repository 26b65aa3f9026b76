"""Directories in: `ingest`, `inspect`, `sources`, `withdraw`."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from tisserand.bootstrap import Workspace
from tisserand.cli.calls import Call, add_command
from tisserand.cli.options import Role, argument, option
from tisserand.cli.output import print_json, print_table, say
from tisserand.cli.overdue import tell_overdue
from tisserand.cli.progress import ProgressLine
from tisserand.clock import today
from tisserand.errors import InputError
from tisserand.ingest import pipeline, profiling, rejects, withdrawal
from tisserand.ingest.readings.rereading import reread_reports, tell_rereading
from tisserand.ingest.report import IngestReport, Said
from tisserand.ingest.sources import source_id_of
from tisserand.messages import text
from tisserand.publish.traces import note_export


def ingest(
    call: Call,
    files: Annotated[list[Path], argument("files", "files")],
    source: Annotated[str | None, option("--as", metavar="source")] = None,
    date: Annotated[str | None, option("--date", metavar="date")] = None,
    mapping: Annotated[str | None, option("--mapping", metavar="mapping")] = None,
    retain_until: Annotated[str | None, option("--retain-until", metavar="date")] = None,
    rejected: Annotated[Path | None, option("--rejects", metavar="file")] = None,
) -> None:
    if rejected is not None and rejected.resolve() in (file.resolve() for file in files):
        raise InputError("ingest.rejects_over_input", file=rejected)
    groups = [files] if source is not None else [[file] for file in files]
    _check_sources(groups, source)
    reports: list[IngestReport] = []
    with call.opened() as work:
        try:
            for group in groups:
                report = weave(work, group, source, date, mapping, retain_until)
                reports.append(report)
                _tell_exports(work, report)
        finally:
            # What was woven before a file that cannot be is told all the same.
            if rejected is not None and reports:
                rejects.write_rejects(rejected, reports)
                note_export(work.settings.workspace, rejected, Role.steward.name)
            if reports:
                _tell(reports, len(groups) == 1, call.as_json)
        tell_overdue(work)


def _tell_exports(work: Workspace, report: IngestReport) -> None:
    """Name the open exports that tell of who has just come into partial diffusion."""
    if any(said.message == "persons.reserved" for said in report.findings):
        files = ", ".join(map(str, work.privacy.exports_to_redo()))
        report.findings += [Said("persons.exports_to_redo", {"files": files})] if files else []


def _check_sources(groups: Sequence[Sequence[Path]], given: str | None) -> None:
    """Refuse, before anything is read, two files that would replace each other."""
    bearers: dict[str, Path] = {}
    for group in groups:
        found = source_id_of(group[0], given)
        if found in bearers:
            other = bearers[found]
            raise InputError("cli.same_source", first=other, second=group[0], source=found)
        bearers[found] = group[0]


def weave(
    work: Workspace,
    files: Sequence[Path],
    source: str | None,
    date: str | None = None,
    mapping: str | None = None,
    retain_until: str | None = None,
) -> IngestReport:
    """Take in the files of one source, telling on stderr how far it is."""
    progress = ProgressLine(", ".join(file.name for file in files))
    try:
        return pipeline.ingest_files(
            work.store,
            files,
            source_id=source,
            date=date,
            mapping=mapping,
            gazetteer=work.gazetteer,
            thesaurus=work.thesaurus,
            progress=progress,
            retain_until=retain_until,
            day=today(),
            extractor=work.extract,
            room=pipeline.Room(work.settings.workspace),
        )[0]
    finally:
        progress.end()


def _tell(reports: Sequence[IngestReport], is_alone: bool, as_json: bool) -> None:
    """One report, or the list of them when several files were given."""
    if as_json:
        answers = [report.as_dict() for report in reports]
        print_json(answers[0] if is_alone else answers)
        return
    for report in reports:
        print(report.as_text())


def inspect(
    call: Call,
    file: Annotated[Path, argument("file", "file")],
    draft: Annotated[Path | None, option("--draft", metavar="file")] = None,
) -> None:
    answer = profiling.inspect(file)
    call.tell(answer, _print_profile)
    if draft is not None and answer["draft"] is not None:
        draft.write_text(answer["draft"], encoding="utf-8")
        say("draft_written", path=draft)


def _print_profile(answer: dict[str, Any]) -> None:
    for finding in answer["findings"]:
        print(finding)
    headings = [text(f"cli.column_{name}") for name in ("column", "content", "filled", "examples")]
    rows = [
        (one["name"], one["kind"], one["filled"], " | ".join(map(str, one["examples"])))
        for one in answer["columns"]
    ]
    print()
    print_table(headings, rows)
    if answer["mapping"] is not None:
        print("\n" + text("cli.mapping_fits", mapping=answer["mapping"]))
    if answer["draft"] is not None:
        print("\n" + text("cli.mapping_drafted") + "\n")
        print(answer["draft"], end="")


def sources(call: Call) -> None:
    columns = ("id", "title", "publisher", "licence", "date", "file")
    with call.reading() as (work, reader):
        rows = [{name: getattr(s, name) for name in columns} for s in reader.sources()]
        tell_overdue(work)
    headings = [text(f"cli.column_{name}") for name in columns]
    call.tell(rows, lambda told: print_table(headings, [list(row.values()) for row in told]))


def withdraw(call: Call, source: Annotated[str, argument("source", "source")]) -> None:
    with call.existing() as work:
        answer = withdrawal.withdraw(work.store, source)
        again = reread(work)
    call.tell(answer | {"reread": again}, _tell_withdrawal)


def _tell_withdrawal(answer: dict[str, Any]) -> None:
    say("withdrawn", **answer)
    for said in tell_rereading(answer["reread"]):
        print(text(said.message, "fr", **said.details))


def reread(work: Workspace) -> list[str]:
    """Read again the reports whose names of directories changed; ids of their sources."""
    return reread_reports(work.store, work.extract, work.gazetteer, work.thesaurus)


def register(app: typer.Typer) -> None:
    """Add these commands to the application."""
    for command in (ingest, inspect, sources, withdraw):
        add_command(app, command.__name__, command)
