"""Teams and loops, as the API answers them."""

from pydantic import BaseModel

from tisserand.graph_api.schemas import Actor, Named, Reason


class Skill(BaseModel):
    """A skill or a theme."""

    iri: str
    label: str


class TeamMember(Actor):
    """A member of a team: what it covers, and why it can."""

    covers: list[str]
    reasons: list[Reason]


class Team(BaseModel):
    """The fewest actors who master all that is asked; `present` already carry the project."""

    project: Named | None = None
    wanted: list[Skill]
    present: list[TeamMember]
    team: list[TeamMember]
    uncovered: list[Skill]


class Exchange(BaseModel):
    """What one actor of a loop brings the next."""

    giver: str
    taker: str
    reasons: list[Reason]


class Loop(BaseModel):
    """Actors who each help the next one, the last the first."""

    strength: float
    actors: list[Actor]
    exchanges: list[Exchange]
