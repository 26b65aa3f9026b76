"""Scans of a View as numpy batches, page by page along the keys of its entities."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tisserand.store.batches import LinkBatch, NodeBatch, Part, ReferenceBatch
from tisserand.store.neo4j.connection import Row, batches
from tisserand.store.neo4j.encoding import Properties
from tisserand.store.neo4j.past import Past
from tisserand.store.neo4j.relationships import references_of, relationship_rows
from tisserand.store.neo4j.shown import Line, entity_keys, lines
from tisserand.store.neo4j.state import State

_PAGE = 5000
_SAID = (
    " WHERE r.visibility <= $view RETURN key, r.property, {end} AS end, r.confidences,"
    " r.since, r.until"
)
_LINKS = "UNWIND $rows AS key MATCH (:Entity {key: key})-[r]->(o:Entity)" + _SAID.format(
    end="o.key"
)
_REFERENCES = "UNWIND $rows AS key MATCH (:Entity {key: key})-[r]->(o:Reference)" + _SAID.format(
    end="coalesce(r.value, o.iri)"
)


def read_ids(state: State) -> dict[str, int]:
    """The number of each entity of a View: its position in the order of keys."""
    ids: dict[str, int] = {}
    after = ""
    while keys := state.settled(
        lambda past, after=after: entity_keys(state, past, after, _PAGE, "")  # type: ignore[misc]
    ):
        for key in keys:
            ids[key] = len(ids)
        after = keys[-1]
    return ids


def scan_nodes(state: State, ids: Mapping[str, int]) -> Iterator[NodeBatch]:
    """Every entity of a View, by key."""
    for keys in batches(ids, _PAGE):
        found = state.settled(lambda past, keys=keys: lines(state, past, keys))  # type: ignore[misc]
        yield _nodes(list(found.values()), _numbers(ids[key] for key in keys))


def _nodes(found: Sequence[Line], ids: NDArray[np.int64]) -> NodeBatch:
    return NodeBatch(
        ids,
        [line.key for line in found],
        [line.kind for line in found],
        [line.name for line in found],
        [line.place or None for line in found],
        np.array([line.latitude for line in found], dtype=np.float64),
        np.array([line.longitude for line in found], dtype=np.float64),
    )


def read_part(state: State, past: Past, keys: Sequence[str]) -> Part:
    """What scans give of the entities among `keys`, in order."""
    found = lines(state, past, keys)
    references = [
        (subject, name, value, confidence)
        for subject, name, value, confidence, *_ in _references(state, past, list(found))
    ]
    return Part(
        _nodes(list(found.values()), np.arange(len(found), dtype=np.int64)),
        [tuple(row) for row in _links(state, past, list(found))],
        sorted(references),
    )


def scan_links(state: State, ids: Mapping[str, int]) -> Iterator[LinkBatch]:
    """Every link of a View, one for each record that says so."""
    for keys in batches(ids, _PAGE):
        rows = state.settled(lambda past, keys=keys: _links(state, past, keys))  # type: ignore[misc]
        if rows:
            yield LinkBatch(
                _numbers(ids[row[0]] for row in rows),
                [row[1] for row in rows],
                _numbers(ids[row[2]] for row in rows),
                np.array([row[3] for row in rows], dtype=np.float64),
                [row[4] for row in rows],
                [row[5] for row in rows],
            )


def scan_references(state: State, ids: Mapping[str, int]) -> Iterator[ReferenceBatch]:
    """Every value of a View from a vocabulary, one for each record that says so."""
    for keys in batches(ids, _PAGE):
        rows = state.settled(lambda past, keys=keys: _references(state, past, keys))  # type: ignore[misc]
        if rows:
            yield ReferenceBatch(
                _numbers(ids[row[0]] for row in rows),
                [row[1] for row in rows],
                [row[2] for row in rows],
                np.array([row[3] for row in rows], dtype=np.float64),
            )


def _links(state: State, past: Past, keys: Sequence[str]) -> list[Row]:
    asked = set(keys)
    before = [row for row in state.past_links(past) if row["subject"] in asked]
    return _statements(state, past, keys, _LINKS, before)


def _references(state: State, past: Past, keys: Sequence[str]) -> list[Row]:
    before = [
        {**row, "object": row["properties"].get("value") or row["object"]}
        for key in keys
        if key in past.everything
        for _, row in relationship_rows(key, references_of(past.everything[key]))
        if row["properties"]["visibility"] <= state.role
    ]
    return _statements(state, past, keys, _REFERENCES, before)


def _statements(
    state: State, past: Past, keys: Sequence[str], question: str, before: list[Properties]
) -> list[Row]:
    """(subject, property, object, confidence, since, until) for each record, in order."""
    stored = [key for key in keys if key not in past.everything]
    rows: list[Row] = state.transaction.rows_each(question, stored, view=state.role)
    for row in before:
        said = row["properties"]
        dates = said["since"], said["until"]
        rows.append((row["subject"], said["property"], row["object"], said["confidences"], *dates))
    single = [(*row[:3], confidence, *row[4:]) for row in rows for confidence in row[3]]
    return sorted(single, key=lambda row: (*row[:4], row[4] or "", row[5] or ""))


def _numbers(values: Iterator[int] | Any) -> NDArray[np.int64]:
    return np.array(list(values), dtype=np.int64)
