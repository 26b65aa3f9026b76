"""Writing down introductions, as a source of the application."""

from collections.abc import Sequence
from typing import NamedTuple

from tisserand.errors import InputError
from tisserand.ingest.draft import AcceptedRow, Draft
from tisserand.ingest.keys import STORED
from tisserand.ingest.normalisation.dates import normalise_date
from tisserand.ingest.weaving import STEWARD, ingest_rows
from tisserand.ontology.records import Link, Locator, Record, Source, Value, Visibility
from tisserand.reference.places import Gazetteer
from tisserand.store.port import GraphStore

RANK = 3


class Told(NamedTuple):
    """What an introduction says now.

    Attributes:
        number: tells it from the others of its source, from 1.
        values: property and value.
        links: property and key of a stored record.
    """

    number: int
    name: str
    values: Sequence[tuple[str, str]]
    links: Sequence[tuple[str, str]]


def whole_day(given: str) -> str:
    """An ISO date, to the day.

    Raises:
        InputError: it is none.
    """
    day = normalise_date(given)
    if day is None or len(day) != len("2026-01-31"):
        raise InputError("ingest.bad_date", date=given)
    return day


def write_introduction(
    store: GraphStore, source: str, title: str, told: Told, gazetteer: Gazetteer, based_on: int
) -> int:
    """Add an introduction to those of a source, or put it in the place of what it was.

    Args:
        based_on: sequence number of the state from which it was made.

    Returns:
        The sequence number of the change.

    Raises:
        StaleError: others wrote since that state.
    """
    with store.read(STEWARD) as reader:
        stored = {record.locator.row or 0: record for record in reader.records_of_source(source)}
    drafts = {number: _again(number, record) for number, record in stored.items()}
    drafts[told.number] = _draft(told)
    rows = [
        AcceptedRow(Locator(source, row=number), (draft,))
        for number, draft in sorted(drafts.items())
    ]
    described = Source(source, title, source, rank=RANK, visibility=Visibility.AGENT)
    return ingest_rows(store, described, rows, gazetteer, based_on=based_on).sequence


def _draft(told: Told) -> Draft:
    return Draft(
        "introduction",
        "Introduction",
        told.name,
        values=tuple(Value(name, value, Visibility.AGENT) for name, value in told.values),
        links=tuple(Link(name, STORED + key, Visibility.AGENT) for name, key in told.links),
        own_key=str(told.number),
        visibility=Visibility.AGENT,
    )


def _again(number: int, record: Record) -> Draft:
    """What was said before, word for word."""
    return Draft(
        "introduction",
        record.kind,
        record.name,
        values=record.values,
        links=tuple(link._replace(target=STORED + link.target) for link in record.links),
        own_key=str(number),
        visibility=record.visibility,
    )
