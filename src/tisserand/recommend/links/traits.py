"""What actors and projects of a past have in common, beside having met."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from tisserand.recommend.arrays import IS_ACTOR, PREDICATES, Graph, Projection
from tisserand.recommend.links.history import Numbers
from tisserand.recommend.links.woven import Woven


def with_traits(woven: Woven, projection: Projection) -> Woven:
    """The same past, with what projects are about and what two actors share: what is said that
    they master, where they are and who funds them."""
    projects = woven.projects
    history = replace(
        woven.history,
        themes=_themes(projection, projects),
        words=_words(woven.said, len(projects)),
        profiles=_profiles(projection, woven.actors),
        of_projects=_of_projects(projection, projects),
    )
    return woven._replace(history=history)


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
