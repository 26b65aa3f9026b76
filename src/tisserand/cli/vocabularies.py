"""Vocabularies of skills from elsewhere: `vocabulary import`, `list`, `remove`."""

from pathlib import Path
from typing import Annotated, Any

import typer

from tisserand.cli.calls import Call, add_command, add_group
from tisserand.cli.options import argument, option
from tisserand.errors import NotFoundError
from tisserand.ingest.vocabularies.importing import import_vocabulary
from tisserand.messages import text
from tisserand.reference.vocabularies import (
    ImportedVocabulary,
    list_vocabularies,
    remove_vocabulary,
)

FilesArgument = Annotated[list[Path], argument("vocabulary_files", "files")]
NameArgument = Annotated[str, argument("vocabulary", "name")]
AsOption = Annotated[str, option("--as", metavar="name")]


def import_(call: Call, files: FilesArgument, name: AsOption) -> None:
    with call.opened() as work:
        imported = import_vocabulary(work.vocabularies, files, name)
    _tell(call, [imported])


def list_(call: Call) -> None:
    with call.opened() as work:
        _tell(call, list_vocabularies(work.vocabularies))


def remove(call: Call, name: NameArgument) -> None:
    with call.opened() as work:
        if name not in {known.name for known in list_vocabularies(work.vocabularies)}:
            raise NotFoundError("vocabularies.unknown", name=name)
        remove_vocabulary(work.vocabularies, name)
    call.tell({"removed": name}, lambda _: print(text("vocabularies.removed", name=name)))


def _tell(call: Call, vocabularies: list[ImportedVocabulary]) -> None:
    call.tell([vocabulary._asdict() for vocabulary in vocabularies], _print_vocabularies)


def _print_vocabularies(vocabularies: list[dict[str, Any]]) -> None:
    for vocabulary in vocabularies:
        print(text("vocabularies.imported", **vocabulary))
    if not vocabularies:
        print(text("vocabularies.none"))


def register(app: typer.Typer) -> None:
    """Add these commands."""
    group = add_group(app, "vocabulary")
    add_command(group, "import", import_, "vocabulary_import")
    add_command(group, "list", list_, "vocabulary_list")
    add_command(group, "remove", remove, "vocabulary_remove")
