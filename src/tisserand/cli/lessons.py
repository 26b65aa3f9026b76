"""What agents teach of needs: `lesson add`, `list`, `remove`."""

from typing import Annotated, Any

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
    existing,
    option,
)
from tisserand.cli.output import print_json
from tisserand.messages import text

SentenceArgument = Annotated[str, argument("lesson_sentence", "sentence")]
NumberArgument = Annotated[int, argument("lesson_number", "number")]
SkillOption = Annotated[list[str] | None, option("--skill", metavar="skill")]
NotOption = Annotated[list[str] | None, option("--not", metavar="skill")]


def add(
    sentence: SentenceArgument,
    skill: SkillOption = None,
    not_: NotOption = None,
    workspace: WorkspaceOption = None,
    store: StoreOption = None,
    role: RoleOption = Role.agent,
    as_json: JsonOption = False,
) -> None:
    with existing(workspace, store) as work:
        told = work.teaching.add(role.visibility, sentence, skill or [], not_ or [])
    _tell(told, [told], as_json)


def list_(
    workspace: WorkspaceOption = None,
    store: StoreOption = None,
    role: RoleOption = Role.agent,
    as_json: JsonOption = False,
) -> None:
    with existing(workspace, store) as work:
        told = work.teaching.list(role.visibility)
    _tell(told, told, as_json)


def remove(
    number: NumberArgument,
    workspace: WorkspaceOption = None,
    store: StoreOption = None,
    role: RoleOption = Role.agent,
    as_json: JsonOption = False,
) -> None:
    with existing(workspace, store) as work:
        told = work.teaching.remove(role.visibility, number)
    if as_json:
        print_json(told)
    else:
        print(text("teaching.removed", sentence=told["sentence"]))


def _tell(answer: object, lessons: list[dict[str, Any]], as_json: bool) -> None:
    if as_json:
        print_json(answer)
        return
    for one in lessons:
        skills, others = (
            ", ".join(skill["label"] for skill in one[side]) for side in ("skills", "others")
        )
        message = "taught" if not others else "taught_others" if skills else "taught_only_others"
        said = {"number": one["number"], "sentence": one["sentence"]}
        print(text(f"teaching.{message}", "fr", **said, skills=skills, others=others))
    if not lessons:
        print(text("teaching.none"))


def register(app: typer.Typer) -> None:
    """Add these commands."""
    told = help_of("command_lesson")
    group = typer.Typer(cls=FrenchGroup, no_args_is_help=True, help=told, short_help=told)
    add_command(group, "add", add, "lesson_add")
    add_command(group, "list", list_, "lesson_list")
    add_command(group, "remove", remove, "lesson_remove")
    app.add_typer(group, name="lesson")
