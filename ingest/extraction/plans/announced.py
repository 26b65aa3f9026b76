"""« 6 orientations émergent : » then a list, « déclinées en 10 actions pilotes » then another."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tisserand.ingest.extraction.document import Block
from tisserand.ingest.extraction.findings import PlanAction
from tisserand.ingest.extraction.plans.lines import NUMBER
from tisserand.ingest.extraction.plans.parts import Part
from tisserand.ingest.extraction.plans.themes import attach
from tisserand.ingest.extraction.sections import plain

_SPELLED = ("trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze")
_WORDS = {word: number for number, word in enumerate(_SPELLED, start=3)}
_INTRODUCES = re.compile(
    rf"\b(\d+|{'|'.join(_SPELLED)})\s+(?:grande?s? )?"
    r"(orientation|axe|priorité|action|mesure|objectif|chantier|projet|piste)s?\b"
)
_DECLINED = re.compile(
    r"\bces (?:\w+ )?(?:\w+ )?\b.*\b(?:déclin|tradui|concréti|précis)\w*\b.*\ben\b"
)


def announced(blocks: Sequence[Block]) -> list[Part]:
    """The parts whose lists are announced with their number of items.

    Where the text says that the orientations are broken down into the actions without saying
    which into which, each action is attached by the words of its title, and says so.
    """
    parts: list[Part] = []
    actions: list[PlanAction] = []
    is_declined = False
    for number, block in enumerate(blocks):
        if block.kind == "list_item":
            continue
        items = list(_items_after(blocks, number))
        kind, count = _announces(block.text, len(items))
        if kind == "action" and count == len(items):
            actions = [_action(blocks[k]) for k in items]
            is_declined = bool(parts) and bool(_DECLINED.search(plain(block.text)))
        elif kind == "orientation" and count == len(items):
            parts = [_part(blocks[k]) for k in items]
    if len(actions) < 2:
        return []
    if not is_declined:
        return [*parts, Part(None, actions=actions)]
    places = attach([part.title or "" for part in parts], [one.title for one in actions])
    for place, action in zip(places, actions, strict=True):
        parts[place].actions.append(replace(action, attached="theme"))
    return parts


def _items_after(blocks: Sequence[Block], number: int) -> Iterator[int]:
    for k in range(number + 1, len(blocks)):
        if blocks[k].kind != "list_item":
            return
        yield k


def _action(block: Block) -> PlanAction:
    title = block.text.strip(" .;")
    start, end = block.span(0, len(title))
    label = block.label.strip(" .)°")
    return PlanAction(label if NUMBER.fullmatch(label) else None, title, start, end)


def _part(block: Block) -> Part:
    start, end = block.span(0, len(block.text))
    label = block.label.strip(" .)°")
    return Part(block.text.strip(" .;"), label if label.isalnum() else None, start, end)


def _announces(text: str, items: int) -> tuple[str, int]:
    """What a paragraph says that its list holds, and how many."""
    if items < 2:
        return "", 0
    counts = [
        ("action" if found[2] in ("action", "mesure", "projet", "piste") else "orientation",
         _WORDS.get(found[1]) or int(found[1]))
        for found in _INTRODUCES.finditer(plain(text))
    ]  # fmt: skip
    return next(((kind, count) for kind, count in reversed(counts) if count == items), ("", 0))
