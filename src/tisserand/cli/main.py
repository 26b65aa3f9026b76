"""The command `tisserand`.

Exit: 0 done, even with rejected rows; 1 not found or refused; 2 bad input or usage;
130 interrupted.
"""

import gc
import os
import signal
import sys

INTERRUPTED = 130
COLLECTED_EVERY = 50_000
"""Objects made between two searches for garbage: loading makes many that all stay."""


def main() -> None:
    """Run the command line; errors are told in French then English on stderr."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    gc.set_threshold(COLLECTED_EVERY)
    try:
        # Loading takes a second or two: imported here, so that Ctrl-C is understood meanwhile.
        from tisserand.cli.application import run

        code = run()
        sys.stdout.flush()
    except KeyboardInterrupt:
        code = INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has read enough; Python must not try to flush it again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    # Python would look through all of its memory for cycles, which the system takes back anyway.
    gc.freeze()
    sys.exit(code)


if __name__ == "__main__":
    main()
