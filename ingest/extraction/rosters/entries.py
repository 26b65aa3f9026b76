"""Entries of a list of people: who holds which title in which body, whatever their order."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from tisserand.ingest.extraction.lexicons import word_set
from tisserand.ingest.extraction.rosters.cutting import Placed, has_person
from tisserand.ingest.extraction.rosters.fields import Field, Item
from tisserand.ingest.extraction.tokens import Line

_OF_MEETING = re.compile(
    r"de séance|^rapporteu|d'atelier|de table|du jour|^invité|^participant|^auteure?$|^rédact|"
    r"^(?:élue? )?référente?$|^contact|^(?:le |la )?photograph"
)
LONGEST_TITLE = 8
GUESSED = -2
"""In the place of an entity: a title that only its place tells."""
_APART = ",;-/|("
_CIRCUMSTANCES = frozenset(("en", "par", "pour", "avec", "sans", "dès", "via", "à", "au", "aux"))
_NAMED = re.compile(r"(?:ré)?(?:élue?s?|nommée?s?|désignée?s?|cooptée?s?)\b")
_UNITS = frozenset(("service", "pôle", "direction", "cellule", "antenne", "secteur", "département"))
"""« service culture » is where somebody works in a body, and no title."""


class Held(NamedTuple):
    """A person in a body: with a title, or without.

    Attributes:
        person, body: entities; `body` None when the list leaves it to its heading.
        block: where the person is named.
        title: tokens of the title and the block that holds them; None without one.
        details: tokens of the words that may date it.
        guessed: whether only its place tells that words are a title.
    """

    person: Item
    body: Item | None
    block: int
    title: tuple[int, int, int] | None = None
    status: str = ""
    details: tuple[int, int] = (0, 0)
    guessed: bool = False


@dataclass(slots=True)
class _Group:
    """People who share what is said of them: a title of the lexicon, or words in its place."""

    people: list[tuple[Item, int]]
    items: list[tuple[Item, Field, int]] = field(default_factory=list)
    start: int = -1
    end: int = 0


def is_read(lines: Sequence[Line], entry: Sequence[Placed]) -> bool:
    """Whether names, titles and words in a title's place explain an entry that names somebody."""
    if not has_person(entry):
        return False
    return not any(
        _is_prose(lines[block], one)
        for one, block in entry
        if one.loose and not (one.depth and one.signs == "w")
    )


def _is_prose(line: Line, one: Field) -> bool:
    if one.signs == "w":
        return not is_title(line, one)
    words = [token for i, j in one.loose for token in line.tokens[i:j]]
    small = [token for token in words if token.text[0].islower()]
    return len(words) > 1 or any(token.pos in ("VERB", "AUX", "PRON") for token in small)


def is_title(line: Line, one: Field) -> bool:
    """Whether words between separators can be a title that the lexicon lacks."""
    i, j = one.loose[0][0], one.loose[-1][1]
    tokens = line.tokens[i:j]
    if len(tokens) > LONGEST_TITLE or tokens[0].pos in ("VERB", "AUX", "PRON", "ADV"):
        return False
    return not any(
        token.pos == "AUX" or token.lower in ("qui", "que", "se", "ne", "n'", "il", "elle", "on")
        for token in tokens
    )


def read_entry(lines: Sequence[Line], entry: Sequence[Placed]) -> list[Held]:
    """Who is told in an entry, each with a title or a body, or both."""
    lead, groups = _grouped(lines, entry)
    return [held for group in groups for held in _of_group(lines, lead, group)]


def _grouped(
    lines: Sequence[Line], entry: Sequence[Placed]
) -> tuple[list[tuple[Item, Field, int]], list[_Group]]:
    """What stands before the first person, and each person with what stands after."""
    lead: list[tuple[Item, Field, int]] = []
    groups: list[_Group] = []
    for one, block in entry:
        last = None
        for item in _items(lines[block], one):
            if item.sign != "P":
                (groups[-1].items if groups else lead).append((item, one, block))
            elif last is not None and last.sign == "P":
                groups[-1].people.append((item, block))
            else:
                groups.append(_Group([(item, block)]))
            last = item
        if groups and groups[-1].people[0][1] == block:
            groups[-1].end = one.j
    if groups and _is_talk(entry, groups[0]):
        lead = []
    first, block = entry[0]
    if len(groups) == 1 and groups[0].people[0][1] == block:
        groups[0].start = first.i
    return lead, groups


def _is_talk(entry: Sequence[Placed], group: _Group) -> bool:
    """« Récits de pêcheurs (Rozenn Le Flem, Comité des pêches) »: who speaks, with her body."""
    inside = {one for one, _ in entry if one.depth}
    return any("P" in one.signs for one in inside) and any(
        item.sign == "O" and one in inside for item, one, _ in group.items
    )


