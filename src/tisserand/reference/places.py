"""The gazetteer: communes (with former ones), EPCI, bassins de vie, départements, régions.

Keyed by (kind, INSEE code), since 584 codes name two communes, an old and a new one. The table
that ships with the package comes from `build_places`; see `NOTICE` for its sources.
"""

import gzip
from collections.abc import Collection, Iterable, Iterator
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from tisserand.ontology.namespaces import PLACES, place_iri
from tisserand.reference.bassins import Bassin, read_bassins
from tisserand.reference.distance import distance_km
from tisserand.reference.place_names import (
    clean_postcode,
    departement_of_postcode,
    index_keys,
    other_keys,
    parse_name,
)

__all__ = ["COMMUNAL", "Gazetteer", "Place", "distance_km", "load_gazetteer"]

COMMUNAL = ("commune", "commune-deleguee", "commune-associee", "arrondissement-municipal")
"""The kinds of a commune: present, former, and parts of the three biggest."""


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


class Gazetteer:
    """Places by IRI, by code and by name. Read only."""

    def __init__(self, rows: Iterable[str], bassins: dict[str, Bassin] | None = None) -> None:
        self._rows: dict[str, dict[str, str]] = {}
        for row in rows:
            kind, code, rest = row.split("\t", 2)
            self._rows.setdefault(kind, {})[code] = rest
        self._keys: dict[str, frozenset[str]] = {}
        self._bassins = bassins or {}
        for bassin in self._bassins.values():
            known = self._rows.setdefault("bassin-de-vie", {})
            known[bassin.code] = f"{bassin.name}\t\t\t\t\t1\t\t\t\t\t"
        self._place = lru_cache(maxsize=20_000)(self._read_place)

    def _read_place(self, kind: str, code: str) -> Place | None:
        rest = self._rows.get(kind, {}).get(code)
        if rest is None:
            return None
        name, population, postcodes, latitude, longitude, approximate, siren, *_ = rest.split("\t")
        return Place(
            place_iri(kind, code),
            kind,
            code,
            name,
            int(population) if population else None,
            tuple(postcodes.split()),
            float(latitude) if latitude else None,
            float(longitude) if longitude else None,
            approximate == "1",
            siren or None,
        )

    def _parents(self, kind: str, code: str) -> Parents:
        return Parents(*self._rows[kind][code].rsplit("\t", 4)[1:])

    def get(self, iri: str) -> Place | None:
        """The place of this IRI."""
        if not iri.startswith(PLACES):
            return None
        kind, _, code = iri[len(PLACES) :].partition("/")
        return self._place(kind, code)

    def commune(self, code: str) -> Place | None:
        """The present commune of an INSEE code, or the one that took it in."""
        for kind in COMMUNAL:
            if place := self._place(kind, code):
                return self.current(place.iri)
        return None

    def places(self, kind: str) -> Iterable[Place]:
        """Every place of a kind, by code."""
        codes = self._rows.get(kind, {})
        return (place for code in codes if (place := self._read_place(kind, code)))

    def names(self, kind: str) -> Iterator[str]:
        """The name of every place of a kind, by code."""
        return (rest.partition("\t")[0] for rest in self._rows.get(kind, {}).values())

    def postcodes(self, kind: str) -> Iterator[tuple[str, list[str]]]:
        """(code, postcodes) of every place of a kind, by code."""
        rows = self._rows.get(kind, {}).items()
        return ((code, rest.split("\t", 3)[2].split()) for code, rest in rows)

    def current(self, iri: str) -> Place | None:
        """The present commune of a former one; any other place is itself."""
        place = self.get(iri)
        if place is None or place.kind not in ("commune-deleguee", "commune-associee"):
            return place
        return self._place("commune", self._parents(place.kind, place.code).chief) or place

    def ancestors(self, iri: str) -> tuple[str, ...]:
        """IRIs of what holds a place, the closest first.

        A commune is in its EPCI, its bassin de vie where the operator gave INSEE's table, its
        département and its région; an EPCI in every département and région of its members.
        """
        kind, _, code = iri.removeprefix(PLACES).partition("/")
        if kind == "region" or code not in self._rows.get(kind, {}) or not iri.startswith(PLACES):
            return ()
        if kind in ("epci", "bassin-de-vie"):
            return self._areas_of_members(self.members(iri))
        parents = self._parents(kind, code)
        present = parents.chief or code
        found = [
            ("commune", parents.chief),
            ("epci", parents.epci),
            ("bassin-de-vie", self._bassins[present].code if present in self._bassins else ""),
            ("departement", parents.departement),
            ("region", parents.region),
        ]
        return tuple(
            place_iri(kind, code) for kind, code in found if code in self._rows.get(kind, {})
        )

    def _areas_of_members(self, members: tuple[str, ...]) -> tuple[str, ...]:
        areas = {area for member in members for area in self.ancestors(member)}
        kinds = ("/departement/", "/region/")
        return tuple(area for kind in kinds for area in sorted(areas) if kind in area)

    def members(self, iri: str) -> tuple[str, ...]:
        """IRIs of the present communes of an EPCI, bassin de vie, département or région."""
        return self._members.get(iri, ())

    @cached_property
    def _members(self) -> dict[str, tuple[str, ...]]:
        members: dict[str, list[str]] = {}
        for code in self._rows["commune"]:
            iri = place_iri("commune", code)
            for ancestor in self.ancestors(iri):
                members.setdefault(ancestor, []).append(iri)
        return {ancestor: tuple(sorted(iris)) for ancestor, iris in members.items()}

    @cached_property
    def _names(self) -> dict[str, tuple[tuple[str, str], ...]]:
        """Key of a name → (kind, code) of who bears it."""
        names: dict[str, tuple[tuple[str, str], ...]] = {}
        for kind, rows in self._rows.items():
            for code, rest in rows.items():
                for key in index_keys(kind, rest.partition("\t")[0]):
                    names[key] = (*names.get(key, ()), (kind, code))
        return names

    @property
    def kinds(self) -> Collection[str]:
        """The kinds of places it holds."""
        return self._rows.keys()

    def longest_name(self, first: str) -> int:
        """Words in the longest name that begins with this folded word; 0 if none does."""
        return self._lengths.get(first, 0)

    @cached_property
    def _lengths(self) -> dict[str, int]:
        lengths: dict[str, int] = {}
        for key in self._names:
            first = key.partition(" ")[0]
            lengths[first] = max(lengths.get(first, 0), key.count(" ") + 1)
        return lengths

    def named(self, key: str, kinds: Collection[str]) -> list[Place]:
        """Who bears exactly this key (see `place_names.name_key`), by kind and code."""
        return [
            place
            for kind, code in sorted(self._names.get(key, ()))
            if kind in kinds and (place := self._place(kind, code))
        ]

    def keys(self, kind: str) -> frozenset[str]:
        """The keys that places of a kind bear (see `place_names.name_key`)."""
        if kind not in self._keys:
            names = self._names.items()
            self._keys[kind] = frozenset(
                key for key, bearers in names if any(bearer == kind for bearer, _ in bearers)
            )
        return self._keys[kind]

    def find(
        self,
        name: str,
        *,
        postcode: str | None = None,
        departement: str | None = None,
        kinds: Collection[str] = COMMUNAL,
    ) -> Place | None:
        """The one place that this name can mean, a former commune being its present one.

        None when no place bears it, or several that nothing tells apart.
        """
        places = self.candidates(name, postcode=postcode, departement=departement, kinds=kinds)
        known = parse_name(name)
        narrowed = postcode or departement or known.postcode or known.departement
        present = [place for place in places if place.kind == "commune"]
        if narrowed and len(present) == 1:
            return present[0]
        found = {place.iri: place for p in places if (place := self.current(p.iri))}
        return next(iter(found.values())) if len(found) == 1 else None

    def candidates(
        self,
        name: str,
        *,
        postcode: str | None = None,
        departement: str | None = None,
        kinds: Collection[str] = COMMUNAL,
    ) -> list[Place]:
        """Every place that this name can mean, former communes as themselves, by kind and code.

        A postcode narrows to the places that have it, else to those of its département (as
        CEDEX codes are in no commune); a département given narrows to its own.
        """
        known = parse_name(name)
        if known.arrondissement and "arrondissement-municipal" in kinds:
            place = self._place("arrondissement-municipal", known.arrondissement)
            if place:
                return [place]
        for key in (known.key, known.without_brackets, *other_keys(known.key)):
            if places := self.named(key, kinds):
                departement = departement or known.departement
                code = clean_postcode(postcode) or known.postcode
                return self._narrow(places, code, departement)
        return []

    def _narrow(
        self, places: list[Place], postcode: str | None, departement: str | None
    ) -> list[Place]:
        if departement:
            places = [p for p in places if self.is_in(p, (departement,))]
        if not postcode:
            return places
        exact = [p for p in places if postcode in self._postcodes(p)]
        return exact or [p for p in places if self.is_in(p, departement_of_postcode(postcode))]

    def _postcodes(self, place: Place) -> tuple[str, ...]:
        present = self.current(place.iri)
        return place.postcodes or (present.postcodes if present else ())

    def is_in(self, place: Place, departements: Collection[str]) -> bool:
        """Whether a place is in, or is, one of these départements (codes)."""
        iris = (place.iri, *self.ancestors(place.iri))
        return any(place_iri("departement", code) in iris for code in departements)


@cache
def load_gazetteer(bassins_de_vie: Path | None = None) -> Gazetteer:
    """The gazetteer of the package, with INSEE's table of bassins de vie if one is given.

    Raises:
        InputError: the table of bassins de vie cannot be read; see `bassins.read_bassins`.
    """
    table = files("tisserand.reference") / "data" / "places.tsv.gz"
    rows = gzip.decompress(table.read_bytes()).decode("utf-8").splitlines()
    return Gazetteer(rows, read_bassins(bassins_de_vie) if bassins_de_vie else None)
