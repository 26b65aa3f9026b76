"""Skills that few master in a territory: what would be lost if one person left."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from tisserand.messages import Language
from tisserand.recommend.areas import Areas, cut
from tisserand.recommend.arrays import Integers, Projection
from tisserand.recommend.expertise import HelperIndex, expand, index_of
from tisserand.recommend.ranking import masters_around
from tisserand.recommend.reasons import RARE, Asked, Voice, explain
from tisserand.recommend.records import Json, actor_card, place_card
from tisserand.recommend.territory import squared_km
from tisserand.reference.places import Gazetteer
from tisserand.reference.thesaurus import Thesaurus
from tisserand.store.port import GraphReader


def rare_skills(
    reader: GraphReader,
    projection: Projection,
    *,
    level: str,
    thesaurus: Thesaurus,
    gazetteer: Gazetteer,
    base_iri: str,
    within: str | None = None,
    most: int = RARE,
    language: Language = "fr",
) -> list[Json]:
    """Skills that few master in each territory of a level.

    `[{area, skill, holders: [{…, reasons}], single, needs, nearest}]`: `single` when it would be
    lost with one actor; `needs`, how many seek it there; `nearest`, the closest other holder with
    its distance. Those most sought come first, then those of one holder. Themes are left out.

    Args:
        level: one of `areas.LEVELS`.
        within: IRI of a place that the territories lie in.
        most: holders up to which a skill is rare.
    """
    index = index_of(projection, thesaurus, gazetteer)
    areas = cut(projection, gazetteer, level, within)
    teller = _Teller(reader, index, gazetteer, Voice(thesaurus, base_iri, language))
    rows = []
    for iri in _skills(projection, thesaurus):
        masters = masters_around(index, iri, None)
        where = areas.of_entity[masters]
        for area in np.unique(where[where >= 0]).tolist():
            here = masters[where == area]
            if len(here) <= most:
                row = teller.tell(iri, here, masters[where != area])
                row["area"] = place_card(areas.iris[area], gazetteer)
                row["needs"] = _sought(projection, iri, areas, area)
                rows.append(row)
    return sorted(rows, key=_precious)


def _skills(projection: Projection, thesaurus: Thesaurus) -> Iterator[str]:
    for iri in projection.concepts:
        concept = thesaurus.get(iri)
        if concept is None or concept.kind == "Skill":
            yield iri


def _sought(projection: Projection, iri: str, areas: Areas, area: int) -> int:
    """How many actors of a territory seek a skill."""
    seekers, _ = projection.seekers.row(projection.concepts.find(iri))
    return int((areas.of_entity[seekers] == area).sum())


class _Teller(NamedTuple):
    """Tells who holds a rare skill, and why we think so."""

    reader: GraphReader
    found: HelperIndex
    gazetteer: Gazetteer
    voice: Voice

    def tell(self, iri: str, here: Integers, elsewhere: Integers) -> Json:
        """`{skill, holders, single, nearest}` of one skill in one territory."""
        projection = self.found.projection
        asked = Asked(expand(iri, self.found.hierarchy), {}, None)
        keys = [projection.keys[one] for one in here.tolist()]
        reasons = explain(self.reader, keys, asked, self.voice)
        return {
            "skill": {"iri": iri, "label": self.voice.thesaurus.label(iri, self.voice.language)},
            "holders": [
                self._card(one) | {"reasons": reasons.get(projection.keys[one], [])}
                for one in here.tolist()
            ],
            "single": len(here) == 1,
            "nearest": self._nearest(int(here[0]), elsewhere),
        }

    def _card(self, actor: int) -> Json:
        return actor_card(self.found.projection, actor, self.gazetteer, self.voice.base_iri)

    def _nearest(self, holder: int, others: Integers) -> Json | None:
        territory = self.found.territory
        here, there = territory.points(holder), territory.points(others)
        is_known = ~np.isnan(there[:, 0])
        known = others[is_known]
        if not len(known) or np.isnan(here[0]):
            return None
        squares = squared_km(there[is_known], here)
        best = int(np.argmin(squares))
        distance = round(float(np.sqrt(squares[best])), 1)
        return self._card(int(known[best])) | {"distance_km": distance}


def _precious(row: Json) -> tuple[int, bool, str, str]:
    return -row["needs"], not row["single"], row["area"]["name"], row["skill"]["label"]
