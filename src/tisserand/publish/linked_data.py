"""One thing as Linked Data, in the format that its reader prefers."""

from collections.abc import Callable, Iterable, Iterator

from tisserand.publish.serialisations import json_ld, turtle
from tisserand.publish.subjects import Subject, subjects_of_thing
from tisserand.store.port import GraphReader

SERIALISERS: dict[str, Callable[[Iterable[Subject]], Iterator[str]]] = {
    "application/ld+json": json_ld,
    "text/turtle": turtle,
}
"""By media type, the preferred first."""


def linked_data(reader: GraphReader, key: str, base_iri: str, media_type: str) -> bytes:
    """What the default graph says of an entity, in a media type of `SERIALISERS`."""
    found = subjects_of_thing(reader, key, base_iri)
    return "".join(SERIALISERS[media_type](found)).encode("utf-8")
