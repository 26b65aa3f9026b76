"""Remembers which row says what, so that the planted answers can cite rows."""

from dataclasses import dataclass, field
from typing import NamedTuple


class Mention(NamedTuple):
    """An actor as one row names it.

    `row` is physical, from 1. `siren`: a usable one is there. `commune`: as written, if it is.
    `is_site`: the row is about a place with a door, not about who runs it.
    """

    actor: str
    file: str
    sheet: str | None
    row: int
    name: str
    siren: bool
    commune: str
    is_site: bool = False


class Remark(NamedTuple):
    """A row that must be rejected or skipped, or that deserves a look."""

    file: str
    sheet: str | None
    row: int
    reason: str


@dataclass
class Ledger:
    """What the three files say, row by row."""

    mentions: list[Mention] = field(default_factory=list)
    rejected: list[Remark] = field(default_factory=list)
    skipped: list[Remark] = field(default_factory=list)
    hostile: list[Remark] = field(default_factory=list)
    doubtful: list[Mention] = field(default_factory=list)
    grants: dict[str, Remark] = field(default_factory=dict)
    rows: dict[str, Remark] = field(default_factory=dict)
