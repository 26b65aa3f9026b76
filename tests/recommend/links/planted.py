"""Small invented networks whose future is known."""

import numpy as np

from tisserand.recommend.links.history import OPEN, History


def history_of(rows: list[tuple[int, int, int]], actors: int = 0, projects: int = 0) -> History:
    """From (actor, project, year) rows."""
    actor, project, year = np.array(rows, dtype=np.int64).reshape(-1, 3).T
    return History(
        actors=actors or int(actor.max(initial=-1)) + 1,
        projects=projects or int(project.max(initial=-1)) + 1,
        actor=actor,
        project=project,
        since=year,
        until=np.full(len(year), OPEN),
        last=year,
    )


def circles(seed: int = 1, actors: int = 240, circle: int = 40, years: int = 8) -> History:
    """Projects of three, four times in five drawn within one circle, from 2010 on.

    In every circle half of the members do nothing any more after 2012: the past fades.
    """
    random = np.random.default_rng(seed)
    rows = []
    for project in range(actors // 4 * years):
        year = 2010 + project % years
        group = int(random.integers(0, actors // circle))
        awake = circle // 2 if year > 2012 else circle
        members = group * circle + random.choice(awake, 3, replace=False)
        if random.random() < 0.2:
            members[0] = random.integers(0, actors)
        rows += [(int(actor), project, year) for actor in sorted(set(members.tolist()))]
    return history_of(rows, actors, actors // 4 * years)


def strangers(seed: int = 1, actors: int = 200, years: int = 8) -> History:
    """Projects whose three members are drawn at random: nothing can be foreseen."""
    random = np.random.default_rng(seed)
    rows = [
        (int(actor), project, 2010 + project % years)
        for project in range(actors // 2 * years)
        for actor in random.choice(actors, 3, replace=False)
    ]
    return history_of(rows, actors, actors // 2 * years)
