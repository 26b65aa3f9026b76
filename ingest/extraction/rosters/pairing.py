"""Which title of an entry goes with which body."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tisserand.ingest.extraction.lexicons import word_set
from tisserand.ingest.extraction.rosters.fields import Field, Item
from tisserand.ingest.extraction.rosters.titles import GUESSED, OF_BODIES
from tisserand.ingest.extraction.tokens import Line

_OF_MEETING = re.compile(
    r"de séance|^rapporteu|^anim\w+ d'atelier|de table|du jour|^invité|^participant|^intervenant|"
    r"^élue?s$|^auteure?$|^rédact(?!\w+ en chef)|"
    r"^(?:élue? )?référente?$|^contact|^(?:le |la )?photograph"
)
_ELECTED = re.compile(r"maire|(?:premi\w+ |deuxième )?adjoint")


class Told(NamedTuple):
    """A name or a title of an entry, its field and the number of its block."""

    item: Item
    field: Field
    block: int


def pairs(
    lines: Sequence[Line],
    lead: Sequence[Told],
    items: Sequence[Told],
) -> Iterator[tuple[Told | None, Item | None]]:
    """Titles and bodies that go together; a body that no title claims stands alone."""
    titles, bodies = _of_lead(lines, lead, items)
    if titles and bodies:
        yield titles[-1], bodies[0].item
        titles, bodies = [], []
    waiting = list(titles)
    alone = list(bodies)
    placed: list[Told] = []
    claimed = False
    for one in items:
        if one.item.sign == "R":
            is_remark = one.item.entity == GUESSED and one.item.j - one.item.i > 1
            if (placed and is_remark) or _is_of_meeting(lines, one):
                continue
            waiting.append(one)
        elif _is_body(lines, one, waiting):
            placed.append(one)
            if not waiting:
                alone.append(one)
                continue
            is_tied = waiting[-1].field is one.field
            trade = not is_tied and _is_trade(lines, waiting[-1])
            if is_tied and not claimed:
                yield from (
                    (other, None)
                    for other in waiting[:-1]
                    if other in items or not _text(lines, other).split()[0].endswith("s")
                )
            yield (None if trade else waiting[-1]), one.item
            claimed, waiting = True, []
    waiting = _surest(lines, waiting)
    if waiting and alone:
        yield (None if _is_trade(lines, waiting[0]) else waiting[0]), alone[0].item
    elif not claimed:
        yield from ((one, None) for one in waiting)
        yield from ((None, one.item) for one in alone)


def _of_lead(
    lines: Sequence[Line], lead: Sequence[Told], items: Sequence[Told]
) -> tuple[list[Told], list[Told]]:
    """The titles and the bodies before the first person; a town is the body of its mayor."""
    titles = [one for one in lead if one.item.sign == "R" and not _is_of_meeting(lines, one)]
    titles = [one for one in titles if one.item.entity != GUESSED] or titles
    bodies = [one for one in lead if _is_body(lines, one, titles)]
    own = [_text(lines, one) for one in items if one.item.sign == "R"]
    if not bodies and any(map(_ELECTED.match, own)):
        bodies = [one for one in lead if one.item.sign == "L"]
    return titles, bodies


def _surest(lines: Sequence[Line], titles: list[Told]) -> list[Told]:
    """Of several titles, those of the lexicon, and those that do not tell how one is held."""
    if len(titles) < 2:
        return titles
    sure = [one for one in titles if one.item.entity != GUESSED]
    return [one for one in sure if not _is_status(lines, one)] or sure or titles


def _is_body(
    lines: Sequence[Line],
    one: Told,
    titles: Sequence[Told],
) -> bool:
    """A body; a place or a project when a title, and no trade, stands just before it."""
    item, own, _ = one
    if item.sign == "O":
        return True
    before = [one for one in titles if one.field is own and one.item.j <= item.i]
    if item.sign not in "LX" or not before or item.i - before[-1].item.j > 3:
        return False
    is_away = item.sign == "L" and lines[one.block].lower(item.i - 1) in ("à", "au", "aux", "en")
    if is_away and not OF_BODIES.search(_text(lines, before[-1])):
        return False
    return item.sign == "X" or not _is_trade(lines, before[-1])


def _text(lines: Sequence[Line], one: Told) -> str:
    """A title in small letters, without its article."""
    words = lines[one.block].slice(one.item.i, one.item.j).lower().replace("’", "'")
    return re.sub(r"^(?:l[ae] |l')", "", words)


def _is_of_meeting(lines: Sequence[Line], one: Told) -> bool:
    return bool(_OF_MEETING.search(_text(lines, one))) and "O" not in one.field.signs


def _is_status(lines: Sequence[Line], one: Told) -> bool:
    """« animatrice (salariée) »: how a title is held."""
    return _text(lines, one) in word_set("roles", "listed")


def _is_trade(lines: Sequence[Line], one: Told) -> bool:
    """What somebody lives by, which is no title in the body named after it."""
    return one.field.before != "|" and _text(lines, one) in word_set("roles", "trades")
