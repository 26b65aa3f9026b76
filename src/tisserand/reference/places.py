"""The gazetteer: communes (with former ones), EPCI, bassins de vie, départements, régions.

Keyed by (kind, INSEE code), since 584 codes name two communes, an old and a new one. The table
that ships with the package comes from `build_places`; see `NOTICE` for its sources.
"""

from collections.abc import Collection, Iterable
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from pathlib import Path

from tisserand.ontology.namespaces import PLACES, place_iri
from tisserand.reference.bassins import Bassin, read_bassins
from tisserand.reference.distance import distance_km
from tisserand.reference.place import Parents, Place
from tisserand.reference.place_index import (
    SortedLines,
    area_line,
    index_lines,
    name_line,
    postcode_line,
    siren_line,
)
from tisserand.reference.place_names import (
    PlaceName,
    clean_postcode,
    departement_of_postcode,
    other_keys,
    parse_name,
)

__all__ = ["COMMUNAL", "Gazetteer", "Place", "distance_km", "load_gazetteer"]

TOWN = 5_000
TOWN_TO_VILLAGE = 20
"""Inhabitants of a place that its bare name means, and how many times those of its homonyms."""
COMMUNAL = ("commune", "commune-deleguee", "commune-associee", "arrondissement-municipal")
"""The kinds of a commune: present, former, and parts of the three biggest."""


