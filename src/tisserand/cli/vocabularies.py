"""Vocabularies of skills from elsewhere: `vocabulary import`, `list`, `remove`."""

from pathlib import Path
from typing import Annotated

import typer

from tisserand.cli.french import FrenchGroup, help_of
from tisserand.cli.options import (
    JsonOption,
    Role,
    RoleOption,
    StoreOption,
    WorkspaceOption,
    add_command,
    argument,
    opened,
    option,
)
from tisserand.cli.output import print_json
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


def import_(
    files: FilesArgument,
    name: AsOption,
    workspace: WorkspaceOption = None,
    store: StoreOption = None,
    role: RoleOption = Role.agent,
    as_json: JsonOption = False,
) -> None:
    with opened(workspace, store) as work:
        imported = import_vocabulary(work.vocabularies, files, name)
    _tell([imported], as_json)


def list_(
    workspace: WorkspaceOption = None,
    store: StoreOption = None,
    role: RoleOption = Role.agent,
    as_json: JsonOption = False,
) -> None:
    with opened(workspace, store) as work:
        _tell(list_vocabularies(work.vocabularies), as_json)


def remove(
    name: NameArgument,
    workspace: WorkspaceOption = None,
    store: StoreOption = None,
    role: RoleOption = Role.agent,
    as_json: JsonOption = False,
) -> None:
    with opened(workspace, store) as work:
        if name not in {known.name for known in list_vocabularies(work.vocabularies)}:
            raise NotFoundError("vocabularies.unknown", name=name)
        remove_vocabulary(work.vocabularies, name)
    if as_json:
        print_json({"removed": name})
    else:
        print(text("vocabularies.removed", name=name))


def _tell(vocabularies: list[ImportedVocabulary], as_json: bool) -> None:
    if as_json:
        print_json([vocabulary._asdict() for vocabulary in vocabularies])
        return
    for vocabulary in vocabularies:
        print(text("vocabularies.imported", **vocabulary._asdict()))
    if not vocabularies:
        print(text("vocabularies.none"))


def register(app: typer.Typer) -> None:
    """Add these commands."""
    told = help_of("command_vocabulary")
    group = typer.Typer(cls=FrenchGroup, no_args_is_help=True, help=told, short_help=told)
    add_command(group, "import", import_, "vocabulary_import")
    add_command(group, "list", list_, "vocabulary_list")
    add_command(group, "remove", remove, "vocabulary_remove")
    app.add_typer(group, name="vocabulary")
