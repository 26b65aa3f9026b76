"""What answers change: far proposals drop, the load spreads, no declined pair returns.

Agents of an invented territory ask for help round after round, each time for another skill. They
introduce themselves to the helpers proposed and decline those who live beyond what they travel.
The baseline, in the same run: the same questions to a ranking that learns nothing. The least that
any ranking could do is told too: the nearest holders of the skill, however weak.
"""

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import numpy as np

if __package__ in (None, ""):
    sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.measure import cpu_time, versions, write_result
from tisserand.application.introductions import Asked, Introductions
from tisserand.bootstrap import Workspace
from tisserand.ontology.records import Locator, Record, Source, Value, Visibility
from tisserand.recommend.expertise import index_of
from tisserand.recommend.introductions import Step
from tisserand.recommend.outcomes import Lessons
from tisserand.recommend.projection import Projection, build_projection
from tisserand.recommend.ranking import Ranked, rank_helpers
from tisserand.recommend.reasons import Voice
from tisserand.recommend.territory import Whereabouts
from tisserand.reference.distance import EARTH_RADIUS_KM
from tisserand.settings import Settings
from tisserand.store.port import ChangeSet

AGENT = Visibility.AGENT
SKILLS, HELPERS, ASKERS, ROUNDS = 8, 160, 24, 6
WILLING_KM = 25.0
HALF_SIDE = (0.6, 0.9)
"""Half sides of the territory, in degrees of latitude and longitude: 130 km."""
PROPOSED = 3
RERUNS = 100


