"""What past introductions teach the ranking of helpers.

score × success × load × distance:
- success: how often introductions to this actor came to something, beside how often all did, each
  smoothed by Laplace's rule, from `LEAST_FACTOR` to its inverse;
- load: 1 until an actor has more than its share of the introductions open lately, then falling;
- distance: 1 / (1 + (d / D)ˢ), where D and s are what agents' « trop loin » and acceptances make
  most likely (maximum a posteriori, log-logistic); 1 until several refusals for distance.

Nobody declined for a need is proposed for it again, unless what is known of the pair is new.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from math import inf, isnan, log
from typing import NamedTuple

import numpy as np

from tisserand.messages import text
from tisserand.recommend.arrays import KINDS, Projection
from tisserand.recommend.cooperation_reasons import explain_cooperation
from tisserand.recommend.expertise import HelperIndex
from tisserand.recommend.introductions import OPEN, Introduction, read_introductions
from tisserand.recommend.ranking import Ranking
from tisserand.recommend.reasons import Voice
from tisserand.reference.distance import EARTH_RADIUS_KM
from tisserand.reference.text import fold, tokens
from tisserand.store.port import GraphReader

WORTH = {"accepted": 0.5, "met": 0.75, "cooperation": 1.0, "declined": 0.0}
"""What each state that was reached says of an introduction: the last one counts."""
LEAST_FACTOR = 0.5
LARGEST_SHARE = 0.2
"""Of the introductions open lately, what one actor may have before others are preferred."""
LEAST_OPEN = 3
"""Open introductions that are nobody's overload."""
LATELY_DAYS = 90
FAR_WORDS = ("loin", "lointain", "distance", "trajet", "eloigne", "kilometre", "km", "route")
REACHES_KM = (128.0, 96.0, 64.0, 48.0, 32.0, 24.0, 16.0, 12.0, 8.0)
SLOPES = (2.0, 4.0, 8.0)
NO_REACH_PRIOR = 3.0
"""How much likelier, in logarithm, it is before any answer that distance is no matter."""
NEIGHBOURS_KM = (5.0, 10.0, 20.0)
"""Acceptances supposed before any answer: a few refusals afar never rule out who is near."""
CARELESS = 0.1
"""Share of answers that say nothing of the distance, either way."""


class Answered(NamedTuple):
    """An introduction whose both sides are seen, by number, and how far apart they are (NaN)."""

    introduction: Introduction
    seeker: int
    helper: int
    km: float


class Reach(NamedTuple):
    """How far people go: half decline at `km`, the more sharply the greater the slope."""

    km: float
    slope: float

    def accepts(self, km: float) -> float:
        """Share in ]0, 1] who find a distance (km) near enough."""
        return float(1.0 / (1.0 + (km / self.km) ** self.slope))


ANY_DISTANCE = Reach(inf, SLOPES[0])


class Lessons:
    """What the introductions of a View teach, for one projection.

    Args:
        largest_share: share in ]0, 1] of the introductions open lately that one actor may have.
    """

    def __init__(
        self,
        reader: GraphReader,
        index: HelperIndex,
        voice: Voice,
        largest_share: float = LARGEST_SHARE,
    ) -> None:
        self._reader, self._index, self._voice = reader, index, voice
        self.answered = _answered(reader, index)
        self._success = success_of(self.answered)
        self._load = load_of(self.answered, largest_share)
        self.reach = learn_reach(self.answered)

    def factor(self, actor: int, km: float | None) -> float:
        """What to multiply the score of a helper by."""
        near = 1.0 if km is None else self.reach.accepts(km)
        return self._success.get(actor, 1.0) * self._load.get(actor, 1.0) * near

    def teach(self, ranking: Ranking, need: str, asker: int = -1) -> Ranking:
        """The ranking with these lessons: those declined for it gone, equal scores by key."""
        if not self.answered:
            return ranking
        gone = {helper for helper, news in self.declined(need, asker).items() if not news}
        taught = [
            one._replace(score=round(one.score * self.factor(one.actor, one.distance_km), 9))
            for one in ranking.helpers
            if one.actor not in gone
        ]
        taught.sort(key=lambda one: (-one.score, self._index.projection.keys[one.actor]))
        return ranking._replace(helpers=taught)

    def declined(self, need: str, asker: int = -1) -> dict[int, list[str]]:
        """Who declined this need, or this asker: number → the new facts, none when all are known.

        The last introduction of a pair counts.
        """
        last: dict[int, Answered] = {}
        for one in self.answered:
            if self._is_about(one, need, asker):
                last[one.helper] = one
        return {
            helper: self._news(one)
            for helper, one in last.items()
            if one.introduction.state == "declined"
        }

    def _is_about(self, one: Answered, need: str, asker: int) -> bool:
        """Whether it was for this need; any need of this asker when none was noted."""
        noted = self._need_of(one.introduction)
        if asker >= 0:
            return one.seeker == asker and (not noted or fold(noted) == fold(need))
        return bool(noted) and fold(noted) == fold(need)

    def _need_of(self, one: Introduction) -> str:
        entity = self._reader.entity(one.need_record) if one.need_record else None
        return entity.name if entity else one.need

    def _news(self, one: Answered) -> list[str]:
        """The sentences that rest on facts not known when it was declined."""
        known = one.introduction.facts
        told = explain_cooperation(
            self._reader, self._index, one.seeker, one.helper, self._voice, known=known
        )
        return told.fresh or (
            [text("links.unnamed_news", self._voice.language)] if told.new else []
        )


