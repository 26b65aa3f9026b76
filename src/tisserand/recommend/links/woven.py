"""The dated past of a workspace: who took part in which project, action or event, and when."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tisserand.ontology.records import Entity
from tisserand.recommend.alike import words_of
from tisserand.recommend.arrays import IS_ACTOR, KINDS, PREDICATES, Graph, Projection
from tisserand.recommend.links.history import OPEN, History, Numbers
from tisserand.recommend.records import chosen_facts, dates_of
from tisserand.reference.text import stem, tokens
from tisserand.store.port import GraphReader

DATED = ("Project", "Action", "Event", "Membership")
JOINED = ("Project", "Action")
"""What actors decide to join."""
AT_ONCE = 500
"""Things read from the store at a time."""
_CARRIES = [PREDICATES.index(name) for name in ("leads", "ledBy")]


class Woven(NamedTuple):
    """A history, and the numbers in the projection of its actors and of its projects.

    Attributes:
        said: (project, stem) of what projects say of themselves.
    """

    history: History
    actors: Numbers
    projects: Numbers
    said: list[tuple[int, str]]


def read_past(reader: GraphReader, projection: Projection) -> Woven:
    """The past of a View: who took part in what bears a date. `with_traits` adds the rest."""
    thing, actor, leads = _members(projection)
    is_project = np.isin(projection.kind, [KINDS.index(kind) for kind in JOINED])
    projects = np.union1d(thing, np.flatnonzero(is_project))
    told = _read_things(reader, projection, projects)
    dated = told.begun[thing] > 0
    thing, actor = thing[dated], actor[dated]
    actors = projection.actors().astype(np.int64)
    since, until = told.begun[thing], told.ended[thing]
    history = History(
        actors=len(actors),
        projects=len(projects),
        actor=np.searchsorted(actors, actor).astype(np.int64),
        project=np.searchsorted(projects, thing).astype(np.int64),
        since=since,
        until=np.full(len(thing), OPEN, dtype=np.int64),
        last=np.where(until == OPEN, since, until),
        leads=leads[dated],
        joinable=is_project[projects],
    )
    return Woven(history, actors, projects, told.said)


def _members(graph: Graph) -> tuple[Numbers, Numbers, NDArray[np.bool_]]:
    """(thing, actor) of every dated thing, each pair once, in order; whether it carries it."""
    links = graph.links
    shared = np.isin(graph.kind, [KINDS.index(kind) for kind in DATED])
    acts = IS_ACTOR[graph.kind]
    out = np.flatnonzero(acts[links.subject] & shared[links.object])
    into = np.flatnonzero(shared[links.subject] & acts[links.object])
    thing = np.concatenate([links.object[out], links.subject[into]])
    actor = np.concatenate([links.subject[out], links.object[into]])
    carries = np.isin(links.predicate[np.concatenate([out, into])], _CARRIES)
    rows = np.unique(np.column_stack([thing, actor, ~carries]).astype(np.int64), axis=0)
    first = np.ones(len(rows), dtype=bool)
    first[1:] = (rows[1:, :2] != rows[:-1, :2]).any(axis=1)
    return rows[first, 0], rows[first, 1], rows[first, 2] == 0


class _Told(NamedTuple):
    """Years in which entities begin, 0 when unknown, and end, `OPEN` when unknown; and the stems of
    what projects say."""

    begun: Numbers
    ended: Numbers
    said: list[tuple[int, str]]


def _read_things(reader: GraphReader, projection: Projection, things: Numbers) -> _Told:
    """What things say of themselves."""
    begun = np.zeros(len(projection), dtype=np.int64)
    ended = np.full(len(projection), OPEN, dtype=np.int64)
    said: list[tuple[int, str]] = []
    for i in range(0, len(things), AT_ONCE):
        rows = {projection.keys[int(things[row])]: row for row in range(i, len(things))[:AT_ONCE]}
        for key, entity in reader.entities(list(rows)).items():
            first, last = dates_of(chosen_facts(entity))
            thing = things[rows[key]]
            if first:
                begun[thing] = int(first[:4])
            if last:
                ended[thing] = max(int(last[:4]), begun[thing])
            said += [(rows[key], word) for word in sorted(stems_of(entity))]
    return _Told(begun, ended, said)


def stems_of(entity: Entity) -> frozenset[str]:
    """The stems of what a thing says of itself."""
    return frozenset(stem(word) for word in tokens(words_of(entity)) if not word.isdigit())