class Territory(Workspace):
    """A workspace of helpers, each with one skill, and of askers."""

    def __init__(self, folder: Path, seed: int) -> None:
        super().__init__(Settings(workspace=folder))
        concepts = sorted(one.iri for one in self.thesaurus.own_concepts() if one.kind == "Skill")
        leaves = [iri for iri in concepts if not self.thesaurus.narrower(iri)]
        self.skills = leaves[:: len(leaves) // SKILLS][:SKILLS]
        self.random = np.random.default_rng(seed)
        self.askers = [f"asker{number:03}" for number in range(ASKERS)]
        mastered = {f"helper{n:03}": self.skills[n % SKILLS] for n in range(HELPERS)}
        records = [self._record(key, mastered.get(key)) for key in (*mastered, *self.askers)]
        source = Source("invented", "Invented", "invented.csv")
        owners = {record.key: record.key for record in records}
        self.store.apply(ChangeSet(sources=[source], records=records, assignments=owners))

    def _record(self, key: str, skill: str | None) -> Record:
        north, east = self.random.uniform(-1, 1, 2) * HALF_SIDE
        values = [Value("latitude", f"{47.4 + north:.5f}"), Value("longitude", f"{east:.5f}")]
        sure = round(float(self.random.uniform(0.3, 1.0)), 2)
        values += [Value("hasSkill", skill, confidence=sure)] if skill else []
        locator = Locator("invented.csv", row=2)
        return Record(key, "invented", "Association", key, locator, values=tuple(values))


class Proposal(NamedTuple):
    """Who was proposed to whom for what, and how far."""

    asker: str
    helper: str
    skill: str
    km: float


def propose(
    territory: Territory,
    asker: str,
    skill: str,
    learns: bool,
    projection: Projection,
    is_nearest: bool = False,
) -> list[Proposal]:
    """The first helpers for a skill, learnt from the introductions noted or not; or the nearest."""
    with territory.read(AGENT) as reader:
        index = index_of(projection, territory.thesaurus, territory.gazetteer)
        number = projection.find(asker)
        place = next(iter(territory.gazetteer.candidates("Angers")))
        near = Whereabouts(place, index.territory.points(number), -2)
        ranking = rank_helpers(index, {skill: 1.0}, near=near, asker=number, limit=50)
        if learns:
            voice = Voice(territory.thesaurus, territory.base_iri, "fr")
            ranking = Lessons(reader, index, voice).teach(ranking, skill, number)
        helpers = ranking.helpers
        if is_nearest:
            helpers = sorted(helpers, key=lambda one: one.distance_km or 0.0)
        return [_told(one, asker, skill, projection) for one in helpers[:PROPOSED]]


def _told(one: Ranked, asker: str, skill: str, projection: Projection) -> Proposal:
    return Proposal(asker, projection.keys[one.actor], skill, one.distance_km or EARTH_RADIUS_KM)


def answer(introductions: Introductions, proposal: Proposal, day: str) -> None:
    """The agent proposes, and the asker answers by the distance alone."""
    asked = Asked(proposal.asker, proposal.helper, need=proposal.skill, date=day)
    number = introductions.propose(AGENT, asked)["id"]
    is_far = proposal.km > WILLING_KM
    step = Step("declined", day, reason="trop loin") if is_far else Step("accepted", day)
    introductions.step(AGENT, number, step)


def live(territory: Territory) -> tuple[list[dict[str, Any]], list[Proposal]]:
    """Rounds of questions and answers: shares of far proposals, and what was declined."""
    introductions, rounds = territory.introductions, []
    declined: list[Proposal] = []
    for number in range(1, ROUNDS + 1):
        wanted = territory.random.choice(territory.skills, ASKERS).tolist()
        with territory.read(AGENT) as reader:
            known = build_projection(reader)
        questions = list(zip(territory.askers, wanted, strict=True))
        plain = [p for a, s in questions for p in propose(territory, a, s, False, known)]
        learnt = [p for a, s in questions for p in propose(territory, a, s, True, known)]
        nearest = [p for a, s in questions for p in propose(territory, a, s, False, known, True)]
        kinds = {"plain": plain, "learnt": learnt, "nearest": nearest}
        rounds.append({"round": number} | {kind: _shares(kinds[kind]) for kind in kinds})
        for proposal in learnt[::PROPOSED]:
            answer(introductions, proposal, f"2026-{number:02}-01")
            declined += [proposal] if proposal.km > WILLING_KM else []
    return rounds, declined


def _shares(proposals: list[Proposal]) -> dict[str, float]:
    """Of a round: share of far proposals weighted as read (1, 1/2, 1/3), and mean distance."""
    weights = np.array([1.0 / (1 + n % PROPOSED) for n in range(len(proposals))])
    km = np.array([proposal.km for proposal in proposals])
    return {
        "far": round(float(weights[km > WILLING_KM].sum() / weights.sum()), 4),
        "mean_km": round(float(np.average(km, weights=weights)), 2),
    }


def returns(territory: Territory, declined: list[Proposal]) -> int:
    """How often a declined pair is proposed again in re-runs with the same facts."""
    with territory.read(AGENT) as reader:
        known = build_projection(reader)
    return sum(
        any(one.helper == refused.helper for one in propose(territory, asker, skill, True, known))
        for refused in declined
        for asker, skill in [(refused.asker, refused.skill)]
        for _ in range(RERUNS)
    )


def measure(seed: int, pairs: int) -> dict[str, Any]:
    """One territory from its first question to its last."""
    with TemporaryDirectory() as folder:
        territory = Territory(Path(folder), seed)
        (rounds, declined), seconds = cpu_time(lambda: live(territory))
        again = returns(territory, declined[:pairs])
        territory.close()
    return {
        "seed": seed,
        "rounds": rounds,
        "declined": len(declined),
        "reruns": RERUNS * len(declined[:pairs]),
        "declined_pairs_returned": again,
        "cpu_seconds": round(seconds, 1),
    }


def main(arguments: list[str] | None = None) -> dict[str, Any]:
    """Measure, and write `results/feedback.json`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--pairs", type=int, default=5, help="declined pairs asked for again")
    options = parser.parse_args(arguments)
    runs = [measure(seed, options.pairs) for seed in range(options.seeds)]
    first, last = (
        {
            kind: round(float(np.mean([run["rounds"][at][kind]["far"] for run in runs])), 4)
            for kind in ("plain", "learnt", "nearest")
        }
        for at in (0, -1)
    )
    result = {
        "willing_km": WILLING_KM,
        "far_share_first_round": first,
        "far_share_last_round": last,
        "declined_pairs_returned": sum(run["declined_pairs_returned"] for run in runs),
        "reruns": sum(run["reruns"] for run in runs),
        "runs": runs,
        "versions": versions("numpy"),
    }
    print(write_result("feedback", result))
    return result


if __name__ == "__main__":
    main()