class Gazetteer:
    """Places by IRI, by code and by name. Read only."""

    def __init__(
        self,
        rows: bytes,
        index: bytes,
        bassins: dict[str, Bassin] | None = None,
    ) -> None:
        """Takes the sorted lines of the table of places, and those that `place_index` makes."""
        self._bassins = bassins or {}
        given = {
            f"bassin-de-vie\t{bassin.code}\t{bassin.name}\t\t\t\t\t1\t\t\t\t\t"
            for bassin in self._bassins.values()
        }
        self._table = SortedLines(rows, given)
        self._index = SortedLines(index, index_lines(given))
        self._rows = lru_cache(maxsize=1_024)(self._read_rows)
        self._place = lru_cache(maxsize=20_000)(self._read_place)
        self._bearers = lru_cache(maxsize=65_536)(self._found)
        self.longest_name = cache(self._longest_name)
        self.keys = cache(self._read_keys)

    def _row(self, kind: str, code: str) -> str | None:
        """What the table says of a place after its kind and code."""
        return self._rows(kind, code[:2]).get(code)

    def _read_rows(self, kind: str, start: str) -> dict[str, str]:
        """The same for a département, by code: who asks for one of its communes asks for more."""
        lines = (line.split("\t", 2) for line in self._table.starting(f"{kind}\t{start}"))
        return {code: rest for _, code, rest in lines}

    def _read_place(self, kind: str, code: str) -> Place | None:
        if (rest := self._row(kind, code)) is None:
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

    def _parents(self, kind: str, code: str) -> Parents | None:
        rest = self._row(kind, code)
        return None if rest is None else Parents(*rest.rsplit("\t", 4)[1:])

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
        codes = (line.split("\t", 2)[1] for line in self._table.starting(f"{kind}\t"))
        return (place for code in codes if (place := self._read_place(kind, code)))

    def with_postcode(self, kind: str, postcode: str) -> list[str]:
        """Codes of the places of a kind that have a postcode, in order."""
        found = self._index.starting(postcode_line(kind, postcode))
        return [line.rpartition("\t")[2] for line in found]

    def with_siren(self, siren: str) -> list[tuple[str, str]]:
        """(kind, code) of the places whose public body has this SIREN, in order."""
        return self._found(siren_line(siren))

    def _found(self, start: str) -> list[tuple[str, str]]:
        """(kind, code) at the end of the lines of the index that begin so, in order."""
        found = (line[len(start) :].split("\t") for line in self._index.starting(start))
        return [(kind, code) for kind, code in found]

    def current(self, iri: str) -> Place | None:
        """The present commune of a former one; any other place is itself."""
        place = self.get(iri)
        if place is None or place.kind not in ("commune-deleguee", "commune-associee"):
            return place
        parents = self._parents(place.kind, place.code)
        return (self._place("commune", parents.chief) if parents else None) or place

    def ancestors(self, iri: str) -> tuple[str, ...]:
        """IRIs of what holds a place, the closest first.

        A commune is in its EPCI, its bassin de vie where the operator gave INSEE's table, its
        département and its région; an EPCI in every département and région of its members.
        """
        kind, _, code = iri.removeprefix(PLACES).partition("/")
        parents = self._parents(kind, code) if iri.startswith(PLACES) else None
        if kind == "region" or parents is None:
            return ()
        if kind == "epci":
            return tuple(place_iri(*area) for area in self._found(area_line(kind, code)))
        if kind == "bassin-de-vie":
            return self._areas_of_members(self.members(iri))
        present = parents.chief or code
        found = [
            ("commune", parents.chief),
            ("epci", parents.epci),
            ("bassin-de-vie", self._bassins[present].code if present in self._bassins else ""),
            ("departement", parents.departement),
            ("region", parents.region),
        ]
        return tuple(
            place_iri(kind, code) for kind, code in found if code and self._row(kind, code)
        )

    def epci(self, iri: str) -> str | None:
        """IRI of the EPCI that a commune is in, or that a place is."""
        kind, _, code = iri.removeprefix(PLACES).partition("/")
        parents = self._parents(kind, code) if iri.startswith(PLACES) else None
        held = code if kind == "epci" else parents.epci if parents else ""
        return place_iri("epci", held) if parents and held and self._row("epci", held) else None

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
        for line in self._table.starting("commune\t"):
            iri = place_iri("commune", line.split("\t", 2)[1])
            for ancestor in self.ancestors(iri):
                members.setdefault(ancestor, []).append(iri)
        return {ancestor: tuple(sorted(iris)) for ancestor, iris in members.items()}

    @cached_property
    def kinds(self) -> Collection[str]:
        """The kinds of places it holds."""
        return tuple(self._table.first_fields())

    def _longest_name(self, first: str) -> int:
        """Words in the longest name that begins with this folded word; 0 if none does."""
        start = name_line(first)
        lines = self._index.starting(start) + self._index.starting(f"{start[:-1]} ")
        return max((line.split("\t", 2)[1].count(" ") + 1 for line in lines), default=0)

    def named(self, key: str, kinds: Collection[str]) -> list[Place]:
        """Who bears exactly this key (see `place_names.name_key`), by kind and code."""
        return [
            place
            for kind, code in self._bearers(name_line(key))
            if kind in kinds and (place := self._place(kind, code))
        ]

    def _read_keys(self, kind: str) -> frozenset[str]:
        """The keys that places of a kind bear (see `place_names.name_key`)."""
        borne = (line for line in self._index.starting("name\t") if f"\t{kind}\t" in line)
        return frozenset(line.split("\t", 2)[1] for line in borne)

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
        narrowed = postcode or departement or known.postcode or self._told(known)
        present = [place for place in places if place.kind == "commune"]
        if narrowed and len(present) == 1:
            return present[0]
        found = {place.iri: place for p in places if (place := self.current(p.iri))}
        return next(iter(found.values())) if len(found) == 1 else None

    def town(self, name: str) -> Place | None:
        """The town that a bare name means, when its homonyms are villages beside it."""
        found = {place.iri: place for p in self.candidates(name) if (place := self.current(p.iri))}
        by_size = sorted(found.values(), key=lambda place: -(place.population or 0))
        least = [TOWN, *(TOWN_TO_VILLAGE * (place.population or 0) for place in by_size[1:2])]
        return by_size[0] if by_size and (by_size[0].population or 0) >= max(least) else None

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
                departement = departement or self._told(known)
                code = clean_postcode(postcode) or known.postcode
                return self._narrow(places, code, departement)
        return []

    def _told(self, known: PlaceName) -> str | None:
        """The code of the département that a name tells, by its code or by its name in brackets."""
        if known.departement or not known.bracketed:
            return known.departement
        named = self.named(known.bracketed, ("departement",))
        return named[0].code if len(named) == 1 else None

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
    bassins = read_bassins(bassins_de_vie) if bassins_de_vie else None
    data = files("tisserand.reference") / "data"
    rows, index = (data / name for name in ("places.tsv", "place_index.tsv"))
    return Gazetteer(rows.read_bytes(), index.read_bytes(), bassins)
