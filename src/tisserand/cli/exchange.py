"""Out and across: `export graph`, `export records`, `copy`."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from tisserand.bootstrap import open_store
from tisserand.cli.options import (
    JsonOption,
    Role,
    RoleOption,
    StoreOption,
    WorkspaceOption,
    help_of,
    opened,
)
from tisserand.cli.output import print_json, say
from tisserand.errors import InputError
from tisserand.publish.exports import export_graph, export_records_csv
from tisserand.settings import Settings
from tisserand.store.copying import copy_store

OutputOption = Annotated[Path | None, typer.Option("--output", "-o", help=help_of("option_output"))]

exporting = typer.Typer(no_args_is_help=True, help=help_of("command_export"))


@exporting.command("graph", help=help_of("command_export_graph"))
def graph(
    format_: Annotated[str, typer.Option("--format", help=help_of("option_format"))] = "turtle",
    output: OutputOption = None,
    workspace: WorkspaceOption = None,
    store: StoreOption = None,
    role: RoleOption = Role.agent,
    as_json: JsonOption = False,
) -> None:
    with opened(workspace, store) as work, work.read(role.visibility) as reader:
        _write(export_graph(reader, format_, work.base_iri), output)


@exporting.command("records", help=help_of("command_export_records"))
def records(
    format_: Annotated[str, typer.Option("--format", help=help_of("option_format"))] = "csv",
    output: OutputOption = None,
    workspace: WorkspaceOption = None,
    store: StoreOption = None,
    role: RoleOption = Role.agent,
    as_json: JsonOption = False,
) -> None:
    if format_ != "csv":
        raise InputError("publish.unknown_format", format=format_, known="csv")
    with opened(workspace, store) as work, work.read(role.visibility) as reader:
        _write(export_records_csv(reader, work.base_iri, work.gazetteer), output)


def _write(pieces: Iterable[bytes], output: Path | None) -> None:
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


def copy(
    from_: Annotated[str, typer.Option("--from", help=help_of("option_from"))],
    to: Annotated[str, typer.Option("--to", help=help_of("option_to"))],
    workspace: WorkspaceOption = None,
    store: StoreOption = None,
    role: RoleOption = Role.steward,
    as_json: JsonOption = False,
) -> None:
    if from_ == to:
        raise InputError("cli.same_store", store=to)
    source = open_store(Settings.from_environment(workspace, from_))
    try:
        target = open_store(Settings.from_environment(workspace, to))
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


def register(app: typer.Typer) -> None:
    """Add these commands to the application."""
    app.add_typer(exporting, name="export")
    app.command(help=help_of("command_copy"))(copy)
