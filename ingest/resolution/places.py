"""What the gazetteer tells resolution of a record's places."""

from collections.abc import Iterable
from functools import lru_cache
from math import log2
from typing import NamedTuple

from tisserand.ingest.resolution.model import load_model, singular
from tisserand.ontology.namespaces import PLACES
from tisserand.reference.place_names import departement_of_postcode
from tisserand.reference.places import Gazetteer, Place
from tisserand.reference.text import words


class Whereabouts(NamedTuple):
    """Where a record is, as far as it says.

    Attributes:
        communes: code of each present commune → bits its sharing weighs.
        departements: those given, and those of the communes.
        postcodes: those given or of the communes, but for those that are one commune's alone.
        words: the words of the names of these communes.
    """

    communes: dict[str, float]
    departements: tuple[str, ...]
    postcodes: tuple[str, ...]
    words: frozenset[str]


@lru_cache(maxsize=4)
def town_words(gazetteer: Gazetteer) -> frozenset[str]:
    """Every word that is, alone but for its article, the name of a commune."""
    names = (tuple(_name_words(place.name)) for place in gazetteer.places("commune"))
    return frozenset(name[-1] for name in names if len(name) <= 2)


def _name_words(name: str) -> list[str]:
    return [singular(word.folded) for word in words(name)]


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
    return Whereabouts(
        {place.code: _commune_bits(place.population) for place in places},
        tuple(sorted(departements)),
        tuple(sorted(shared - {""})),
        frozenset(word for place in places for word in _name_words(place.name)),
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
