"""The rows of a document that list people, and the heading that each stands under."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from tisserand.ingest.extraction.document import Block
from tisserand.ingest.extraction.lexicons import word_set
from tisserand.ingest.extraction.rosters.cutting import Placed, entries
from tisserand.ingest.extraction.rosters.fields import Known, split
from tisserand.ingest.extraction.rosters.likeness import person_place, usual_signs
from tisserand.ingest.extraction.rosters.titles import as_title, is_read
from tisserand.ingest.extraction.sections import LONGEST_TITLE, is_title, plain, says
from tisserand.ingest.extraction.spans import OF
from tisserand.ingest.extraction.tokens import Line

_SIGNATURE = re.compile(r"P\+(?:RO?|O)(?:/O|/RO)?|RO?(?:/O)?\+P")
_OF_LIST = re.compile(r"[PROL/]+")
_ANNOUNCES_NAME = re.compile(r"^(?:Le|La|L'|Les|Pour) ?.*|,$")
LONGEST = 1500
LONGEST_LABEL = 9
_LONGEST_HALF = 20
_LONGEST_OFFICE = 5
_REACH = 4
"""Blocks before and after that tell how a list is made."""
_DETERMINERS = frozenset(("nos", "notre", "vos", "votre", "les", "le", "la", "l'", "leurs"))


class Row(NamedTuple):
    """A block, or the cells of a row of a table, as it lists people.

    Attributes:
        label: fields before a colon that say what the list holds; names of bodies may be there.
        entries: what it lists.
        header: block of the title above, None where there is none.
        office: tokens and block of the title that a line above gives to whoever stands under it:
            « TRÉSORERIE »; None without one.
    """

    blocks: tuple[int, ...]
    label: tuple[Placed, ...]
    entries: tuple[tuple[Placed, ...], ...]
    header: int | None = None
    office: tuple[int, int, int] | None = None


def rows(
    lines: Sequence[Line], blocks: Sequence[Block], known: Mapping[int, Sequence[Known]]
) -> list[Row]:
    """The rows of a document that names and titles explain, with their headings."""
    found = []
    header: int | None = None
    office: tuple[int, int, int] | None = None
    for numbers in units(lines, blocks, known):
        row = _row(lines, blocks, numbers, known)
        if row is not None:
            found.append(row._replace(header=header, office=office))
        elif (told := _office(lines, numbers, known)) is not None:
            office = told
        elif _is_heading(lines, blocks, numbers, known):
            header = numbers[-1]
            office = _spread(lines, numbers, known) or (
                office if says(plain(blocks[header].text), "absent") else None
            )
    return [_as_others(lines, row, _close(found, row)) for row in found]


def _close(found: Sequence[Row], row: Row) -> list[Row]:
    """The rows within reach of one, itself included."""
    first = row.blocks[0]
    return [one for one in found if abs(one.blocks[0] - first) <= _REACH]


def _as_others(lines: Sequence[Line], row: Row, close: Sequence[Row]) -> Row:
    """The row, with words that stand where others have their title read as titles too:
    « Lingère – Zoé Roy », among « Directrice – Aline Gaudin »."""
    usual = usual_signs(entry for one in close for entry in one.entries)
    if "R" not in usual.values():
        return row
    entries = [
        tuple(
            (
                as_title(lines[block], one) if usual.get(k - person_place(entry)) == "R" else one,
                block,
            )
            for k, (one, block) in enumerate(entry)
        )
        for entry in row.entries
    ]
    return row._replace(entries=tuple(entries))


def _is_heading(
    lines: Sequence[Line],
    blocks: Sequence[Block],
    numbers: Sequence[int],
    known: Mapping[int, Sequence[Known]],
) -> bool:
    """Whether what lists nobody is the title of what follows, rather than one of its entries:
    « Psychologue – poste vacant », an item among items."""
    fields = [one for one, _ in placed(lines, numbers, known)]
    if len(fields) == 1 and lines[numbers[0]].lower(0) == "pour" and fields[0].signs == "O":
        return True
    is_entry = len(fields) > 1 and fields[0].signs in ("R", "P") and not fields[0].loose
    if is_entry or lines[numbers[0]].lower(0) == "(" or not heads(blocks, numbers):
        return False
    after = numbers[-1] + 1
    is_item = after < len(blocks) and blocks[after].kind == blocks[after - 1].kind == "list_item"
    return not is_item or blocks[after].level > blocks[after - 1].level


def _spread(
    lines: Sequence[Line], numbers: Sequence[int], known: Mapping[int, Sequence[Known]]
) -> tuple[int, int, int] | None:
    """The title of all in « Étaient présents les conseillers communautaires : »."""
    line = lines[numbers[0]]
    fields = [one for one, _ in placed(lines, numbers, known)]
    if len(numbers) > 1 or len(fields) != 1 or not says(plain(line.text), "present", "absent"):
        return None
    roles = [item for item in fields[0].items if item.sign == "R"]
    if len(roles) != 1 or not line.lower(roles[0].j - 1).endswith("s"):
        return None
    first = roles[0].i + (line.lower(roles[0].i) in _DETERMINERS)
    return (first, roles[0].j, numbers[0])


def _office(
    lines: Sequence[Line], numbers: Sequence[int], known: Mapping[int, Sequence[Known]]
) -> tuple[int, int, int] | None:
    """The title that is all that a line says: « TRÉSORERIE », « Membres d'honneur : »."""
    line = lines[numbers[0]]
    if len(numbers) > 1 or not 0 < len(line.tokens) <= _LONGEST_OFFICE:
        return None
    fields = [one for one, _ in placed(lines, numbers, known)]
    if len(fields) != 1 or fields[0].signs not in ("R", "w"):
        return None
    one = fields[0]
    is_title = one.signs == "R" and one.items[0].i == one.i and not one.loose
    is_title = is_title and line.lower(one.i) not in _DETERMINERS
    is_office = line.lower(one.i) in word_set("roles", "listed") and line.lower(one.i + 1) in OF
    is_service = one.j - one.i == 1 and line.lower(one.i) in word_set("roles", "services")
    return (one.i, one.j, numbers[0]) if is_title or is_office or is_service else None


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
    fields = placed(lines, numbers, known)
    if any(one.loose and one.signs == "O" for one, _ in fields):
        return "w"
    return "/".join(one.signs for one, _ in fields)


