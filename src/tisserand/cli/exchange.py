"""Out and across: `export graph`, `export records`, `snapshot`, `copy`."""

import csv
import sys
from collections.abc import Iterable
from io import StringIO
from pathlib import Path
from typing import Annotated

import typer

from tisserand.bootstrap import Workspace, open_store
from tisserand.cli.calls import Call, add_command, add_group, check_exists, store_file
from tisserand.cli.options import Role, argument, option
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


def export_graph_(call: Call, format_: FormatOption = None, output: OutputOption = None) -> None:
    chosen = format_ or ("jsonld" if call.as_json else "turtle")
    if call.as_json and output is None and chosen != "jsonld":
        raise InputError("cli.not_json", format=chosen)
    with call.reading() as (work, reader):
        _write(export_graph(reader, chosen, work.base_iri), output, call, work)


def export_records(call: Call, format_: FormatOption = None, output: OutputOption = None) -> None:
    if format_ not in (None, "csv"):
        raise InputError("publish.unknown_format", format=format_, known="csv")
    with call.reading() as (work, reader):
        table = export_records_csv(reader, work.base_iri, work.gazetteer)
        if call.as_json and output is None:
            text = b"".join(table).decode("utf-8")
            print_json(list(csv.DictReader(StringIO(text, newline=""))))
        else:
            _write(table, output, call, work)


def _write(pieces: Iterable[bytes], output: Path | None, call: Call, work: Workspace) -> None:
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
    note_export(work.settings.workspace, output, call.role.name)
    _tell_written(output, call)


def _tell_written(output: Path, call: Call) -> None:
    written = {"file": str(output), "bytes": output.stat().st_size}
    call.tell(written, lambda told: say("written", **told))


def snapshot(
    call: Call,
    file: Annotated[Path, argument("snapshot", metavar="file")],
    around: Annotated[str | None, option("--around", metavar="entity")] = None,
    limit: Annotated[int, option("--limit", metavar="number", min=1, max=1000)] = 300,
) -> None:
    with call.reading() as (work, reader):
        projection = work.projection(reader)
        key = None if around is None else find_key(reader, around, work.base_iri)
        write_snapshot(projection, work.picture(projection), file, limit, key)
        note_export(work.settings.workspace, file, call.role.name)
    _tell_written(file, call)


def copy(
    call: Call,
    from_: Annotated[str, option("--from", metavar="store")],
    to: Annotated[str, option("--to", metavar="store")],
) -> None:
    origin, goal = (Settings.from_environment(call.workspace, place) for place in (from_, to))
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
    call.tell(counts._asdict(), lambda told: say("copied", **told))


def _place(settings: Settings) -> str:
    """Where a store is, however it is written."""
    file = store_file(settings)
    return settings.store if file is None else str(file.resolve())


def register(app: typer.Typer) -> None:
    """Add these commands to the application."""
    exporting = add_group(app, "export")
    add_command(exporting, "graph", export_graph_, "export_graph")
    add_command(exporting, "records", export_records, "export_records")
    add_command(app, "snapshot", snapshot)
    add_command(app, "copy", copy, role=Role.steward)
