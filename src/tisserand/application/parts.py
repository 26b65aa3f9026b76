"""What the application needs of a workspace."""

from contextlib import AbstractContextManager
from typing import Protocol

from tisserand.ontology.records import Visibility
from tisserand.publish.explanation import Labels
from tisserand.reference.places import Gazetteer
from tisserand.reference.thesaurus import Thesaurus
from tisserand.store.port import GraphReader, GraphStore


class Parts(Protocol):
    """A store, the words of its country, and reading as a role; `bootstrap.Workspace` has them."""

    @property
    def store(self) -> GraphStore: ...
    @property
    def gazetteer(self) -> Gazetteer: ...
    @property
    def thesaurus(self) -> Thesaurus: ...
    @property
    def base_iri(self) -> str: ...
    def read(self, role: Visibility) -> AbstractContextManager[GraphReader]: ...


def labels_of(parts: Parts) -> Labels:
    """Names of places and of concepts; any other value is itself."""

    def label(value: str) -> str:
        place = parts.gazetteer.get(value)
        if place is not None:
            return place.name
        concept = parts.thesaurus.get(value)
        return value if concept is None else parts.thesaurus.label(value)

    return label
