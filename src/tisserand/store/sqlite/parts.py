"""What scans give of a few entities, by index, in time that does not grow with the graph."""

from collections.abc import Sequence

import numpy as np

from tisserand.store.batches import LinkRow, NodeBatch, Part, ReferenceRow
from tisserand.store.sqlite.connection import Database, as_json
from tisserand.store.sqlite.terms import ABSENT, TermReader

_ASKED = "(SELECT value FROM json_each(?))"


def read_part(
    database: Database,
    terms: TermReader,
    role: int,
    conditions: tuple[str, str, str],
    keys: Sequence[str],
) -> Part:
    """The entities among `keys`, with the links and references of which they are the subjects.

    Args:
        conditions: of SQL, for visible records `r`, their targets `t` and documents `d`.
    """
    record, target, document = conditions
    asked = as_json(sorted(set(keys)))
    entities = as_json(
        database.column(
            "SELECT d.entity FROM handle h JOIN document d ON d.entity = h.id"
            f" WHERE h.key IN {_ASKED} AND {document}",
            (asked,),
        )
    )
    links = database.rows(
        "SELECT s.key, l.property, o.key, l.confidence, l.since, l.until FROM record r"
        " JOIN handle s ON s.id = r.entity JOIN link l ON l.record = r.id"
        " JOIN record t ON t.handle = l.target JOIN handle o ON o.id = t.entity"
        f" WHERE r.entity IN {_ASKED} AND t.entity <> r.entity AND l.visibility <= {role}"
        f" AND {record} AND {target}",
        (entities,),
    )
    references = database.rows(
        "SELECT s.key, f.property, f.value, f.confidence FROM record r"
        " JOIN handle s ON s.id = r.entity JOIN reference f ON f.record = r.id"
        f" WHERE r.entity IN {_ASKED} AND f.visibility <= {role} AND {record}",
        (entities,),
    )
    return Part(
        _nodes(database, terms, document, entities),
        sorted((_link(row, terms) for row in links), key=_link_order),
        sorted(_reference(row, terms) for row in references),
    )


def _nodes(database: Database, terms: TermReader, document: str, entities: str) -> NodeBatch:
    rows = database.rows(
        "SELECT h.key, d.kind, d.name, d.place, d.latitude, d.longitude FROM document d"
        f" JOIN handle h ON h.id = d.entity WHERE d.entity IN {_ASKED} AND {document}"
        " ORDER BY h.key",
        (entities,),
    )
    return NodeBatch(
        np.arange(len(rows), dtype=np.int64),
        [row[0] for row in rows],
        [terms[row[1]] for row in rows],
        [row[2] for row in rows],
        [None if row[3] is None else terms[row[3]] for row in rows],
        np.array([row[4] for row in rows], dtype=np.float64),
        np.array([row[5] for row in rows], dtype=np.float64),
    )


def _link(row: tuple[str, int, str, float, int, int], terms: TermReader) -> LinkRow:
    subject, name, end, confidence, since, until = row
    dates = [None if date == ABSENT else terms[date] for date in (since, until)]
    return subject, terms[name], end, confidence, dates[0], dates[1]


def _link_order(row: LinkRow) -> tuple[str, str, str, float, str, str]:
    return (*row[:4], row[4] or "", row[5] or "")


def _reference(row: tuple[str, int, int, float], terms: TermReader) -> ReferenceRow:
    subject, name, value, confidence = row
    return subject, terms[name], terms[value], confidence
