"""Which mapped rows can be taken: each of their records is valid, and has a key of its own."""

from collections.abc import Sequence
from typing import NamedTuple

from tisserand.ingest.draft import AcceptedRow, Draft, MappedRow, RejectedRow, SkippedRow
from tisserand.ingest.keys import DuplicateKeyError, KeyedRecord, RecordKeys
from tisserand.ingest.report import Said
from tisserand.ingest.validation import InvalidRecordError, validate
from tisserand.ontology.records import Locator

Warned = tuple[Locator, Said]


class TakenRow(NamedTuple):
    """A row that is taken.

    Attributes:
        warnings: what was dropped of its records.
        keyed: its records, in the order of its drafts.
    """

    row: AcceptedRow
    warnings: list[Warned]
    keyed: list[KeyedRecord]


def take(rows: Sequence[MappedRow], keys: RecordKeys) -> list[TakenRow | SkippedRow | RejectedRow]:
    """What becomes of each row, in order."""
    checked = [_validated(row) if isinstance(row, AcceptedRow) else row for row in rows]
    return [_keyed(*one, keys) if isinstance(one, _Valid) else one for one in checked]


class _Valid(NamedTuple):
    row: AcceptedRow
    warnings: list[Warned]


def _validated(row: AcceptedRow) -> _Valid | RejectedRow:
    """The row with valid drafts, unless one of its records cannot be."""
    try:
        if not row.drafts:
            raise InvalidRecordError("ingest.nothing_named")
        checked = [validate(draft) for draft in row.drafts]
    except InvalidRecordError as error:
        return _rejected(row, error.message, error.details)
    warnings: list[Warned] = []
    if not any(refusals for _, refusals in checked):
        return _Valid(row, warnings)
    drafts: list[Draft] = []
    for draft, (kept, refusals) in zip(row.drafts, checked, strict=True):
        drafts.append(kept)
        for refusal in refusals:
            details: dict[str, object] = {"property": refusal.property, "value": refusal.value}
            details |= {"file": row.locator.file, "row": row.locator.row, "kind": draft.kind}
            warnings.append((row.locator, Said(refusal.message, details)))
    return _Valid(row._replace(drafts=tuple(drafts)), warnings)


def _keyed(row: AcceptedRow, warnings: list[Warned], keys: RecordKeys) -> TakenRow | RejectedRow:
    """The row with its records, unless an earlier one bears its own key."""
    try:
        return TakenRow(row, warnings, keys.records(row))
    except DuplicateKeyError as error:
        details = {"key": error.own_key, "file": error.first.file, "row": error.first.row or 0}
        return _rejected(row, "ingest.duplicate_key", details)


def _rejected(row: AcceptedRow, message: str, details: dict[str, object]) -> RejectedRow:
    return RejectedRow(row.locator, message, details, dict(row.cells), row.reserved)
