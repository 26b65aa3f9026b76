"""What was read in reports and waits for a person, and what people decide: for stewards only."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, Path, Query
from pydantic import BaseModel, Field

from tisserand.clock import today
from tisserand.graph_api.examples import example
from tisserand.graph_api.routes.review import STEWARD, ForSteward
from tisserand.ingest.readings import review
from tisserand.ingest.readings.decisions import DecisionVerdict
from tisserand.ingest.readings.rules import pattern_precision

Said = dict[str, Any]
Item = Annotated[str, Path(min_length=1, max_length=100, description="Clé de la lecture")]


class ReadingShown(BaseModel):
    """What waits: its passage, what is proposed, and the other names of the passage."""

    item: str
    source: str
    file: str
    title: str
    date: str | None
    page: int | None
    headings: list[str]
    passage: str
    start: int
    end: int
    type: str
    statement: str
    said: Said
    confidence: float
    pattern: str
    rule: str
    alternatives: list[str]


class DecisionGiven(BaseModel):
    """A decision; `corrected` holds the fields that are otherwise, actors by their names."""

    verdict: DecisionVerdict
    corrected: dict[str, str | float | None] = {}
    author: str = Field(STEWARD, min_length=1, max_length=200)
    date: str | None = Field(None, max_length=30)
    reason: str = Field("", max_length=2000)


class DecisionTold(BaseModel):
    """A decision given, and the reports woven again."""

    item: str
    verdict: DecisionVerdict
    author: str
    date: str
    reason: str
    corrected: Said
    statement: str
    passage: str
    pattern: str
    sources: list[str]


class DecisionTakenBack(BaseModel):
    """A decision forgotten, and the reports woven again."""

    item: str
    statement: str
    sources: list[str]


class PatternPrecision(BaseModel):
    """How often a rule of reading is right, by what people decided."""

    pattern: str
    rule: str
    accepted: int
    corrected: int
    rejected: int
    precision: float | None
    waiting: int
    read: int


router = APIRouter(prefix="/api/v1/readings", tags=["rapports"])


@router.get("", response_model=list[ReadingShown], responses=example("readings", 403))
def waiting(
    work: ForSteward,
    source: Annotated[str | None, Query(max_length=100)] = None,
    limit: Annotated[int, Query(ge=1, le=1000)] = 20,
) -> Any:
    """Lectures de rapports peu sûres, les plus sûres d'abord. · What was read and is not sure."""
    return review.waiting_items(work.store, source)[:limit]


@router.get("/patterns", response_model=list[PatternPrecision], responses=example("patterns", 403))
def patterns(work: ForSteward) -> Any:
    """Précision de chaque règle de lecture. · How often each rule of reading is right."""
    return pattern_precision(work.store)


@router.post("/{item}", response_model=DecisionTold, responses=example("decision", 403, 404))
def decide(work: ForSteward, item: Item, given: Annotated[DecisionGiven, Body()]) -> Any:
    """Accepter, corriger ou rejeter ce qui a été lu. · Accept, correct or reject what was read."""
    return review.decide(
        work.store,
        item,
        given.verdict,
        author=given.author,
        date=given.date or today(),
        gazetteer=work.gazetteer,
        thesaurus=work.thesaurus,
        corrected=given.corrected,
        reason=given.reason,
    )


@router.delete(
    "/{item}", response_model=DecisionTakenBack, responses=example("decision_undone", 403, 404)
)
def take_back(work: ForSteward, item: Item) -> Any:
    """Reprendre un avis ; ce qui a été lu attend de nouveau. · Take a decision back."""
    return review.take_back(work.store, item, work.gazetteer, work.thesaurus)
