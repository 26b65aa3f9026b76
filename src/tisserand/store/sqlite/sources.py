"""Sources as rows: their body is JSON, so that a new field needs no migration."""

import json
from dataclasses import asdict

from tisserand.ontology.records import Source
from tisserand.store.sqlite.connection import Database


def encode_source(source: Source) -> str:
    """A source as JSON."""
    return json.dumps(asdict(source), ensure_ascii=False)


def stored_sources(database: Database, pending: int | None = None) -> dict[int, Source]:
    """Every source, by its number, in order of ids; but those that a bulk write brings."""
    rows = database.rows("SELECT id, body FROM source WHERE born IS NOT ? ORDER BY key", (pending,))
    return {number: Source(**json.loads(body)) for number, body in rows}
