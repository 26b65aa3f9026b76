"""Who is in partial diffusion, when a change joins entities otherwise: hidden, or given back."""

from collections import Counter
from collections.abc import Mapping, Set
from types import MappingProxyType

from tisserand.ingest.erasure.fingerprint import Hasher
from tisserand.ingest.erasure.register import read_marks
from tisserand.ingest.erasure.reserves import Reserves, read_reserves
from tisserand.ingest.erasure.rewriting import Rewriting, reshow
from tisserand.ingest.erasure.screening import Screen
from tisserand.ingest.resolution.resolve import Arrival, Resolution
from tisserand.ontology.records import Record
from tisserand.store.port import ChangeSet, GraphReader, ResolutionReader

_NONE: Mapping[str, Record] = MappingProxyType({})


def rejoined(
    reader: GraphReader,
    reserves: Reserves,
    owners: Mapping[str, str],
    gone: Set[str] = frozenset(),
    arriving: Mapping[str, Record] = _NONE,
) -> Reserves:
    """Who is reserved, once entities are joined so.

    Args:
        owners: entity of each record touched.
        gone: keys of the records that are there no more.
        arriving: records that are not stored yet, by key.
    """
    if not reserves.known:
        return reserves
    sizes = Counter(owners.values())
    together = [key for key, owner in owners.items() if sizes[owner] > 1]
    records = dict(reader.records([key for key in together if key not in arriving]))
    records |= {key: arriving[key] for key in together if key in arriving}
    return reserves.joined(records, owners, gone)


def reshow_reserved(
    reader: GraphReader,
    identity: ResolutionReader,
    screen: Screen,
    before: Reserves,
    after: Reserves,
    sources_out: Set[str] = frozenset(),
) -> Rewriting | None:
    """What is shown otherwise when others are reserved than before; None when nothing is.

    Args:
        sources_out: ids of sources that are not looked at.
    """
    if after.known.keys() != before.known.keys():
        return reshow(reader, identity, screen, sources_out)
    keys = after.shown_otherwise(before)
    if not keys:
        return None
    return reshow(reader, identity, screen, sources_out, list(reader.records(keys).values()))


def seal_rejoined(
    reader: GraphReader,
    identity: ResolutionReader,
    changes: ChangeSet,
    found: Resolution,
    hash_key: bytes,
) -> list[Arrival]:
    """Add to the change set of a judgement who is hidden by it, or given back.

    Args:
        found: what the judgement does to identity.

    Returns:
        What resolution is told of the records written again.
    """
    before = read_reserves(identity)
    if not before.known:
        return []
    touched = reader.records(sorted(found.owners))
    after = before.apart(touched, found.before, found.owners)
    after = rejoined(reader, after, found.owners)
    sealed, unsealed = after.changed_from(before)
    changes.sealed += sealed
    changes.unsealed += unsealed
    screen = Screen(read_marks(identity), Hasher(hash_key), after.covers)
    others = reshow_reserved(reader, identity, screen, before, after)
    return others.seal_into(changes, reader, identity) if others is not None else []
