"""A plan being read: its parts, each with its actions."""

from dataclasses import dataclass, field, replace

from tisserand.ingest.extraction.findings import Orientation, PlanAction


@dataclass(slots=True)
class Part:
    """An orientation, or the actions that stand under none."""

    title: str | None
    number: str | None = None
    start: int | None = None
    end: int | None = None
    actions: list[PlanAction] = field(default_factory=list)

    def carried_by(self, carriers: tuple[str, ...]) -> None:
        """Give carriers to the last action, beside those it has."""
        if self.actions and carriers:
            last = self.actions[-1]
            joined = tuple(dict.fromkeys((*last.carriers, *carriers)))
            self.actions[-1] = replace(last, carriers=joined)


def orientations(parts: list[Part]) -> list[Orientation]:
    """The plan that parts make; empty where none has an action."""
    if not any(part.actions for part in parts):
        return []
    return [
        Orientation(part.title, tuple(part.actions), part.number, part.start, part.end)
        for part in parts
        if part.title is not None or part.actions
    ]
