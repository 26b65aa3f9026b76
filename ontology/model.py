"""The classes of the ontology in Python: the mirror of `tisserand.ttl` and `shapes.ttl`.

A field is functional unless it is a list. Its camelCase alias is the local name of the property
in the `tis:` namespace, and the term of `context.jsonld`. To add a class or a property, change
`tisserand.ttl`, `shapes.ttl`, `context.jsonld` and this file: one test compares the four.
"""

from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel

from tisserand.ontology.types import (
    Amount,
    Email,
    FundingKind,
    HelpKind,
    InseeCode,
    IntroductionState,
    Iri,
    Latitude,
    LegalFormCode,
    LinkTo,
    Longitude,
    NeedGrade,
    Number,
    PartialDate,
    PlaceKind,
    PlaceReference,
    Postcode,
    ProjectPhase,
    Prose,
    Rna,
    Share,
    Siren,
    Siret,
    SkillReference,
    Telephone,
    Text,
    ThemeReference,
    Year,
)


class Thing(BaseModel):
    """Whatever the graph holds; every thing has a name.

    `family` names the group of classes whose records may describe one thing.
    """

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        alias_generator=to_camel,
        populate_by_name=True,
        defer_build=True,
    )
    family: ClassVar[str] = ""

    name: Text
    alt_name: list[Text] = []
    description: Prose | None = None
    identifier: list[Text] = []
    website: list[Iri] = []
    theme: list[ThemeReference] = []
    located_in: list[PlaceReference] = []
    address: Text | None = None
    postcode: Postcode | None = None
    latitude: Latitude | None = None
    longitude: Longitude | None = None


class Actor(Thing):
    """Who can act, help or be helped."""

    email: list[Email] = []
    telephone: list[Telephone] = []
    has_skill: list[SkillReference] = []
    seeks: list[Annotated[Iri, LinkTo("Need")]] = []
    offers: list[Annotated[Iri, LinkTo("Offer")]] = []
    member_of: list[Annotated[Iri, LinkTo("Actor")]] = []
    partner_of: list[Annotated[Iri, LinkTo("Actor")]] = []
    leads: list[Annotated[Iri, LinkTo("Activity")]] = []
    takes_part_in: list[Annotated[Iri, LinkTo("Project")]] = []
    participated_in: list[Annotated[Iri, LinkTo("Event")]] = []


class Person(Actor):
    family: ClassVar[str] = "person"
    given_name: Text | None = None
    family_name: Text | None = None
    works_for: list[Annotated[Iri, LinkTo("Actor")]] = []
    proposed: list[Annotated[Iri, LinkTo("Thing")]] = []


class Organization(Actor):
    family: ClassVar[str] = "organization"
    siren: Siren | None = None
    siret: list[Siret] = []
    rna: Rna | None = None
    legal_form: LegalFormCode | None = None
    activity_code: Text | None = None
    founded_on: PartialDate | None = None
    dissolved_on: PartialDate | None = None
    sub_organization_of: list[Annotated[Iri, LinkTo("Organization")]] = []


class Association(Organization):
    """Association under the law of 1901, or the law of Alsace and Moselle."""


class PublicBody(Organization):
    """State, collectivité, EPCI, établissement public."""


class Company(Organization):
    """Société commerciale, entrepreneur individuel."""


class Cooperative(Organization):
    """SCOP, SCIC, coopérative."""


class School(Organization):
    """Teaching or research establishment, laboratory."""


class Incubator(Organization):
    """Who hosts and accompanies projects."""


class Cluster(Organization):
    """Pôle de compétitivité, PTCE, grappe."""


class Community(Organization):
    """Community of practice or of projects."""


class Site(Actor):
    """A place with a door, that an organisation operates."""

    family: ClassVar[str] = "site"
    siret: list[Siret] = []
    opening_hours: Text | None = None
    operated_by: list[Annotated[Iri, LinkTo("Organization")]] = []


class ThirdPlace(Site):
    """Tiers-lieu, fablab, coworking space."""


class Role(Thing):
    """What a member does: présidente, trésorier, adhérente."""

    family: ClassVar[str] = "role"


