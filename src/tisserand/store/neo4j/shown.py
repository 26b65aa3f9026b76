"""Lists of entities as a role sees them: keys, what is shown first, words."""

from collections.abc import Sequence
from math import nan
from typing import NamedTuple

from tisserand.store.fusion import Shown, in_order, show
from tisserand.store.neo4j.past import Past
from tisserand.store.neo4j.schema import DOCUMENT_INDEX
from tisserand.store.neo4j.state import State
from tisserand.store.port import Hit
from tisserand.store.search import documents, is_begun, query_words, score

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


def shown_before(state: State, past: Past) -> dict[str, Line]:
    """The entities written since, as they were."""
    sources = state.sources(past)
    return {
        key: _line(key, show(in_order(records, sources)))
        for key, records in past.seen(state.role).items()
    }


def _line(key: str, shown: Shown) -> Line:
    latitude, longitude = (
        nan if value is None else value for value in (shown.latitude, shown.longitude)
    )
    return Line(key, shown.kind, shown.name, shown.place or "", latitude, longitude)


def lines(state: State, past: Past, keys: Sequence[str]) -> dict[str, Line]:
    """Those that exist for the role among `keys`."""
    rows = state.transaction.rows_each(
        "UNWIND $rows AS key MATCH (e:Entity {key: key}) WHERE e.visibility <= $view"
        f" RETURN {_SHOWN}",
        [key for key in keys if key not in past.members],
        view=state.role,
    )
    found = {row[0]: Line(*row) for row in rows}
    if past.members:
        found |= shown_before(state, past)
    return {key: found[key] for key in keys if key in found}


def entity_keys(state: State, past: Past, after: str, limit: int, kind: str) -> list[str]:
    """Keys greater than `after`, in order; of one kind when given."""
    rows = state.rows(
        "MATCH (e:Entity) WHERE e.key > $after AND e.visibility <= $view"
        " AND ($kind = '' OR e.kinds[$view] = $kind) RETURN e.key ORDER BY e.key LIMIT $limit",
        after=after,
        kind=kind,
        limit=limit + len(past.members),
    )
    keys = [key for (key,) in rows if key not in past.members]
    if past.members:
        before = shown_before(state, past).values()
        keys += [one.key for one in before if one.key > after and kind in ("", one.kind)]
    return sorted(keys)[:limit]


def find(state: State, past: Past, text: str, limit: int, kinds: Sequence[str]) -> list[Hit]:
    """Entities that hold every word asked, best first, then by key."""
    asked = query_words(text)
    if not asked:
        return []
    rows = state.rows(
        "CALL db.index.fulltext.queryNodes($index, $query) YIELD node AS d"
        " WHERE d.level <= $view AND d.last >= $view AND ($kinds = [] OR d.kind IN $kinds)"
        " RETURN d.entity, d.name, d.kind, d.place, d.title",
        index=DOCUMENT_INDEX,
        query=" ".join(f"+{word}" for word in asked) + ("*" if is_begun(asked) else ""),
        kinds=list(kinds),
    )
    hits = [
        Hit(key, name, kind, place, score(asked, title))
        for key, name, kind, place, title in rows
        if key not in past.members
    ]
    hits += [hit for hit in _found_before(state, past, asked) if not kinds or hit.kind in kinds]
    return sorted(hits, key=lambda hit: (-hit.score, hit.key))[:limit]


def _found_before(state: State, past: Past, asked: Sequence[str]) -> list[Hit]:
    if not past.members:
        return []
    sources = state.sources(past)
    return [
        Hit(key, one.name, one.kind, one.place, score(asked, one.title))
        for key, records in past.members.items()
        if records
        for one in documents(records, sources)
        if one.level <= state.role <= one.last and _holds(one.text.split(), asked)
    ]


def _holds(words: Sequence[str], asked: Sequence[str]) -> bool:
    """Whether every word asked is there, the last one perhaps only begun."""
    held = set(words)
    begun = is_begun(asked) and any(word.startswith(asked[-1]) for word in held)
    return all(word in held for word in asked[:-1]) and (asked[-1] in held or begun)
