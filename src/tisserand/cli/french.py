"""What the command-line library says in English, said in French first."""

import re
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from tisserand.errors import InputError
from tisserand.messages import LANGUAGES, Language, text

UsageError: type[Exception] = typer.BadParameter.__mro__[1]
"""Base of every usage error: the library exports only this leaf of it."""

_PHRASES = tuple(
    (re.compile(pattern, re.MULTILINE), message)
    for pattern, message in (
        (r"^Usage: ", "help_usage"),
        (r"^Arguments:$", "help_arguments"),
        (r"^Options:$", "help_options"),
        (r"^Commands:$", "help_commands"),
        (r"\bCOMMAND \[ARGS\]\.\.\.", "help_command_line"),
        (r"Show this message and exit\.", "help_help"),
        (r"\brequired\]", "help_required"),
        (r"\[default:", "help_default"),
    )
)
"""Phrases of the library's help, and the messages that replace them."""

_USAGE = {
    "MissingParameter": "usage_missing",
    "NoSuchOption": "usage_no_such_option",
    "BadParameter": "usage_bad_value",
    "BadOptionUsage": "usage_no_value",
}


_REASONS = tuple(
    (re.compile(pattern), message)
    for pattern, message in (
        (r"'(?P<value>.*)' is not one of (?P<choices>.+?)\.?$", "usage_not_among"),
        (r"Input should be a valid integer", "usage_not_integer"),
        (r"Input should be a valid number", "usage_not_number"),
        (r"Input should be greater than or equal to (?P<least>\S+)", "usage_at_least"),
        (r"Input should be less than or equal to (?P<most>\S+)", "usage_at_most"),
    )
)
"""Reasons why the library refuses a value, and the messages that replace them."""


def help_of(message: str) -> str:
    """Help in French, then English; once when both are equal."""
    french, english = (text(f"cli.{message}", language) for language in LANGUAGES)
    return french if french == english else f"{french} / {english}"


def in_french(library_help: str) -> str:
    """The help of a command with the library's own words in French, then in English."""
    for pattern, message in _PHRASES:
        library_help = pattern.sub(help_of(message), library_help)
    return library_help


class OutputClosedError(Exception):
    """Whoever read our output reads no more; the library would make an error of it."""


class FrenchCommand(TyperCommand):
    """A command whose help reads in French, then in English."""

    def get_help(self, ctx: Any) -> str:
        return in_french(super().get_help(ctx))

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise OutputClosedError from error


class FrenchGroup(TyperGroup):
    """Commands whose help and refusals read in French, then in English."""

    def get_help(self, ctx: Any) -> str:
        return in_french(super().get_help(ctx))

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that the first argument names.

        Raises:
            InputError: there is none; the message lists those that exist.
        """
        name = args[0]
        if not name.startswith("-") and self.get_command(ctx, name) is None:
            raise InputError("cli.unknown_command", name=name, known=", ".join(self.commands))
        return super().resolve_command(ctx, args)


def usage_lines(error: Exception) -> list[str]:
    """A usage error in French then in English, and where to find help."""
    kind = type(error).__name__
    if kind == "NoArgsIsHelpError":
        return [str(error)]
    name, reason = _name_of(error), getattr(error, "message", "") or ""
    message = f"cli.{_USAGE.get(kind, 'usage_other')}"
    lines = [text(message, lang, name=name, reason=_reason(reason, lang)) for lang in LANGUAGES]
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "tisserand"
    return [*lines, text("cli.usage_help", command=command)]


def _reason(said: str, language: Language) -> str:
    """Why a value is refused; as the library says it when that is not foreseen."""
    for pattern, message in _REASONS:
        if found := pattern.search(said):
            return text(f"cli.{message}", language, **found.groupdict())
    return said


def _name_of(error: Exception) -> str:
    """The option or argument that is at fault, as one types it."""
    parameter = getattr(error, "param", None)
    if parameter is None:
        return getattr(error, "option_name", "")
    is_option = parameter.param_type_name == "option"
    return str(parameter.opts[0] if is_option else parameter.metavar or parameter.name)