class Membership(Thing):
    """A dated membership, with its role."""

    family: ClassVar[str] = "membership"
    member: Annotated[Iri, LinkTo("Actor")]
    organization: Annotated[Iri, LinkTo("Actor")]
    role: Annotated[Iri, LinkTo("Role")] | None = None
    role_title: Text | None = None
    start_date: PartialDate | None = None
    end_date: PartialDate | None = None


class Activity(Thing):
    """What is done over a time: a project, an action, an event."""

    start_date: PartialDate | None = None
    end_date: PartialDate | None = None


class Project(Activity):
    family: ClassVar[str] = "project"
    acronym: Text | None = None
    phase: ProjectPhase | None = None
    budget: Amount | None = None
    lesson: list[Prose] = []
    requires_skill: list[SkillReference] = []
    seeks: list[Annotated[Iri, LinkTo("Need")]] = []
    led_by: list[Annotated[Iri, LinkTo("Actor")]] = []


class Action(Project):
    """A numbered action of a plan or a project."""

    number: Text | None = None
    part_of: list[Annotated[Iri, LinkTo("Project")]] = []


class Event(Activity):
    family: ClassVar[str] = "event"
    led_by: list[Annotated[Iri, LinkTo("Actor")]] = []


class Need(Thing):
    family: ClassVar[str] = "need"
    help_kind: HelpKind | None = None
    grade: NeedGrade = "expressed"
    requires_skill: list[SkillReference] = []
    needed_by: list[Annotated[Iri, LinkTo("Thing")]] = []
    start_date: PartialDate | None = None
    end_date: PartialDate | None = None


class Offer(Thing):
    family: ClassVar[str] = "offer"
    help_kind: HelpKind | None = None
    offers_skill: list[SkillReference] = []
    offered_by: list[Annotated[Iri, LinkTo("Actor")]] = []
    start_date: PartialDate | None = None
    end_date: PartialDate | None = None


class FundingScheme(Thing):
    family: ClassVar[str] = "funding-scheme"
    funding_kind: FundingKind | None = None
    funder: list[Annotated[Iri, LinkTo("Actor")]] = []
    opens_on: PartialDate | None = None
    closes_on: PartialDate | None = None
    maximum_amount: Amount | None = None
    maximum_rate: Share | None = None
    requirement: list[Prose] = []


class Grant(Thing):
    family: ClassVar[str] = "grant"
    funder: list[Annotated[Iri, LinkTo("Actor")]] = []
    beneficiary: list[Annotated[Iri, LinkTo("Actor")]] = []
    scheme: list[Annotated[Iri, LinkTo("FundingScheme")]] = []
    funds: list[Annotated[Iri, LinkTo("Activity")]] = []
    funding_kind: FundingKind | None = None
    amount: Amount | None = None
    year: Year | None = None
    granted_on: PartialDate | None = None
    purpose: Prose | None = None


class Introduction(Thing):
    """« Mise en relation » of two actors, and what came of it."""

    family: ClassVar[str] = "introduction"
    introduces: list[Annotated[Iri, LinkTo("Actor")]] = []
    introducer: list[Annotated[Iri, LinkTo("Actor")]] = []
    answers_need: list[Annotated[Iri, LinkTo("Need")]] = []
    state: IntroductionState
    state_date: PartialDate | None = None
    reason: Prose | None = None
    outcome: Prose | None = None
    lesson: list[Prose] = []


class Place(Thing):
    """Commune, EPCI, bassin de vie, département, région; keyed by (type, INSEE code)."""

    family: ClassVar[str] = "place"
    place_kind: PlaceKind
    insee_code: InseeCode
    population: Number | None = None
    within: list[PlaceReference] = []


class Concept(Thing):
    """A concept of a thesaurus."""

    notation: Text | None = None
    broader: list[Iri] = []
    related: list[Iri] = []
    helps_with: list[Prose] = []


class Skill(Concept):
    family: ClassVar[str] = "skill"


class Theme(Concept):
    family: ClassVar[str] = "theme"


CLASSES: dict[str, type[Thing]] = {
    model.__name__: model
    for model in (
        Person, Organization, Association, PublicBody, Company, Cooperative, School, Incubator,
        Cluster, Community, Site, ThirdPlace, Role, Membership, Project, Action, Event, Need,
        Offer, FundingScheme, Grant, Introduction, Place, Skill, Theme,
    )
}  # fmt: skip
"""The classes a record may be of, by name."""
