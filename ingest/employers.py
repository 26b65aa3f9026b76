"""Where the bodies may be that rows of people name without saying where: where the people are.

A hint for resolution alone: the record says no more than its row did.
"""

from collections.abc import Mapping
from dataclasses import replace

from tisserand.ingest.resolution.features import features_of, sign
from tisserand.ontology.properties import family_of
from tisserand.ontology.records import Record, Signature, Value
from tisserand.reference.places import Gazetteer

EMPLOYED_BY = ("worksFor", "memberOf")
_PLACED_BY = frozenset(("locatedIn", "postcode"))


class EmployerPlaces:
    """The commune of the people of each body, while every row that tells one tells the same.

    A body whose people are in several communes has no hint: any of them could be a homonym's.
    """

    def __init__(self) -> None:
        self._places: dict[str, str] = {}

    def note(self, row: Mapping[str, Record]) -> None:
        """Note where the people of a row are.

        Args:
            row: its records, by key.
        """
        for person in row.values():
            place = _place_of(person) if family_of(person.kind) == "person" else ""
            if not place:
                continue
            for link in person.links:
                body = row.get(link.target) if link.property in EMPLOYED_BY else None
                if body is not None and not _says_where(body):
                    agreed = self._places.get(body.key, place) == place
                    self._places[body.key] = place if agreed else ""

    def hinted(self) -> list[str]:
        """The keys of the records that have a hint."""
        return [key for key, place in self._places.items() if place]

    def signature(self, record: Record, gazetteer: Gazetteer) -> Signature:
        """The signature of one of them, as if it were where its people are."""
        return sign([features_of(placed(record, self._places[record.key]), gazetteer)])[0]


def placed(record: Record, place: str) -> Record:
    """The record as if it were there, unless it says itself where it is."""
    if _says_where(record):
        return record
    return replace(record, values=(*record.values, Value("locatedIn", place)))


def _says_where(record: Record) -> bool:
    return not _PLACED_BY.isdisjoint(value.property for value in record.values)


def _place_of(person: Record) -> str:
    """The one place where a person is, or "" where none or several are told."""
    places = [value.value for value in person.values if value.property == "locatedIn"]
    return places[0] if len(places) == 1 else ""
