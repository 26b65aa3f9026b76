"""Who covers which theme where: covered, stale, a gap, or a place where nobody looked.

A territory is surveyed for a theme when a source that tells this theme of somebody, anywhere,
lists actors there: a directory of digital mediators says nothing of bakers. What no source looked
into is never told to be covered, nor to be missing.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import product

import numpy as np

from tisserand.messages import Language
from tisserand.ontology.records import RecordReference
from tisserand.recommend.areas import Areas, cut
from tisserand.recommend.arrays import Projection
from tisserand.recommend.expertise import index_of
from tisserand.recommend.records import Json, actor_card, place_card
from tisserand.recommend.surveys import survey, themes_of
from tisserand.recommend.territory import Territory
from tisserand.reference.distance import EARTH_RADIUS_KM
from tisserand.reference.places import Gazetteer
from tisserand.reference.thesaurus import Thesaurus
from tisserand.store.citation import cite_all
from tisserand.store.port import GraphReader

COVERED, STALE, GAP, NOT_SURVEYED = "covered", "stale", "gap", "not_surveyed"
STALE_YEARS = 5
MOST_CITED = 3


@dataclass(slots=True)
class _Cell:
    """One theme in one territory."""

    holders: set[int] = field(default_factory=set)
    records: list[RecordReference] = field(default_factory=list)
    seekers: set[int] = field(default_factory=set)


def find_gaps(
    reader: GraphReader,
    projection: Projection,
    *,
    level: str,
    today: str,
    thesaurus: Thesaurus,
    gazetteer: Gazetteer,
    base_iri: str,
    within: str | None = None,
    language: Language = "fr",
) -> list[Json]:
    """Each territory × theme: `{area, theme, status, holders, needs, newest, records, nearest}`.

    Args:
        level: of territories, one of `areas.LEVELS`.
        today: date from which evidence of more than `STALE_YEARS` years is stale.
        within: IRI of a place that the territories lie in.

    `nearest`, for a gap: the closest holder elsewhere with its distance in km, when places tell.
    Gaps under most pressure of needs come first, then by territory and theme.
    """
    areas = cut(projection, gazetteer, level, within)
    table, looked = _fill(reader, projection, thesaurus, areas)
    holders = _holders(table)
    territory = index_of(projection, thesaurus, gazetteer).territory
    oldest = f"{int(today[:4]) - STALE_YEARS}{today[4:]}"
    rows = []
    for area, theme in product(range(len(areas.iris)), _themes(thesaurus, holders)):
        cell = table.get((area, theme), _Cell())
        status = _status(cell, theme in looked.get(area, ()), oldest)
        row = _row(cell, status, base_iri)
        row["area"] = place_card(areas.iris[area], gazetteer)
        row["theme"] = {"iri": theme, "label": thesaurus.label(theme, language)}
        if status == GAP:
            near = _nearest(areas, area, sorted(holders[theme]), territory)
            row["nearest"] = near and _card(near, projection, gazetteer, base_iri)
        rows.append(row)
    return sorted(rows, key=_pressing)


def _holders(table: dict[tuple[int, str], _Cell]) -> dict[str, set[int]]:
    """Who holds each theme that something is known of, anywhere."""
    found: dict[str, set[int]] = defaultdict(set)
    for (_, theme), cell in table.items():
        found[theme] |= cell.holders
    return found


def _themes(thesaurus: Thesaurus, known: Iterable[str]) -> list[str]:
    """All the themes of our own thesaurus, told of or not, and those of others that are."""
    own = {concept.iri for concept in thesaurus.own_concepts() if concept.kind == "Theme"}
    return sorted(own.union(known))


def _fill(
    reader: GraphReader, projection: Projection, thesaurus: Thesaurus, areas: Areas
) -> tuple[dict[tuple[int, str], _Cell], dict[int, set[str]]]:
    """The cells that something is known of, and the themes looked for in each territory."""
    table: dict[tuple[int, str], _Cell] = defaultdict(_Cell)
    tells: dict[str, set[str]] = defaultdict(set)
    lists: dict[int, set[str]] = defaultdict(set)
    actors = projection.actors()
    for actor, known in survey(reader, projection, thesaurus, actors.tolist()):
        area = int(areas.of_entity[actor])
        if area >= 0:
            lists[area] |= known.sources
        for theme, records in known.evidence.items():
            for record in records:
                tells[record.source].add(theme)
            if area >= 0:
                cell = table[area, theme]
                cell.holders.add(actor)
                cell.records += records
    _add_needs(projection, thesaurus, areas, table)
    looked = {
        area: {theme for source in sources for theme in tells[source]}
        for area, sources in lists.items()
    }
    return table, looked


def _add_needs(
    projection: Projection,
    thesaurus: Thesaurus,
    areas: Areas,
    table: dict[tuple[int, str], _Cell],
) -> None:
    for concept in range(len(projection.concepts)):
        for theme in themes_of(projection.concepts[concept], thesaurus):
            for seeker in projection.seekers.row(concept)[0].tolist():
                area = int(areas.of_entity[seeker])
                if area >= 0:
                    table[area, theme].seekers.add(seeker)


def _status(cell: _Cell, is_looked_into: bool, oldest: str) -> str:
    if cell.holders:
        dates = [record.date for record in cell.records if record.date]
        return COVERED if not dates or max(dates) >= oldest else STALE
    return GAP if is_looked_into else NOT_SURVEYED


def _row(cell: _Cell, status: str, base_iri: str) -> Json:
    dates = [record.date for record in cell.records if record.date]
    newest = sorted(set(cell.records), key=lambda record: (record.date or "", record.key))
    return {
        "status": status,
        "holders": len(cell.holders),
        "needs": len(cell.seekers),
        "newest": max(dates, default=None),
        "records": cite_all(newest[-MOST_CITED:], base_iri),
        "nearest": None,
    }


def _nearest(
    areas: Areas, area: int, holders: list[int], territory: Territory
) -> tuple[int, float] | None:
    """The holder closest to the middle of a territory, and how far, in km."""
    here = territory.points(areas.members(area))
    here = here[~np.isnan(here[:, 0])]
    there = territory.points(holders)
    is_known = ~np.isnan(there[:, 0])
    if not len(here) or not is_known.any():
        return None
    middle = here.mean(axis=0)
    middle /= np.linalg.norm(middle)
    apart = np.linalg.norm(there[is_known] - middle, axis=1)
    best = int(np.argmin(apart))
    return holders[np.flatnonzero(is_known)[best]], float(apart[best]) * EARTH_RADIUS_KM


def _card(
    near: tuple[int, float], projection: Projection, gazetteer: Gazetteer, base_iri: str
) -> Json:
    card = actor_card(projection, near[0], gazetteer, base_iri)
    card["distance_km"] = round(near[1], 1)
    return card


def _pressing(row: Json) -> tuple[bool, int, str, str]:
    return row["status"] != GAP, -row["needs"], row["area"]["name"], row["theme"]["label"]
