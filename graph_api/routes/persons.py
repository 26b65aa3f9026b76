"""What people ask of what is held about them: for stewards only."""

from typing import Annotated, Any, Protocol

from fastapi import APIRouter, Body, Depends, Query, Request
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, Field

from tisserand.application.parts import Parts, labels_of
from tisserand.clock import today
from tisserand.errors import InputError, RefusedError
from tisserand.graph_api.access import RoleOf
from tisserand.graph_api.examples import Responses, example, problems
from tisserand.ingest.erasure.access import describe_person, list_persons
from tisserand.ingest.erasure.requests import describe_requests
from tisserand.ingest.normalisation.dates import normalise_date
from tisserand.ontology.records import Visibility
from tisserand.publish.person_page import person_page

Answer = dict[str, Any]
_HTML = {"text/html": {"example": "<!doctype html>"}}
_PAGE: Responses = {
    status: told | {"content": told.get("content", {}) | _HTML}
    for status, told in {200: {}, **problems(401, 403, 404)}.items()
}


class PersonListed(BaseModel):
    """A person that a name, an e-mail, a telephone, an IRI or a key may mean."""

    iri: str
    name: str
    kind: str
    place: str | None
    organisations: list[str]
    records: int


class FactHeld(BaseModel):
    property: str
    value: str
    text: str
    visibility: str
    since: str | None
    until: str | None


class LinkHeld(BaseModel):
    property: str
    name: str | None
    visibility: str
    since: str | None
    until: str | None


class RecordHeld(BaseModel):
    """A record; `about` is `person`, or `mention` when it names them in passing."""

    iri: str
    kind: str
    name: str
    about: str
    file: str
    sheet: str | None
    row: int | None
    page: int | None
    passage: str | None
    visibility: str
    confidence: float
    since: str | None
    until: str | None
    facts: list[FactHeld]
    links: list[LinkHeld]


class SentenceHeld(BaseModel):
    """A sentence that names the person, in the text kept of a report."""

    page: int | None
    passage: str


class SourceHolding(BaseModel):
    """A source that speaks of the person, with its legal basis and the end of its retention."""

    id: str
    title: str
    publisher: str
    licence: str
    legal_basis: str
    date: str | None
    retain_until: str | None
    records: list[RecordHeld]
    sentences: list[SentenceHeld]


class RequestTold(BaseModel):
    """What a person asked; nothing in it names them."""

    id: str
    date: str
    reason: str


class PersonHeld(BaseModel):
    """All that is held about a person, source by source (RGPD, article 15).

    `iri` is null for who is only named in passing.
    """

    iri: str | None
    name: str
    date: str
    sources: list[SourceHolding]
    judgements: list[Answer]
    introductions: list[Answer]
    earlier: list[Answer]
    requests: list[Answer]


class Asked(BaseModel):
    """What a person asks: who they are (name, e-mail, telephone, IRI or key), when and why."""

    person: str = Field(min_length=1, max_length=500)
    date: str | None = Field(None, max_length=30)
    reason: str = Field("", max_length=2000)


class ErasureTold(BaseModel):
    """What an erasure took away, by source; `left`: other actors of that name, that stay."""

    tombstone: str
    date: str
    records: dict[str, int]
    rewritten: dict[str, int]
    left: list[str]
    files: list[str]


class TombstoneLifted(BaseModel):
    tombstone: str
    date: str
    records: int


class OppositionTold(BaseModel):
    """`records`: how many are shown otherwise from now on."""

    opposition: str
    date: str
    records: int


class DoubtTold(BaseModel):
    """A record that looks like an erased person, and waits for a steward."""

    iri: str
    name: str
    source: str
    file: str
    sheet: str | None
    row: int | None
    page: int | None
    tombstone: str


class RequestsTold(BaseModel):
    tombstones: list[RequestTold]
    oppositions: list[RequestTold]
    doubts: list[DoubtTold]


class Requests(Protocol):
    """What a workspace does for people; `privacy.Privacy` is one."""

    def erase(self, given: str, date: str, reason: str = "") -> Answer: ...
    def forget_tombstone(self, given: str) -> Answer: ...
    def oppose(self, given: str, date: str, reason: str = "") -> Answer: ...
    def lift(self, given: str) -> Answer: ...


class Asking(Parts, Protocol):
    """The parts of a workspace that these routes need."""

    @property
    def privacy(self) -> Requests: ...


def asked_by_steward(request: Request, role: RoleOf) -> Asking:
    """The workspace, for a steward.

    Raises:
        RefusedError: another role.
    """
    if role < Visibility.STEWARD:
        raise RefusedError("persons.steward_only")
    work: Asking = request.app.state.services
    return work


ForSteward = Annotated[Asking, Depends(asked_by_steward)]
Given = Annotated[
    str, Query(min_length=1, max_length=500, description="Nom, adresse, téléphone, IRI ou clé")
]
router = APIRouter(prefix="/api/v1", tags=["personnes"])


@router.get("/persons", response_model=list[PersonListed], responses=example("persons", 403))
def persons(work: ForSteward, person: Given) -> Any:
    """Les personnes ainsi désignées. · The persons so named."""
    return list_persons(work.store, person)


@router.get("/persons/held", response_model=PersonHeld, responses=example("person_held", 403, 404))
def held(work: ForSteward, person: Given) -> Any:
    """Tout ce qui est conservé sur une personne. · All that is held about a person."""
    return describe_person(work.store, person, labels_of(work), today())


@router.get(
    "/persons/page",
    response_class=HTMLResponse,
    responses=_PAGE,
)
def page(work: ForSteward, person: Given) -> Any:
    """La même chose, en une page à remettre. · The same, as a page to hand over."""
    return HTMLResponse(person_page(describe_person(work.store, person, labels_of(work), today())))


@router.get("/requests", response_model=RequestsTold, responses=example("requests", 403))
def requests(work: ForSteward) -> Any:
    """Effacements, oppositions, fiches douteuses. · Erasures, objections, doubtful records."""
    return describe_requests(work.store)


@router.post("/erasures", response_model=ErasureTold, responses=example("erasure", 403, 404))
def erase(work: ForSteward, asked: Annotated[Asked, Body()]) -> Any:
    """Effacer une personne, définitivement. · Erase a person, for good."""
    return work.privacy.erase(asked.person, _day(asked.date), asked.reason)


@router.delete(
    "/erasures", response_model=TombstoneLifted, responses=example("erasure_lifted", 403, 404)
)
def forget(work: ForSteward, person: Given) -> Any:
    """Lever un effacement : la personne consent de nouveau. · Let an erased person come back."""
    return work.privacy.forget_tombstone(person)


@router.post(
    "/oppositions", response_model=OppositionTold, responses=example("opposition", 403, 404)
)
def oppose(work: ForSteward, asked: Annotated[Asked, Body()]) -> Any:
    """Ne plus montrer une personne sous le rôle steward. · Show a person to stewards only."""
    return work.privacy.oppose(asked.person, _day(asked.date), asked.reason)


@router.delete(
    "/oppositions", response_model=OppositionTold, responses=example("opposition", 403, 404)
)
def lift(work: ForSteward, person: Given) -> Any:
    """Lever une opposition. · Lift an objection."""
    return work.privacy.lift(person)


def _day(given: str | None) -> str:
    day = normalise_date(given) if given is not None else today()
    if day is None:
        raise InputError("ingest.bad_date", date=given)
    return day
