"""Every command and option has its help in both languages, and its place in `docs/commands.md`."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from tisserand.cli.application import app
from tisserand.cli.commands import MODULES, registered

PAGE = Path(__file__).parents[2] / "docs" / "commands.md"
COMMON = {"--workspace", "--store", "--role", "--json", "--help"}


def commands(group: Any, names: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    """(« export graph », command) for each one that does something."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, (*names, name))
        else:
            yield " ".join((*names, name)), command


COMMANDS = dict(commands(app))


def options_of(command: Any) -> set[str]:
    return {
        name
        for parameter in command.params
        if parameter.param_type_name == "option"
        for name in parameter.opts
        if name.startswith("--")
    }


def documented() -> dict[str, str]:
    """Command → what the French part of the page says of it."""
    french = PAGE.read_text(encoding="utf-8").partition("\n# English")[0]
    parts = re.split(r"^## `tisserand ([a-z -]+)", french, flags=re.MULTILINE)[1:]
    return dict(zip((name.strip() for name in parts[::2]), parts[1::2], strict=True))


@pytest.mark.parametrize("module", sorted(set(MODULES.values())))
def test_module_registers_the_commands_that_are_looked_for_in_it(module: str) -> None:
    assert set(registered(module)) == {name for name, where in MODULES.items() if where == module}


def test_page_has_the_commands_that_exist_and_no_other() -> None:
    assert set(documented()) == set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_page_has_the_options_of_each_command_and_no_other(name: str) -> None:
    told = set(re.findall(r"`(--[a-z-]+)", documented()[name]))
    assert told - COMMON == options_of(COMMANDS[name]) - COMMON


@pytest.mark.parametrize("name", COMMANDS)
def test_english_part_names_each_command(name: str) -> None:
    english = PAGE.read_text(encoding="utf-8").partition("\n# English")[2]
    assert f"`{name}" in english


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_takes_the_common_options(name: str) -> None:
    assert {"--workspace", "--store", "--role", "--json"} <= options_of(COMMANDS[name])


@pytest.mark.parametrize("name", COMMANDS)
def test_help_is_in_french_then_in_english(name: str) -> None:
    command = COMMANDS[name]
    texts = [command.help, *(getattr(parameter, "help", None) for parameter in command.params)]
    assert all(text and " / " in text for text in texts if text != "Show this message and exit.")
    shown = command.get_help(typer.Context(command, info_name=f"tisserand {name}"))
    assert "Afficher cette aide / Show this help" in shown
    assert not re.search(r"\[default|\[required|Show this message|^Commands:", shown)