def success_of(answered: Sequence[Answered]) -> dict[int, float]:
    """Factor of each helper of whom something is known, in [`LEAST_FACTOR`, 1 / it]."""
    worth: dict[int, list[float]] = {}
    for one in answered:
        known = [WORTH[step.state] for step in one.introduction.steps if step.state in WORTH]
        if known:
            worth.setdefault(one.helper, []).append(known[-1])
    every = [value for values in worth.values() for value in values]
    usual = (sum(every) + 1.0) / (len(every) + 2.0)
    return {
        helper: min(max((sum(v) + 2.0 * usual) / (len(v) + 2.0) / usual, LEAST_FACTOR), 2.0)
        for helper, v in worth.items()
    }


def load_of(answered: Sequence[Answered], largest_share: float) -> dict[int, float]:
    """Factor of each helper who has more than a share of what is open lately, under 1.

    « Lately » ends with the last step known: no clock.
    """
    last = max((one.introduction.steps[-1].date for one in answered), default="")
    if not last:
        return {}
    since = (date.fromisoformat(last) - timedelta(days=LATELY_DAYS)).isoformat()
    counts: dict[int, int] = {}
    for one in answered:
        if one.introduction.state in OPEN and one.introduction.steps[0].date >= since:
            counts[one.helper] = counts.get(one.helper, 0) + 1
    allowed = max(float(LEAST_OPEN), largest_share * sum(counts.values()))
    return {
        helper: (allowed / (count + 1.0)) ** 2
        for helper, count in counts.items()
        if count >= allowed
    }


def learn_reach(answered: Sequence[Answered]) -> Reach:
    """How far people go, by what they accepted and what they declined for the distance."""
    near, far = list(NEIGHBOURS_KM), []
    for one in answered:
        if isnan(one.km):
            continue
        if one.introduction.was_accepted:
            near.append(one.km)
        elif one.introduction.state == "declined" and is_for_distance(one.introduction):
            far.append(one.km)
    best, most = ANY_DISTANCE, _log_likelihood(ANY_DISTANCE, near, far) + NO_REACH_PRIOR
    for reach in (Reach(km, slope) for slope in SLOPES for km in REACHES_KM):
        odds = _log_likelihood(reach, near, far)
        if odds > most:
            best, most = reach, odds
    return best


def is_for_distance(introduction: Introduction) -> bool:
    """Whether it was declined because it is far."""
    words = {word.removesuffix("s") for word in tokens(introduction.steps[-1].reason)}
    return any(word in words for word in FAR_WORDS)


def _log_likelihood(reach: Reach, near: Sequence[float], far: Sequence[float]) -> float:
    def accepted(km: float) -> float:
        return (1.0 - 2.0 * CARELESS) * reach.accepts(km) + CARELESS

    return sum(log(accepted(km)) for km in near) + sum(log(1.0 - accepted(km)) for km in far)


def _answered(reader: GraphReader, index: HelperIndex) -> list[Answered]:
    """The introductions of a View between two actors of its projection, by number."""
    projection = index.projection
    if not np.any(projection.kind == KINDS.index("Introduction")):
        return []
    found = read_introductions(reader)
    owners = reader.record_owners([key for one in found for key in (*one.first, *one.second)])
    answered = []
    for one in found:
        ends = [_number(projection, owners, side) for side in (one.first, one.second)]
        if min(ends) >= 0 and ends[0] != ends[1]:
            points = index.territory.points(ends)
            km = float(np.linalg.norm(points[0] - points[1])) * EARTH_RADIUS_KM
            answered.append(Answered(one, ends[0], ends[1], km))
    return answered


def _number(projection: Projection, owners: dict[str, str], records: Sequence[str]) -> int:
    """Number of the entity of these records; -1 when none is seen."""
    keys = sorted(owners[record] for record in records if record in owners)
    return projection.find(keys[0]) if keys else -1
