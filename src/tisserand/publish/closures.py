"""« Dissolved in 2019 », says one source; another still speaks of it in 2023."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from tisserand.ontology.records import Entity, Record, Source
from tisserand.store.port import GraphReader

DISSOLVED = "dissolvedOn"


class Side(NamedTuple):
    """What some records say; `seen_on` when they only speak of it as of something that goes on."""

    value: str
    records: tuple[Record, ...]
    seen_on: str | None = None


def closure_sides(
    reader: GraphReader, entity: Entity, records: Sequence[Record], sources: Mapping[str, Source]
) -> tuple[Side, ...]:
    """Who says that it closed, and who speaks of it later; empty when nothing is opposed.

    A grant speaks of its beneficiary on the day it is granted, whatever the date of its source.
    """
    closed: dict[str, list[Record]] = {}
    for record in records:
        if day := record.get(DISSOLVED):
            closed.setdefault(day, []).append(record)
    if not closed:
        return ()
    sayers = {record.source for group in closed.values() for record in group}
    first = min(closed)
    later = {
        record.key: (day, record)
        for day, record in _mentions(reader, entity, records, sources)
        if _before(first, day) and (record.source not in sayers)
    }
    if not later:
        return ()
    seen_on = max(day for day, _ in later.values())
    speaking = tuple(record for _, (_, record) in sorted(later.items()))
    sides = [Side(day, tuple(group)) for day, group in sorted(closed.items())]
    return (*sides, Side("", speaking, seen_on))


def _mentions(
    reader: GraphReader, entity: Entity, records: Sequence[Record], sources: Mapping[str, Source]
) -> Iterator[tuple[str, Record]]:
    """(day, record) of everything that speaks of it as of something that goes on."""
    links = [link for link in reader.links(entity.key) if link.property == "beneficiary"]
    grants = reader.records(sorted({key for link in links for key in link.records}))
    funded = set()
    for grant in grants.values():
        funded |= {link.target for link in grant.links}
        if day := grant.get("grantedOn") or grant.get("year") or grant.until or grant.since:
            yield day, grant
    for record in records:
        day = record.until or record.since or sources[record.source].date
        if day and record.key not in funded and not record.get(DISSOLVED):
            yield day, record


def _before(day: str, other: str) -> bool:
    """Whether a partial date is before another for certain."""
    shared = min(len(day), len(other))
    return day[:shared] < other[:shared]
