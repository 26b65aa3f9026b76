"""Introductions: proposed, followed step by step, listed with the reminders due."""

from typing import Annotated, Any, Protocol

from fastapi import APIRouter, Body, Depends, Path, Query, Request

from tisserand.application.introductions import Asked, Introductions
from tisserand.clock import today
from tisserand.graph_api.access import RoleOf
from tisserand.graph_api.examples import example
from tisserand.graph_api.introduction_schemas import (
    Introduction,
    IntroductionGiven,
    Proposed,
    StepGiven,
    Stepped,
)
from tisserand.graph_api.parameters import DayOf
from tisserand.ontology.records import Visibility
from tisserand.ontology.types import IntroductionState
from tisserand.recommend.introductions import Step


class Introducing(Protocol):
    """The part of a workspace that these routes need."""

    @property
    def introductions(self) -> Introductions: ...


def introductions_of(request: Request) -> Introductions:
    """The introductions of the workspace."""
    work: Introducing = request.app.state.services
    return work.introductions


IntroductionsOf = Annotated[Introductions, Depends(introductions_of)]
Number = Annotated[int, Path(ge=1, le=2**31, description="Numéro / Number", examples=[1])]
router = APIRouter(prefix="/api/v1/introductions", tags=["mise en relation"])


@router.get("", response_model=list[Introduction], responses=example("introductions", 403))
def listed(
    introductions: IntroductionsOf,
    role: RoleOf,
    day: DayOf,
    state: IntroductionState | None = None,
    due: Annotated[bool, Query(description="À relancer / Waiting for a reminder")] = False,
) -> Any:
    """Les mises en relation et les relances à faire. · Introductions and reminders due."""
    return introductions.list(role, day, state, due)


@router.post("", response_model=Proposed, responses=example("introduction", 403, 404))
def propose(
    introductions: IntroductionsOf, role: RoleOf, given: Annotated[IntroductionGiven, Body()]
) -> Any:
    """Proposer une mise en relation ; rien n'est envoyé. · Propose one; nothing is sent."""
    reader = Visibility[given.reader.upper()]
    asked = Asked(
        given.a, given.b, given.through, given.need, reader, given.by, given.date or today(),
        given.direct,
    )  # fmt: skip
    return introductions.propose(role, asked)


@router.post(
    "/{number}/steps", response_model=Stepped, responses=example("introduction_step", 403, 404)
)
def step(
    introductions: IntroductionsOf,
    role: RoleOf,
    number: Number,
    given: Annotated[StepGiven, Body()],
) -> Any:
    """Noter une étape. · Note a step."""
    taken = Step(
        given.state, given.date or today(), given.by, given.reason, given.outcome, given.lesson
    )
    return introductions.step(role, number, taken)
