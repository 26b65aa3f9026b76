"""Writing down that people refused a cooperation, as a source of the application."""

from collections.abc import Sequence

from tisserand.errors import InputError
from tisserand.ingest.draft import AcceptedRow, Draft
from tisserand.ingest.normalisation.dates import normalise_date
from tisserand.ingest.weaving import STEWARD, ingest_rows
from tisserand.messages import text
from tisserand.ontology.records import Locator, Record, Source, Value, Visibility
from tisserand.reference.places import Gazetteer
from tisserand.store.port import GraphStore

RANK = 3


def write_refusal(
    store: GraphStore,
    source: str,
    identifiers: Sequence[str],
    gazetteer: Gazetteer,
    *,
    reason: str,
    date: str,
    based_on: int,
) -> int:
    """Add a refusal to those of a source.

    Args:
        identifiers: what tells which actors and which facts, as `recommend.refusals` reads it.
        based_on: sequence number of the state in which these facts were known.

    Returns:
        The sequence number of the change.

    Raises:
        InputError: not a date.
        StaleError: others wrote since that state: the facts may be new.
    """
    day = normalise_date(date)
    if day is None:
        raise InputError("ingest.bad_date", date=date)
    with store.read(STEWARD) as reader:
        stored = sorted(reader.records_of_source(source), key=lambda one: one.locator.row or 0)
    said = [("state", "declined"), ("stateDate", day), *(("identifier", i) for i in identifiers)]
    said += [("reason", reason)] if reason else []
    values = tuple(Value(name, value, Visibility.AGENT) for name, value in said)
    name = text("links.refusal_name", "fr", date=day, number=len(stored) + 1)
    fresh = Draft("refusal", "Introduction", name, values=values, visibility=Visibility.AGENT)
    drafts = [*(_again(record) for record in stored), fresh]
    rows = [AcceptedRow(Locator(source, row=row), (draft,)) for row, draft in enumerate(drafts, 1)]
    title = text("links.refusals_title", "fr")
    described = Source(source, title, source, rank=RANK, visibility=Visibility.AGENT)
    return ingest_rows(store, described, rows, gazetteer, based_on=based_on).sequence


def _again(record: Record) -> Draft:
    """What was said before, word for word."""
    return Draft(
        "refusal", record.kind, record.name, values=record.values, visibility=record.visibility
    )
