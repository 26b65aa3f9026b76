"""What agents teach of needs: `lesson add`, `list`, `remove`."""

from typing import Annotated, Any

import typer

from tisserand.cli.calls import Call, add_command, add_group
from tisserand.cli.options import NotOption, SkillOption, argument
from tisserand.messages import text

SentenceArgument = Annotated[str, argument("lesson_sentence", "sentence")]
NumberArgument = Annotated[int, argument("lesson_number", "number")]


def add(
    call: Call,
    sentence: SentenceArgument,
    skill: SkillOption = None,
    not_: NotOption = None,
) -> None:
    with call.existing() as work:
        told = work.teaching.add(call.visibility, sentence, skill or [], not_ or [])
    call.tell(told, lambda one: _print_lessons([one]))


def list_(call: Call) -> None:
    with call.existing() as work:
        told = work.teaching.list(call.visibility)
    call.tell(told, _print_lessons)


def remove(call: Call, number: NumberArgument) -> None:
    with call.existing() as work:
        told = work.teaching.remove(call.visibility, number)
    call.tell(told, lambda one: print(text("teaching.removed", sentence=one["sentence"])))


def _print_lessons(lessons: list[dict[str, Any]]) -> None:
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
    group = add_group(app, "lesson")
    add_command(group, "add", add, "lesson_add")
    add_command(group, "list", list_, "lesson_list")
    add_command(group, "remove", remove, "lesson_remove")
