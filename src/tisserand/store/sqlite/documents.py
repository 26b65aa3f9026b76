"""Keeping the documents of entities, and the index of their words, equal to their records."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from tisserand.ontology.records import Record, Source
from tisserand.store.search import documents
from tisserand.store.sqlite.codec import decode
from tisserand.store.sqlite.connection import Database, Row, as_json
from tisserand.store.sqlite.sources import stored_sources
from tisserand.store.sqlite.terms import TermReader, TermWriter

_CHUNK = 5_000


class DocumentWriter:
    """Writes documents, live or pending.

    Args:
        born: number of the bulk write they belong to; 0 for a write of one transaction.
    """

    def __init__(
        self, database: Database, terms: TermWriter, sources: Mapping[str, Source], born: int = 0
    ) -> None:
        self._database = database
        self._terms = terms
        self._sources = sources
        self._born = born

    def write(self, described: Iterable[tuple[int, Sequence[Record]]]) -> list[tuple[int, int]]:
        """Write the documents of (entity, its records), which have none.

        Returns:
            (entity, least role that sees it).
        """
        levels: list[tuple[int, int]] = []
        remaining = iter(described)
        while chunk := list(islice(remaining, _CHUNK)):
            levels += self._write(chunk)
        return levels

    def _write(self, described: Sequence[tuple[int, Sequence[Record]]]) -> list[tuple[int, int]]:
        made = [
            (entity, document)
            for entity, records in described
            for document in documents(records, self._sources)
        ]
        terms = self._terms
        first = 1 + int(self._database.value("SELECT coalesce(max(id), 0) FROM document"))
        rows: list[Row] = [
            (
                number, entity, document.level, document.last, terms[document.kind],
                terms[document.place] if document.place else None, document.latitude,
                document.longitude, document.name, len(document.title), document.text, self._born,
            )
            for number, (entity, document) in enumerate(made, first)
        ]  # fmt: skip
        self._database.run_many(
            "INSERT INTO document (id, entity, level, last, kind, place, latitude, longitude,"
            " name, title, text, born) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            rows,
        )
        self._database.run(
            "INSERT INTO search (rowid, text) SELECT id, text FROM document WHERE id >= ?",
            (first,),
        )
        least: dict[int, int] = {}
        for entity, document in made:
            least.setdefault(entity, document.level)
        return list(least.items())


def forget_documents(database: Database, condition: str) -> None:
    """Delete the documents `d` under a condition of SQL, and their words from the index."""
    database.run(
        "INSERT INTO search (search, rowid, text)"
        f" SELECT 'delete', d.id, d.text FROM document d WHERE {condition}"
    )
    database.run(f"DELETE FROM document AS d WHERE {condition}")


def described_entities(
    database: Database, entities: Sequence[int], condition: str
) -> Iterator[tuple[int, list[Record]]]:
    """(entity, its records `r` under a condition of SQL), read from disk."""
    terms = TermReader(database)
    sources = stored_sources(database)
    for start in range(0, len(entities), _CHUNK):
        given = as_json(entities[start : start + _CHUNK])
        found: dict[int, list[Record]] = {}
        rows = database.rows(
            f"{RECORD_ROWS} WHERE r.entity IN (SELECT value FROM json_each(?)) AND {condition}",
            (given,),
        )
        for entity, *row in rows:
            found.setdefault(entity, []).append(decode(row, sources, terms))
        yield from sorted(found.items())


RECORD_ROWS = (
    "SELECT r.entity, h.key, r.source, b.locator, b.said, s.digest FROM record r"
    " JOIN handle h ON h.id = r.handle JOIN body b ON b.record = r.id"
    " LEFT JOIN signature s ON s.id = r.signature"
)
"""(entity, then what `codec.decode` takes) of records."""
