"""Out and across: `export graph`, `export records`, `snapshot`, `copy`."""

import csv
import sys
from collections.abc import Iterable
from io import StringIO
from pathlib import Path
from typing import Annotated

import typer

from tisserand.bootstrap import Workspace, open_store
from tisserand.cli.french import FrenchGroup, help_of
from tisserand.cli.options import (
    JsonOption,
    Role,
    RoleOption,
    StoreOption,
    WorkspaceOption,
    add_command,
    argument,
    check_exists,
    existing,
    option,
    store_file,
)
from tisserand.cli.output import print_json, say
from tisserand.errors import InputError
from tisserand.publish.description import find_key
from tisserand.publish.exports import export_graph, export_records_csv
from tisserand.publish.traces import note_export
from tisserand.settings import Settings
from tisserand.store.copying import copy_store
from tisserand.viz.snapshot import write_snapshot

OutputOption = Annotated[Path | None, option("--output", "-o", metavar="file")]
FormatOption = Annotated[str | None, option("--format", metavar="format")]


def export_graph_(
    format_: FormatOption = None,
    output: OutputOption = None,
    workspace: WorkspaceOption = None,
    store: StoreOption = None,
    role: RoleOption = Role.agent,
    as_json: JsonOption = False,
) -> None:
    chosen = format_ or ("jsonld" if as_json else "turtle")
    if as_json and output is None and chosen != "jsonld":
        raise InputError("cli.not_json", format=chosen)
    with existing(workspace, store) as work, work.read(role.visibility) as reader:
        _write(export_graph(reader, chosen, work.base_iri), output, as_json, work)


def export_records(
    format_: FormatOption = None,
    output: OutputOption = None,
    workspace: WorkspaceOption = None,
    store: StoreOption = None,
    role: RoleOption = Role.agent,
    as_json: JsonOption = False,
) -> None:
    if format_ not in (None, "csv"):
        raise InputError("publish.unknown_format", format=format_, known="csv")
    with existing(workspace, store) as work, work.read(role.visibility) as reader:
        table = export_records_csv(reader, work.base_iri, work.gazetteer)
        if as_json and output is None:
            text = b"".join(table).decode("utf-8")
            print_json(list(csv.DictReader(StringIO(text, newline=""))))
        else:
            _write(table, output, as_json, work)


def _write(pieces: Iterable[bytes], output: Path | None, as_json: bool, work: Workspace) -> None:
    """To a file, complete or not at all; else to stdout."""
    if output is None:
        for piece in pieces:
            sys.stdout.buffer.write(piece)
        return
    part = output.with_name(output.name + ".part")
    try:
        with part.open("wb") as file:
            file.writelines(pieces)
        part.replace(output)
    finally:
        part.unlink(missing_ok=True)
    note_export(work.settings.workspace, output)
    _tell_written(output, as_json)


def _tell_written(output: Path, as_json: bool) -> None:
    written = {"file": str(output), "bytes": output.stat().st_size}
    if as_json:
        print_json(written)
    else:
        say("written", **written)


def snapshot(
    file: Annotated[Path, argument("snapshot", metavar="file")],
    around: Annotated[str | None, option("--around", metavar="entity")] = None,
    limit: Annotated[int, option("--limit", metavar="number", min=1, max=1000)] = 300,
    workspace: WorkspaceOption = None,
    store: StoreOption = None,
    role: RoleOption = Role.agent,
    as_json: JsonOption = False,
) -> None:
    with existing(workspace, store) as work, work.read(role.visibility) as reader:
        projection = work.projection(reader)
        key = None if around is None else find_key(reader, around, work.base_iri)
        write_snapshot(projection, work.picture(projection), file, limit, key)
        note_export(work.settings.workspace, file)
    _tell_written(file, as_json)


def copy(
    from_: Annotated[str, option("--from", metavar="store")],
    to: Annotated[str, option("--to", metavar="store")],
    workspace: WorkspaceOption = None,
    store: StoreOption = None,
    role: RoleOption = Role.steward,
    as_json: JsonOption = False,
) -> None:
    origin, goal = (Settings.from_environment(workspace, place) for place in (from_, to))
    if _place(origin) == _place(goal):
        raise InputError("cli.same_store", store=to)
    check_exists(origin)
    source = open_store(origin)
    try:
        target = open_store(goal)
        try:
            counts = copy_store(source, target)
        finally:
            target.close()
    finally:
        source.close()
    if as_json:
        print_json(counts._asdict())
    else:
        say("copied", sources=counts.sources, records=counts.records)


def _place(settings: Settings) -> str:
    """Where a store is, however it is written."""
    file = store_file(settings)
    return settings.store if file is None else str(file.resolve())


def register(app: typer.Typer) -> None:
    """Add these commands to the application."""
    told = help_of("command_export")
    exporting = typer.Typer(cls=FrenchGroup, no_args_is_help=True, help=told, short_help=told)
    add_command(exporting, "graph", export_graph_, "export_graph")
    add_command(exporting, "records", export_records, "export_records")
    app.add_typer(exporting, name="export")
    add_command(app, "snapshot", snapshot)
    add_command(app, "copy", copy)
