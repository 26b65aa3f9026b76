"""Records say, entities are: the shapes that travel from a source to the store.

A record is what one source says about one thing. It is immutable. Its facts are `Value`s
(literals, and IRIs of reference vocabularies: places, skills, themes) and `Link`s (to the thing
that another record describes). Which property takes which, and its datatype, is told by
`tisserand.ontology.model.PROPERTIES`.
"""

from dataclasses import dataclass, field
from enum import IntEnum
from typing import Literal, NamedTuple

Verdict = Literal["same", "different", "unsure"]
SealedKind = Literal[
    "tombstone",
    "opposition",
    "held",
    "reserve",
    "version",
    "purge",
    "reading",
    "decision",
    "document",
]


class Visibility(IntEnum):
    """Who may see a record, a value or a link; also the roles, each seeing what is at or below."""

    PUBLIC = 0
    PARTNER = 1
    AGENT = 2
    STEWARD = 3


class Locator(NamedTuple):
    """Where a source says it: file, sheet and physical row (from 1); or page and passage.

    `start` and `end` are Unicode code points of the document's text, end excluded.
    """

    file: str
    sheet: str | None = None
    row: int | None = None
    page: int | None = None
    start: int | None = None
    end: int | None = None
    passage: str | None = None


class Identifier(NamedTuple):
    """A registered number. Only a valid `self` identifier that was not guessed merges records.

    `scheme`: siren, siret, rna, or a name of the mapping's own. `role`: `self` when it is the
    number of the thing described, `operator` when it is that of who runs it. `guessed`: it came
    from a join that somebody made, not from the source of the number.
    """

    scheme: str
    value: str
    role: Literal["self", "operator"] = "self"
    guessed: bool = False


class Value(NamedTuple):
    """One value of a property, in lexical form; dates are ISO 8601, possibly only a year."""

    property: str
    value: str
    visibility: int = Visibility.PUBLIC
    confidence: float = 1.0
    since: str | None = None
    until: str | None = None


class Link(NamedTuple):
    """A link to the thing that the record of key `target` describes."""

    property: str
    target: str
    visibility: int = Visibility.PUBLIC
    confidence: float = 1.0
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """What one source says about one thing.

    Attributes:
        key: stable opaque key, letters and digits only; see DESIGN §3.
        source: id of the source.
        kind: name of a class of the ontology (`Association`).
        name: the name shown; other names are `altName` values.
        locator: where the source says it.
        signature: digest of what resolution compares; equal signatures compare equal.
    """

    key: str
    source: str
    kind: str
    name: str
    locator: Locator
    identifiers: tuple[Identifier, ...] = ()
    values: tuple[Value, ...] = ()
    links: tuple[Link, ...] = ()
    visibility: int = Visibility.PUBLIC
    confidence: float = 1.0
    since: str | None = None
    until: str | None = None
    signature: str = ""

    def get(self, property_name: str) -> str | None:
        """The first value of a property, or None."""
        return next((v.value for v in self.values if v.property == property_name), None)


@dataclass(frozen=True, slots=True)
class Source:
    """A directory, a report, or the application itself.

    Attributes:
        id: given by `--as`, or the stem of the file; only the same id replaces.
        date: date of what it says (ISO 8601), given or found in the source; never a file's time.
        checksum: SHA-256 of the file, with the mapping's digest, to see that nothing changed.
        rank: register rank: 0 national registers, 1 official lists, 2 others, 3 what people say.
        legal_basis: why personal data may be held (RGPD, article 6), in French.
        retain_until: the day when the source is due to be withdrawn (ISO 8601), if any.
    """

    id: str
    title: str
    file: str
    publisher: str = ""
    licence: str = ""
    legal_basis: str = ""
    date: str | None = None
    checksum: str = ""
    rank: int = 2
    visibility: int = Visibility.PUBLIC
    mapping: str = ""
    retain_until: str | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's verdict on two records, which wins over everything; `a` < `b` are record keys."""

    a: str
    b: str
    verdict: Verdict
    author: str
    date: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """What resolution compares of a record: records of equal content share one signature.

    Attributes:
        digest: hash of `features`.
        features: compared features, JSON; only `ingest.resolution` reads them.
        blocks: keys under which candidates are looked for.
        glance: what is looked at first of many pairs, made of `features`; b"" where it is not
            known. A store may lose it.
    """

    digest: str
    features: str
    blocks: tuple[str, ...] = ()
    glance: bytes = field(default=b"", compare=False, repr=False)


class Match(NamedTuple):
    """The matcher's verdict on two signatures; `a` < `b` are digests."""

    a: str
    b: str
    probability: float
    model: str


class Sealed(NamedTuple):
    """What is kept outside every View: a tombstone, an opposition, an earlier version of a source,
    what was read in a report, what people decided of it.

    `kind` and `key` name it; `body` is JSON that only those who seal it read.
    """

    kind: SealedKind
    key: str
    body: str


class RecordReference(NamedTuple):
    """A record as it is cited: by a fact, a reason, a page."""

    key: str
    source: str
    title: str
    date: str | None
    locator: Locator
    confidence: float


class Fact(NamedTuple):
    """One value of an entity, with the keys of the records that say it.

    `chosen`: the one shown for a functional property; every value of the others.
    """

    property: str
    value: str
    records: tuple[str, ...]
    chosen: bool
    since: str | None = None
    until: str | None = None


class EntityLink(NamedTuple):
    """A link of an entity with another. `outward`: the entity is its subject."""

    property: str
    outward: bool
    key: str
    name: str
    kind: str
    records: tuple[str, ...]
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing itself, as one View shows it: what its visible records say, together.

    Attributes:
        key: key of its least record by (register rank, key).
        place: IRI of the place shown, if any.
        latitude, longitude: WGS84 degrees, where a record gives them.
        records: the visible records that describe it, by key.
    """

    key: str
    kind: str
    name: str
    place: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    identifiers: tuple[Identifier, ...] = ()
    facts: tuple[Fact, ...] = ()
    records: dict[str, RecordReference] = field(default_factory=dict)
