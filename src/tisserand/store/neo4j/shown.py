"""Lists of entities as a role sees them: keys, what is shown first, words."""

from collections.abc import Sequence
from math import nan
from typing import NamedTuple

from tisserand.store.fusion import Shown, in_order, show
from tisserand.store.neo4j.past import Members, Past, seen_members
from tisserand.store.neo4j.schema import DOCUMENT_INDEX
from tisserand.store.neo4j.state import UNHIDDEN, State
from tisserand.store.port import Hit
from tisserand.store.search import is_begun, query_words, score

_SHOWN = (
    "e.key, e.kinds[$view], e.names[$view], e.places[$view], e.latitudes[$view],"
    " e.longitudes[$view]"
)


class Line(NamedTuple):
    """An entity as lists and maps show it; "" or NaN for what is unknown."""

    key: str
    kind: str
    name: str
    place: str
    latitude: float
    longitude: float


def _shown_before(state: State, past: Past, members: Members) -> dict[str, Line]:
    """Entities written since, as they were, for those that existed."""
    if not members:
        return {}
    sources = state.sources(past)
    return {
        key: _line(key, show(in_order(records, sources)))
        for key, records in seen_members(members, state.role).items()
    }


def _line(key: str, shown: Shown) -> Line:
    latitude, longitude = (
        nan if value is None else value for value in (shown.latitude, shown.longitude)
    )
    return Line(key, shown.kind, shown.name, shown.place or "", latitude, longitude)


def lines(state: State, past: Past, keys: Sequence[str]) -> dict[str, Line]:
    """Those that exist for the role among `keys`."""
    kept = past.kept(keys)
    rows = state.rows_each(
        past,
        f"UNWIND $rows AS key MATCH (e:Entity {{key: key}}) WHERE e.visibility <= $view"
        f" AND {UNHIDDEN} RETURN {_SHOWN}",
        [key for key in keys if key not in kept],
    )
    found = {row[0]: Line(*row) for row in rows} | _shown_before(state, past, kept)
    return {key: found[key] for key in keys if key in found}


def entity_keys(state: State, past: Past, after: str, limit: int, kind: str) -> list[str]:
    """Keys greater than `after`, in order; of one kind when given."""
    kept = past.everything
    rows = state.rows(
        past,
        f"MATCH (e:Entity) WHERE e.key > $after AND e.visibility <= $view AND {UNHIDDEN}"
        " AND ($kind = '' OR e.kinds[$view] = $kind) RETURN e.key ORDER BY e.key LIMIT $limit",
        after=after,
        kind=kind,
        limit=limit + len(kept),
    )
    keys = [key for (key,) in rows if key not in kept]
    before = _shown_before(state, past, kept).values()
    keys += [one.key for one in before if one.key > after and kind in ("", one.kind)]
    return sorted(keys)[:limit]


def find(state: State, past: Past, text: str, limit: int, kinds: Sequence[str]) -> list[Hit]:
    """Entities that hold every word asked, best first, then by key.

    Documents stay for a time when others replace them: each knows its first write and its end.
    """
    asked = query_words(text)
    if not asked:
        return []
    rows = state.rows(
        past,
        "CALL db.index.fulltext.queryNodes($index, $query) YIELD node AS d"
        " WHERE d.level <= $view AND d.last >= $view AND ($kinds = [] OR d.kind IN $kinds)"
        " AND NOT coalesce(d.write, 0) IN $unseen AND (d.until IS NULL OR d.until IN $unseen)"
        " RETURN d.entity, d.name, d.kind, d.place, d.title",
        index=DOCUMENT_INDEX,
        query=" ".join(f"+{word}" for word in asked) + ("*" if is_begun(asked) else ""),
        kinds=list(kinds),
    )
    hits = [
        Hit(key, name, kind, place, score(asked, title)) for key, name, kind, place, title in rows
    ]
    return sorted(hits, key=lambda hit: (-hit.score, hit.key))[:limit]
