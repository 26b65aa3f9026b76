"""A plan being read: its parts, each with its actions."""

import re
from dataclasses import dataclass, field, replace

from tisserand.ingest.extraction.findings import Orientation, PlanAction


@dataclass(slots=True)
class Part:
    """An orientation, or the actions that stand under none.

    Attributes:
        is_named: whether « Orientation », « Axe » says what it is, and not its number alone.
    """

    title: str | None
    number: str | None = None
    start: int | None = None
    end: int | None = None
    is_named: bool = False
    actions: list[PlanAction] = field(default_factory=list)

    def carried_by(self, carriers: tuple[str, ...]) -> None:
        """Give carriers to the last action, beside those it has."""
        if self.actions and carriers:
            last = self.actions[-1]
            joined = tuple(dict.fromkeys((*last.carriers, *carriers)))
            self.actions[-1] = replace(last, carriers=joined)


def shape_of(number: str | None) -> str:
    """How a number is written: « A2 » and « B10 » are alike, « 2 » and « II » are not."""
    return re.sub(r"[A-Za-z]+", "A", re.sub(r"\d+", "9", number or ""))


def numbered_alike(parts: list[Part]) -> list[Part]:
    """Parts without the empty ones that are not announced as those that have actions: they head
    the other sections of the document."""
    ways = {(part.is_named, shape_of(part.number)) for part in parts if part.actions}
    return [
        part for part in parts if part.actions or (part.is_named, shape_of(part.number)) in ways
    ]


def orientations(parts: list[Part]) -> list[Orientation]:
    """The plan that parts make; empty where none has an action."""
    if not any(part.actions for part in parts):
        return []
    return [
        Orientation(part.title, tuple(part.actions), part.number, part.start, part.end)
        for part in parts
        if part.title is not None or part.actions
    ]
