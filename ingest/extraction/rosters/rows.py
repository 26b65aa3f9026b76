"""The rows of a document that list people, and the heading that each stands under."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tisserand.ingest.extraction.document import Block
from tisserand.ingest.extraction.lexicons import word_set
from tisserand.ingest.extraction.rosters.cutting import Placed, entries
from tisserand.ingest.extraction.rosters.fields import Field, Known
from tisserand.ingest.extraction.rosters.likeness import person_place, usual_signs
from tisserand.ingest.extraction.rosters.titles import as_title, is_read
from tisserand.ingest.extraction.rosters.units import placed, units, without_remarks
from tisserand.ingest.extraction.sections import (
    LONGEST_TITLE,
    is_title,
    label_of,
    plain,
    says,
    tells_contents,
)
from tisserand.ingest.extraction.spans import OF
from tisserand.ingest.extraction.tokens import Line

_AGENT = re.compile(
    r"^[\w-]+(?:eur|euse|rice|ier|ière|iste|ant|ante|aire|ien|ienne|logue|graphe)s?\b"
)
"""« Costumières », as titles end."""
_ADDRESS = re.compile(
    r"@|\b\d{5} [A-Z]|(?:\d\d[ .]){4}\d\d|"
    r"^\W*\d+ ?(?:bis|ter)?,? (?:rue|place|avenue|route|allée|quai)\b"
)
"""Where somebody is reached, under a name and above the people."""
LONGEST = 1500
LONGEST_LABEL = 9
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
    « Lingère – Zoé Roy », among « Directrice – Aline Gaudin »; and so for places and bodies."""
    usual = usual_signs(entry for one in close for entry in one.entries)
    entries = [
        tuple(
            (_as_usual(lines[block], one, usual.get(k - person_place(entry), "")), block)
            for k, (one, block) in enumerate(entry)
        )
        for entry in row.entries
    ]
    label = row.label
    if usual.get(-1) == "R" and len(label) == 1 and _AGENT.search(label_text(lines, label)):
        label = ((as_title(lines[label[0][1]], label[0][0]), label[0][1]),)
    return row._replace(label=label, entries=tuple(entries))


def _as_usual(line: Line, one: Field, sign: str) -> Field:
    if sign == "R":
        return as_title(line, one)
    if sign == "O" and one.signs == "L" and not one.loose:
        return one._replace(items=(one.items[0]._replace(sign="O"),))
    return one


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
    text = lines[numbers[0]].text
    label, after = label_of(text)
    is_told = bool(label) and after < len(text) and tells_contents(label)
    if _ADDRESS.search(text) or (is_told and not says(label, "organization_name")):
        return False
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


def heads(blocks: Sequence[Block], numbers: Sequence[int]) -> bool:
    """Whether what lists nobody can be the title of what follows: short, and no sentence."""
    block = blocks[numbers[-1]]
    if block.table is not None:
        return False
    text = block.text.strip()
    is_short = len(text) <= LONGEST_TITLE and text[-1] not in ".!?;,»"
    is_short = is_short or (text[-1] == "?" and says(plain(text), "board", "contacts"))
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
    if len(numbers) == 2 and blocks[numbers[1]].table is None:
        name, under = ([one for one in fields if one[1] == number] for number in numbers)
        fields = [*name, *without_remarks(under)]
    if not any("P" in one.signs for one, _ in fields):
        return None
    label, rest = parted(fields)
    listed = [tuple(entry) for entry in entries(rest)]
    read = [entry for entry in listed if is_read(lines, entry)]
    named = [entry for entry in listed if any("P" in one.signs for one, _ in entry)]
    if not read or len(read) < 0.6 * len(named) or len(named) < 0.5 * len(listed):
        return None
    return Row(tuple(numbers), tuple(label), tuple(read))


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
