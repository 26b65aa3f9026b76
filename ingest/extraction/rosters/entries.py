"""Entries of a list of people: who holds which title in which body, whatever their order."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from tisserand.ingest.extraction.persons import TITLES
from tisserand.ingest.extraction.rosters.cutting import Placed
from tisserand.ingest.extraction.rosters.fields import Field, Item
from tisserand.ingest.extraction.rosters.pairing import Told, pairs
from tisserand.ingest.extraction.rosters.titles import BEFORE, GUESSED, items_of
from tisserand.ingest.extraction.tokens import Line

_PROXY = re.compile(r"(?:a donné |ayant donné |donne )?(?:pouvoir|procuration|mandat)\b")
_RELATIVE = re.compile(r"(?:qui|que|qu'|dont)\b")
_OFFICE = re.compile(r"(?:le |la )?(?:vice-|co-?)?(?:présiden|trésor|secrétaire\b(?! de mairie))")
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
        if group.is_over and not _has_title(group):
            group.items = before.items
    common = [one for one in lead if one.item.sign != "R"] if len(groups) > 1 else lead
    return [
        held
        for group in groups
        for held in _of_group(lines, common if _has_title(group) else lead, group)
    ]


def read_entries(lines: Sequence[Line], entries: Sequence[Sequence[Placed]]) -> list[Held]:
    """Who is told in the entries of a row; a title in the plural is that of the names alone
    before it too: « Jean Roy, Lou Blin et Zoé Roy, conseillers municipaux »."""
    told = [_in_office(lines, read_entry(lines, entry)) for entry in entries]
    for before, after in pairwise(told):
        if before and all(held.status == "past" and held.title is None for held in after):
            told_before = before[0]
            after[:] = [held._replace(title=told_before.title) for held in after]
    for k in range(len(told) - 1, 0, -1):
        shared = told[k][0] if told[k] else None
        if shared is None or not _is_shared(lines, told[k]) or entries[k][0][0].before == ";":
            continue
        if all(held.title is None and held.body is None for held in told[k - 1]):
            told[k - 1] = [
                held._replace(title=shared.title, body=shared.body, status=shared.status)
                for held in told[k - 1]
            ]
    for k in range(1, len(told)):
        shared = told[k - 1][0] if told[k - 1] else None
        if shared and _is_shared(lines, told[k - 1], before=True) and not shared.status:
            told[k] = [
                held._replace(title=shared.title) if held.title is None else held
                for held in told[k]
            ]
    return [held for entry in told for held in entry]


def _in_office(lines: Sequence[Line], told: list[Held]) -> list[Held]:
    """Without what somebody is elsewhere, who has an office here: « Zoé Roy, pharmacienne,
    trésorière »."""
    alone = [held for held in told if held.title is not None and held.body is None]
    offices = [held for held in alone if _OFFICE.match(_title_text(lines, held))]
    if len(alone) < 2 or not offices or len({held.person for held in alone}) > 1:
        return told
    return [held for held in told if held not in alone or held in offices]


def _title_text(lines: Sequence[Line], held: Held) -> str:
    return lines[held.title[2]].slice(*held.title[:2]).lower() if held.title else ""


def _is_shared(lines: Sequence[Line], told: Sequence[Held], before: bool = False) -> bool:
    """Whether a title after the names, or before, is in the plural, and one for all of them."""
    title = told[0].title
    if title is None or any(held.title != title for held in told):
        return False
    is_after = title[2] != told[0].block or title[0] > told[0].person.i
    first = _title_text(lines, told[0]).split()[0]
    return is_after != before and first[-1] in "sx" and first != "dgs"


def _has_title(group: _Group) -> bool:
    """Whether people have a title of their own, rather than the one that stands for all."""
    return any(one.item.sign == "R" and one.item.entity != GUESSED for one in group.items)


def _grouped(lines: Sequence[Line], entry: Sequence[Placed]) -> tuple[list[Told], list[_Group]]:
    """What stands before the first person, and each person with what stands after."""
    lead: list[Told] = []
    groups: list[_Group] = []
    after = after_body = False
    for one, block in entry:
        last = None
        if groups and _tells_of_others(lines[block], one):
            continue
        is_of_body = one.before == "(" and after_body
        after_body = one.depth == 0 and "P" not in one.signs
        for item in one.items if is_of_body else items_of(lines[block], one):
            if item.sign == "P" and last is not None and _is_proxy(lines[block], item):
                continue
            if item.sign == "P" and last is not None and lines[block].lower(last.j) == "et":
                lead = [] if last.sign == "O" else lead
            if item.sign != "P":
                (groups[-1].items if groups else lead).append(Told(item, one, block))
            elif last is not None and last.sign == "P":
                groups[-1].people.append((item, block))
            else:
                is_over = bool((groups and after) or BEFORE.match(_words(lines[block], one)))
                is_delegate = bool(_DELEGATE.match(_words(lines[block], one)))
                groups.append(_Group([(item, block)], is_over=is_over, is_delegate=is_delegate))
            last = item
        after = bool(BEFORE.match(_words(lines[block], one)))
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
    if BEFORE.match(words):
        return False
    if "P" not in one.signs:
        return bool(_RELATIVE.match(words))
    return bool(_PROXY.match(words)) or (one.depth > 0 and bool(one.loose) and one.signs == "P")


def _is_proxy(line: Line, item: Item) -> bool:
    """« Zoé Roy à M. Malo Henry »: to whom somebody absent gave their vote."""
    before = next((k for k in range(item.i - 1, 0, -1) if line.lower(k) not in TITLES), 0)
    return line.lower(before) == "à"


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
