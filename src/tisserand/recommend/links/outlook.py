"""What the past of a workspace lets one foresee, kept for the next question."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tisserand.messages import Language, text
from tisserand.recommend.arrays import Projection
from tisserand.recommend.links.history import Numbers, is_rich, tie_members
from tisserand.recommend.links.keeping import kept_by_projection
from tisserand.recommend.links.woven import read_past
from tisserand.recommend.records import Json
from tisserand.store.port import GraphReader

if TYPE_CHECKING:
    from tisserand.recommend.links.foresight import Foreseen

MOST_PARTNERS = 20
MOST_ASKED = 500
"""Actors whose candidates are looked for when nobody is named: the most active."""

Ahead = dict[tuple[int, int], float]
"""Pair of actors by number in the projection, lower first → confidence that they cooperate."""


class Outlook:
    """Ties foreseen between the actors of a projection, and how sure."""

    def __init__(self, foreseen: Foreseen, actors: Numbers) -> None:
        self._foreseen = foreseen
        self._actors = actors  # number in the projection of each actor of the snapshot

    @property
    def years(self) -> int:
        """Within how many years confidence says that two actors cooperate."""
        return self._foreseen.foresight.horizon

    def pairs(self, actor: int | None = None) -> Ahead:
        """The best pairs, of one actor when given; none when its past is not dated."""
        best = self._foreseen.best(self._asked(actor), MOST_PARTNERS)
        found: dict[tuple[int, int], list[float]] = {}
        ends = self._actors[np.column_stack([best.source, best.other])].tolist()
        for (one, other), sure in zip(ends, best.confidence.tolist(), strict=True):
            found.setdefault((min(one, other), max(one, other)), []).append(sure)
        return {pair: sum(said) / len(said) for pair, said in found.items()}

    def _asked(self, actor: int | None) -> Numbers:
        if actor is None:
            active = self._foreseen.snapshot.degree
            return np.sort(np.argsort(-active, kind="stable")[:MOST_ASKED])
        at = np.searchsorted(self._actors, actor)
        is_known = at < len(self._actors) and self._actors[at] == actor
        return np.array([at] if is_known else [], dtype=np.int64)


@kept_by_projection
def look_ahead(reader: GraphReader, projection: Projection) -> Outlook | None:
    """What a projection's dated past teaches; None when it is too poor to say how sure to be."""
    woven = read_past(reader, projection)
    ties, last = tie_members(woven.history), woven.history.years[1]
    if not is_rich(woven.history, ties, last):
        return None
    # What learns takes a second to load: only a past that teaches something waits for it.
    from tisserand.recommend.links.foresight import Foreseen
    from tisserand.recommend.links.learning import learn
    from tisserand.recommend.links.snapshot import take_snapshot
    from tisserand.recommend.links.traits import with_traits

    history = with_traits(woven, projection).history
    foresight = learn(history, last)
    if foresight.calibration is None:
        return None
    snapshot = take_snapshot(history, ties, last)
    return Outlook(Foreseen(foresight, snapshot), woven.actors[snapshot.known])


def confidence_of(share: float, years: int, language: Language) -> Json:
    """`{share, years, text}`: of ten pairs like this one, how many cooperated."""
    if share < 0.01:
        name, told = "none", 0
    elif share < 0.15:
        name, told = "hundred", round(100 * share)
    else:
        name, told = "ten", round(10 * share)
    said = text(f"links.confidence_{name}", language, share=told, years=years)
    return {"share": round(share, 3), "years": years, "text": said}
