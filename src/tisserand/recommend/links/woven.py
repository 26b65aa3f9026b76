"""The dated past of a workspace: who took part in which project, action or event, and when."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

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
    """A history, and the numbers in the projection of its actors and of its projects."""

    history: History
    actors: Numbers
    projects: Numbers


def read_past(reader: GraphReader, projection: Projection) -> Woven:
    """The past of a View: who took part in what bears a date.

    Two actors also share what is said that they master, where they are and who funds them.
    """
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
        themes=_themes(projection, projects),
        words=told.words,
        profiles=_profiles(projection, actors),
        of_projects=_of_projects(projection, projects),
        leads=leads[dated],
        joinable=is_project[projects],
    )
    return Woven(history, actors, projects)


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
    """Years in which entities begin, 0 when unknown, and end, `OPEN` when unknown; and project ×
    word, None when they say nothing."""

    begun: Numbers
    ended: Numbers
    words: sparse.csr_array | None


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
    return _Told(begun, ended, _words(said, len(things)))


def stems_of(entity: Entity) -> frozenset[str]:
    """The stems of what a thing says of itself."""
    return frozenset(stem(word) for word in tokens(words_of(entity)) if not word.isdigit())


def _words(said: list[tuple[int, str]], projects: int) -> sparse.csr_array | None:
    """Project × word."""
    if not said:
        return None
    distinct = {word: number for number, word in enumerate(sorted({word for _, word in said}))}
    row = np.array([row for row, _ in said], dtype=np.int64)
    word = np.array([distinct[word] for _, word in said], dtype=np.int64)
    return sparse.csr_array((np.ones(len(row)), (row, word)), shape=(projects, len(distinct)))


def _of_projects(graph: Graph, projects: Numbers) -> dict[str, sparse.csr_array]:
    """What projects have in common with who may join them, columns as in `_profiles`.

    Funders are left out: a grant to those who joined would tell that they did.
    """
    about = _themes(graph, projects)
    place = graph.place[projects]
    at = np.flatnonzero(place >= 0)
    shape = (len(projects), max(len(graph.places), 1))
    where = sparse.csr_array((np.ones(len(at)), (at, place[at])), shape=shape)
    return {"place": where} | ({} if about is None else {"skills": about})


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
