"""Plans: orientations, their actions with their numbers and titles, and who carries them."""

from collections.abc import Callable

from tisserand.ingest.extraction.document import Block
from tisserand.ingest.extraction.findings import Orientation, PlanAction
from tisserand.ingest.extraction.grouping import Named
from tisserand.ingest.extraction.plans.announced import announced
from tisserand.ingest.extraction.plans.carriers import Carriers, carriers_start, is_carrier_label
from tisserand.ingest.extraction.plans.columns import COLUMN, Header, header_of
from tisserand.ingest.extraction.plans.lines import (
    INFINITIVE,
    PlanLine,
    announces_plan,
    is_parent_label,
    read_plan_line,
)
from tisserand.ingest.extraction.plans.parts import (
    Part,
    numbered_alike,
    orientations,
    shape_of,
)
from tisserand.ingest.extraction.plans.tables import tabled
from tisserand.ingest.extraction.records import Located
from tisserand.ingest.extraction.sections import is_title, label_of

_ENDS = " .;:|–—-"


def read_plan(read: Located) -> list[Orientation]:
    """The plan that a document holds; empty where there is none."""
    by_line: list[list[Named]] = [[] for _ in read.lines]
    for named in read.mentions:
        by_line[named.line].append(named)
    carriers = Carriers(read.lines, by_line)
    blocks = read.document.blocks
    ways: tuple[Callable[[], list[Part]], ...] = (
        lambda: _Explicit(read, carriers).read(),
        lambda: tabled(blocks, carriers),
        lambda: announced(blocks),
        lambda: _Headed(read, carriers).read(),
    )
    return next((found for way in ways if (found := orientations(way()))), [])


def written(block: Block) -> str:
    """A block's words after the number that the reader of its format took off them."""
    label = block.label if block.label and block.label[0].isalnum() else ""
    return f"{label} {block.text}".strip()


class _Lines:
    """Reads the lines of a document in order."""

    def __init__(self, read: Located, carriers: Carriers) -> None:
        self._blocks = read.document.blocks
        self._carriers = carriers
        self._parts: list[Part] = []
        self._is_plan = announces_plan(" ".join(block.text for block in self._blocks[:3]))
        self._waits = False
        self._first: PlanLine | None = None
        self._header: Header | None = None

    def _orient(self, number: int, label: str | None, title: str, is_named: bool = False) -> None:
        block = self._blocks[number]
        start, end = block.span(0, len(block.text))
        self._parts.append(Part(title.strip(_ENDS), label, start, end, is_named=is_named))
        self._header = None

    def _add(self, number: int, label: str | None, title: str) -> None:
        """An action; what follows its title on the line may name its carriers."""
        block = self._blocks[number]
        first = max(block.text.rfind(title), 0)
        last, carriers = self._carriers.split(number, first)
        title = block.text[first:last].strip(_ENDS) or title.strip(_ENDS)
        start, end = block.span(first, first + len(title))
        self._waits = False
        self._parts[-1].actions.append(PlanAction(label, title, start, end, carriers or ()))

    def _in_columns(self, number: int) -> bool:
        """A line of columns that a line above names, or that line itself."""
        text = self._carriers.text(number)
        if COLUMN not in text:
            self._header = None
            return False
        if header := header_of(text):
            self._header = header
            return True
        row = self._header.row(text) if self._header and self._parts else None
        if row is None:
            return False
        label = text[row.number.start : row.number.end] if row.number else None
        start, end = self._blocks[number].span(*row.title)
        named = self._carriers.named(number, *row.carriers) if row.carriers else ()
        title = text[row.title.start : row.title.end]
        self._parts[-1].actions.append(PlanAction(label, title, start, end, named))
        return True

    def _carries(self, number: int) -> bool:
        """A line « Pilotes : X, Y », or the items under « Pilotes : », of the action above."""
        block = self._blocks[number]
        label, first = label_of(f"{block.text} " if block.text.endswith(":") else block.text)
        if label and is_carrier_label(label):
            named = self._carriers.named(number, first) if first < len(block.text) else ()
            self._waits = first >= len(block.text.strip())
            self._parts[-1].carried_by(named)
            return True
        if self._parts[-1].actions and (first := carriers_start(block.text)):
            self._parts[-1].carried_by(self._carriers.named(number, first))
            return True
        if self._waits and block.kind == "list_item":
            self._parts[-1].carried_by(self._carriers.named(number))
            return True
        self._waits = False
        return False


