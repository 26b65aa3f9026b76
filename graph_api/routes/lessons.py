"""What agents teach of needs: the sentences kept, one more, one less."""

from typing import Annotated, Any, Protocol

from fastapi import APIRouter, Body, Depends, Path, Request
from pydantic import BaseModel, Field

from tisserand.application.teaching import Teaching
from tisserand.graph_api.access import RoleOf
from tisserand.graph_api.examples import example

Skills = Annotated[list[Annotated[str, Field(min_length=1, max_length=300)]], Field(max_length=20)]


class LessonGiven(BaseModel):
    """A sentence, the skills (IRI or label) that it asks for, and those that it does not."""

    sentence: str = Field(min_length=2, max_length=2000)
    skills: Skills = []
    others: Skills = []


class SkillTold(BaseModel):
    """A skill of the thesaurus."""

    iri: str
    label: str


class Lesson(BaseModel):
    """A sentence kept, without names and numbers."""

    number: int
    sentence: str
    skills: list[SkillTold]
    others: list[SkillTold]


class Teacher(Protocol):
    """The part of a workspace that these routes need."""

    @property
    def teaching(self) -> Teaching: ...


def teaching_of(request: Request) -> Teaching:
    """The lessons of the workspace."""
    work: Teacher = request.app.state.services
    return work.teaching


TeachingOf = Annotated[Teaching, Depends(teaching_of)]
router = APIRouter(prefix="/api/v1/lessons", tags=["mise en relation"])


@router.get("", response_model=list[Lesson], responses=example("lessons", 403))
def listed(teaching: TeachingOf, role: RoleOf) -> Any:
    """Ce que les agents ont appris à Tisserand. · What agents taught."""
    return teaching.list(role)


@router.post("", response_model=Lesson, responses=example("lesson", 403))
def add(teaching: TeachingOf, role: RoleOf, given: Annotated[LessonGiven, Body()]) -> Any:
    """Retenir ce qu'une phrase demande, et ne demande pas. · Keep what a sentence asks for."""
    return teaching.add(role, given.sentence, given.skills, given.others)


@router.delete("/{number}", response_model=Lesson, responses=example("lesson", 403, 404))
def remove(
    teaching: TeachingOf, role: RoleOf, number: Annotated[int, Path(ge=1, le=10_000)]
) -> Any:
    """Oublier une phrase. · Forget a sentence."""
    return teaching.remove(role, number)
