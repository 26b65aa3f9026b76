"""Doubtful pairs and people's judgements: for stewards only."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends, Query, Request
from pydantic import BaseModel, Field

from tisserand.application.parts import Parts
from tisserand.clock import today
from tisserand.errors import RefusedError
from tisserand.graph_api.access import RoleOf
from tisserand.graph_api.examples import example
from tisserand.graph_api.schemas import RecordCited
from tisserand.ingest.review import describe_doubt, doubts_by_value
from tisserand.ingest.verdicts import give_judgement, take_back
from tisserand.ontology.records import Verdict, Visibility
from tisserand.publish.designation import find_pair
from tisserand.store.port import View

STEWARD = "steward"


class SideCompared(BaseModel):
    """One of the two: the record compared, and how much hangs on the thing it describes."""

    iri: str
    record: str
    name: str
    kind: str
    count: int
    links: int
    grants: int
    records: list[RecordCited]


class AspectCompared(BaseModel):
    """What each of the two says."""

    what: str
    a: str
    b: str


class DoubtShown(BaseModel):
    """A pair that waits for a judgement; value = uncertainty × what joining would change."""

    a: SideCompared
    b: SideCompared
    probability: float
    value: float
    agrees: list[AspectCompared]
    differs: list[AspectCompared]


class JudgementGiven(BaseModel):
    """A verdict on two records, each by IRI, key or name."""

    a: str = Field(min_length=1, max_length=500)
    b: str = Field(min_length=1, max_length=500)
    verdict: Verdict
    author: str = Field(STEWARD, min_length=1, max_length=200)
    date: str | None = Field(None, max_length=30)
    reason: str = Field("", max_length=2000)


class SideJudged(BaseModel):
    """A record judged; `iri` is the thing that it describes now."""

    iri: str
    record: str
    name: str


class JudgementTold(BaseModel):
    """A judgement given or taken back; `joined`: the two now describe one thing."""

    a: SideJudged
    b: SideJudged
    verdict: Verdict
    author: str
    date: str
    reason: str
    joined: bool
    sequence: int


def judged_by_steward(request: Request, role: RoleOf) -> Parts:
    """The workspace, for a steward.

    Raises:
        RefusedError: another role.
    """
    if role < Visibility.STEWARD:
        raise RefusedError("review.steward_only")
    work: Parts = request.app.state.services
    return work


ForSteward = Annotated[Parts, Depends(judged_by_steward)]
Given = Annotated[str, Query(min_length=1, max_length=500, description="IRI, clé ou nom")]
router = APIRouter(prefix="/api/v1", tags=["rapprochements"])


@router.get("/review", response_model=list[DoubtShown], responses=example("review", 403))
def review(work: ForSteward, limit: Annotated[int, Query(ge=1, le=1000)] = 20) -> Any:
    """Rapprochements douteux, les plus utiles d'abord. · Doubtful pairs, those worth most first."""
    doubts = doubts_by_value(work.store)[:limit]
    return [describe_doubt(work.store, work.gazetteer, one) for one in doubts]


@router.post("/judgements", response_model=JudgementTold, responses=example("judgement", 403, 404))
def judge(work: ForSteward, given: Annotated[JudgementGiven, Body()]) -> Any:
    """Dire que deux fiches sont la même chose, ou non. · Say that two records are one, or not."""
    with work.store.read(View(Visibility.STEWARD)) as reader:
        base = work.store.base_iri
        one, other = find_pair(reader, given.a, given.b, base)
    day = given.date or today()
    return give_judgement(work.store, one, other, given.verdict, given.author, day, given.reason)


@router.delete(
    "/judgements", response_model=JudgementTold, responses=example("judgement", 403, 404)
)
def unjudge(work: ForSteward, a: Given, b: Given) -> Any:
    """Reprendre un avis ; le rapprochement redevient celui de la machine. · Take a verdict back."""
    return take_back(work.store, a, b)