class _Explicit(_Lines):
    """« Orientation 1. … », « 1.1 … », « Pilote : … »."""

    def read(self) -> list[Part]:
        """The parts in order; none where no line has the number of an action."""
        for number, block in enumerate(self._blocks):
            if block.table is None:
                self._line(number, block)
        if not any(part.actions for part in self._parts):
            self._parts = []
            self._read_items()
        return numbered_alike(self._parts)

    def _line(self, number: int, block: Block) -> None:
        if self._in_columns(number):
            return
        line = read_plan_line(written(block))
        if line is not None and line.kind == "roman":
            line = self._of_roman(line, block)
        if line is not None and line.kind == "orientation":
            self._orient(number, line.number, line.title, line.is_named)
        elif self._parts and (self._carries(number) or self._under(number)):
            return
        elif line is not None and line.kind == "action" and self._is_alike(line):
            if not self._parts and line.is_named:
                self._parts.append(Part(None))
            if self._parts:
                self._first = self._first or line
                self._add(number, line.number, line.title)

    def _is_alike(self, line: PlanLine) -> bool:
        """Whether an action is numbered as the first one is: a section of the document, « 2. Et
        après », is none where the actions are « A1 », « A2 » or « Action 1 »."""
        first = self._first or line
        if not shape_of(line.number).startswith(shape_of(first.number)):
            return False
        if first.is_named and not line.is_named and shape_of(first.number) == "9":
            return False
        return first.title.isupper() or not line.title.isupper()

    def _of_roman(self, line: PlanLine, block: Block) -> PlanLine | None:
        """« II. Titre » heads a part; « A) Titre » is an action under such a part."""
        if not self._is_plan or block.kind == "list_item":
            return None
        is_letter = line.number in "ABCDEFGH" and self._parts and self._parts[0].number == "I"
        return line._replace(kind="action" if is_letter else "orientation")

    def _under(self, number: int) -> bool:
        """« Axe : 2 – Se déplacer », in the sheet of an action: its orientation."""
        label, first = label_of(self._blocks[number].text)
        if not label or not is_parent_label(label) or not self._parts[-1].actions:
            return False
        title = self._blocks[number].text[first:].strip(_ENDS)
        told = read_plan_line(f"Axe {title}")
        number_, name = (told.number, told.title) if told else (None, title)
        action = self._parts[-1].actions.pop()
        known = [p for p in self._parts if p.title and (p.number, p.title) == (number_, name)]
        if not known:
            self._orient(number, number_, name)
            known = self._parts[-1:]
            self._parts = [p for p in self._parts if p.title is not None or p.actions]
        self._parts.remove(known[0])
        self._parts.append(known[0])
        known[0].actions.append(action)
        return True

    def _read_items(self) -> None:
        """Orientations with a number, above items that have none: « • Créer une navette »."""
        for number, block in enumerate(self._blocks):
            if block.table is not None:
                continue
            line = read_plan_line(written(block))
            if line is not None and line.kind == "roman":
                line = self._of_roman(line, block)
            if line is not None and line.kind == "orientation":
                self._orient(number, line.number, line.title, line.is_named)
            elif self._parts and not self._carries(number) and _is_bare_action(block):
                self._add(number, None, block.text)


def _is_bare_action(block: Block) -> bool:
    """« • Créer une navette », without a number."""
    return block.kind == "list_item" and bool(INFINITIVE.match(block.text))


class _Headed(_Lines):
    """Numbered actions under titles that have no number, in what calls itself a plan."""

    def read(self) -> list[Part]:
        """The parts in order; none in a document that does not say to be a plan."""
        if not self._is_plan:
            return []
        above: Part | None = None
        for number, block in enumerate(self._blocks[1:], start=1):
            following = self._blocks[number + 1] if number + 1 < len(self._blocks) else None
            line = read_plan_line(written(block))
            if line is not None and line.kind != "orientation" and INFINITIVE.match(line.title):
                above = above or Part(None)
                if above not in self._parts:
                    self._parts.append(above)
                self._add(number, line.number, line.title)
            elif self._parts and self._carries(number):
                continue
            elif is_title(block, following):
                start, end = block.span(0, len(block.text))
                above = Part(block.text.strip(_ENDS), None, start, end)
        return self._parts if sum(len(part.actions) for part in self._parts) > 1 else []
