"""Small invented records, sources and change sets, to fill a store in one line."""

from collections.abc import Sequence

from tisserand.ontology.namespaces import SKILLS, place_iri
from tisserand.ontology.records import (
    Identifier,
    Link,
    Locator,
    Record,
    Signature,
    Source,
    Value,
    Visibility,
)
from tisserand.store.port import ChangeSet

PUBLIC, PARTNER, AGENT, STEWARD = Visibility
BREZELLE = place_iri("commune", "35999")
BRETAGNE = place_iri("region", "53")
MASONRY = SKILLS + "maconnerie"


def source(
    id: str = "annuaire", rank: int = 2, date: str | None = "2024", **more: object
) -> Source:
    """A directory of rank 2, of 2024."""
    return Source(id=id, title=f"Source {id}", file=f"{id}.csv", rank=rank, date=date, **more)  # type: ignore[arg-type]


def record(
    key: str,
    name: str = "Fournil des Deux Rives",
    kind: str = "Association",
    source: str = "annuaire",
    values: Sequence[Value | tuple[str, str]] = (),
    links: Sequence[Link | tuple[str, str]] = (),
    identifiers: Sequence[Identifier | tuple[str, str]] = (),
    **more: object,
) -> Record:
    """A public association; values and links may be given as (property, value or target)."""
    return Record(
        key=key,
        source=source,
        kind=kind,
        name=name,
        locator=more.pop("locator", Locator(f"{source}.csv", row=2)),  # type: ignore[arg-type]
        values=tuple(Value(*value) for value in values),
        links=tuple(Link(*link) for link in links),
        identifiers=tuple(Identifier(*identifier) for identifier in identifiers),
        **more,  # type: ignore[arg-type]
    )


def signature(digest: str, *blocks: str) -> Signature:
    return Signature(digest, f'{{"name":"{digest}"}}', blocks)


def change_set(
    *records: Record, sources: Sequence[Source] | None = None, **assigned: str
) -> ChangeSet:
    """Records added with their sources (rank 2 unless given), each its own entity, or assigned."""
    given = {one.id: one for one in sources or ()}
    needed = {one.source: given.get(one.source) or source(one.source) for one in records}
    return ChangeSet(
        sources=list({**given, **needed}.values()),
        records=list(records),
        assignments={one.key: assigned.get(one.key, one.key) for one in records},
    )
