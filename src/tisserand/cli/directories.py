"""Directories in: `ingest`, `inspect`, `sources`, `withdraw`."""

from pathlib import Path
from typing import Annotated

import typer
import yaml

from tisserand.cli.options import (
    JsonOption,
    Role,
    RoleOption,
    StoreOption,
    WorkspaceOption,
    help_of,
    opened,
)
from tisserand.cli.output import print_json, print_table, say
from tisserand.ingest import pipeline, profiling, rejects, withdrawal


def ingest(
    files: Annotated[list[Path], typer.Argument(help=help_of("argument_files"))],
    source: Annotated[str | None, typer.Option("--as", help=help_of("option_as"))] = None,
    date: Annotated[str | None, typer.Option("--date", help=help_of("option_date"))] = None,
    mapping: Annotated[
        str | None, typer.Option("--mapping", help=help_of("option_mapping"))
    ] = None,
    rejected: Annotated[
        Path | None, typer.Option("--rejects", help=help_of("option_rejects"))
    ] = None,
    workspace: WorkspaceOption = None,
    store: StoreOption = None,
    role: RoleOption = Role.agent,
    as_json: JsonOption = False,
) -> None:
    with opened(workspace, store) as work:
        reports = pipeline.ingest_files(
            work.store,
            files,
            source_id=source,
            date=date,
            mapping=mapping,
            gazetteer=work.gazetteer,
            thesaurus=work.thesaurus,
        )
    if rejected is not None:
        rejects.write_rejects(rejected, reports)
    answers = [report.as_dict() for report in reports]
    if as_json:
        print_json(answers[0] if len(answers) == 1 else answers)
        return
    for report in reports:
        print(report.as_text())


def inspect(
    file: Annotated[Path, typer.Argument(help=help_of("argument_file"))],
    workspace: WorkspaceOption = None,
    store: StoreOption = None,
    role: RoleOption = Role.agent,
    as_json: JsonOption = False,
) -> None:
    answer = profiling.inspect(file)
    if as_json:
        print_json(answer)
        return
    print(yaml.safe_dump(answer, allow_unicode=True, sort_keys=False, width=100), end="")


def sources(
    workspace: WorkspaceOption = None,
    store: StoreOption = None,
    role: RoleOption = Role.agent,
    as_json: JsonOption = False,
) -> None:
    columns = ("id", "title", "publisher", "licence", "date", "file")
    with opened(workspace, store) as work, work.read(role.visibility) as reader:
        rows = [{name: getattr(s, name) for name in columns} for s in reader.sources()]
    if as_json:
        print_json(rows)
    else:
        print_table(columns, [[row[name] for name in columns] for row in rows])


def withdraw(
    source: Annotated[str, typer.Argument(help=help_of("argument_source"))],
    workspace: WorkspaceOption = None,
    store: StoreOption = None,
    role: RoleOption = Role.agent,
    as_json: JsonOption = False,
) -> None:
    with opened(workspace, store) as work:
        answer = withdrawal.withdraw(work.store, source)
    if as_json:
        print_json(answer)
    else:
        say("withdrawn", **answer)


def register(app: typer.Typer) -> None:
    """Add these commands to the application."""
    for command in (ingest, inspect, sources, withdraw):
        app.command(help=help_of(f"command_{command.__name__}"))(command)
