"""Plans: orientations, their actions with their numbers and titles, and who carries them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from tisserand.ingest.extraction.findings import Orientation, PlanAction
from tisserand.ingest.extraction.grouping import Named
from tisserand.ingest.extraction.records import Located
from tisserand.ingest.extraction.sections import label_of, plain

_ORIENTATION = re.compile(
    r"^(?:orientation|axe|priorité|enjeu|objectif|objectif stratégique|chantier|volet|ambition|défi|"
    r"axe stratégique|orientation stratégique)s?\s*(?:n°\s*)?(\d+|[A-Z]|[IVX]+)\s*[.:)–—-]*\s+(\S.*)",
    re.IGNORECASE,
)
_ACTION = re.compile(
    r"^(?:(?:fiche[- ])?(?:action|mesure|fiche)s?\s*(?:n°\s*)?)?"
    r"((?:[A-Z]\s?\.?\s?)?\d+(?:\s?\.\s?\d+)*|[A-Z]\d+(?:\.\d+)*)\s*[.:)–—-]*\s+(\S.*)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?:[A-Z]\.?)?\d+(?:\.\d+)*")
_CARRIER = re.compile(
    r"^(?:porteur|porteuse|pilote|pilotage|chef de file|cheffe de file|maître d'ouvrage|"
    r"maîtrise d'ouvrage|structure porteuse|responsable|porté par|copilote|référent|animateur|"
    r"coordination|portage)e?s?\b"
)
_IN_BRACKETS = re.compile(r"\s*[(\[]\s*((?:porteu|pilot|chef|maître|responsab|portée?)[^()]*)[)\]]\s*\.?$", re.IGNORECASE)
_NOBODY = re.compile(r"à désigner|à définir|à identifier|non défini|à préciser|à trouver|aucun|à déterminer")
_INTRODUCES = re.compile(
    r"\b(\d+|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze)\s+(?:grande?s? )?(orientation|axe|priorité|action|mesure|objectif|chantier)s?\b"
)
_WORDS = {"trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9, "dix": 10, "onze": 11, "douze": 12}


@dataclass(slots=True)
class _Part:
    title: str | None
    number: str | None = None
    start: int | None = None
    end: int | None = None
    actions: list[PlanAction] = field(default_factory=list)


def read_plan(read: Located) -> list[Orientation]:
    """The plan that a document holds; empty where there is none."""
    parts = _Reader(read).read()
    if not parts or not any(part.actions for part in parts):
        return []
    return [
        Orientation(part.title, tuple(part.actions), part.number, part.start, part.end)
        for part in parts
        if part.title is not None or part.actions
    ]


class _Reader:
    def __init__(self, read: Located) -> None:
        self._read = read
        self._parts: list[_Part] = []
        self._by_line: list[list[Named]] = [[] for _ in read.lines]
        for named in read.mentions:
            self._by_line[named.line].append(named)

    def read(self) -> list[_Part]:
        explicit = self._explicit()
        return explicit or self._announced()

    def _explicit(self) -> list[_Part]:
        """« Orientation 1. … », « 1.1 … », « Pilote : … »."""
        for number, block in enumerate(self._read.document.blocks):
            text = f"{block.label} {block.text}".strip() if block.label[-1:].isalnum() or block.label[-1:] in ".)" else block.text
            if found := _ORIENTATION.match(text):
                start, end = block.span(0, len(block.text))
                self._parts.append(_Part(found[2].strip(), found[1], start, end))
            elif self._parts and self._carries(number, block.text):
                continue
            elif self._parts and (action := _ACTION.match(text)):
                self._add(number, action[1], block.text, action[2])
        return self._parts if any(part.actions for part in self._parts) else []

    def _carries(self, number: int, text: str) -> bool:
        """A line « Pilotes : X, Y » gives its carriers to the action above."""
        label, _ = label_of(text)
        if not label or not _CARRIER.match(label):
            return False
        part = self._parts[-1]
        if part.actions:
            carriers = self._carriers(number, 0)
            part.actions[-1] = replace(part.actions[-1], carriers=carriers)
        return True

    def _carriers(self, number: int, first: int) -> tuple[str, ...]:
        line = self._read.lines[number]
        if _NOBODY.search(plain(line.text[first:])):
            return ()
        own = [
            f"e{named.entity + 1}"
            for named in self._by_line[number]
            if named.span.kind in ("Organization", "Person", "Place")
            and line.tokens[named.span.i].start >= first
        ]
        return tuple(dict.fromkeys(own))

    def _add(self, number: int, label: str, text: str, title: str) -> None:
        block = self._read.document.blocks[number]
        first = text.rfind(title)
        carriers: tuple[str, ...] = ()
        if brackets := _IN_BRACKETS.search(text):
            carriers = self._carriers(number, brackets.start())
            title = text[first : brackets.start()]
        title = title.strip(" .;")
        start, end = block.span(max(first, 0), max(first, 0) + len(title))
        action = PlanAction(label.replace(" ", ""), title, start, end, carriers)
        self._parts[-1].actions.append(action)

    def _announced(self) -> list[_Part]:
        """« 6 orientations émergent : » then a list, « 10 actions pilotes » then a numbered one."""
        blocks = self._read.document.blocks
        orientations: list[_Part] = []
        actions: list[PlanAction] = []
        for number, block in enumerate(blocks):
            if block.kind == "list_item":
                continue
            items = list(self._items_after(number))
            kind, count = _announces(block.text, len(items))
            if kind == "action" and count == len(items):
                actions = [self._action(k) for k in items]
            elif kind == "orientation" and count == len(items):
                orientations = [self._orientation(k) for k in items]
        if not actions or len(actions) < 2:
            return []
        return [*orientations, _Part(None, actions=actions)]

    def _items_after(self, number: int) -> Iterator[int]:
        for k in range(number + 1, len(self._read.document.blocks)):
            if self._read.document.blocks[k].kind != "list_item":
                return
            yield k

    def _action(self, number: int) -> PlanAction:
        block = self._read.document.blocks[number]
        title = block.text.strip(" .;")
        start, end = block.span(0, len(title))
        label = block.label.strip(" .)°")
        has_number = bool(_NUMBER.fullmatch(label))
        return PlanAction(label if has_number else None, title, start, end)

    def _orientation(self, number: int) -> _Part:
        block = self._read.document.blocks[number]
        start, end = block.span(0, len(block.text))
        label = block.label.strip(" .)°")
        return _Part(block.text.strip(" .;"), label if label.isalnum() else None, start, end)


def _announces(text: str, items: int) -> tuple[str, int]:
    """What a paragraph says that its list holds, and how many."""
    if items < 2:
        return "", 0
    counts: Sequence[tuple[str, int]] = [
        ("action" if found[2] in ("action", "mesure") else "orientation",
         _WORDS.get(found[1]) or int(found[1]))
        for found in _INTRODUCES.finditer(plain(text))
    ]  # fmt: skip
    return next(((kind, count) for kind, count in reversed(counts) if count == items), ("", 0))
