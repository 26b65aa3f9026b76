"""Rare skills and gaps, as the API answers them."""

from typing import Literal

from pydantic import BaseModel

from tisserand.graph_api.group_schemas import Skill
from tisserand.graph_api.schemas import Actor, Named, Reason, RecordCited


class ActorFar(Actor):
    """An actor elsewhere, and how far."""

    distance_km: float


class Holder(Actor):
    """Who holds a skill, and why we think so."""

    reasons: list[Reason]


class RareSkill(BaseModel):
    """A skill that few hold in a territory; `needs` counts who seeks it there."""

    area: Named
    skill: Skill
    holders: list[Holder]
    single: bool
    needs: int
    nearest: ActorFar | None = None


class ThemeInArea(BaseModel):
    """What is known of one theme in one territory."""

    area: Named
    theme: Skill
    status: Literal["covered", "stale", "gap", "not_surveyed"]
    holders: int
    needs: int
    newest: str | None = None
    records: list[RecordCited]
    nearest: ActorFar | None = None