def _items(line: Line, one: Field) -> tuple[Item, ...]:
    """The items of a field; words in a title's place are a title."""
    if one.signs != "w" or one.before not in _APART or not is_title(line, one):
        return one.items
    first, last = one.loose[0][0], one.loose[-1][1]
    is_capital = line.tokens[first].text[0].isupper()
    if (
        is_capital
        or line.lower(one.i) in _CIRCUMSTANCES
        or line.lower(one.i).isdigit()
        or line.lower(first) in _UNITS
        or _NAMED.match(line.slice(one.i, last))
    ):
        return one.items
    return (Item("R", first, last, GUESSED),)


def _of_group(
    lines: Sequence[Line], lead: Sequence[tuple[Item, Field, int]], group: _Group
) -> Iterator[Held]:
    pairs = list(_pairs(lines, lead, group.items))
    for person, block in group.people:
        for title, body in pairs or [(None, None)]:
            where = (title[0].i, title[0].j, title[2]) if title else None
            status = title[0].status if title else ""
            if status == "future":
                continue
            guessed = title is not None and title[0].entity == GUESSED
            if guessed and body is None and title and _has_article(lines, title):
                continue
            start = group.start if group.start >= 0 else person.i
            details = (start, group.end)
            if title is not None and len(pairs) > 1 and title[2] == block:
                details = (title[1].i, title[1].j)
            yield Held(person, body, block, where, status, details, guessed)


def _has_article(lines: Sequence[Line], title: tuple[Item, Field, int]) -> bool:
    """« Soazig Le Bihan, ‹ le › feu aux mains » is the title of an article."""
    return lines[title[2]].lower(title[0].i - 1) in ("le", "la", "l'", "les", "un", "une")


Titled = tuple[tuple[Item, Field, int] | None, Item | None]


def _pairs(
    lines: Sequence[Line],
    lead: Sequence[tuple[Item, Field, int]],
    items: Sequence[tuple[Item, Field, int]],
) -> Iterator[Titled]:
    """Titles and bodies that go together; a body that no title claims stands alone."""
    titles = [one for one in lead if one[0].sign == "R" and not _is_of_meeting(lines, one)]
    bodies = [one for one in lead if _is_body(one, titles)]
    if titles and bodies:
        yield titles[-1], bodies[0][0]
        titles, bodies = [], []
    waiting = list(titles)
    alone = list(bodies)
    claimed = False
    for one in items:
        if one[0].sign == "R":
            if _is_of_meeting(lines, one):
                continue
            waiting.append(one)
        elif _is_body(one, waiting):
            if not waiting:
                alone.append(one)
                continue
            is_tied = waiting[-1][1] is one[1]
            trade = not is_tied and _is_trade(lines, waiting[-1])
            if is_tied and not claimed:
                yield from ((other, None) for other in waiting[:-1] if other in items)
            yield (None if trade else waiting[-1]), one[0]
            claimed, waiting = True, []
    if len(waiting) > 1:
        waiting = [one for one in waiting if not _is_status(lines, one)] or waiting
    if waiting and alone:
        yield (None if _is_trade(lines, waiting[0]) else waiting[0]), alone[0][0]
    elif not claimed:
        yield from ((one, None) for one in waiting)
        yield from ((None, one[0]) for one in alone)


def _is_body(one: tuple[Item, Field, int], titles: Sequence[tuple[Item, Field, int]]) -> bool:
    """A body; a place or a project when a title stands just before it."""
    item, own, _ = one
    if item.sign == "O":
        return True
    before = [title for title, other, _ in titles if other is own and title.j <= item.i]
    return item.sign in "LX" and bool(before) and item.i - before[-1].j <= 3


def _text(lines: Sequence[Line], one: tuple[Item, Field, int]) -> str:
    return lines[one[2]].slice(one[0].i, one[0].j).lower().replace("’", "'")


def _is_of_meeting(lines: Sequence[Line], one: tuple[Item, Field, int]) -> bool:
    return bool(_OF_MEETING.search(_text(lines, one)))


def _is_status(lines: Sequence[Line], one: tuple[Item, Field, int]) -> bool:
    """« animatrice (salariée) »: how a title is held."""
    return _text(lines, one) in word_set("roles", "listed")


def _is_trade(lines: Sequence[Line], one: tuple[Item, Field, int]) -> bool:
    """What somebody lives by, which is no title in the body named after it."""
    return one[1].before != "|" and _text(lines, one) in word_set("roles", "trades")