def heads(blocks: Sequence[Block], numbers: Sequence[int]) -> bool:
    """Whether what lists nobody can be the title of what follows: short, and no sentence."""
    block = blocks[numbers[-1]]
    if block.table is not None:
        return False
    text = block.text.strip()
    is_short = len(text) <= LONGEST_TITLE and text[-1] not in ".!?;,»"
    return is_title(block, None) or block.kind == "list_item" or is_short


def _row(
    lines: Sequence[Line],
    blocks: Sequence[Block],
    numbers: Sequence[int],
    known: Mapping[int, Sequence[Known]],
) -> Row | None:
    if sum(len(blocks[number].text) for number in numbers) > LONGEST:
        return None
    fields = placed(lines, numbers, known)
    if not any("P" in one.signs for one, _ in fields):
        return None
    label, rest = parted(fields)
    listed = [tuple(entry) for entry in entries(rest)]
    read = [entry for entry in listed if is_read(lines, entry)]
    named = [entry for entry in listed if any("P" in one.signs for one, _ in entry)]
    if not read or len(read) < 0.6 * len(named) or len(named) < 0.5 * len(listed):
        return None
    return Row(tuple(numbers), tuple(label), tuple(read))


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


def parted(fields: Sequence[Placed]) -> tuple[list[Placed], list[Placed]]:
    """The label before the first colon, when it only says what follows; and the rest."""
    for k, (one, _) in enumerate(fields[:4]):
        if "P" in one.signs or (k and one.before == "."):
            break
        follows = fields[k + 1][0] if k + 1 < len(fields) else None
        if follows is None or follows.before != ":":
            continue
        told = [one for one, _ in fields[: k + 1] if one.signs not in ("", "w") or not one.depth]
        is_named = all(field.signs and not field.loose for field in told)
        if is_named and not _shares_body(fields[: k + 1], fields[k + 1 :]):
            break
        if fields[k][0].j - fields[0][0].i > LONGEST_LABEL + 4:
            break
        return list(fields[: k + 1]), list(fields[k + 1 :])
    return [], list(fields)


def _shares_body(lead: Sequence[Placed], rest: Sequence[Placed]) -> bool:
    """« <O1> (<L2>) : <P3>, directeur ; <P4>, médiatrice »: one body for several entries."""
    outer = "".join(one.signs for one, _ in lead if not one.depth)
    signs = [one.before for one, _ in rest]
    return outer == "O" and ";" in signs and ":" not in signs[1:]


def label_text(lines: Sequence[Line], label: Sequence[Placed]) -> str:
    """The words of a label, in small letters."""
    if not label:
        return ""
    block = label[0][1]
    return plain(lines[block].slice(label[0][0].i, label[-1][0].j))
