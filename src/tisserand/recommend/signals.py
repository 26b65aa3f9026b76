"""Weak signals: what rises in communities that do not know each other, and funding about to end."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from tisserand.messages import Language, text
from tisserand.ontology.namespaces import entity_iri
from tisserand.ontology.records import Entity
from tisserand.recommend.arrays import KINDS, Projection
from tisserand.recommend.communities import detect
from tisserand.recommend.endings import Funded, find_endings, last_day, read_funded
from tisserand.recommend.latest_needs import told_on
from tisserand.recommend.naming import name_communities
from tisserand.recommend.records import Citations, Json, chosen_facts, dates_of
from tisserand.recommend.rises import FALSE_ALARMS, Mentions, Rise, find_rises
from tisserand.recommend.surveys import BATCH, themes_of
from tisserand.recommend.wording import decimal, on_date
from tisserand.reference.places import Gazetteer
from tisserand.reference.thesaurus import Thesaurus
from tisserand.store.port import GraphReader

DATED = ("Need", "Project", "Action", "Grant")
RECENT_YEARS = 2
MOST_RECORDS = 10


class Mention(NamedTuple):
    """A dated thing about a concept, and the actors it concerns, by number."""

    concept: str
    year: int
    actors: tuple[int, ...]
    thing: Entity
    records: tuple[str, ...]


def find_signals(
    reader: GraphReader,
    projection: Projection,
    *,
    today: str,
    since: int | None = None,
    months: int = 12,
    thesaurus: Thesaurus,
    gazetteer: Gazetteer,
    base_iri: str,
    language: Language = "fr",
) -> Json:
    """What rises and what ends, each with its records.

    Args:
        today: ISO 8601; what is dated later is not counted.
        since: first year that is recent; by default, the last two years.

    Returns:
        `{since, false_alarms, rising: [{concept, text, recent, expected, chance, years,
        communities, records}], ending: [{iri, name, kind, date, text, dependents, records}],
        earlier: {date, text}}`; `earlier` when nothing is told of a graph that says nothing so
        late: the last day that it tells of, to look from there.
    """
    year = int(today[:4])
    first = year - RECENT_YEARS + 1 if since is None else since
    mentions = [one for one in read_mentions(reader, projection, thesaurus) if one.year <= year]
    apart = _Communities(projection, gazetteer, thesaurus, language)
    rising = _rising(mentions, first, apart, thesaurus, base_iri)
    funded = read_funded(reader, projection)
    ending = find_endings(reader, funded, today, months, base_iri, language)
    return {
        "since": first,
        "false_alarms": FALSE_ALARMS,
        "rising": rising,
        "ending": ending,
        "earlier": None if rising or ending else _earlier(mentions, funded, today, language),
    }


def _rising(
    mentions: Sequence[Mention],
    since: int,
    apart: "_Communities",
    thesaurus: Thesaurus,
    base_iri: str,
) -> list[Json]:
    concepts = sorted({one.concept for one in mentions})
    rises = find_rises(apart.columns(mentions, concepts), since)
    told = (
        _tell(rise, concepts[rise.concept], mentions, since, apart, thesaurus, base_iri)
        for rise in rises
    )
    return [one for one in told if one is not None]


def _earlier(
    mentions: Sequence[Mention], funded: Funded, today: str, language: Language
) -> Json | None:
    """The last day that facts and funding both reach, None unless of a year before this one."""
    year = max((one.year for one in mentions), default=None)
    end = funded.last_before(today)
    said = []
    if year is not None:
        said.append(text("signals.last_fact", language, year=year))
    if end is not None:
        said.append(text("signals.last_ending", language, date=on_date(end, language)))
    day = min((last_day(str(one)) for one in (year, end) if one is not None), default=today)
    return {"date": day, "text": " ".join(said)} if day[:4] < today[:4] else None


def read_mentions(
    reader: GraphReader, projection: Projection, thesaurus: Thesaurus
) -> Iterator[Mention]:
    """The dated needs, projects and grants, by key, once a year for who says it and a concept."""
    codes = [KINDS.index(kind) for kind in DATED]
    things = np.flatnonzero(np.isin(projection.kind, codes))
    said: set[tuple[str, int, int]] = set()
    for first in range(0, len(things), BATCH):
        some = things[first : first + BATCH].tolist()
        entities = reader.entities([projection.keys[one] for one in some])
        for number in some:
            entity = entities.get(projection.keys[number])
            year = _year(entity) if entity is not None else 0
            if entity is None or not year:
                continue
            actors = _actors(projection, number)
            speaker = actors[0] if actors else -1 - number
            for concept, records in _concepts(entity, thesaurus).items():
                if (concept, year, speaker) not in said:
                    said.add((concept, year, speaker))
                    yield Mention(concept, year, actors, entity, records)


def _year(entity: Entity) -> int:
    """When it began; for a need, when the source that says it is of."""
    began, _ = dates_of(chosen_facts(entity))
    if began is None and entity.kind == "Need":
        began = told_on(entity)
    return int(began[:4]) if began and began[:4].isdigit() else 0


def _concepts(entity: Entity, thesaurus: Thesaurus) -> dict[str, tuple[str, ...]]:
    """Skills required and themes, with the records that say them."""
    found: dict[str, tuple[str, ...]] = {}
    for fact in entity.facts:
        if fact.property in ("requiresSkill", "theme"):
            for concept in {fact.value, *themes_of(fact.value, thesaurus)}:
                known = found.get(concept, ())
                found[concept] = tuple(dict.fromkeys((*known, *fact.records)))
    return dict(sorted(found.items()))


def _actors(projection: Projection, thing: int) -> tuple[int, ...]:
    """Actors linked with a thing, ascending."""
    here = np.array([thing])
    out, into = projection.links.outward(here), projection.links.inward(here)
    other = np.concatenate([out.object, into.subject])
    return tuple(sorted({int(one) for one in other if projection.is_actor(int(one))}))


class _Communities:
    """Where actors are: their community, else themselves."""

    def __init__(
        self,
        projection: Projection,
        gazetteer: Gazetteer,
        thesaurus: Thesaurus,
        language: Language,
    ) -> None:
        self.projection, self.language = projection, language
        self._words = gazetteer, thesaurus
        self._found = detect(projection).found
        self.of = np.arange(len(projection), dtype=np.int64) + len(self._found)
        for number, community in enumerate(self._found):
            self.of[community.members] = number

    def columns(self, mentions: Sequence[Mention], concepts: Sequence[str]) -> Mentions:
        number = {concept: at for at, concept in enumerate(concepts)}
        first = [int(self.of[one.actors[0]]) if one.actors else -1 for one in mentions]
        return Mentions(
            np.array([number[one.concept] for one in mentions], dtype=np.int64),
            np.array([one.year for one in mentions], dtype=np.int64),
            np.array(first, dtype=np.int64),
        )

    def unconnected(self, actors: Sequence[int]) -> list[int]:
        """Communities of these actors of which none is tied to one of another, the first kept."""
        kept: dict[int, set[int]] = {}
        network = self.projection.network
        for actor in sorted(set(actors)):
            community = int(self.of[actor])
            known = set(network.row(actor)[0].tolist())
            others = {one for other, group in kept.items() if other != community for one in group}
            if not known & others:
                kept.setdefault(community, set()).add(actor)
        return sorted(kept)

    def names(self, communities: Sequence[int]) -> list[str]:
        groups = [self._found[one].members for one in communities if one < len(self._found)]
        alone = [one - len(self._found) for one in communities if one >= len(self._found)]
        gazetteer, thesaurus = self._words
        named = name_communities(self.projection, groups, gazetteer, thesaurus, self.language)
        return [*named, *(self.projection.names[one] for one in alone)]


def _tell(
    rise: Rise,
    concept: str,
    mentions: Sequence[Mention],
    since: int,
    apart: _Communities,
    thesaurus: Thesaurus,
    base_iri: str,
) -> Json | None:
    """The rise as it is answered; None when those concerned already know each other."""
    of_it = [one for one in mentions if one.concept == concept]
    late = [one for one in of_it if one.year >= since]
    communities = apart.unconnected([actor for one in late for actor in one.actors[:1]])
    if len(communities) < 2:
        return None
    years = [one.year for one in of_it]
    label = thesaurus.label(concept, apart.language)
    names = apart.names(communities)
    expected = decimal(rise.expected, apart.language)
    details = {"since": since, "recent": rise.recent, "expected": expected}
    told = text("signals.rising", apart.language, label=label, count=len(names), **details)
    citations = Citations([one.thing for one in late], base_iri)
    return {
        "concept": {"iri": concept, "label": label},
        "text": told,
        "recent": rise.recent,
        "expected": round(rise.expected, 2),
        "chance": float(f"{rise.chance:.2g}"),
        "years": {str(year): years.count(year) for year in sorted(set(years))},
        "communities": names,
        "things": [
            {"iri": entity_iri(base_iri, one.thing.key), "name": one.thing.name} for one in late
        ],
        "records": citations.of(key for one in late[:MOST_RECORDS] for key in one.records),
    }
