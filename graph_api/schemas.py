"""The shapes of the answers, as OpenAPI tells them."""

from pydantic import BaseModel, Field


class Wording(BaseModel):
    """A message in French and in English."""

    fr: str
    en: str


class Problem(BaseModel):
    """What went wrong."""

    detail: Wording


class RecordCited(BaseModel):
    """A record: where a source says it."""

    iri: str
    source: str
    file: str
    row: int | None
    date: str | None
    sheet: str | None = None
    page: int | None = None
    passage: str | None = None


class Reason(BaseModel):
    """A sentence in French, and the records it rests on."""

    text: str
    records: list[RecordCited]


class ConceptFound(BaseModel):
    """A skill or a theme that was understood; score in ]0, 1]."""

    iri: str
    label: str
    score: float


class Named(BaseModel):
    """A thing, by IRI and name."""

    iri: str
    name: str


class Understood(BaseModel):
    """What was understood of a need."""

    skills: list[ConceptFound]
    themes: list[ConceptFound]
    place: Named | None
    kind: str | None


class Introducer(Named):
    """Through whom to go."""

    reasons: list[Reason]


class Helper(Named):
    """Who can help; distance in kilometres.

    `news`: the new facts that bring back who had declined this need.
    """

    kind: str
    place: Named | None
    distance_km: float | None = None
    score: float
    reasons: list[Reason]
    introducer: Introducer | None
    news: list[str] = []


class Answer(BaseModel):
    """Who can help, why and through whom."""

    understood: Understood
    helpers: list[Helper]
    message: str | None = None


class FactShown(BaseModel):
    """One value, and the records that say it."""

    property: str
    value: str
    records: list[RecordCited]
    chosen: bool
    since: str | None = None
    until: str | None = None


class LinkShown(BaseModel):
    """A link; direction `out` when the thing described is its subject."""

    property: str
    direction: str
    iri: str
    name: str
    kind: str
    records: list[RecordCited]
    since: str | None = None
    until: str | None = None


class ActionUncarried(Named):
    """An action of a plan that nobody carries."""

    number: str | None


class Description(Named):
    """Everything a View knows of a thing; `uncarried`: actions of a plan that nobody carries."""

    kind: str
    facts: list[FactShown]
    links: list[LinkShown]
    uncarried: list[ActionUncarried]


class Found(Named):
    """A thing found by its words."""

    kind: str
    place: Named | None
    score: float


class Actor(Named):
    """An actor, as a list or a suggestion shows it."""

    kind: str
    place: Named | None = None


class Community(BaseModel):
    """Actors who work together more than with others."""

    id: str
    name: str
    size: int
    members: list[Actor]


class Confidence(BaseModel):
    """Of the pairs like this one in the past, the share that cooperated within some years."""

    share: float
    years: int
    text: str


class RefusalGiven(BaseModel):
    """Two actors whose cooperation people refused, by IRI, key or name."""

    a: str = Field(min_length=1, max_length=500)
    b: str = Field(min_length=1, max_length=500)
    reason: str = Field(default="", max_length=2000)
    date: str | None = Field(default=None, description="ISO 8601")


class Refusal(BaseModel):
    """A refusal noted: the pair comes back only with new facts."""

    a: Named
    b: Named
    reason: str
    date: str
    text: str
    sequence: int


class Cooperation(BaseModel):
    """Two actors who are not linked yet, and what each would bring the other.

    `news`: the new facts that bring back a pair that people had refused.
    """

    a: Actor
    b: Actor
    score: float
    reasons: list[Reason]
    confidence: Confidence | None = None
    news: list[str] = []


class OpenProject(Named):
    """A project under way or to come."""

    phase: str | None = None
    place: Named | None = None


class JoinConfidence(BaseModel):
    """Of the actors thus matched in the past, how many joined."""

    share: float
    text: str


class Join(BaseModel):
    """An actor who should join a project, and why; `news` as in a cooperation."""

    actor: Actor
    project: OpenProject
    score: float
    reasons: list[Reason]
    confidence: JoinConfidence | None = None
    news: list[str] = []


class QuestionListed(BaseModel):
    """A named question."""

    name: str
    title_fr: str
    title_en: str
    parameters: list[str]
    columns: list[str]


class Table(BaseModel):
    """Rows of strings."""

    columns: list[str]
    rows: list[list[str | None]]


class SourceListed(BaseModel):
    """A source."""

    id: str
    title: str
    publisher: str
    licence: str
    date: str | None
    file: str


class NetworkNodes(BaseModel):
    """Actors by column; positions within [-1, 1]."""

    key: list[str]
    name: list[str]
    kind: list[str]
    community: list[int]
    degree: list[int]
    x: list[float]
    y: list[float]


class NetworkEdges(BaseModel):
    """Ties by column, as positions among the nodes; the heavier, the closer."""

    source: list[int]
    target: list[int]
    weight: list[float]


class Network(BaseModel):
    """The network as it is drawn. `total`: actors who have ties; `ties`: those of the centre."""

    total: int
    communities: list[str]
    nodes: NetworkNodes
    edges: NetworkEdges
    ties: int | None = None
