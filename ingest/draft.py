"""What a mapped row holds, before it has a key: the border between mapping and the pipeline."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from tisserand.ontology.records import Identifier, Link, Locator, Value, Visibility


class Draft(NamedTuple):
    """One thing that a row names.

    Attributes:
        local: its name within the row; links of the row's drafts target it by this name.
        own_key: the source's own key, where the mapping names one; unique in the source.
        once: the source names it on many rows (the funder of every grant): rows that say the
            same of it share one record, located at the first of them.
    """

    local: str
    kind: str
    name: str
    identifiers: tuple[Identifier, ...] = ()
    values: tuple[Value, ...] = ()
    links: tuple[Link, ...] = ()
    own_key: str | None = None
    once: bool = False
    visibility: int = Visibility.PUBLIC
    confidence: float = 1.0
    since: str | None = None
    until: str | None = None


class AcceptedRow(NamedTuple):
    """A row that was understood. Each draft becomes a record at this locator.

    `cells`: the row as it was read, told if one of its records cannot be. `reserved`: numbers of
    who must not be public, whoever else names them (Sirene's partial diffusion). `around`: codes
    of the départements that the source is about, for what it names without saying where it is.
    """

    locator: Locator
    drafts: tuple[Draft, ...]
    cells: Mapping[str, str] = MappingProxyType({})
    reserved: tuple[Identifier, ...] = ()
    around: tuple[str, ...] = ()


class SkippedRow(NamedTuple):
    """A row that a rule of the mapping leaves out (repeated heading, total, empty row…)."""

    locator: Locator
    rule: str
    reserved: tuple[Identifier, ...] = ()


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row that cannot be taken. `message` and `details` as in `tisserand.errors`.

    `cells`: the row as it was read, to be exported, corrected and given again. `reserved`: as in
    `AcceptedRow`.
    """

    locator: Locator
    message: str
    details: dict[str, object] = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)
    reserved: tuple[Identifier, ...] = ()


MappedRow = AcceptedRow | SkippedRow | RejectedRow
