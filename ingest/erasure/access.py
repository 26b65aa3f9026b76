"""All that is held about a person, source by source (RGPD, article 15, « droit d'accès »)."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from tisserand.errors import NotFoundError
from tisserand.ingest.erasure.erase import STEWARD
from tisserand.ingest.erasure.finding import Meant, find_persons, records_of, who_is_meant
from tisserand.ingest.erasure.fingerprint import Hasher
from tisserand.ingest.erasure.holding import Holding, Labels
from tisserand.ingest.erasure.marks import Mark, make_mark
from tisserand.ingest.erasure.past import told_in_past
from tisserand.ingest.erasure.register import read_held, read_marks
from tisserand.ingest.erasure.rewriting import every_record, told_in_store
from tisserand.ingest.erasure.screening import Screen, Told
from tisserand.ingest.readings.keeping import sentences_naming
from tisserand.ingest.versions import Past, all_versions, past_of
from tisserand.ontology.namespaces import entity_iri
from tisserand.ontology.properties import family_of
from tisserand.ontology.records import Entity, EntityLink, Record, Source
from tisserand.store.port import GraphReader, GraphStore, ResolutionReader

Answer = dict[str, Any]
LINKS_AT_MOST = 10_000


def list_persons(store: GraphStore, given: str) -> list[Answer]:
    """The persons that a name, an e-mail, a telephone, an IRI or a key may mean.

    Returns:
        `[{iri, name, kind, place, organisations, records}]`.
    """
    with store.read(STEWARD) as reader, store.resolution() as identity:
        found = find_persons(reader, identity, given, store.base_iri)
        return [_listed(reader, store, one) for one in found]


def describe_person(store: GraphStore, given: str, labels: Labels, day: str) -> Answer:
    """All that is held about one person.

    Args:
        given: their name, e-mail, telephone, IRI or key; or the whole name of somebody whom no
            record is of: then `iri` is None, and what names them in passing is told.
        labels: words for places and concepts.
        day: of the answer (ISO 8601).

    Returns:
        `{iri, name, date, sources, judgements, introductions, earlier, requests}`. A source is
        `{id, title, publisher, licence, legal_basis, date, retain_until, records, sentences}`:
        `sentences`, `{page, passage}`, name them in the text kept of a report; a record
        `{iri, kind, name, about, file, sheet, row, page, passage, visibility, confidence, since,
        until, facts, links}`: `about` is `person`, or `mention` when it names them in passing,
        and then only what names them is told.

    Raises:
        NotFoundError: nobody is meant; RefusedError: several persons are.
    """
    with store.read(STEWARD) as reader, store.resolution() as identity:
        meant = who_is_meant(store, reader, identity, given)
        told = _Access(store, reader, identity, meant, labels).told(day)
    if meant.entity is None and not told["sources"] and not told["earlier"]:
        raise NotFoundError("persons.nobody", name=given)
    return told


class _Access:
    """What one state of a store holds about one person."""

    def __init__(
        self,
        store: GraphStore,
        reader: GraphReader,
        identity: ResolutionReader,
        meant: Meant,
        labels: Labels,
    ) -> None:
        self._reader, self._identity, self._meant = reader, identity, meant
        self._base = store.base_iri
        self._own = records_of(reader, meant.entity) if meant.entity else []
        self._keys = {record.key for record in self._own}
        self._said = read_held(identity)
        mark = make_mark("tombstone", meant.traits, self._keys, "", "", Hasher(store.hash_key))
        self._screen = Screen([mark], Hasher(store.hash_key))
        self._now = told_in_store(reader, self._said, self._screen)
        self._holding = Holding(reader, self._screen, self._keys, store.base_iri, labels)

    def told(self, day: str) -> Answer:
        sources = {source.id: source for source in self._reader.sources()}
        records = [(record, "person") for record in self._own]
        records += [(record, "mention") for record in self._mentions()]
        by_source: dict[str, list[Answer]] = {}
        for record, about in sorted(records, key=_order):
            told = self._holding.record(self._as_said(record), about, self._now)
            by_source.setdefault(record.source, []).append(told)
        sentences = sentences_naming(self._identity, self._screen.erased)
        entity = self._meant.entity
        links = self._reader.links(entity.key, LINKS_AT_MOST) if entity else []
        met = [one for one in links if one.kind == "Introduction"]
        return {
            "iri": entity_iri(self._base, entity.key) if entity else None,
            "name": self._meant.name,
            "date": day,
            "sources": [
                {
                    **_source(sources[name]),
                    "records": by_source.get(name, []),
                    "sentences": [
                        {"page": one.page, "passage": one.text} for one in sentences.get(name, ())
                    ],
                }
                for name in sorted(sources.keys() & (by_source.keys() | sentences.keys()))
            ],
            "judgements": list(self._judgements()),
            "introductions": [self._introduction(one) for one in met],
            "earlier": list(self._earlier()),
            "requests": [_request(one) for one in self._requests()],
        }

    def _as_said(self, record: Record) -> Record:
        """With its passage whole, where others are not shown it so."""
        return replace(record, locator=self._said.get(record.key, record).locator)

    def _mentions(self) -> Iterator[Record]:
        """Records of other things that link to the person, or name them in passing."""
        for record in every_record(self._reader):
            if record.key in self._keys:
                continue
            is_linked = any(link.target in self._keys for link in record.links)
            if is_linked or self._holding.names_them(self._as_said(record), self._now):
                yield record

    def _judgements(self) -> Iterator[Answer]:
        said = self._identity.judgements_of(sorted(self._keys))
        names = self._reader.records(sorted({key for one in said for key in (one.a, one.b)}))
        for one in said:
            sides = [names[key].name if key in names else None for key in (one.a, one.b)]
            yield {
                "a": sides[0],
                "b": sides[1],
                "verdict": one.verdict,
                "author": one.author,
                "date": one.date,
                "reason": one.reason,
            }

    def _introduction(self, link: EntityLink) -> Answer:
        entity = self._reader.entity(link.key)
        facts = entity.facts if entity is not None else ()
        told = {fact.property: fact.value for fact in facts if fact.chosen}
        names = ("state", "stateDate", "reason", "outcome")
        return {"iri": entity_iri(self._base, link.key), "name": link.name} | {
            name: told.get(name) for name in names
        }

    def _earlier(self) -> Iterator[Answer]:
        """What superseded versions of sources said of the person, and until when that is kept."""
        for source in sorted({one.source.id for one in all_versions(self._identity)}):
            kept = past_of(self._identity, source)
            told = told_in_past(self._reader, kept, self._screen, self._now)
            for past in reversed(kept):
                yield from self._earlier_of(past, told)

    def _earlier_of(self, past: Past, told: Told) -> Iterator[Answer]:
        version = past.version
        for _, record in sorted(past.left.items()):
            about = "person" if record.key in told.erased else "mention"
            if about == "person" or self._holding.names_them(record, told):
                yield {
                    "source": version.source.id,
                    "replaced_on": version.replaced_on or None,
                    "keep_until": version.keep_until or None,
                    **self._holding.record(record, about, told),
                }

    def _requests(self) -> list[Mark]:
        """The oppositions that this person made."""
        marks = read_marks(self._identity)
        return [one for one in marks if one.kind == "opposition" and one.records & self._keys]


def _listed(reader: GraphReader, store: GraphStore, person: Entity) -> Answer:
    homes = reader.links(person.key, 100)
    return {
        "iri": entity_iri(store.base_iri, person.key),
        "name": person.name,
        "kind": person.kind,
        "place": person.place,
        "organisations": sorted(
            {one.name for one in homes if one.outward and family_of(one.kind) == "organization"}
        ),
        "records": len(person.records),
    }


def _source(source: Source) -> Answer:
    return {
        "id": source.id,
        "title": source.title,
        "publisher": source.publisher,
        "licence": source.licence,
        "legal_basis": source.legal_basis,
        "date": source.date,
        "retain_until": source.retain_until,
    }


def _request(mark: Mark) -> Answer:
    return {"kind": mark.kind, "id": mark.id, "date": mark.date, "reason": mark.reason}


def _order(told: tuple[Record, str]) -> tuple[bool, str, str, int, str]:
    """The person's own records first, each in the order of its source."""
    record, about = told
    where = record.locator
    row = where.row or where.page or 0
    return about != "person", where.file, where.sheet or "", row, record.key
