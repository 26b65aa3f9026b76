"""The composition root: the parts of a workspace wired together, and what it answers."""

from tisserand.bootstrap.parts import (
    BASSINS_DE_VIE_FILE,
    STORE_FILE,
    TOMBSTONES_FILE,
    open_store,
)
from tisserand.bootstrap.web import build_app
from tisserand.bootstrap.workspace import Workspace

__all__ = [
    "BASSINS_DE_VIE_FILE",
    "STORE_FILE",
    "TOMBSTONES_FILE",
    "Workspace",
    "build_app",
    "open_store",
]
