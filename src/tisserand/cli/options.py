"""How options and arguments are declared: their names here, their help in the locale files."""

from enum import StrEnum
from typing import Annotated, Any

import typer

from tisserand.cli.french import help_of
from tisserand.messages import text
from tisserand.ontology.records import Visibility


class Role(StrEnum):
    """Who asks; the command line is an agent unless told otherwise."""

    public = "public"
    partner = "partner"
    agent = "agent"
    steward = "steward"

    @property
    def visibility(self) -> Visibility:
        return Visibility[self.name.upper()]


def option(*names: str, metavar: str = "", **more: Any) -> Any:
    """An option with its help; `--from` is told by the message `option_from`."""
    message = "option_" + names[0].removeprefix("--").replace("-", "_")
    shown = text(f"cli.metavar_{metavar}") if metavar else None
    return typer.Option(*names, metavar=shown, help=help_of(message), **more)


def argument(message: str, metavar: str) -> Any:
    """An argument with its help."""
    shown = text(f"cli.metavar_{metavar}")
    return typer.Argument(metavar=shown, help=help_of(f"argument_{message}"))


SkillOption = Annotated[list[str] | None, option("--skill", metavar="skill")]
NotOption = Annotated[list[str] | None, option("--not", metavar="skill")]
