"""All that is held about a person, source by source (RGPD, article 15, « droit d'accès »)."""

from collections.abc import Callable, Iterator
from typing import Any

from tisserand.errors import NotFoundError
from tisserand.ingest.erasure.erase import STEWARD
from tisserand.ingest.erasure.finding import find_persons, named_in_passing, one_person, records_of
from tisserand.ingest.erasure.fingerprint import Hasher, Traits, is_person
from tisserand.ingest.erasure.marks import Mark, make_mark
from tisserand.ingest.erasure.passages import Passages, cleaned
from tisserand.ingest.erasure.recognition import Recognition
from tisserand.ingest.erasure.register import read_marks
from tisserand.ingest.erasure.rewriting import every_record
from tisserand.ingest.erasure.screening import place_of, traits_among
from tisserand.ingest.erasure.telling import told_of
from tisserand.ingest.readings.passages import passage_around
from tisserand.ingest.readings.stored_text import DOCUMENT, read_stored
from tisserand.ingest.versions import all_versions, records_left
from tisserand.ontology.namespaces import entity_iri, record_iri
from tisserand.ontology.properties import family_of
from tisserand.ontology.records import Entity, EntityLink, Record, Source, Visibility
from tisserand.store.fusion import period
from tisserand.store.port import GraphReader, GraphStore, ResolutionReader

Answer = dict[str, Any]
Labels = Callable[[str], str]
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
        try:
            person = one_person(store, reader, given)
        except NotFoundError:
            traits = named_in_passing(given)
            if traits is None:
                raise
            passing = _Access(store, reader, identity, None, traits, labels).told(given, day)
            if not passing["sources"]:
                raise
            return passing
        persons = [record for record in records_of(reader, person) if is_person(record)]
        traits = told_of(reader, identity, persons)
        return _Access(store, reader, identity, person, traits, labels).told(person.name, day)


class _Access:
    """What one state of a store holds about one person."""

    def __init__(
        self,
        store: GraphStore,
        reader: GraphReader,
        identity: ResolutionReader,
        person: Entity | None,
        traits: Traits,
        labels: Labels,
    ) -> None:
        self._reader, self._identity, self._person = reader, identity, person
        self._base, self._labels = store.base_iri, labels
        self._own = records_of(reader, person) if person else []
        self._keys = {record.key for record in self._own}
        hasher = Hasher(store.hash_key)
        mark = make_mark("tombstone", traits, self._keys, "", "", hasher)
        self._passages = Passages([mark], hasher)
        self._nearby = Passages([mark], hasher, [mark])
        self._places = {place_of(record) for record in self._own}
        self._recognition = Recognition([mark], hasher)
        self._mark = mark

    def told(self, name: str, day: str) -> Answer:
        sources = {source.id: source for source in self._reader.sources()}
        records = [(record, "person") for record in self._own]
        records += [(record, "mention") for record in self._mentions()]
        by_source: dict[str, list[Answer]] = {}
        for record, about in sorted(records, key=_order):
            by_source.setdefault(record.source, []).append(self._record(record, about))
        sentences = dict(self._sentences())
        key = self._person.key if self._person else None
        links = self._reader.links(key, LINKS_AT_MOST) if key else []
        met = [one for one in links if one.kind == "Introduction"]
        return {
            "iri": entity_iri(self._base, key) if key else None,
            "name": name,
            "date": day,
            "sources": [
                {
                    **_source(sources[name]),
                    "records": by_source.get(name, []),
                    "sentences": sentences.get(name, []),
                }
                for name in sorted(by_source.keys() | sentences.keys())
            ],
            "judgements": list(self._judgements()),
            "introductions": [self._introduction(one) for one in met],
            "earlier": list(self._earlier()),
            "requests": [_request(one) for one in self._requests()],
        }

    def _mentions(self) -> Iterator[Record]:
        """Records of other things that link to the person, or name them in passing."""
        for record in every_record(self._reader):
            if record.key in self._keys:
                continue
            is_linked = any(link.target in self._keys for link in record.links)
            if is_linked or cleaned(record, self._passages_of(record)) != record:
                yield record

    def _passages_of(self, record: Record) -> Passages:
        return self._nearby if place_of(record) in self._places else self._passages

    def _sentences(self) -> Iterator[tuple[str, list[Answer]]]:
        """What names the person in the texts kept of reports, by source."""
        for sealed in self._identity.sealed(DOCUMENT):
            document = read_stored(sealed).document
            if not self._passages.names(document.text):
                continue
            spans = self._nearby.spans(document.text)
            found = {passage_around(document, start): None for start, _ in reversed(spans)}
            yield sealed.key, [{"page": one.page, "passage": one.text} for one in found]

    def _record(self, record: Record, about: str) -> Answer:
        values = [v for v in record.values if about == "person" or self._names_them(record, v)]
        links = [link for link in record.links if about == "person" or link.target in self._keys]
        targets = self._reader.records(sorted({link.target for link in links}))
        return {
            "iri": record_iri(self._base, record.key),
            "kind": record.kind,
            "name": record.name,
            "about": about,
            **record.locator._asdict(),
            "visibility": Visibility(record.visibility).name.lower(),
            "confidence": record.confidence,
            "since": record.since,
            "until": record.until,
            "facts": [
                {"property": one.scheme, "value": one.value, "text": one.value,
                 **_seen(record, record.visibility)}
                for one in (record.identifiers if about == "person" else ())
            ] + [
                {"property": v.property, "value": v.value, "text": self._labels(v.value),
                 **_seen(record, v.visibility, *period(record, v))}
                for v in values
            ],
            "links": [
                {"property": link.property,
                 "name": targets[link.target].name if link.target in targets else None,
                 **_seen(record, link.visibility, *period(record, link))}
                for link in links
            ],
        }  # fmt: skip

    def _names_them(self, record: Record, value: Any) -> bool:
        kept = cleaned(record, self._passages_of(record))
        return value not in kept.values

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
        for version in all_versions(self._identity):
            left = records_left(self._identity, version)
            known = {record.key: record for record in left}
            for record in left:
                traits = traits_among(record, known)
                mine = is_person(record) and self._recognition.of(record.key, traits)
                if mine and mine.certainty == "certain":
                    yield {
                        "source": version.source.id,
                        "replaced_on": version.replaced_on or None,
                        "keep_until": version.keep_until or None,
                        **self._record(record, "person"),
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


def _seen(
    record: Record, visibility: int, since: str | None = None, until: str | None = None
) -> Answer:
    """Who sees a statement: never more than see its record."""
    level = Visibility(max(record.visibility, visibility)).name.lower()
    return {"visibility": level, "since": since, "until": until}


def _order(told: tuple[Record, str]) -> tuple[bool, str, str, int, str]:
    """The person's own records first, each in the order of its source."""
    record, about = told
    where = record.locator
    row = where.row or where.page or 0
    return about != "person", where.file, where.sheet or "", row, record.key
