"""What became of communities from one state to the next: born, died, split, merged, grown, shrunk.

The events of Palla, Barabási, Vicsek (2007), by the ids that communities keep.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Literal, NamedTuple

from tisserand.messages import Language, text

Kind = Literal["born", "died", "split", "merged", "grown", "shrunk"]
Members = Mapping[str, frozenset[str]]

LEAST_SIZE = 3
LEAST_GROWTH = 0.1
"""Share of its size by which a community must change, and by two members, to be told of."""
MOST_OF = 0.5


class Event(NamedTuple):
    """What became of a community; `other` is the one it left or joined, else empty."""

    kind: Kind
    id: str
    before: int
    after: int
    other: str = ""


def tell_events(before: Members, after: Members) -> list[Event]:
    """Events by kind, then the largest first; only communities of `LEAST_SIZE` or more count.

    A new community most of which was in one that lives on split from it; one that is no more and
    most of whose members are in one that lived before merged into it.
    """
    old = {id: group for id, group in before.items() if len(group) >= LEAST_SIZE}
    new = {id: group for id, group in after.items() if len(group) >= LEAST_SIZE}
    events = [_came(id, new[id], old) for id in new.keys() - old.keys()]
    events += [_went(id, old[id], new, old) for id in old.keys() - new.keys()]
    for id in old.keys() & new.keys():
        a, b = len(old[id]), len(new[id])
        if abs(b - a) >= max(2, LEAST_GROWTH * a):
            events.append(Event("grown" if b > a else "shrunk", id, a, b))
    return sorted(events, key=lambda e: (e.kind, -max(e.before, e.after), e.id))


def _came(id: str, members: frozenset[str], old: Members) -> Event:
    origin, share = _closest(members, old)
    kind: Kind = "split" if share > MOST_OF else "born"
    return Event(kind, id, 0, len(members), origin if kind == "split" else "")


def _went(id: str, members: frozenset[str], new: Members, old: Members) -> Event:
    into, share = _closest(members, new)
    if share > MOST_OF and into in old:
        return Event("merged", id, len(members), len(new[into]), into)
    return Event("died", id, len(members), 0)


def _closest(members: frozenset[str], groups: Members) -> tuple[str, float]:
    """The group that holds most of these members, and which share of them."""
    common = Counter({id: len(members & group) for id, group in groups.items()})
    if not common:
        return "", 0.0
    id = min(common, key=lambda one: (-common[one], one))
    return id, common[id] / len(members)


def sentence(event: Event, names: Mapping[str, str], language: Language = "fr") -> str:
    """« La communauté « X » est née : 12 acteurs. »"""
    return text(
        f"recommend.community_{event.kind}",
        language,
        name=names.get(event.id, event.id),
        other=names.get(event.other, event.other),
        before=event.before,
        after=event.after,
    )
