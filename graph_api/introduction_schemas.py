"""Introductions, as the API takes and answers them."""

from typing import Literal

from pydantic import BaseModel, Field

from tisserand.graph_api.schemas import Named, Reason
from tisserand.ontology.types import IntroductionState

Said = Field(default="", max_length=2000)
Given = Field(min_length=1, max_length=500, description="IRI, clé ou nom")
Day = Field(default=None, description="ISO 8601", max_length=40)


class IntroductionGiven(BaseModel):
    """Who to introduce: `a` seeks, `b` can help. `reader`: who will read the message.

    Through the best introducer unless `through` names one or `direct` asks for none.
    """

    a: str = Given
    b: str = Given
    through: str | None = Field(default=None, min_length=1, max_length=500)
    direct: bool = False
    need: str = Said
    reader: Literal["public", "partner", "agent", "steward"] = "public"
    by: str = Field(default="", max_length=200)
    date: str | None = Day


class StepGiven(BaseModel):
    """The state that an introduction comes to."""

    state: Literal["accepted", "declined", "met", "cooperation", "ended"]
    reason: str = Said
    outcome: str = Said
    lesson: str = Said
    by: str = Field(default="", max_length=200)
    date: str | None = Day


class StepTold(BaseModel):
    """A state that an introduction came to, when, and who said so."""

    state: IntroductionState
    date: str
    by: str
    reason: str
    outcome: str
    lesson: str


class Introduction(BaseModel):
    """Two actors introduced; one is null when it is not in the graph any more.

    `due_on`: the day from which it waits for news.
    """

    id: int
    a: Named | None
    b: Named | None
    introducer: Named | None
    need: str
    state: IntroductionState
    label: str
    date: str
    due_on: str | None
    is_due: bool
    is_open: bool
    history: list[StepTold]


class Message(BaseModel):
    """A draft that says nothing its reader may not see; `withheld` names what it leaves out."""

    text: str
    withheld: list[Literal["seeker", "helper", "introducer", "need"]]


class Introducer(Named):
    """A third party tied to both, and how."""

    reasons: list[Reason]


class Earlier(BaseModel):
    """What became of an introduction of the same two, whichever asked; `reason` when declined."""

    id: int
    state: IntroductionState
    label: str
    date: str
    reason: str


class Proposed(Introduction):
    """An introduction noted, with the message to send.

    `introducers`: the best and the next best, when none was named. `earlier`: the last first.
    """

    message: Message
    introducers: list[Introducer]
    earlier: list[Earlier]
    sequence: int


class Stepped(Introduction):
    """An introduction one step further."""

    sequence: int
