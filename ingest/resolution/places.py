"""What the gazetteer tells resolution of a record's places."""

from functools import lru_cache
from math import log2
from typing import NamedTuple

from tisserand.ingest.resolution.model import load_model, singular
from tisserand.ontology.namespaces import PLACES, place_iri
from tisserand.reference.place_names import departement_of_postcode
from tisserand.reference.places import Gazetteer, Place
from tisserand.reference.text import fold


class Whereabouts(NamedTuple):
    """Where a record is, as far as it says.

    Attributes:
        communes: (code of each present commune, bits that its sharing weighs), sorted.
        departements: those given, and those of the communes.
        postcodes: those given or of the communes, but for those that are one commune's alone.
        words: the words of the names of these communes.
        zones: for each of these communes, or of those of its postcode, its least postcode: one
            key for what says a commune and for what says its postcode only.
        zone_words: the words of the names of the communes of these zones.
    """

    communes: tuple[tuple[str, float], ...]
    departements: tuple[str, ...]
    postcodes: tuple[str, ...]
    words: frozenset[str]
    zones: tuple[str, ...]
    zone_words: frozenset[str]


_SAINTS = ("saint", "sainte")


@lru_cache(maxsize=100_000)
def is_town(gazetteer: Gazetteer, word: str) -> bool:
    """Whether a word of a name is, alone but for its article or its « saint », a commune."""
    if word in _SAINTS:
        return False
    names = gazetteer.keys("commune")
    forms = (word, f"{word}s", f"{word}x")
    return not names.isdisjoint(forms) or not names.isdisjoint(
        [f"{saint} {form}" for saint in _SAINTS for form in forms]
    )


def _name_words(name: str) -> list[str]:
    return [singular(word) for word in fold(name).split()]


@lru_cache(maxsize=50_000)
def _communes_with(gazetteer: Gazetteer, postcode: str) -> tuple[str, ...]:
    """Codes of the present communes of a postcode."""
    return tuple(gazetteer.with_postcode("commune", postcode))


def _zones_of(gazetteer: Gazetteer, postcode: str) -> set[str]:
    """The least postcode of each commune that has this one."""
    return {_commune(gazetteer, code).zone for code in _communes_with(gazetteer, postcode)}


@lru_cache(maxsize=50_000)
def _zone_words(gazetteer: Gazetteer, zone: str) -> frozenset[str]:
    """The words of the names of the communes whose least postcode this is."""
    found = (gazetteer.get(place_iri("commune", c)) for c in _communes_with(gazetteer, zone))
    names = [place.name for place in found if place and min(place.postcodes) == zone]
    return frozenset(_name_words(" ".join(names)))


@lru_cache(maxsize=50_000)
def whereabouts(gazetteer: Gazetteer, iris: tuple[str, ...], postcode: str | None) -> Whereabouts:
    """Where these places and this postcode are; a postcode of one commune is that commune."""
    present = [place for iri in iris if (place := gazetteer.current(iri))]
    communes = {_commune_code(gazetteer, place) for place in present if place.kind in _COMMUNAL}
    departements = {place.code for place in present if place.kind == "departement"}
    if postcode and not communes:
        alone = _communes_with(gazetteer, postcode)
        communes |= set(alone if len(alone) == 1 else ())
        departements |= set(departement_of_postcode(postcode))
    known = [_commune(gazetteer, code) for code in sorted(communes)]
    departements |= {one.departement for one in known if one.departement}
    shared = {code for one in known for code in one.shared}
    if postcode and len(_communes_with(gazetteer, postcode)) != 1:
        shared.add(postcode)
    zones = {one.zone for one in known if one.zone}
    if postcode and not zones:
        zones = _zones_of(gazetteer, postcode)
    return Whereabouts(
        tuple(sorted({(one.code, one.bits) for one in known})),
        tuple(sorted(departements)),
        tuple(sorted(shared)),
        _together([one.words for one in known]),
        tuple(sorted(zones)),
        _together([_zone_words(gazetteer, zone) for zone in zones]),
    )


def _together(sets: list[frozenset[str]]) -> frozenset[str]:
    return sets[0] if len(sets) == 1 else frozenset[str]().union(*sets)


class _Commune(NamedTuple):
    """What resolution knows of a present commune; `shared`: its postcodes that others have too."""

    code: str
    bits: float
    departement: str
    zone: str
    shared: tuple[str, ...]
    words: frozenset[str]


@lru_cache(maxsize=50_000)
def _commune(gazetteer: Gazetteer, code: str) -> _Commune:
    place = gazetteer.commune(code)
    if place is None:
        return _Commune(code, load_model().bits["commune"], "", "", (), frozenset())
    departement = place.code[:3] if place.code[:2] in ("97", "98") else place.code[:2]
    is_one = gazetteer.get(f"{PLACES}departement/{departement}") is not None
    return _Commune(
        place.code,
        _commune_bits(place.population),
        departement if is_one else "",
        min(place.postcodes, default=""),
        tuple(one for one in place.postcodes if len(_communes_with(gazetteer, one)) != 1),
        frozenset(_name_words(place.name)),
    )


_COMMUNAL = ("commune", "arrondissement-municipal")


def _commune_code(gazetteer: Gazetteer, place: Place) -> str:
    """Its own code; for an arrondissement, that of its city."""
    start = f"{PLACES}commune/"
    ancestors = gazetteer.ancestors(place.iri) if place.kind != "commune" else ()
    cities = [iri.removeprefix(start) for iri in ancestors if iri.startswith(start)]
    return cities[0] if cities else place.code


def _commune_bits(population: int | None) -> float:
    """How much two records share when they share this commune."""
    bits = load_model().bits
    if not population:
        return bits["commune"]
    return round(min(log2(bits["population"] / population), bits["commune_at_most"]), 2)


def _community(gazetteer: Gazetteer, siren: str) -> str | None:
    """IRI of the commune, else the EPCI, else the département of this SIREN."""
    bodies = dict(gazetteer.with_siren(siren))
    kinds = ("commune", "epci", "departement")
    return next((f"{PLACES}{kind}/{bodies[kind]}" for kind in kinds if kind in bodies), None)


@lru_cache(maxsize=10_000)
def departements_of_body(gazetteer: Gazetteer, sirens: tuple[str, ...]) -> tuple[str, ...]:
    """Départements where these public bodies act, where they are communes, EPCI, départements.

    The SIREN of a département is 22, then its code (INSEE, Sirene: public bodies).
    """
    start = f"{PLACES}departement/"
    iris = set()
    for siren in sirens:
        iri = _community(gazetteer, siren) or (start + siren[2:4] if siren.startswith("22") else "")
        if gazetteer.get(iri):
            iris |= {iri, *gazetteer.ancestors(iri)}
    return tuple(sorted(iri.removeprefix(start) for iri in iris if iri.startswith(start)))
