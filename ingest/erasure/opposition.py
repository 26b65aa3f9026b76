"""Opposition (RGPD, article 21) and its lifting; tombstones taken back, and doubts settled.

Whoever opposes stays stored, is shown to stewards only, and is never recommended.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

from tisserand.errors import NotFoundError, RefusedError, StaleError, StoreError
from tisserand.ingest.erasure.erase import ATTEMPTS, STEWARD
from tisserand.ingest.erasure.finding import who_is_meant
from tisserand.ingest.erasure.fingerprint import Hasher, is_person, name_of, telephone
from tisserand.ingest.erasure.marks import Mark, MarkKind, make_mark
from tisserand.ingest.erasure.register import read_held, read_marks, read_screen
from tisserand.ingest.erasure.rewriting import around_of, every_record, reshow, told_in_store
from tisserand.ingest.erasure.screening import Screen
from tisserand.ingest.readings.keeping import sentences_naming
from tisserand.ontology.records import Record
from tisserand.store.port import ChangeSet, GraphReader, GraphStore, ResolutionReader

Before = Callable[[Mark, bool], None]
"""Told a mark before it is stored, and whether it is taken back."""
Decide = Callable[[GraphReader, ResolutionReader, list[Mark]], Mark]


def oppose(
    store: GraphStore, given: str, date: str, reason: str = "", before: Before | None = None
) -> dict[str, Any]:
    """Keep a person from being shown below steward, in every source, now and later.

    Args:
        given: their name, e-mail, telephone, IRI or key; or the whole name of somebody who is
            only named in passing.
        before: told the mark before it is stored.

    Returns:
        `{opposition, date, records}`: number of records shown to stewards only from now on.

    Raises:
        NotFoundError: nobody is meant; RefusedError: several persons are.
    """
    hasher = Hasher(store.hash_key)

    def decide(reader: GraphReader, identity: ResolutionReader, marks: list[Mark]) -> Mark:
        meant = who_is_meant(store, reader, identity, given)
        keys = {record.key for record in meant.own}
        mark = make_mark("opposition", meant.traits, keys, date, reason, hasher)
        if meant.entity is None and not _is_named(reader, identity, Screen([mark], hasher)):
            raise NotFoundError("persons.nobody", name=given)
        return mark

    return _decided(store, decide, before)


def _is_named(reader: GraphReader, identity: ResolutionReader, screen: Screen) -> bool:
    """Whether a record, or what is kept of a report, names who opposes in passing."""
    told = told_in_store(reader, read_held(identity), screen)
    return bool(told.near_opposed) or bool(sentences_naming(identity, screen.opposed))


def lift(store: GraphStore, given: str, before: Before | None = None) -> dict[str, Any]:
    """Take an opposition back: what sources said is shown again as they said it.

    Args:
        given: the id of the opposition; or the person's name, e-mail, telephone, IRI or key.

    Raises:
        NotFoundError: no opposition of such a person; RefusedError: several.
    """
    return _taken_back(store, given, "opposition", before)


def forget_tombstone(store: GraphStore, given: str, before: Before | None = None) -> dict[str, Any]:
    """Let a person come back at the next imports, as when they consent again.

    Nothing that was erased comes back by itself. Args and errors: as `lift`.
    """
    return _taken_back(store, given, "tombstone", before)


def spare(store: GraphStore, given: str, before: Before | None = None) -> dict[str, Any]:
    """Say that a record that looked like an erased person is of somebody else: show it again.

    Args:
        given: IRI or key of the record.

    Raises:
        NotFoundError: no such record, or it waits for nobody.
    """
    key = given.removeprefix(store.base_iri).removeprefix("record/").removeprefix("id/")

    def decide(reader: GraphReader, identity: ResolutionReader, marks: list[Mark]) -> Mark:
        for doubt in doubts(reader, identity, Hasher(store.hash_key)):
            if doubt[0].key == key:
                return doubt[1].sparing([key])
        raise NotFoundError("persons.no_doubt_about", record=given)

    return _decided(store, decide, before)


def doubts(
    reader: GraphReader, identity: ResolutionReader, hasher: Hasher
) -> Iterator[tuple[Record, Mark]]:
    """The records that look like an erased person, and wait for a steward."""
    screen = read_screen(identity, hasher)
    persons = [record for record in every_record(reader) if is_person(record)]
    around = around_of(reader, persons)
    for record in persons:
        mark = screen.doubt_about(record, around)
        if mark is not None:
            yield record, mark


def marks_meant(marks: list[Mark], hasher: Hasher, given: str, base_iri: str) -> list[Mark]:
    """The marks that an id, a name, an e-mail, a telephone, an IRI or a key may mean."""
    key = given.strip().removeprefix(base_iri).removeprefix("id/").removeprefix("record/")
    email = hasher("mail", given.strip().lower())
    number = hasher("tel", telephone(given.strip()))
    name = hasher("name", " ".join(name_of(given)))
    return [
        mark
        for mark in marks
        if key == mark.id
        or key in mark.records
        or email in mark.certain
        or number in mark.contacts
        or name in mark.names
    ]


def _taken_back(
    store: GraphStore, given: str, kind: MarkKind, before: Before | None
) -> dict[str, Any]:
    hasher = Hasher(store.hash_key)

    def decide(reader: GraphReader, identity: ResolutionReader, marks: list[Mark]) -> Mark:
        known = [mark for mark in marks if mark.kind == kind]
        found = marks_meant(known, hasher, given, store.base_iri)
        if not found:
            raise NotFoundError(f"persons.no_{kind}", name=given)
        if len(found) > 1:
            listed = ", ".join(f"{mark.id} ({mark.date})" for mark in found)
            raise RefusedError("persons.several_marks", name=given, marks=listed)
        return found[0]

    return _decided(store, decide, before, removes=True)


def apply_mark(store: GraphStore, mark: Mark, removes: bool = False) -> None:
    """Store a mark that erases nothing, or take one away."""
    _decided(store, lambda reader, identity, marks: mark, None, removes)


def _decided(
    store: GraphStore, decide: Decide, before: Before | None, removes: bool = False
) -> dict[str, Any]:
    """Write a mark, or take it away, and show every record as the marks then say."""
    for _ in range(ATTEMPTS):
        with store.read(STEWARD) as reader, store.resolution() as identity:
            marks = read_marks(identity)
            mark = decide(reader, identity, marks)
            others = [one for one in marks if (one.kind, one.id) != (mark.kind, mark.id)]
            after = others if removes else [*others, mark]
            screen = read_screen(identity, Hasher(store.hash_key), after)
            found = reshow(reader, identity, screen)
            changes = ChangeSet(based_on=reader.sequence)
            found.into(changes, reader, identity)
        if removes:
            changes.unsealed.append((mark.kind, mark.id))
        else:
            changes.sealed.append(mark.sealed())
        if before is not None:
            before(mark, removes)
        with suppress(StaleError):
            store.apply(changes)
            return {mark.kind: mark.id, "date": mark.date, "records": len(found.shown)}
    raise StoreError("ingest.store_busy")
