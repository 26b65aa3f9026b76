"""Weak signals, as the API answers them."""

from pydantic import BaseModel

from tisserand.graph_api.group_schemas import Skill
from tisserand.graph_api.schemas import Named, RecordCited


class Rising(BaseModel):
    """A theme or skill mentioned more than chance explains, by groups that do not know each other.

    `chance`: how likely so many recent mentions are if years said nothing of themes.
    """

    concept: Skill
    text: str
    recent: int
    expected: float
    chance: float
    years: dict[str, int]
    communities: list[str]
    things: list[Named]
    records: list[RecordCited]


class Dependent(Named):
    """An actor, and the share of its known funding that ends."""

    share: float


class Ending(Named):
    """Funding about to end, and who mostly lives on it."""

    kind: str
    date: str
    text: str
    dependents: list[Dependent]
    records: list[RecordCited]


class Earlier(BaseModel):
    """The last day that the graph tells of, to look from there."""

    date: str
    text: str


class Signals(BaseModel):
    """Weak signals; at most a share `false_alarms` of those rising is so by chance.

    `earlier`: when nothing is told, because the graph says nothing so late.
    """

    since: int
    false_alarms: float
    rising: list[Rising]
    ending: list[Ending]
    earlier: Earlier | None
