"""Places, skills and themes that the words of a report mean."""

from collections.abc import Collection
from functools import cached_property

from tisserand.reference.place_mentions import find_in_text
from tisserand.reference.places import Gazetteer
from tisserand.reference.text import fold
from tisserand.reference.thesaurus import Thesaurus

SURE_MATCH = 0.75
"""Score from which words that are no label stand for a concept."""
_BODIES = {"departement": "Département", "region": "Région", "epci": "Intercommunalité"}
_AREAS = ("departement", "region", "epci", "bassin-de-vie")


class Concepts:
    """The references of one report; its own places tell homonyms apart."""

    def __init__(
        self, gazetteer: Gazetteer, thesaurus: Thesaurus, places: Collection[str] = ()
    ) -> None:
        self._gazetteer = gazetteer
        self._thesaurus = thesaurus
        self._places = tuple(places)

    def place(self, name: str) -> str | None:
        """IRI of the place of this name, or None when it has none or several."""
        if not name:
            return None
        found = self._gazetteer.find(name) or self._gazetteer.find(name, kinds=_AREAS)
        if found is not None:
            return found.iri
        near = self._departements
        said = find_in_text(self._gazetteer, f"à {name}", departements=near, ambiguous=bool(near))
        return said[0].place.iri if said and not said[0].alternatives else None

    def body_of(self, name: str) -> str:
        """Name of the public body of a place: « Commune du Mans », « Département de la Sarthe »."""
        place = self.place(name)
        found = None if place is None else self._gazetteer.get(place)
        kind = "commune" if found is None else found.kind
        return f"{_BODIES.get(kind, 'Commune')} {_of(name)}"

    @cached_property
    def _departements(self) -> frozenset[str]:
        """Départements of the places of the report that have no homonym."""
        found = set()
        for name in self._places:
            place = self._gazetteer.find(name)
            for above in self._gazetteer.ancestors(place.iri) if place else ():
                area = self._gazetteer.get(above)
                if area is not None and area.kind == "departement":
                    found.add(area.code)
        return frozenset(found)

    def skills(self, text: str) -> list[str]:
        """IRIs of the skills that a text surely speaks of."""
        return self._of("Skill", text)

    def themes(self, text: str) -> list[str]:
        """IRIs of the themes that a text surely speaks of."""
        return self._of("Theme", text)

    def _of(self, kind: str, text: str) -> list[str]:
        matches = (self._thesaurus.match(text) if text else [])[:5]
        found = [self._thesaurus.get(one.iri) for one in matches if one.score >= SURE_MATCH]
        return [one.iri for one in found if one is not None and one.kind == kind]


def _of(name: str) -> str:
    """« de Laval », « d'Évron », « du Mans »."""
    for article, contracted in (("Le ", "du "), ("Les ", "des ")):
        if name.startswith(article):
            return contracted + name.removeprefix(article)
    return f"d'{name}" if fold(name)[:1] in "aeiouyh" else f"de {name}"
