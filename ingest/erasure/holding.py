"""What one record holds about a person, as they are told it."""

from collections.abc import Callable, Container
from typing import Any

from tisserand.ingest.erasure.screening import Screen, Told
from tisserand.ontology.namespaces import record_iri
from tisserand.ontology.records import Link, Record, Value, Visibility
from tisserand.store.fusion import period
from tisserand.store.port import GraphReader

Answer = dict[str, Any]
Labels = Callable[[str], str]


class Holding:
    """Tells what records hold about one person.

    Args:
        screen: the mark of this person, as if they were to be erased.
        own: keys of their records.
        labels: words for places and concepts.
    """

    def __init__(
        self,
        reader: GraphReader,
        screen: Screen,
        own: Container[str],
        base_iri: str,
        labels: Labels,
    ) -> None:
        self._reader, self._screen, self._own = reader, screen, own
        self._base, self._labels = base_iri, labels

    def names_them(self, record: Record, told: Told) -> bool:
        """Whether the record of another thing names them, apart from its links."""
        return self._without_them(record, told) is not record

    def _without_them(self, record: Record, told: Told) -> Record:
        return self._screen.without_names(record, told)

    def record(self, record: Record, about: str, told: Told) -> Answer:
        """All that it says when it is about the `person`; what names them when it is a `mention`.

        Args:
            told: where the records around it tell of them.
        """
        values, links = list(record.values), list(record.links)
        if about != "person":
            kept = set(self._without_them(record, told).values)
            values = [value for value in values if value not in kept]
            links = [link for link in links if link.target in self._own]
        identifiers = record.identifiers if about == "person" else ()
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
                for one in identifiers
            ] + [
                {"property": one.property, "value": one.value, "text": self._labels(one.value),
                 **_dated(record, one)}
                for one in values
            ],
            "links": [
                {"property": link.property,
                 "name": targets[link.target].name if link.target in targets else None,
                 **_dated(record, link)}
                for link in links
            ],
        }  # fmt: skip


def _dated(record: Record, said: Value | Link) -> Answer:
    return _seen(record, said.visibility, *period(record, said))


def _seen(
    record: Record, visibility: int, since: str | None = None, until: str | None = None
) -> Answer:
    """Who sees a statement: never more than see its record."""
    level = Visibility(max(record.visibility, visibility)).name.lower()
    return {"visibility": level, "since": since, "until": until}
