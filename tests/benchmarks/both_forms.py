"""Ask each benchmark for its help, by its file and as a module, in one process.

    python tests/benchmarks/both_forms.py FOLDER

What the package has imported is shared; what one benchmark imports of the others is not. Prints
the forms that fail.
"""

import contextlib
import io
import runpy
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any


def fails(ask: Callable[..., Any], named: str, first: Path, others: list[str]) -> str:
    """What went wrong, nothing when help was told."""
    for module in [name for name in sys.modules if name.split(".")[0] == "benchmarks"]:
        del sys.modules[module]
    sys.path[:] = [str(first), *others]
    sys.argv = [named, "--help"]
    try:
        with contextlib.redirect_stdout(io.StringIO()) as told:
            ask(named, run_name="__main__")
    except SystemExit as ended:
        return "" if ended.code == 0 and "usage:" in told.getvalue() else f"exit {ended.code}"
    except Exception as error:
        return repr(error)
    return "ran without telling its help"


def main(folder: Path) -> None:
    others = sys.path[1:]
    for file in sorted(folder.glob("*.py")):
        if "parse_args(" not in file.read_text(encoding="utf-8"):
            continue
        module = f"{folder.name}.{file.stem}"
        for ask, named, first in (
            (runpy.run_path, str(file), folder),
            (runpy.run_module, module, folder.parent),
        ):
            if why := fails(ask, named, first, others):
                print(f"{named}: {why}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
