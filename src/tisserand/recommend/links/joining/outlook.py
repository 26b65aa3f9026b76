"""Whom the past of a workspace lets one foresee in its projects, kept for the next question."""

import numpy as np
from scipy import sparse

from tisserand.messages import Language, text
from tisserand.recommend.arrays import Projection
from tisserand.recommend.links.history import Numbers, tie_members
from tisserand.recommend.links.joining.cases import Cases
from tisserand.recommend.links.joining.foresight import JoinsForeseen
from tisserand.recommend.links.joining.learning import learn_joins
from tisserand.recommend.links.keeping import kept_by_projection
from tisserand.recommend.links.snapshot import take_snapshot
from tisserand.recommend.links.traits import with_traits
from tisserand.recommend.links.woven import Woven, read_past
from tisserand.recommend.records import Json
from tisserand.store.port import GraphReader

MOST_JOINERS = 20

Members = dict[int, list[int]]
"""Project → actors who are in, by number in the projection."""


class JoinOutlook:
    """Who may join the projects of a projection, and how sure."""

    def __init__(self, foreseen: JoinsForeseen, woven: Woven) -> None:
        self._foreseen = foreseen
        self._projects = woven.projects
        self._actors = woven.actors[foreseen.snapshot.known]

    def joiners(self, members: Members) -> dict[tuple[int, int], float]:
        """(project, actor) → confidence, of the best candidates of each project.

        A project none of whose members has a past is left out.
        """
        cases = self._cases(members)
        best = self._foreseen.best(cases, MOST_JOINERS)
        projects = self._projects[cases.project[best.row]].tolist()
        actors = self._actors[best.other].tolist()
        found = zip(projects, actors, best.confidence.tolist(), strict=True)
        return {(project, actor): sure for project, actor, sure in found}

    def _cases(self, members: Members) -> Cases:
        asked = [(p, self._known(members[p])) for p in sorted(members)]
        asked = [(project, known) for project, known in asked if len(known)]
        project = np.array([project for project, _ in asked], dtype=np.int64)
        row = np.repeat(np.arange(len(asked)), [len(known) for _, known in asked])
        column = np.concatenate([np.zeros(0, np.int64), *(known for _, known in asked)])
        shape = (len(asked), self._foreseen.snapshot.size)
        given = sparse.csr_array((np.ones(len(row)), (row, column)), shape=shape)
        given.sort_indices()
        return Cases(np.searchsorted(self._projects, project), given)

    def _known(self, actors: list[int]) -> Numbers:
        """Numbers in the snapshot of those of these actors who have a past."""
        known: Numbers = np.flatnonzero(np.isin(self._actors, actors)).astype(np.int64)
        return known


@kept_by_projection
def look_ahead(reader: GraphReader, projection: Projection) -> JoinOutlook | None:
    """What a projection's dated past teaches; None when it is too poor to say how sure to be."""
    woven = with_traits(read_past(reader, projection), projection)
    last = woven.history.years[1]
    foresight = learn_joins(woven.history, last)
    if foresight.calibration is None:
        return None
    snapshot = take_snapshot(woven.history, tie_members(woven.history), last)
    return JoinOutlook(JoinsForeseen(foresight, snapshot), woven)


def confidence_of(share: float, language: Language) -> Json:
    """`{share, text}`: of ten actors like this one, how many joined."""
    if share < 0.01:
        name, told = "none", 0
    elif share < 0.15:
        name, told = "hundred", round(100 * share)
    else:
        name, told = "ten", round(10 * share)
    said = text(f"joins.confidence_{name}", language, share=told)
    return {"share": round(share, 3), "text": said}
