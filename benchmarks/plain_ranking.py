"""The ranking of `tisserand.recommend.ranking`, written plainly over networkx: the baseline.

It walks the graph as records say it: actors, projects, skills and the links between them.
"""

from collections import deque
from collections.abc import Iterator, Mapping
from math import cos, log2, prod, radians, sin

import networkx as nx

from benchmarks.territory import GeneratedTerritory
from tisserand.recommend.expertise import BROADER
from tisserand.recommend.network import LARGEST_GROUP
from tisserand.recommend.ranking import LARGEST_NEIGHBOURHOOD, LEAST_MASTERY, RARITY_RADIUS_KM
from tisserand.recommend.territory import FARTHEST, HALF_DISTANCE_KM, SAME_EPCI
from tisserand.reference.distance import EARTH_RADIUS_KM

KNOWS, TOOK_PART = 0.9, 0.4
Point = tuple[float, float, float]


def as_networkx(territory: GeneratedTerritory) -> nx.DiGraph:
    """The same graph: things with their place, and one edge a link."""
    graph = nx.DiGraph()
    nodes = territory.nodes
    for number, kind in enumerate(nodes.kinds):
        graph.add_node(
            number,
            kind=kind,
            latitude=float(nodes.latitudes[number]),
            longitude=float(nodes.longitudes[number]),
            epci=int(territory.epci[number]),
        )
    links = territory.links
    for subject, name, object_ in zip(
        links.subjects.tolist(), links.properties, links.objects.tolist(), strict=True
    ):
        graph.add_edge(subject, object_, link=name)
    said = territory.references
    for subject, name, skill, confidence in zip(
        said.subjects.tolist(), said.properties, said.values, said.confidences.tolist(), strict=True
    ):
        known = graph.get_edge_data(subject, skill, {}).get("confidence", 0.0)
        graph.add_edge(subject, skill, link=name, confidence=max(known, confidence))
    for skill, parent in territory.skills.parent.items():
        graph.add_edge(skill, parent, link="broader")
    return graph


def rank_plainly(
    graph: nx.DiGraph,
    skills: Mapping[str, float],
    near: tuple[float, float, int],
    asker: int,
    limit: int,
) -> list[int]:
    """Numbers of the best actors; `near` is latitude, longitude and EPCI."""
    masteries = {skill: holders(graph, skill) for skill in skills}
    actors = sorted(set().union(*masteries.values()))
    origin = on_sphere(near[0], near[1])
    squares = {actor: squared_km(graph.nodes[actor], origin) for actor in actors}
    around = {actor for actor in actors if squares[actor] <= RARITY_RADIUS_KM**2}
    weights = {}
    for skill, asked in skills.items():
        count = sum(1 for actor in masteries[skill] if actor in around)
        weights[skill] = asked / (1 + log2(max(count, 1)))
    total = sum(weights.values())
    most_asked = max(skills.values())
    reached = spread(graph, asker)
    scored = []
    for actor in actors:
        mastery = {skill: masteries[skill].get(actor, 0.0) for skill in skills}
        strongest = max(mastery[skill] * asked / most_asked for skill, asked in skills.items())
        if strongest < LEAST_MASTERY or actor == asker:
            continue
        score = sum(weights[skill] * mastery[skill] for skill in skills) / total
        score *= FARTHEST + (1 - FARTHEST) / (1 + squares[actor] / HALF_DISTANCE_KM**2)
        if graph.nodes[actor]["epci"] == near[2]:
            score *= SAME_EPCI
        score *= 1 + min(reached.get(actor, 0.0), 1.0)
        scored.append((-round(score, 9), actor))
    return [actor for _, actor in sorted(scored)[:limit]]


def holders(graph: nx.DiGraph, skill: str) -> dict[int, float]:
    """Who masters a skill, a narrower one, or (less) the one just above."""
    related = {skill: 1.0}
    border = deque([skill])
    while border:
        for below, _, data in graph.in_edges(border.popleft(), data=True):
            if data["link"] == "broader" and below not in related:
                related[below] = 1.0
                border.append(below)
    for _, above, data in graph.out_edges(skill, data=True):
        if data["link"] == "broader":
            related.setdefault(above, BROADER)
    best: dict[int, float] = {}
    for one, factor in related.items():
        doubts: dict[int, list[float]] = {}
        for actor, weight in proofs(graph, one):
            doubts.setdefault(actor, []).append(1 - weight)
        for actor, doubt in doubts.items():
            best[actor] = max(best.get(actor, 0.0), factor * (1 - prod(doubt)))
    return best


def proofs(graph: nx.DiGraph, skill: str) -> Iterator[tuple[int, float]]:
    """Who is said to master a skill, or took part in a project that required it."""
    for thing, _, data in graph.in_edges(skill, data=True):
        if data["link"] == "hasSkill":
            yield thing, KNOWS * data["confidence"]
        elif data["link"] == "requiresSkill":
            for actor, _, part in graph.in_edges(thing, data=True):
                if part["link"] == "takesPartIn":
                    yield actor, TOOK_PART * data["confidence"]


def ties(graph: nx.DiGraph, actor: int) -> dict[int, float]:
    """Ties of an actor: memberships, and projects in which others took part."""
    found: dict[int, float] = {}
    for _, other, data in graph.out_edges(actor, data=True):
        if data["link"] == "memberOf":
            found[other] = found.get(other, 0.0) + 1.0
        elif data["link"] == "takesPartIn":
            members = [one for one, _ in graph.in_edges(other)]
            for one in members if 1 < len(members) <= LARGEST_GROUP else ():
                if one != actor:
                    found[one] = found.get(one, 0.0) + 1.0 / (len(members) - 1)
    for other, _, data in graph.in_edges(actor, data=True):
        if data["link"] == "memberOf":
            found[other] = found.get(other, 0.0) + 1.0
    return {other: round(tie, 9) for other, tie in found.items()}


def spread(graph: nx.DiGraph, asker: int) -> dict[int, float]:
    """Ties of the asker: direct, and through one third party by resource allocation."""
    reached: dict[int, float] = {}
    for third, tie in ties(graph, asker).items():
        reached[third] = reached.get(third, 0.0) + tie
        onward = ties(graph, third)
        total = sum(onward.values())
        if len(onward) <= LARGEST_NEIGHBOURHOOD:
            for other, further in onward.items():
                reached[other] = reached.get(other, 0.0) + tie / total * further
    return reached


def on_sphere(latitude: float, longitude: float) -> Point:
    """A point of the unit sphere, from degrees."""
    north, east = radians(latitude), radians(longitude)
    return cos(north) * cos(east), cos(north) * sin(east), sin(north)


def squared_km(node: Mapping[str, float], origin: Point) -> float:
    """Squared distance by the chord, in km²."""
    point = on_sphere(node["latitude"], node["longitude"])
    return sum((a - b) ** 2 for a, b in zip(point, origin, strict=True)) * EARTH_RADIUS_KM**2
