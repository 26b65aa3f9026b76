"""Plans in tables: a header names the columns of actions, of orientations and of carriers."""

import re
from collections.abc import Mapping, Sequence

from tisserand.ingest.extraction.document import Block
from tisserand.ingest.extraction.findings import PlanAction
from tisserand.ingest.extraction.plans.carriers import Carriers, is_carrier_label
from tisserand.ingest.extraction.plans.lines import read_plan_line
from tisserand.ingest.extraction.plans.parts import Part
from tisserand.ingest.extraction.sections import plain

_NUMBER = re.compile(r"(?:n°|numéro|code|réf|no?\.?$)")
_ACTION = re.compile(r"(?:intitulé|actions?|mesures?|titre|objet|libellé)")
_PART = re.compile(r"(?:axes?|orientations?|objectifs?|volets?|enjeux?|priorités?)")


def tabled(blocks: Sequence[Block], carriers: Carriers) -> list[Part]:
    """The parts that tables hold; none where no header names actions and carriers."""
    rows: dict[tuple[int, int], dict[int, int]] = {}
    for number, block in enumerate(blocks):
        if block.table is not None and block.row is not None and block.column is not None:
            rows.setdefault((block.table, block.row), {})[block.column] = number
    parts: list[Part] = []
    columns: dict[str, int] = {}
    for (_, row), cells in sorted(rows.items()):
        if row == 0:
            texts = {column: plain(blocks[number].text) for column, number in cells.items()}
            columns = columns_named([texts.get(k, "") for k in range(max(texts) + 1)])
            continue
        if "carrier" not in columns or columns.get("action") not in cells:
            continue
        part = _part(blocks, cells, columns, parts)
        part.actions.append(_action(blocks, cells, columns, carriers))
    return parts


def columns_named(names: Sequence[str]) -> dict[str, int]:
    """Where numbers, carriers, parts and actions stand, after the names of columns in small
    letters."""
    found: dict[str, int] = {}
    for column, text in enumerate(names):
        if _NUMBER.match(text):
            found["number"] = column
        elif is_carrier_label(text):
            found.setdefault("carrier", column)
        elif _PART.match(text):
            found.setdefault("part", column)
        elif _ACTION.match(text):
            found.setdefault("action", column)
    return found


def _part(
    blocks: Sequence[Block], cells: Mapping[int, int], columns: Mapping[str, int], parts: list[Part]
) -> Part:
    """The part that a row names; an empty cell goes on with the one above."""
    cell = cells.get(columns.get("part", -1))
    if cell is None:
        if not parts:
            parts.append(Part(None))
        return parts[-1]
    block = blocks[cell]
    title = block.text.strip(" .;:")
    same = [part for part in parts if part.title == title]
    if not same:
        line = read_plan_line(title)
        start, end = block.span(0, len(block.text))
        parts.append(Part(title, line.number if line else None, start, end))
    return same[0] if same else parts[-1]


def _action(
    blocks: Sequence[Block],
    cells: Mapping[int, int],
    columns: Mapping[str, int],
    carriers: Carriers,
) -> PlanAction:
    block = blocks[cells[columns["action"]]]
    title = block.text.strip(" .;")
    label = cells.get(columns.get("number", -1))
    number = blocks[label].text.strip() if label is not None else None
    if number is None and (line := read_plan_line(title)):
        number, title = line.number, line.title.strip(" .;")
    first = max(block.text.find(title), 0)
    start, end = block.span(first, first + len(title))
    cell = cells.get(columns["carrier"])
    return PlanAction(number, title, start, end, carriers.named(cell) if cell is not None else ())
