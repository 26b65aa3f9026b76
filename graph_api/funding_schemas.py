"""Money for a project, and projects like it, as the API answers them."""

from typing import Literal

from pydantic import BaseModel

from tisserand.graph_api.group_schemas import Skill
from tisserand.graph_api.schemas import Named, Reason, RecordCited
from tisserand.ontology.types import FundingKind, ProjectPhase

Verdict = Literal["eligible", "not", "cannot_tell"]


class Leader(BaseModel):
    """Who carries a project, and what kind of applicant it is, in French."""

    name: str
    nature: str


class ProjectUnderstood(BaseModel):
    """What is known of the project; budget in euros."""

    leaders: list[Leader]
    place: Named | None = None
    themes: list[Skill]
    budget: int | None = None
    phase: ProjectPhase | None = None


class Criterion(BaseModel):
    """One condition of a scheme: the sentence it rests on, and what of the project decides."""

    topic: str
    label: str
    verdict: Verdict
    sentence: str
    because: str
    change: str | None = None
    records: list[RecordCited]


class Scheme(Named):
    """A funding scheme; `amount`: most euros it gives to this project, where that is known.

    `is_off_topic`: its theme or its territory may well not be those of the project.
    """

    kind: FundingKind | None = None
    funders: list[str]
    verdict: Verdict
    amount: int | None = None
    criteria: list[Criterion]
    changes: list[str]
    is_off_topic: bool


class Source(Named):
    """A scheme of the set."""

    verdict: Verdict
    amount: int
    is_public: bool


class FundingSet(BaseModel):
    """Schemes to ask together, in euros, and what they take for granted."""

    budget: int
    total: int
    missing: int
    sources: list[Source]
    assumptions: list[str]


class Precedent(BaseModel):
    """A grant given to something similar."""

    text: str
    funders: list[str]
    beneficiaries: list[str]
    amount: int | None = None
    year: str | None = None
    records: list[RecordCited]


class Funding(BaseModel):
    """Schemes open on a day; `nearly`: those that a few changes would open; none that is closed."""

    project: Named | None = None
    understood: ProjectUnderstood
    date: str
    schemes: list[Scheme]
    nearly: list[Scheme]
    closed: int
    set: FundingSet | None = None
    precedents: list[Precedent]
    message: str | None = None


class SimilarProject(Named):
    """A project like the one asked: what they share, and what came of it."""

    phase: ProjectPhase | None = None
    place: Named | None = None
    score: float
    alike: list[Reason]
    outcome: list[Reason]


class Studies(BaseModel):
    """Studies of the same object."""

    text: str
    projects: list[Named]
    records: list[RecordCited]


class Similar(BaseModel):
    """Past projects alike, the closest first."""

    project: Named | None = None
    similar: list[SimilarProject]
    studies: Studies | None = None
    message: str | None = None
