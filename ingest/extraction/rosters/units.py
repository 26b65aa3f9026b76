"""The units of a document that may list people: a line, a row of a table, or a name and the title
on the next line."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile

from tisserand.ingest.extraction.document import Block
from tisserand.ingest.extraction.rosters.cutting import Placed
from tisserand.ingest.extraction.rosters.fields import Known, split
from tisserand.ingest.extraction.tokens import Line

_SIGNATURE = re.compile(r"P\+(?:R[OL]?|O)(?:/O|/RO)?|RO?(?:/O)?\+P")
_OF_LIST = re.compile(r"[PROL/]+")
_ANNOUNCES_NAME = re.compile(r"^(?:Le|La|L'|Les|Pour) ?.*|,$")
_LONGEST_HALF = 20


def units(
    lines: Sequence[Line], blocks: Sequence[Block], known: Mapping[int, Sequence[Known]]
) -> Iterator[tuple[int, ...]]:
    """The blocks of each row: the cells of a table's, a name and the title under it, or one."""
    return _signed(lines, blocks, _table_rows(blocks), known)


def _table_rows(blocks: Sequence[Block]) -> Iterator[tuple[int, ...]]:
    """Blocks, the cells of one row of a table together."""
    current: list[int] = []
    place: tuple[int | None, int | None] = (None, None)
    for number, block in enumerate(blocks):
        here = (block.table, block.row)
        if current and (block.table is None or here != place):
            yield tuple(current)
            current = []
        current.append(number)
        place = here
    if current:
        yield tuple(current)


def _signed(
    lines: Sequence[Line],
    blocks: Sequence[Block],
    given: Iterable[tuple[int, ...]],
    known: Mapping[int, Sequence[Known]],
) -> Iterator[tuple[int, ...]]:
    """Rows; a name alone and the title alone on the next line, or before, are one: a signature.
    Where the first of such lines is a title, or a body, each is of the names below it."""
    held: tuple[int, ...] | None = None
    first = ""
    leads = ""
    for numbers in given:
        signs = _signs(lines, numbers, known)
        leads = leads if _OF_LIST.fullmatch(first) else signs
        if held is not None:
            before = lines[held[-1]].text
            is_signed = bool(_SIGNATURE.fullmatch(f"{first}+{signs}"))
            is_signed = is_signed and not (first == "P" and leads == signs and leads in ("R", "O"))
            is_signed = is_signed and not _announces(lines[numbers[-1]])
            is_signed = is_signed and _are_of_one_list(blocks[held[-1]], blocks[numbers[0]])
            if is_signed and (first == "P" or _ANNOUNCES_NAME.search(before)):
                yield (*held, *numbers)
                held = None
                continue
            yield held
        held, first = numbers, signs
    if held is not None:
        yield held


def _are_of_one_list(one: Block, other: Block) -> bool:
    """Whether two lines are both items, or neither is."""
    return (one.kind == "list_item") == (other.kind == "list_item")


def _announces(line: Line) -> bool:
    """« Le bureau : », « Pour Mob Ouest, »: what is over the names below."""
    return line.text.endswith(":") or (line.text.endswith(",") and line.lower(0) == "pour")


def _signs(
    lines: Sequence[Line], numbers: tuple[int, ...], known: Mapping[int, Sequence[Known]]
) -> str:
    """What the fields of a short row name; empty for one too long to be half of an entry."""
    if sum(len(lines[number].tokens) for number in numbers) > _LONGEST_HALF:
        return ""
    fields = without_remarks(placed(lines, numbers, known))
    if any(one.loose and one.signs == "O" for one, _ in fields):
        return "w"
    return "/".join(one.signs for one, _ in fields)


def without_remarks(fields: Sequence[Placed]) -> list[Placed]:
    """A line that begins with a title and names nobody, without what is said after: « Directrice,
    elle connaît la maison »."""
    if not fields or fields[0][0].signs != "R" or any("P" in one.signs for one, _ in fields):
        return list(fields)
    told = takewhile(lambda one: not one[0].depth and set(one[0].signs) & set("RO"), fields)
    return list(told)


def placed(
    lines: Sequence[Line], numbers: Sequence[int], known: Mapping[int, Sequence[Known]]
) -> list[Placed]:
    """The fields of a row; each cell begins with a column's separator."""
    found: list[Placed] = []
    for number in numbers:
        for position, one in enumerate(split(lines[number], known.get(number, ()))):
            is_cell = position == 0 and len(numbers) > 1 and number != numbers[0]
            found.append((one._replace(before="|") if is_cell else one, number))
    return found
