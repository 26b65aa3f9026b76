"""The names that a report is read with: those that directories tell.

What one report names may not change how another is read: the graph would then depend on the order
in which reports came, and a report read again on what it said before. So these names are those of
records, not of entities, which reports may join.
"""

import json
from collections.abc import Iterable, Mapping
from hashlib import blake2b

from tisserand.ingest.extraction.document import Document
from tisserand.ingest.extraction.tokens import key_of
from tisserand.ontology.properties import is_kind_of
from tisserand.ontology.records import Visibility
from tisserand.store.port import GraphStore, View

MAPPING = "rapport"
"""What stands for a mapping in the source of a report."""
_KNOWN = ("Organization", "Site", "Project")


class KnownNames:
    """Names with their class, found by their words in the text of a document."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self.names = names
        self._by_first: dict[str, list[tuple[str, str]]] = {}
        for name in names:
            if key := key_of(name):
                self._by_first.setdefault(key.split(" ", 1)[0], []).append((f" {key} ", name))

    def said_in(self, document: Document) -> dict[str, str]:
        """Those whose words follow each other in a document, in order: all that can matter to
        who reads it."""
        text = " ".join(key_of(block.text) for block in document.blocks)
        words, text = sorted(set(text.split())), f" {text} "
        return {
            name: self.names[name]
            for word in words
            for key, name in sorted(self._by_first.get(word, ()))
            if key in text
        }


def known_names(store: GraphStore) -> KnownNames:
    """Organisations, places with a door and projects that agents may see in directories.

    A name borne by things of two classes is of the first by alphabet.
    """
    names: dict[str, str] = {}
    with store.read(View(Visibility.AGENT)) as reader:
        for source in reader.sources():
            if source.mapping in ("", MAPPING):
                continue
            for record in reader.records_of_source(source.id):
                if _is_looked_for(record.kind):
                    names[record.name] = min(record.kind, names.get(record.name, record.kind))
    return KnownNames(names)


def _is_looked_for(kind: str) -> bool:
    return any(is_kind_of(kind, ancestor) for ancestor in _KNOWN)


def digest_of(names: Mapping[str, str]) -> str:
    """What tells whether a document would be read with other names."""
    pairs: Iterable[tuple[str, str]] = sorted(names.items())
    return blake2b(json.dumps(list(pairs)).encode(), digest_size=12).hexdigest()
