"""Who holds the network together, as the API answers it."""

from typing import Literal

from pydantic import BaseModel

from tisserand.graph_api.schemas import Actor, Reason


class Broker(BaseModel):
    """An actor between others; `error` is half of a 95 % interval, 0 when exact."""

    actor: Actor
    betweenness: float
    error: float
    constraint: float
    communities: list[str]
    reasons: list[Reason]


class WeakBridge(BaseModel):
    """A tie whose loss cuts actors off, or the only one between two communities."""

    a: Actor
    b: Actor
    separated: int
    communities: list[str]
    text: str
    reasons: list[Reason]


class Silos(BaseModel):
    """Two communities that hardly know each other, whom to join, and mean distances in ties."""

    a: Actor
    b: Actor
    communities: list[str]
    ties: float
    distance_before: float | None = None
    distance_after: float | None = None
    network_before: float | None = None
    network_after: float | None = None
    text: str
    reasons: list[Reason]


class Brokers(BaseModel):
    """Brokers, weak bridges and silos; `sampled` is null when from everybody."""

    brokers: list[Broker]
    bridges: list[WeakBridge]
    silos: list[Silos]
    sampled: int | None = None


class Snapshot(BaseModel):
    """One run that found communities, and the one it started from."""

    number: int
    sequence: int
    algorithm: str
    seed: int
    resolution: float
    parent: int | None = None
    full: bool
    modularity: float
    communities: int


class Change(BaseModel):
    """What became of a community; `other` is the one it left or joined."""

    event: Literal["born", "died", "split", "merged", "grown", "shrunk"]
    id: str
    name: str
    before: int
    after: int
    other: str | None = None
    text: str


class Changes(BaseModel):
    """Snapshots, the oldest first, and what the last one changed."""

    snapshots: list[Snapshot]
    changes: list[Change]
