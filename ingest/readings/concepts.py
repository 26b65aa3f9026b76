"""Places, skills and themes that the words of a report mean."""

import re
from collections.abc import Collection
from functools import cached_property

from tisserand.reference.place_mentions import find_in_text
from tisserand.reference.places import Gazetteer
from tisserand.reference.text import fold
from tisserand.reference.thesaurus import Thesaurus

SURE_MATCH = 0.75
"""Score from which words that are no label stand for a concept."""
_TOWN_HALL = re.compile(
    r"(?i)^(?:commune|mairie|ville|municipalité|département) (d(?:e |u |es |['’]).+)$"
)
_BODIES = {"departement": "Département", "region": "Région", "epci": "Intercommunalité"}
_AREAS = ("departement", "region", "epci", "bassin-de-vie")


class Concepts:
    """The references of one report.

    Its own places tell homonyms apart, and so do the towns whose halls it names.
    """

    def __init__(
        self,
        gazetteer: Gazetteer,
        thesaurus: Thesaurus,
        places: Collection[str] = (),
        bodies: Collection[str] = (),
    ) -> None:
        self._gazetteer = gazetteer
        self._thesaurus = thesaurus
        halls = (_TOWN_HALL.match(name) for name in bodies)
        self._places = (*places, *(_bare(hall[1]) for hall in halls if hall))

    def place(self, name: str) -> str | None:
        """IRI of the place of this name, or None when it has none or several."""
        if not name:
            return None
        found = self._gazetteer.find(name) or self._gazetteer.find(name, kinds=_AREAS)
        if found is not None:
            return found.iri
        near = self.departements
        said = find_in_text(self._gazetteer, f"à {name}", departements=near, ambiguous=bool(near))
        return said[0].place.iri if said and not said[0].alternatives else None

    def body_of(self, name: str) -> str:
        """Name of the public body of a place: « Commune du Mans », « Département de la Sarthe »."""
        place = self.place(name)
        found = None if place is None else self._gazetteer.get(place)
        kind = "commune" if found is None else found.kind
        return f"{_BODIES.get(kind, 'Commune')} {_of(name)}"

    def seat_of(self, name: str) -> str | None:
        """IRI of the commune that a town hall or a commune is of, by its name."""
        match = _TOWN_HALL.match(name)
        place = None if match is None else self.place(_bare(match[1]))
        found = None if place is None else self._gazetteer.get(place)
        return found.iri if found is not None and found.kind == "commune" else None

    @cached_property
    def departements(self) -> frozenset[str]:
        """Codes of the départements of the places of the report that have no homonym."""
        found: set[str] = set()
        for name in self._places:
            place = self._gazetteer.find(name)
            area = self._gazetteer.find(name, kinds=("departement",))
            found |= {area.code} if area else set()
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


def _bare(name: str) -> str:
    """« Laval » of « de Laval », « Le Mans » of « du Mans »."""
    for contracted, article in (("du ", "Le "), ("des ", "Les "), ("de ", "")):
        if name.lower().startswith(contracted):
            return article + name[len(contracted) :]
    return name[2:]
