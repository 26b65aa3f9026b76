"""`demo`: weave the demonstration territory, ask it a question, open the explorer."""

import sys
from typing import Annotated, Any

import typer

from tisserand.bootstrap import Workspace
from tisserand.cli.calls import Call, add_command
from tisserand.cli.citing import read_in
from tisserand.cli.directories import weave
from tisserand.cli.options import option
from tisserand.cli.output import print_json, say
from tisserand.cli.rendering import print_answer
from tisserand.cli.serving import LOOPBACK, PORT, HostOption, PortOption, run_server
from tisserand.demo.territory import FILES, NAME, NEAR, QUESTION, REPORTS
from tisserand.ingest.judgements import unsure_pairs
from tisserand.ingest.rejects import write_rejects
from tisserand.ingest.report import IngestReport
from tisserand.messages import text
from tisserand.ontology.properties import PROPERTIES, is_kind_of
from tisserand.ontology.records import Visibility
from tisserand.store.citation import cite

REJECTS = "rejets.csv"


def demo(
    call: Call,
    no_serve: Annotated[bool, option("--no-serve")] = False,
    host: HostOption = LOOPBACK,
    port: PortOption = PORT,
) -> None:
    with call.opened() as work:
        say("weaving")
        reports = weave_territory(work)
        summary = summarise(work, reports, call.visibility)
        need = need_read(work, call.visibility)
        answer = work.ask(call.visibility, QUESTION, NEAR, limit=3)
        if call.as_json:
            print_json({"territory": summary, "need": need, "answer": answer})
        else:
            _tell(summary, need, answer)
        if not no_serve:
            sys.stdout.flush()
            run_server(work, host, port)


def weave_territory(work: Workspace) -> list[IngestReport]:
    """Take in the directories of the territory, then its reports."""
    reports = [
        weave(work, [file.path], file.source, file.date, file.mapping or None)
        for file in (*FILES, *REPORTS)
    ]
    write_rejects(work.settings.workspace / REJECTS, reports)
    return reports


def need_read(work: Workspace, role: Visibility) -> dict[str, Any] | None:
    """The need asked about, as a report says it: `{name, ...}` as records are cited, if seen."""
    with work.read(role) as reader:
        for record in reader.records_of_source(REPORTS[0].source):
            entity = reader.entity(record.key)
            if record.kind == "Need" and entity and QUESTION in (record.locator.passage or ""):
                return {"name": record.name, **cite(entity.records[record.key], work.base_iri)}
    return None


def summarise(work: Workspace, reports: list[IngestReport], role: Visibility) -> dict[str, Any]:
    """How much the territory holds, and what became of the rows."""
    with work.read(role) as reader:
        counts = reader.counts()
        skills = {
            value
            for batch in reader.scan_references()
            for name, value in zip(batch.properties, batch.values, strict=True)
            if PROPERTIES[name].range == "Skill"
        }

    directories = reports[: len(FILES)]

    def of_kind(ancestor: str) -> int:
        return sum(n for kind, n in counts.entities.items() if is_kind_of(kind, ancestor))

    return {
        "territory": NAME,
        "actors": of_kind("Organization") + of_kind("Site"),
        "projects": of_kind("Project"),
        "schemes": of_kind("FundingScheme"),
        "skills": len(skills),
        "sources": counts.sources,
        "directories": len(FILES),
        "reports": len(REPORTS),
        "rows": sum(report.rows for report in directories),
        "accepted": sum(report.accepted for report in directories),
        "skipped": sum(sum(report.skipped.values()) for report in reports),
        "rejected": sum(len(report.rejected) for report in reports),
        "merged": sum(report.merged for report in reports),
        "unsure": len(unsure_pairs(work.store)),
        "file": str(work.settings.workspace / REJECTS),
    }


def _tell(summary: dict[str, Any], need: dict[str, Any] | None, answer: dict[str, Any]) -> None:
    print()
    for line in ("demo_territory", "demo_rows", "demo_merged"):
        print(text(f"cli.{line}", **summary))
    print(f"\n{text('cli.demo_need', need=QUESTION, who=NEAR)}")
    if need is not None:
        print(text("cli.demo_need_read", where=read_in(need)))
    print()
    print_answer(answer)


def register(app: typer.Typer) -> None:
    """Add this command to the application."""
    add_command(app, "demo", demo)
