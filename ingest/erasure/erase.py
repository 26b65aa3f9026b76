"""Erasing a person: what only they are goes, and a tombstone keeps them from coming back."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from tisserand.errors import InputError, NotFoundError, StaleError, StoreError
from tisserand.ingest.erasure.finding import who_is_meant
from tisserand.ingest.erasure.fingerprint import Hasher, Traits, is_person
from tisserand.ingest.erasure.marks import Mark, make_mark
from tisserand.ingest.erasure.passages import Passages
from tisserand.ingest.erasure.past import scrub_versions
from tisserand.ingest.erasure.register import read_held, read_marks, read_screen
from tisserand.ingest.erasure.reserves import read_reserves
from tisserand.ingest.erasure.rewriting import Rewriting, around_of, every_record, told_in_store
from tisserand.ingest.erasure.screening import Screen, is_of
from tisserand.ingest.readings.keeping import scrub_readings
from tisserand.ontology.records import Record, Sealed, Visibility
from tisserand.reference.places import Gazetteer
from tisserand.store.port import ChangeSet, GraphReader, GraphStore, ResolutionReader, View

ATTEMPTS = 5
STEWARD = View(Visibility.STEWARD)
PURGE_DUE = Sealed("purge", "due", "{}")


@dataclass(slots=True)
class Erasure:
    """What erasing a person does.

    Attributes:
        removed: number of records that go, by source.
        rewritten: number of other records that named them, by source.
        left: names of organisations and places that bear their name, or hold it, and stay.
        sources: ids of sources that hold their name, and stay: they are given anew to lose it.
        traits: what was known of them, in plain, to look for it in files; never stored.
    """

    name: str
    mark: Mark
    changes: ChangeSet
    traits: Traits
    removed: dict[str, int] = field(default_factory=dict)
    rewritten: dict[str, int] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)

    def is_felt(self) -> bool:
        """Whether anything but the tombstone changes."""
        told = [one for one in self.changes.sealed if one.kind not in ("tombstone", "purge")]
        return bool(self.rewritten or self.removed or self.changes.sources or told)

    def as_dict(self) -> dict[str, Any]:
        """`{tombstone, date, records, rewritten, left, sources}`; nothing in it but `left` and
        `sources` may name the person."""
        return {
            "tombstone": self.mark.id,
            "date": self.mark.date,
            "records": self.removed,
            "rewritten": self.rewritten,
            "left": self.left,
            "sources": self.sources,
        }


def prepare_erasure(
    store: GraphStore, given: str, date: str, reason: str, gazetteer: Gazetteer
) -> Erasure:
    """What erasing a person would do. Nothing is written.

    Args:
        given: their name, e-mail, telephone, IRI or key.
        date: ISO 8601.

    Raises:
        NotFoundError: nobody is meant; RefusedError: several persons are.
        InputError: the reason names the person.
    """
    with store.read(STEWARD) as reader, store.resolution() as identity:
        meant = who_is_meant(store, reader, identity, given)
        hasher, keys = Hasher(store.hash_key), {record.key for record in meant.own}
        mark = make_mark("tombstone", meant.traits, keys, date, reason, hasher)
        mark = mark.sparing(_judged_different(identity, meant.own))
        if Passages([mark], hasher).names(reason):
            raise InputError("persons.reason_names")
        erasure = Erasure(meant.name, mark, ChangeSet(based_on=reader.sequence), meant.traits)
        replay_mark(reader, identity, erasure, hasher, gazetteer)
        if meant.entity is None and not erasure.is_felt():
            raise NotFoundError("persons.nobody", name=given)
        return erasure


def erase(
    store: GraphStore,
    given: str,
    date: str,
    reason: str,
    gazetteer: Gazetteer,
    before: Callable[[Mark], None] | None = None,
) -> Erasure:
    """Erase a person from the store; its files are purged by the caller (`GraphStore.purge`).

    Args:
        before: told the tombstone before it is stored.

    Raises: as `prepare_erasure`.
        StoreError: the store cannot be written now; it is as it was.
    """
    for _ in range(ATTEMPTS):
        prepared = prepare_erasure(store, given, date, reason, gazetteer)
        if before is not None:
            before(prepared.mark)
        with suppress(StaleError):
            store.apply(prepared.changes)
            return prepared
    raise StoreError("ingest.store_busy")


def replay_tombstone(store: GraphStore, mark: Mark, gazetteer: Gazetteer) -> None:
    """Erase again whom a tombstone is about, in a store that does not know it."""
    for _ in range(ATTEMPTS):
        with store.read(STEWARD) as reader, store.resolution() as identity:
            erasure = Erasure("", mark, ChangeSet(based_on=reader.sequence), Traits(()))
            replay_mark(reader, identity, erasure, Hasher(store.hash_key), gazetteer)
        with suppress(StaleError):
            store.apply(erasure.changes)
            return
    raise StoreError("ingest.store_busy")


def _judged_different(identity: ResolutionReader, own: list[Record]) -> set[str]:
    """Keys of records that a person said are somebody else's."""
    keys = {record.key for record in own}
    said = identity.judgements_of(sorted(keys))
    return {key for one in said if one.verdict == "different" for key in (one.a, one.b)} - keys


def replay_mark(
    reader: GraphReader,
    identity: ResolutionReader,
    erasure: Erasure,
    hasher: Hasher,
    gazetteer: Gazetteer,
) -> None:
    """Fill the change set with what the tombstone of an erasure takes away."""
    mark, changes = erasure.mark, erasure.changes
    marks = [one for one in read_marks(identity) if one.id != mark.id] + [mark]
    screen = read_screen(identity, hasher, marks)
    said = read_held(identity)
    told = told_in_store(reader, said, screen)
    cleaned = {one: screen.source_without_erased(one, told) for one in reader.sources()}
    changes.sources += [clean for source, clean in cleaned.items() if clean != source]
    found, passages = Rewriting(), Passages([mark], hasher)
    erasure.sources += [source.id for source in cleaned if passages.names(source.id)]
    for record in every_record(reader):
        if record.key in told.erased or is_of(record, told.erased):
            found.removed.add(record.key)
            erasure.removed[record.source] = erasure.removed.get(record.source, 0) + 1
            continue
        original = screen.without_erased(said.get(record.key, record), told)
        around = around_of(reader, [original]) if is_person(original) else {}
        shown = screen.shown(original, told, around)
        found.keep(record, original, shown, record.key in said)
        if shown != record:
            erasure.rewritten[record.source] = erasure.rewritten.get(record.source, 0) + 1
        if record.key not in told.doubtful and passages.names(shown.name):
            erasure.left.append(record.name)
    found.into(changes, reader, identity, gazetteer)
    reserves = read_reserves(identity)
    changes.sealed += reserves.joined({}, {}, found.removed).changed_from(reserves)[0]
    _forget_judgements(identity, changes, found.removed, screen)
    changes.sealed += [mark.sealed(), PURGE_DUE]
    scrub_versions(identity, reader, changes, screen, told)
    scrub_readings(identity, changes, screen)


def _forget_judgements(
    identity: ResolutionReader, changes: ChangeSet, removed: set[str], screen: Screen
) -> None:
    """Those on records that go, and the names in what others were judged by."""
    for one in identity.judgements():
        if one.a in removed or one.b in removed:
            changes.removed_judgements.append((one.a, one.b))
        else:
            redacted = screen.erased.passages_of((one.author, one.reason)).redacted
            said = replace(one, author=redacted(one.author), reason=redacted(one.reason))
            changes.judgements += [said] if said != one else []
