"""What the superseded versions of sources say of people, and its erasure.

A version keeps only what the next one changed, and what stays of a source moves from row to row.
So in its past, « Mme » and a word of a name are of whom the source tells, in whatever row.
"""

from functools import partial

from tisserand.ingest.erasure.fingerprint import is_person
from tisserand.ingest.erasure.marks import Mark
from tisserand.ingest.erasure.persons import place_of
from tisserand.ingest.erasure.rewriting import around_of
from tisserand.ingest.erasure.screening import Screen, Told, is_of
from tisserand.ingest.versions import Past, all_versions, past_of, redescribed, rewritten
from tisserand.ontology.records import Record
from tisserand.store.port import ChangeSet, GraphReader, ResolutionReader


def scrub_versions(
    identity: ResolutionReader, reader: GraphReader, changes: ChangeSet, screen: Screen, now: Told
) -> None:
    """Take erased persons out of the superseded versions.

    Args:
        now: where what is stored tells of them.
    """
    for source in sorted({version.source.id for version in all_versions(identity)}):
        kept = past_of(identity, source)
        told = told_in_past(reader, kept, screen, now)
        describe = partial(screen.source_without_erased, told=told)
        changes.sealed += redescribed(identity, source, describe)
        for past in kept:
            scrub = partial(_scrubbed, screen, told)
            changes.sealed += rewritten(identity, past.version, scrub)


def _scrubbed(screen: Screen, told: Told, record: Record) -> Record | None:
    if record.key in told.erased or is_of(record, told.erased):
        return None
    return screen.without_erased(record, told)


def told_in_past(reader: GraphReader, kept: list[Past], screen: Screen, now: Told) -> Told:
    """Where the superseded versions of one source tell of erased persons.

    Args:
        now: where what is stored does.
    """
    told = [_told(reader, past, screen) for past in kept]
    erased = {key: mark for one in told for key, mark in one.erased.items()}
    places = {place_of(record) for past in kept for record in past.left.values()}
    sources = {place[0] for place in places}
    near: dict[str, Mark] = {}
    for one in (now, *told):
        for place, marks in one.near_erased.items():
            near |= {mark.id: mark for mark in marks} if place[0] in sources else {}
    return Told(now.erased | erased, near_erased={one: list(near.values()) for one in places})


def _told(reader: GraphReader, past: Past, screen: Screen) -> Told:
    left = past.left.values()
    around = around_of(reader, filter(is_person, left)) | past.since
    return screen.told(left, past.left.values, around)
