"""What is known of one place."""

from typing import NamedTuple


class Place(NamedTuple):
    """A place of the administrative geography of France.

    Attributes:
        kind: see `ontology.types.PlaceKind`.
        code: INSEE code; SIREN of an EPCI.
        latitude, longitude: WGS84 degrees of its town, or of the middle of its communes.
        approximate: the point is that of its neighbours or members, not its own.
        siren: of the public body that bears its name, where known.
    """

    iri: str
    kind: str
    code: str
    name: str
    population: int | None
    postcodes: tuple[str, ...]
    latitude: float | None
    longitude: float | None
    approximate: bool
    siren: str | None


class Parents(NamedTuple):
    """Codes of what holds a commune; empty where there is none."""

    chief: str
    epci: str
    departement: str
    region: str
