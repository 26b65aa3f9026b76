"""All the commands together, and how their errors are told."""

import sys
from collections.abc import Sequence

import typer
import typer.main

from tisserand.cli.commands import Application
from tisserand.cli.french import OutputClosedError, UsageError, usage_lines
from tisserand.errors import InputError, TisserandError
from tisserand.messages import LANGUAGES, text

DONE, REFUSED, MISUSED = 0, 1, 2

app = typer.main.get_group(
    typer.Typer(
        cls=Application,
        name="tisserand",
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
    )
)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command; errors go to stderr, in French then in English.

    Returns:
        The exit code.
    """
    try:
        return app(arguments, prog_name="tisserand", standalone_mode=False) or DONE
    except UsageError as error:
        return _told(usage_lines(error), MISUSED)
    except TisserandError as error:
        code = MISUSED if isinstance(error, InputError) else REFUSED
        return _told([error.text(language) for language in LANGUAGES], code)
    except OutputClosedError:
        raise BrokenPipeError from None
    except OSError as error:
        details = {"file": error.filename or "?", "reason": error.strerror or str(error)}
        lines = [text("cli.file_error", language, **details) for language in LANGUAGES]
        return _told(lines, REFUSED)


def _told(lines: Sequence[str], code: int) -> int:
    print(*lines, sep="\n", file=sys.stderr)
    return code
