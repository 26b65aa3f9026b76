"""The value types of the ontology: what a lexical form must look like."""

import re
from dataclasses import dataclass
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, StringConstraints

IRI_SCHEMES = ("http", "https", "mailto", "tel", "urn")

HelpKind = Literal["skill", "money", "premises", "equipment", "partner", "data"]
NeedGrade = Literal["expressed", "spotted", "latent"]
ProjectPhase = Literal["idea", "design", "underway", "evaluated", "ended", "abandoned"]
FundingKind = Literal[
    "subvention",
    "pret",
    "mecenat",
    "crowdfunding",
    "business-angel",
    "commande-publique",
    "prix",
    "appel-a-projets",
]
IntroductionState = Literal["proposed", "accepted", "declined", "met", "cooperation", "ended"]
PlaceKind = Literal[
    "commune",
    "commune-deleguee",
    "commune-associee",
    "ancienne-commune",
    "arrondissement-municipal",
    "epci",
    "bassin-de-vie",
    "departement",
    "region",
]


@dataclass(frozen=True, slots=True)
class Reference:
    """Marks a property whose values are IRIs of a reference vocabulary (Place, Skill, Theme)."""

    range: str


@dataclass(frozen=True, slots=True)
class LinkTo:
    """Marks a property that links to a thing another record describes."""

    range: str


@dataclass(frozen=True, slots=True)
class Datatype:
    """Marks the RDF datatype of a literal, as a local name of XSD or `langString`."""

    name: str


def check_iri(value: str) -> str:
    """Accept only the IRI schemes that are safe to publish and to click.

    Raises:
        ValueError: another scheme, or a character that no IRI may hold.
    """
    if re.search(r'[\x00-\x20<>"{}|\\^`]', value):
        raise ValueError("a character that no IRI may hold")
    if urlsplit(value).scheme.lower() not in IRI_SCHEMES:
        raise ValueError("an IRI scheme that is not accepted")
    return value


Text = Annotated[
    str,
    StringConstraints(min_length=1, pattern=r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]*$"),
    Datatype("string"),
]
Prose = Annotated[Text, Datatype("langString")]
Iri = Annotated[str, AfterValidator(check_iri), Datatype("anyURI")]
PartialDate = Annotated[
    str,
    StringConstraints(pattern=r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"),
    Datatype("string"),
]
Year = Annotated[str, StringConstraints(pattern=r"^\d{4}$"), Datatype("string")]
Amount = Annotated[str, StringConstraints(pattern=r"^-?\d+(\.\d{1,2})?$"), Datatype("decimal")]
Number = Annotated[str, StringConstraints(pattern=r"^\d+$"), Datatype("string")]
Siren = Annotated[str, StringConstraints(pattern=r"^\d{9}$"), Datatype("string")]
Siret = Annotated[str, StringConstraints(pattern=r"^\d{14}$"), Datatype("string")]
Rna = Annotated[str, StringConstraints(pattern=r"^W\d[\dA-Z]\d{7}$"), Datatype("string")]
InseeCode = Annotated[str, StringConstraints(pattern=r"^[0-9A-Z]{2,9}$"), Datatype("string")]
LegalFormCode = Annotated[str, StringConstraints(pattern=r"^\d{4}$"), Datatype("string")]
Postcode = Annotated[str, StringConstraints(pattern=r"^\d{5}$"), Datatype("string")]
Telephone = Annotated[str, StringConstraints(pattern=r"^\+?[0-9]{4,15}$"), Datatype("string")]
Email = Annotated[
    str, StringConstraints(pattern=r"^[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+$"), Datatype("string")
]
Latitude = Annotated[float, Field(ge=-90, le=90), Datatype("double")]
Longitude = Annotated[float, Field(ge=-180, le=180), Datatype("double")]
Share = Annotated[float, Field(ge=0, le=1), Datatype("double")]

PlaceReference = Annotated[Iri, Reference("Place")]
SkillReference = Annotated[Iri, Reference("Skill")]
ThemeReference = Annotated[Iri, Reference("Theme")]
