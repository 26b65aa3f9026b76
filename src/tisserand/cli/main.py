"""The command `tisserand`.

Exit: 0 done, even with rejected rows; 1 not found or refused; 2 bad input or usage;
130 interrupted.
"""

import signal
import sys

import typer

from tisserand.cli import ask, demonstration, directories, exchange, serving
from tisserand.errors import InputError, TisserandError

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for module in (demonstration, directories, ask, exchange, serving):
    module.register(app)


def main() -> None:
    """Run the command line; errors are told in French then English on stderr."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        app(standalone_mode=True)
    except TisserandError as error:
        print(f"{error.text('fr')}\n{error.text('en')}", file=sys.stderr)
        sys.exit(2 if isinstance(error, InputError) else 1)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        sys.exit(0)


if __name__ == "__main__":
    main()
