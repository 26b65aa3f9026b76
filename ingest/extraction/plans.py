"""Plans: orientations, their actions with their numbers and titles, and who carries them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from tisserand.ingest.extraction.findings import Orientation, PlanAction
from tisserand.ingest.extraction.grouping import Named
from tisserand.ingest.extraction.records import Located
from tisserand.ingest.extraction.sections import is_title, label_of, plain

_KEYWORDS = (
    r"orientations?|axes?|priorités?|enjeux?|objectifs?|chantiers?|volets?|ambitions?|défis?|piliers?|"
    r"leviers?|caps?|engagements?|thématiques?|thèmes?|programmes?|parties?|domaines?"
)
_ORDINALS = (
    r"premi(?:er|ère)|deuxième|second|seconde|troisième|quatrième|cinquième|sixième|septième"
)
_LABEL = r"\d+|[A-Z]|[IVX]+"
_SEPARATOR = r"\s*[.:)–—/-]+\s*|\s+"
_ORIENTATION = re.compile(
    rf"^(?:(?:{_KEYWORDS})(?:\s+(?:stratégiques?|opérationnels?|prioritaires?|générale?s?|thématiques?))?"
    rf"\s*(?:n°\s*)?({_LABEL})\b(?:{_SEPARATOR})(\S.*)"
    rf"|OS?\s?(\d+)\s*[.:)–—-]+\s*(\S.*)"
    rf"|({_ORDINALS})\s+(?:{_KEYWORDS})\s*[:–—-]\s*(\S.*))",
    re.IGNORECASE,
)
_ROMAN = re.compile(r"^([IVX]{1,4}|[A-H])\s*[.)–—/-]\s*(\S.{3,120})$")
_ACTION = re.compile(
    r"^(?:(?:fiche[- ]?)?(?:action|mesure|fiche|opération|sous-action|projet)s?\s*(?:n°\s*)?)?"
    r"((?:[A-Z]\s?[.-]?\s?)?\d+(?:\s?[.-]\s?\d+)*(?:\.?[a-z]\b)?|[A-Z]\d+(?:\.\d+)*)(?:\s*[.:)–—/-]+\s*|\s+)(\S.*)",
    re.IGNORECASE,
)
_NAMED_ACTION = re.compile(r"(?:fiche[- ]?)?(?:action|mesure)s?\b", re.IGNORECASE)
_NUMBER = re.compile(r"(?:[A-Z][.-]?)?\d+(?:[.-]\d+)*[a-z]?")
_CARRIER_WORDS = (
    r"porteur|porteuse|porteurs|pilote|pilotage|chef de file|cheffe de file|maître d'ouvrage|"
    r"maîtrise d'ouvrage|structure porteuse|structures porteuses|structure pilote|responsable|"
    r"portée? par|copilote|référent|animateur|coordination|portage|conduite? par|pilotée? par|qui|"
    r"opérateur|acteur pilote|menée? par|mise en œuvre|confiée? à|assurée? par|maître d'œuvre"
)
_CARRIER = re.compile(rf"^(?:{_CARRIER_WORDS})(?:e?s)?\b")
_IN_BRACKETS = re.compile(rf"\s*[(\[]\s*((?:{_CARRIER_WORDS})[^()]*)[)\]]\s*\.?$", re.IGNORECASE)
_AFTER_DASH = re.compile(
    rf"(?:\s*[;,.–—|-]\s*|\s+(?=(?-i:[A-Z])))((?:{_CARRIER_WORDS})(?:e?s)?"
    r"(?:\s*(?::|(?<=par)|(?<=à))|(?=\s+à (?:dé|pré|iden|confirm|trouver)))\s.*)$",
    re.IGNORECASE,
)
_ANY_BRACKETS = re.compile(r"\s*\([^()]*\)\s*\.?$")
_NOBODY = re.compile(
    r"à désigner|à définir|à identifier|non défini|à préciser|à trouver|aucun|à déterminer|"
    r"à confirmer|non désigné|pas encore|en attente|recherch|non attribué|néant"
)
_INTRODUCES = re.compile(
    r"\b(\d+|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze)\s+(?:grande?s? )?"
    r"(orientation|axe|priorité|action|mesure|objectif|chantier)s?\b"
)
_WORDS = {
    word: number
    for number, word in enumerate(
        ["trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze"], start=3
    )
}
_INFINITIVE = re.compile(r"(?:s'|se )?[\wéèêàçïîôûœ'’-]+(?:er|ir|re|oir)\b", re.IGNORECASE)
_PLAN = re.compile(
    r"\b(?:plan|programme|feuille de route|stratégie|schéma|projet de territoire|contrat|agenda|"
    r"charte)\b"
)


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
        return self._explicit() or self._tabled() or self._announced() or self._headed()

    def _headed(self) -> list[_Part]:
        """Numbered actions under titles that have no number, in what calls itself a plan."""
        blocks = self._read.document.blocks
        if not _PLAN.search(plain(" ".join(block.text for block in blocks[:3]))):
            return []
        self._parts = []
        current: _Part | None = None
        for number, block in enumerate(blocks[1:], start=1):
            following = blocks[number + 1] if number + 1 < len(blocks) else None
            label = block.label if block.label and block.label[0].isalnum() else ""
            action = _ACTION.match(f"{label} {block.text}".strip())
            if action and _INFINITIVE.match(action[2]):
                if current is None:
                    current = _Part(None)
                if current not in self._parts:
                    self._parts.append(current)
                self._add(number, action[1], block.text, action[2])
            elif self._parts and self._carries(number, block.text):
                continue
            elif is_title(block, following):
                start, end = block.span(0, len(block.text))
                current = _Part(block.text.strip(" .:"), None, start, end)
        return self._parts if sum(len(part.actions) for part in self._parts) > 1 else []

    def _tabled(self) -> list[_Part]:
        """A table whose header names actions and who carries them."""
        rows: dict[tuple[int, int], dict[int, int]] = {}
        for number, block in enumerate(self._read.document.blocks):
            if block.table is not None and block.row is not None and block.column is not None:
                rows.setdefault((block.table, block.row), {})[block.column] = number
        part = _Part(None)
        columns: dict[str, int] = {}
        for (_, row), cells in sorted(rows.items()):
            if row == 0:
                columns = self._columns(cells)
            elif "action" in columns and "carrier" in columns and columns["action"] in cells:
                part.actions.append(self._row_action(cells, columns))
        return [part] if part.actions else []

    def _columns(self, cells: dict[int, int]) -> dict[str, int]:
        found: dict[str, int] = {}
        for column, number in sorted(cells.items()):
            text = plain(self._read.document.blocks[number].text)
            if re.match(r"(?:n°|numéro|code|réf)", text):
                found["number"] = column
            elif _CARRIER.match(text):
                found.setdefault("carrier", column)
            elif re.match(r"(?:intitulé|actions?|mesures?|titre|objet|libellé)", text):
                found.setdefault("action", column)
        return found

    def _row_action(self, cells: dict[int, int], columns: dict[str, int]) -> PlanAction:
        block = self._read.document.blocks[cells[columns["action"]]]
        title = block.text.strip(" .;")
        label = cells.get(columns.get("number", -1))
        text = self._read.document.blocks[label].text.strip() if label is not None else None
        if text is None and (found := _ACTION.match(title)):
            text, title = found[1], found[2]
        first = max(block.text.find(title), 0)
        start, end = block.span(first, first + len(title))
        carrier = cells.get(columns["carrier"])
        carriers = self._carriers(carrier, 0) if carrier is not None else ()
        return PlanAction(text, title, start, end, carriers)

    def _explicit(self) -> list[_Part]:
        """« Orientation 1. … », « 1.1 … », « Pilote : … »."""
        blocks = self._read.document.blocks
        is_plan = bool(_PLAN.search(plain(" ".join(block.text for block in blocks[:3]))))
        for number, block in enumerate(blocks):
            if block.kind == "table_cell":
                continue
            label = block.label if block.label and block.label[0].isalnum() else ""
            text = f"{label} {block.text}".strip()
            if found := _ORIENTATION.match(text):
                label, title = (one for one in found.groups() if one)
                self._orient(number, title, label)
            elif (roman := _ROMAN.match(text)) and is_plan and block.kind != "list_item":
                if roman[1] in "ABCDEFGH" and self._parts and self._parts[0].number == "I":
                    self._add(number, roman[1], block.text, roman[2])
                else:
                    self._orient(number, roman[2], roman[1])
            elif self._parts and self._carries(number, block.text):
                continue
            elif action := _ACTION.match(text):
                if not self._parts and _NAMED_ACTION.match(text):
                    self._parts.append(_Part(None))
                if self._parts:
                    self._add(number, action[1], block.text, action[2])
        return self._parts if any(part.actions for part in self._parts) else []

    def _orient(self, number: int, title: str, label: str) -> None:
        block = self._read.document.blocks[number]
        start, end = block.span(0, len(block.text))
        self._parts.append(_Part(title.strip(" .:"), label, start, end))

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

    def _are_bodies(self, number: int, start: int) -> bool:
        """Whether brackets hold names of organisations and nothing else."""
        line = self._read.lines[number]
        inside = {
            k
            for named in self._by_line[number]
            if named.span.kind == "Organization"
            for k in range(named.span.i, named.span.j)
        }
        words = [k for k, t in enumerate(line.tokens) if t.start > start and t.is_word]
        return bool(words) and all(
            k in inside or line.lower(k) in ("et", "la", "le", "les", "l'") for k in words
        )

    def _add(self, number: int, label: str, text: str, title: str) -> None:
        block = self._read.document.blocks[number]
        first = text.rfind(title)
        carriers: tuple[str, ...] = ()
        if brackets := _IN_BRACKETS.search(text) or _AFTER_DASH.search(text):
            carriers = self._carriers(number, brackets.start())
            title = text[first : brackets.start()]
        elif (plain_brackets := _ANY_BRACKETS.search(text)) and self._are_bodies(
            number, plain_brackets.start()
        ):
            carriers = self._carriers(number, plain_brackets.start())
            title = text[first : plain_brackets.start()]
        title = title.strip(" .;|–-")
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
