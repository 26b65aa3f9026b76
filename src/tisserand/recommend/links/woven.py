"""The dated past of a workspace: who took part in which project, action or event, and when."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from tisserand.recommend.arrays import IS_ACTOR, KINDS, PREDICATES, Graph, Projection
from tisserand.recommend.links.history import OPEN, History, Numbers
from tisserand.recommend.records import chosen_facts, dates_of
from tisserand.store.port import GraphReader

DATED = ("Project", "Action", "Event", "Membership")
AT_ONCE = 500
"""Things read from the store at a time."""


class Woven(NamedTuple):
    """A history, and the number in the projection of each of its actors."""

    history: History
    actors: Numbers


def read_past(reader: GraphReader, projection: Projection) -> Woven:
    """The past of a View; what bears no date is not told.

    Two actors also share what is said that they master, where they are and who funds them.
    """
    thing, actor = _members(projection)
    begun, ended = _spans(reader, projection, np.unique(thing))
    dated = begun[thing] > 0
    thing, actor = thing[dated], actor[dated]
    actors = projection.actors().astype(np.int64)
    projects, project = np.unique(thing, return_inverse=True)
    since, until = begun[thing], ended[thing]
    history = History(
        actors=len(actors),
        projects=len(projects),
        actor=np.searchsorted(actors, actor).astype(np.int64),
        project=project.astype(np.int64),
        since=since,
        until=np.full(len(thing), OPEN, dtype=np.int64),
        last=np.where(until == OPEN, since, until),
        themes=_themes(projection, projects),
        profiles=_profiles(projection, actors),
    )
    return Woven(history, actors)


def _members(graph: Graph) -> tuple[Numbers, Numbers]:
    """(thing, actor) of every dated thing, each pair once, in order."""
    links = graph.links
    shared = np.isin(graph.kind, [KINDS.index(kind) for kind in DATED])
    acts = IS_ACTOR[graph.kind]
    out = np.flatnonzero(acts[links.subject] & shared[links.object])
    into = np.flatnonzero(shared[links.subject] & acts[links.object])
    thing = np.concatenate([links.object[out], links.subject[into]])
    actor = np.concatenate([links.subject[out], links.object[into]])
    pairs = np.unique(np.column_stack([thing, actor]).astype(np.int64), axis=0)
    return pairs[:, 0], pairs[:, 1]


def _spans(reader: GraphReader, projection: Projection, things: Numbers) -> tuple[Numbers, Numbers]:
    """Years in which things begin, 0 when unknown, and end, `OPEN` when unknown; by entity."""
    begun = np.zeros(len(projection), dtype=np.int64)
    ended = np.full(len(projection), OPEN, dtype=np.int64)
    for i in range(0, len(things), AT_ONCE):
        keys = {projection.keys[int(thing)]: int(thing) for thing in things[i : i + AT_ONCE]}
        for key, entity in reader.entities(list(keys)).items():
            first, last = dates_of(chosen_facts(entity))
            if first:
                begun[keys[key]] = int(first[:4])
            if last:
                ended[keys[key]] = max(int(last[:4]), begun[keys[key]])
    return begun, ended


def _themes(graph: Graph, projects: Numbers) -> sparse.csr_array | None:
    """Project × concept: the themes of projects and the skills they require."""
    marks = graph.marks
    at = np.flatnonzero(np.isin(marks.thing, projects))
    if not len(at):
        return None
    of = np.searchsorted(projects, marks.thing[at])
    shape = (len(projects), len(graph.concepts))
    return sparse.csr_array((np.ones(len(at)), (of, marks.concept[at])), shape=shape)


def _profiles(projection: Projection, actors: Numbers) -> dict[str, sparse.csr_array]:
    """What two actors may have in common, apart from what they did together."""
    found = dict(_kinds_of_profile(projection, actors))
    return {name: profile for name, profile in found.items() if profile.nnz}


def _kinds_of_profile(
    projection: Projection, actors: Numbers
) -> Iterator[tuple[str, sparse.csr_array]]:
    marks = projection.marks
    own = np.flatnonzero(IS_ACTOR[projection.kind[marks.thing]])
    at = np.searchsorted(actors, marks.thing[own])
    shape = (len(actors), max(len(projection.concepts), 1))
    # What projects show that an actor masters is left out: later ones would tell the future.
    yield "skills", sparse.csr_array((np.ones(len(at)), (at, marks.concept[own])), shape=shape)
    place = projection.place[actors]
    at = np.flatnonzero(place >= 0)
    shape = (len(actors), max(len(projection.places), 1))
    yield "place", sparse.csr_array((np.ones(len(at)), (at, place[at])), shape=shape)
    yield "funders", _funders(projection)[actors]


def _funders(graph: Graph) -> sparse.csr_array:
    """Beneficiary × funder, 1 whatever the number of grants."""
    gives, receives = (_granted(graph, name) for name in ("funder", "beneficiary"))
    funded = sparse.csr_array(receives.T @ gives)
    funded.data[:] = 1.0
    return funded


def _granted(graph: Graph, predicate: str) -> sparse.csr_array:
    """Grant × actor of a predicate."""
    links = graph.links
    at: NDArray[np.int64] = np.flatnonzero(links.predicate == PREDICATES.index(predicate))
    shape = (len(graph), len(graph))
    return sparse.csr_array((np.ones(len(at)), (links.subject[at], links.object[at])), shape=shape)
