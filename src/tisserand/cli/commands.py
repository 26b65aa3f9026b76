"""The commands, each in a module that is loaded when the command is asked for.

Loading them all takes longer than most commands do.
"""

from collections.abc import Iterator, MutableMapping
from importlib import import_module
from typing import Any

import typer
import typer.main

from tisserand.cli.french import FrenchGroup, help_of

MODULES = {
    "demo": "demonstration",
    "ingest": "directories",
    "inspect": "directories",
    "sources": "directories",
    "withdraw": "directories",
    "diff": "versions",
    "extract": "reports",
    "ask": "ask",
    "show": "ask",
    "communities": "networks",
    "brokers": "networks",
    "cooperations": "ask",
    "refuse": "refusals",
    "introduce": "introductions",
    "introductions": "introductions",
    "lesson": "lessons",
    "question": "ask",
    "rare-skills": "territories",
    "gaps": "territories",
    "signals": "signals",
    "team": "groups",
    "loops": "groups",
    "funding": "funding",
    "similar": "funding",
    "why": "provenance",
    "disagreements": "provenance",
    "judge": "review",
    "review": "review",
    "decide": "reports",
    "person": "persons",
    "erase": "persons",
    "erasures": "persons",
    "oppose": "persons",
    "retention": "retention",
    "snapshot": "exchange",
    "copy": "exchange",
    "backup": "safekeeping",
    "restore": "safekeeping",
    "serve": "serving",
    "export": "exchange",
    "token": "serving",
    "vocabulary": "vocabularies",
}
"""Command or group → the module of this package that registers it. Help lists them in this order;
what help says of each is the message `command_<name>`."""


class Commands(MutableMapping[str, Any]):
    """The commands of an application by name, loaded one module at a time."""

    def __init__(self) -> None:
        self._loaded: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._loaded:
            self._loaded |= registered(MODULES[name])
        return self._loaded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(MODULES)

    def __len__(self) -> int:
        return len(MODULES)

    def __setitem__(self, name: str, command: Any) -> None:
        self._loaded[name] = command

    def __delitem__(self, name: str) -> None:
        self._loaded.pop(name, None)


def registered(module: str) -> dict[str, Any]:
    """The commands and groups that one module of this package registers, by name."""
    part = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)
    import_module(f"tisserand.cli.{module}").register(part)
    return dict(typer.main.get_group(part).commands)


class Application(FrenchGroup):
    """The group of all the commands."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.commands = Commands()

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """What each command is for, without loading any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, help_of(f"command_{name}")) for name in self.commands])
