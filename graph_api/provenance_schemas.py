"""Where facts come from, as the API answers it."""

from pydantic import BaseModel, Field

from tisserand.graph_api.schemas import Named, RecordCited


class RecordSourced(RecordCited):
    """A record, with the title and licence of its source."""

    title: str
    licence: str


class Otherwise(BaseModel):
    """What other records say; `because`: the rule that put them after."""

    value: str
    text: str
    because: str
    records: list[RecordSourced]


class FactExplained(BaseModel):
    """One value, who says it, and what others say instead."""

    property: str
    value: str
    text: str
    since: str | None = None
    until: str | None = None
    chosen: bool
    records: list[RecordSourced]
    instead: list[Otherwise]


class LinkExplained(Named):
    """A link, and who says it; direction `out` when the thing explained is its subject."""

    property: str
    direction: str
    kind: str
    records: list[RecordSourced]
    since: str | None = None
    until: str | None = None


class GroundTold(BaseModel):
    """Why a record was joined to another one; who judged is told to agents and above."""

    kind: str
    text: str
    to: str | None = Field(None, alias="with")
    probability: float | None = None
    scheme: str | None = None
    value: str | None = None
    date: str | None = None
    author: str | None = None
    reason: str | None = None


class RecordJoined(RecordSourced):
    """A record of the thing; the first has no ground."""

    name: str
    ground: GroundTold | None = None


class Explained(Named):
    """Why a thing is shown as it is."""

    kind: str
    facts: list[FactExplained]
    links: list[LinkExplained]
    joined: list[RecordJoined]


class SideTold(BaseModel):
    """A value that another contradicts; None of who says nothing of a closure."""

    value: str | None = None
    text: str
    records: list[RecordSourced]


class Disagreement(Named):
    """Sources that contradict each other about one property of a thing."""

    kind: str
    disagreement: str
    property: str
    weight: float
    sides: list[SideTold]
