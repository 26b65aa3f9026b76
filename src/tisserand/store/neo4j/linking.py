"""The links of one entity, with what is shown of their other ends."""

from tisserand.ontology.records import EntityLink, Visibility
from tisserand.store.neo4j.connection import Row
from tisserand.store.neo4j.past import Members, Past
from tisserand.store.neo4j.shown import lines
from tisserand.store.neo4j.state import UNHIDDEN, State

_LINKS = (
    "WHERE r.visibility <= $view AND NOT {subject}.key IN $touched AND {unhidden}"
    " RETURN r.property, o.key, r.records, r.since, r.until"
    " ORDER BY r.property, o.key, coalesce(r.since, ''), coalesce(r.until, '') LIMIT $limit"
)


def entity_links(state: State, past: Past, key: str, limit: int) -> list[EntityLink]:
    """Links of an entity, outward then inward, by property, key and dates.

    Args:
        key: its own, or that of a visible record that describes it.
        limit: most links wanted.
    """
    entity = _entity_key(state, past, key)
    if entity is None:
        return []
    rows = [(True, *row) for row in _rows(state, past, entity, True, limit)]
    rows += [(False, *row) for row in _rows(state, past, entity, False, limit)]
    said: dict[Row, set[str]] = {}
    for outward, name, other, records, since, until in rows:
        said.setdefault((outward, name, other, since, until), set()).update(records)
    found = sorted(said, key=lambda row: (not row[0], row[1], row[2], row[3] or "", row[4] or ""))
    wanted = found[:limit]
    ends = lines(state, past, sorted({row[2] for row in wanted}))
    return [
        EntityLink(
            property=row[1],
            outward=row[0],
            key=row[2],
            name=ends[row[2]].name,
            kind=ends[row[2]].kind,
            records=tuple(sorted(said[row])),
            since=row[3],
            until=row[4],
        )
        for row in wanted
    ]


def _entity_key(state: State, past: Past, key: str) -> str | None:
    """The key itself when it is that of an entity of the View, else that of its record's."""
    if lines(state, past, [key]):
        return key
    return state.owners(past, [key]).get(key)


def _rows(state: State, past: Past, entity: str, outward: bool, limit: int) -> list[Row]:
    """(property, other end, records, since, until); each link is at most once a visibility."""
    kept = _subjects(state, past, entity, outward)
    pattern, subject = ("-[r]->", "e") if outward else ("<-[r]-", "o")
    condition = _LINKS.format(subject=subject, unhidden=UNHIDDEN.replace("e.", f"{subject}."))
    rows = state.rows(
        past,
        f"MATCH (e:Entity {{key: $key}}){pattern}(o:Entity) {condition}",
        key=entity,
        touched=list(kept),
        limit=limit * len(Visibility),
    )
    near, far = ("subject", "object") if outward else ("object", "subject")
    for row in state.past_links(past, kept) if kept else ():
        if row[near] == entity:
            said = row["properties"]
            rows.append((said["property"], row[far], said["records"], said["since"], said["until"]))
    return rows


def _subjects(state: State, past: Past, entity: str, outward: bool) -> Members:
    """The entities written since that may have had such a link, with their records."""
    if outward or not past.unseen:
        return past.kept([entity])
    records = [one.key for held in state.members(past, [entity]).values() for one in held]
    return past.kept(past.linking(records))
