"""Entries of a list of people: who holds which title in which body, whatever their order."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from tisserand.ingest.extraction.rosters.cutting import Placed
from tisserand.ingest.extraction.rosters.fields import Field, Item
from tisserand.ingest.extraction.rosters.pairing import Told, pairs
from tisserand.ingest.extraction.rosters.titles import GUESSED, items_of
from tisserand.ingest.extraction.tokens import Line

_BEFORE = re.compile(
    r"(?:en remplacement|à la suite|à la place) d|qui (?:remplace|succède à)|"
    r"(?:remplace|succède à|succédant à|remplaçant|avant (?:lui|elle))\b"
)
"""Who held a title before: « en remplacement de Zoé Roy »."""
_PROXY = re.compile(r"(?:a donné |ayant donné |donne )?(?:pouvoir|procuration|mandat)\b")
_RELATIVE = re.compile(r"(?:qui|que|qu'|dont)\b")
_DELEGATE = re.compile(r"représentée?s? par\b|par\b")


class Held(NamedTuple):
    """A person in a body: with a title, or without.

    Attributes:
        person, body: entities; `body` None when the list leaves it to its heading.
        block: where the person is named.
        title: tokens of the title and the block that holds them; None without one.
        details: tokens of the words that may date it.
        guessed: whether only its place tells that words are a title.
        is_delegate: whether the person speaks for the body, which is itself what is listed.
    """

    person: Item
    body: Item | None
    block: int
    title: tuple[int, int, int] | None = None
    status: str = ""
    details: tuple[int, int] = (0, 0)
    guessed: bool = False
    is_delegate: bool = False


@dataclass(slots=True)
class _Group:
    """People who share what is said of them: a title of the lexicon, or words in its place."""

    people: list[tuple[Item, int]]
    items: list[Told] = field(default_factory=list)
    start: int = -1
    end: int = 0
    is_over: bool = False
    is_delegate: bool = False


def read_entry(lines: Sequence[Line], entry: Sequence[Placed]) -> list[Held]:
    """Who is told in an entry, each with a title or a body, or both."""
    lead, groups = _grouped(lines, entry)
    for before, group in pairwise(groups):
        if group.is_over:
            group.items = group.items or before.items
    common = [one for one in lead if one.item.sign != "R"] if len(groups) > 1 else lead
    return [
        held
        for group in groups
        for held in _of_group(lines, common if _has_title(group) else lead, group)
    ]


def _has_title(group: _Group) -> bool:
    """Whether people have a title of their own, rather than the one that stands for all."""
    return any(one.item.sign == "R" for one in group.items)


def _grouped(lines: Sequence[Line], entry: Sequence[Placed]) -> tuple[list[Told], list[_Group]]:
    """What stands before the first person, and each person with what stands after."""
    lead: list[Told] = []
    groups: list[_Group] = []
    after = False
    for one, block in entry:
        last = None
        if groups and _tells_of_others(lines[block], one):
            continue
        for item in items_of(lines[block], one):
            if item.sign == "P" and last is not None and lines[block].lower(last.j) == "et":
                lead = [] if last.sign == "O" else lead
            if item.sign != "P":
                (groups[-1].items if groups else lead).append(Told(item, one, block))
            elif last is not None and last.sign == "P":
                groups[-1].people.append((item, block))
            else:
                is_over = bool((groups and after) or _BEFORE.match(_words(lines[block], one)))
                is_delegate = bool(_DELEGATE.match(_words(lines[block], one)))
                groups.append(_Group([(item, block)], is_over=is_over, is_delegate=is_delegate))
            last = item
        after = bool(_BEFORE.match(_words(lines[block], one)))
        if groups and groups[-1].people[0][1] == block:
            groups[-1].end = one.j
    if groups and _is_talk(entry, groups[0]):
        lead = []
    first, block = entry[0]
    if len(groups) == 1 and groups[0].people[0][1] == block:
        groups[0].start = first.i
    return lead, groups


def _words(line: Line, one: Field) -> str:
    return line.slice(one.i, one.j).lower().replace("’", "'")


def _tells_of_others(line: Line, one: Field) -> bool:
    """« (la nièce de Zoé Roy) », « pouvoir à Zoé Roy »: who somebody is to another, who is not
    listed for that."""
    words = _words(line, one)
    if _BEFORE.match(words):
        return False
    if "P" not in one.signs:
        return bool(_RELATIVE.match(words))
    return bool(_PROXY.match(words)) or (one.depth > 0 and bool(one.loose) and one.signs == "P")


def _is_talk(entry: Sequence[Placed], group: _Group) -> bool:
    """« Récits de pêcheurs (Rozenn Le Flem, Comité des pêches) »: who speaks, with her body."""
    inside = {one for one, _ in entry if one.depth}
    return any("P" in one.signs for one in inside) and any(
        item.sign == "O" and one in inside for item, one, _ in group.items
    )


def _of_group(lines: Sequence[Line], lead: Sequence[Told], group: _Group) -> Iterator[Held]:
    told = list(pairs(lines, lead, group.items))
    for person, block in group.people:
        for title, body in told or [(None, None)]:
            where = (title.item.i, title.item.j, title.block) if title else None
            status = "past" if group.is_over else title.item.status if title else ""
            if status == "future":
                continue
            guessed = title is not None and title.item.entity == GUESSED
            if guessed and body is None and title and _has_article(lines, title):
                continue
            start = group.start if group.start >= 0 else person.i
            details = (start, group.end)
            if title is not None and len(told) > 1 and title.block == block:
                details = (title.field.i, title.field.j)
            yield Held(person, body, block, where, status, details, guessed, group.is_delegate)


def _has_article(lines: Sequence[Line], title: Told) -> bool:
    """« Soazig Le Bihan, ‹ le › feu aux mains » is the title of an article."""
    return lines[title.block].lower(title.item.i - 1) in ("le", "la", "l'", "les", "un", "une")
