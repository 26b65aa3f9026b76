"""What the gazetteer tells resolution of a record's places."""

from collections.abc import Iterable
from functools import lru_cache
from math import log2
from typing import NamedTuple

from tisserand.ingest.resolution.model import load_model, singular
from tisserand.ontology.namespaces import PLACES
from tisserand.reference.place_names import departement_of_postcode
from tisserand.reference.places import Gazetteer, Place
from tisserand.reference.text import fold


class Whereabouts(NamedTuple):
    """Where a record is, as far as it says.

    Attributes:
        communes: code of each present commune → bits its sharing weighs.
        departements: those given, and those of the communes.
        postcodes: those given or of the communes, but for those that are one commune's alone.
        words: the words of the names of these communes.
        zones: for each of these communes, or of those of its postcode, its least postcode: one
            key for what says a commune and for what says its postcode only.
        zone_words: the words of the names of the communes of these zones.
    """

    communes: dict[str, float]
    departements: tuple[str, ...]
    postcodes: tuple[str, ...]
    words: frozenset[str]
    zones: tuple[str, ...]
    zone_words: frozenset[str]


_SAINTS = ("saint", "sainte")


@lru_cache(maxsize=100_000)
def is_town(gazetteer: Gazetteer, word: str) -> bool:
    """Whether a word of a name is, alone but for its article or its « saint », a commune."""
    return word not in _SAINTS and any(
        gazetteer.named(f"{before}{word}{end}", ("commune",))
        for end in ("", "s", "x")
        for before in ("", "saint ", "sainte ")
    )


def _name_words(name: str) -> list[str]:
    return [singular(word) for word in fold(name).split()]


@lru_cache(maxsize=4)
def _zones_by_postcode(gazetteer: Gazetteer) -> dict[str, tuple[str, ...]]:
    """Postcode → least postcodes of the communes that have it."""
    found: dict[str, set[str]] = {}
    for place in gazetteer.places("commune"):
        for postcode in place.postcodes:
            found.setdefault(postcode, set()).add(min(place.postcodes))
    return {postcode: tuple(sorted(zones)) for postcode, zones in found.items()}


@lru_cache(maxsize=50_000)
def _zone_words(gazetteer: Gazetteer, zone: str) -> frozenset[str]:
    """The words of the names of the communes whose least postcode this is."""
    codes = communes_by_postcode(gazetteer).get(zone, ())
    places = (gazetteer.commune(code) for code in codes)
    inside = (place for place in places if place and min(place.postcodes) == zone)
    return frozenset(word for place in inside for word in _name_words(place.name))


@lru_cache(maxsize=4)
def communes_by_postcode(gazetteer: Gazetteer) -> dict[str, tuple[str, ...]]:
    """Postcode → codes of the present communes that have it."""
    found: dict[str, list[str]] = {}
    for place in gazetteer.places("commune"):
        for postcode in place.postcodes:
            found.setdefault(postcode, []).append(place.code)
    return {postcode: tuple(sorted(codes)) for postcode, codes in found.items()}


@lru_cache(maxsize=50_000)
def whereabouts(gazetteer: Gazetteer, iris: tuple[str, ...], postcode: str | None) -> Whereabouts:
    """Where these places and this postcode are; a postcode of one commune is that commune."""
    present = [place for iri in iris if (place := gazetteer.current(iri))]
    communes = {_commune_code(gazetteer, place) for place in present if place.kind in _COMMUNAL}
    departements = {place.code for place in present if place.kind == "departement"}
    if postcode and not communes:
        alone = communes_by_postcode(gazetteer).get(postcode, ())
        communes |= set(alone if len(alone) == 1 else ())
        departements |= set(departement_of_postcode(postcode))
    for code in communes:
        departements |= set(_departements(gazetteer, code))
    places = [place for code in sorted(communes) if (place := gazetteer.commune(code))]
    postcodes = {code for place in places for code in place.postcodes} | {postcode or ""}
    shared = {code for code in postcodes if len(communes_by_postcode(gazetteer).get(code, ())) != 1}
    zones = {min(place.postcodes) for place in places if place.postcodes}
    if not zones:
        zones = set(_zones_by_postcode(gazetteer).get(postcode or "", ()))
    return Whereabouts(
        {place.code: _commune_bits(place.population) for place in places},
        tuple(sorted(departements)),
        tuple(sorted(shared - {""})),
        frozenset(word for place in places for word in _name_words(place.name)),
        tuple(sorted(zones)),
        frozenset(word for zone in zones for word in _zone_words(gazetteer, zone)),
    )


_COMMUNAL = ("commune", "arrondissement-municipal")


def _commune_code(gazetteer: Gazetteer, place: Place) -> str:
    """Its own code; for an arrondissement, that of its city."""
    start = f"{PLACES}commune/"
    ancestors = gazetteer.ancestors(place.iri) if place.kind != "commune" else ()
    cities = [iri.removeprefix(start) for iri in ancestors if iri.startswith(start)]
    return cities[0] if cities else place.code


def _departements(gazetteer: Gazetteer, code: str) -> Iterable[str]:
    place = gazetteer.commune(code)
    start = f"{PLACES}departement/"
    ancestors = gazetteer.ancestors(place.iri) if place else ()
    return [iri.removeprefix(start) for iri in ancestors if iri.startswith(start)]


def _commune_bits(population: int | None) -> float:
    """How much two records share when they share this commune."""
    bits = load_model().bits
    if not population:
        return bits["commune"]
    return round(min(log2(bits["population"] / population), bits["commune_at_most"]), 2)


@lru_cache(maxsize=4)
def _communities_by_siren(gazetteer: Gazetteer) -> dict[str, str]:
    """SIREN of a commune, EPCI or département → its IRI."""
    kinds = ("departement", "epci", "commune")
    places = (place for kind in kinds for place in gazetteer.places(kind))
    return {place.siren: place.iri for place in places if place.siren}


@lru_cache(maxsize=10_000)
def departements_of_body(gazetteer: Gazetteer, sirens: tuple[str, ...]) -> tuple[str, ...]:
    """Départements where these public bodies act, where they are communes, EPCI, départements.

    The SIREN of a département is 22, then its code (INSEE, Sirene: public bodies).
    """
    start = f"{PLACES}departement/"
    known = _communities_by_siren(gazetteer)
    iris = set()
    for siren in sirens:
        iri = known.get(siren) or (start + siren[2:4] if siren.startswith("22") else "")
        if gazetteer.get(iri):
            iris |= {iri, *gazetteer.ancestors(iri)}
    return tuple(sorted(iri.removeprefix(start) for iri in iris if iri.startswith(start)))
