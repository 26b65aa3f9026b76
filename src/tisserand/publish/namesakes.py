"""Actors of one name, told apart for who must choose."""

from collections.abc import Sequence

from tisserand.errors import RefusedError
from tisserand.messages import Language, catalogue, text
from tisserand.ontology.namespaces import entity_iri
from tisserand.reference.places import load_gazetteer
from tisserand.store.port import Hit


class NamesakesError(RefusedError):
    """Several actors bear a name: each is told by its kind, its place and its IRI."""

    def __init__(self, name: str, actors: Sequence[Hit], base_iri: str) -> None:
        super().__init__("publish.several_bear_this_name", name=name)
        self._actors, self._base_iri = actors, base_iri

    def text(self, language: Language = "fr") -> str:
        """The error, with its actors in the words of its reader."""
        actors = " ; ".join(self._told(actor, language) for actor in self._actors)
        return text(self.message, language, actors=actors, **self.details)

    def _told(self, actor: Hit, language: Language) -> str:
        place = load_gazetteer().get(actor.place) if actor.place else None
        return text(
            "publish.namesake" if place else "publish.namesake_nowhere",
            language,
            kind=catalogue("kinds", language)[actor.kind],
            place=place.name if place else "",
            iri=entity_iri(self._base_iri, actor.key),
        )
