"""What became of earlier introductions of the same two: told before they are asked again."""

from collections.abc import Mapping

from tisserand.messages import Language, text
from tisserand.recommend.introductions import owner_of, read_introductions, state_label
from tisserand.recommend.records import Json
from tisserand.recommend.wording import on_date
from tisserand.store.port import GraphReader


def tell_earlier(reader: GraphReader, a: str, b: str) -> list[Json]:
    """`[{id, state, label, date, reason}]` of two actors by key, whoever sought; the last first."""
    found = []
    for one in read_introductions(reader):
        if {owner_of(reader, one.first), owner_of(reader, one.second)} == {a, b}:
            last = one.steps[-1]
            label = state_label(last.state)
            told = {"id": one.number, "state": last.state, "label": label}
            found.append(told | {"date": last.date, "reason": last.reason})
    return found[::-1]


def earlier_line(one: Mapping[str, str], language: Language = "fr") -> str:
    """One of them as a sentence."""
    name = "introductions.earlier_why" if one["reason"] else "introductions.earlier"
    state, day = state_label(one["state"], language), on_date(one["date"], language)
    return text(name, language, number=one["id"], state=state, date=day, reason=one["reason"])
