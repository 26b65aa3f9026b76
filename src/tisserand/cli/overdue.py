"""What is kept past its retention, told by the commands that people run most."""

from tisserand.bootstrap import Workspace
from tisserand.cli.output import say
from tisserand.clock import today
from tisserand.ingest.retention import overdue_sources


def tell_overdue(work: Workspace) -> None:
    """Name, on stderr, the sources whose retention has ended. Nothing is withdrawn unasked."""
    if overdue := overdue_sources(work.store, today()):
        say("overdue", sources=", ".join(overdue))
