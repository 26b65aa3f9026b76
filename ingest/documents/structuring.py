"""From the pieces of any format to the blocks of a document: kinds, labels, heading paths."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from tisserand.ingest.documents.cutting import cut
from tisserand.ingest.documents.dating import find_date
from tisserand.ingest.documents.flow import Flowed, flow
from tisserand.ingest.documents.labels import NONE, Label, read_label
from tisserand.ingest.documents.piece import Piece
from tisserand.ingest.extraction.document import Block, BlockKind, Document, Run

_WORD = re.compile(r"\w[\w'’-]*\w")
_NO_TITLE = re.compile(
    r"(?i)(?:untitled|sans[ -](?:titre|nom)|document|\(anonymous\))(?: document)?[ -]?\d*"
)
_TITLE_LONGEST = 200
_HEADING_LONGEST = 110
_HEADING_WORDS = 16
_TERMINAL = tuple(".,;:!?…»)&")
_SURE_KINDS: dict[str, BlockKind] = {
    "heading": "heading",
    "list_item": "list_item",
    "table_cell": "table_cell",
    "caption": "caption",
}


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece on its way to a block: its words without its label."""

    piece: Piece
    flowed: Flowed
    label: Label
    kind: BlockKind = "paragraph"
    level: int = 0

    @property
    def text(self) -> str:
        return self.flowed.text


def structure(
    pieces: Iterable[Piece], text: str | None = None, title: str = "", pages: int = 0
) -> Document:
    """The document that pieces make.

    Args:
        text: of a TXT file, which stays as it is; otherwise the text is made of the blocks.
        title: what the file says in its properties; the document's own heading is preferred.
    """
    parts = _parts(list(pieces), text)
    parts = [replace(part, kind=kind) for part, kind in zip(parts, _kinds(parts), strict=True)]
    parts = [replace(part, level=level) for part, level in zip(parts, _levels(parts), strict=True)]
    whole, blocks = _assemble(parts, text)
    first = next((block.text for block in blocks[:3] if block.kind == "heading"), "")
    return Document(
        text=whole,
        blocks=tuple(blocks),
        title=(first or _own_title(title))[:_TITLE_LONGEST],
        date=find_date(title, blocks),
        pages=pages,
    )


def _own_title(told: str) -> str:
    """What the properties of a file say, but for what programs write of themselves."""
    return "" if _NO_TITLE.fullmatch(told.strip()) else told.strip()


def _parts(pieces: Sequence[Piece], text: str | None) -> list[_Part]:
    words = _words(pieces, text)
    parts = []
    for piece in pieces:
        lines = piece.lines or _lines(piece.text)
        flowed = flow(piece.text if text is None else text, lines, words)
        label = NONE
        if piece.label:
            label = read_label(f"{piece.label} x")._replace(text=piece.label, length=0)
        elif piece.kind != "table_cell":
            label = read_label(flowed.text)
        flowed.drop_start(label.length)
        first, *others = cut(flowed)
        if first.text:
            parts.append(_Part(piece, first, label))
        parts += [_Part(Piece("", "paragraph", page=piece.page), one, NONE) for one in others]
    return parts


def _lines(text: str) -> list[tuple[int, int]]:
    lines = text.split("\n")
    ends = accumulate(len(line) + 1 for line in lines)
    return [(end - 1 - len(line), end - 1) for line, end in zip(lines, ends, strict=True)]


def _words(pieces: Sequence[Piece], text: str | None) -> frozenset[str]:
    """Words of the document, those cut at the end of a line left out."""
    if text is None and not any("\n" in piece.text for piece in pieces):
        return frozenset()
    given = [text] if text is not None else [piece.text for piece in pieces]
    return frozenset(word.lower() for one in given for word in _WORD.findall(one))


def _kinds(parts: Sequence[_Part]) -> list[BlockKind]:
    """The kind of each part, told by its format or else by the layout."""
    kinds: list[BlockKind] = []
    for at, part in enumerate(parts):
        before = parts[at - 1] if at else None
        after = parts[at + 1] if at + 1 < len(parts) else None
        kinds.append(_kind(part, before, after, kinds[-1] if kinds else "paragraph"))
    return kinds


def _kind(
    part: _Part, before: _Part | None, after: _Part | None, kind_before: BlockKind
) -> BlockKind:
    if part.piece.kind in _SURE_KINDS:
        return _SURE_KINDS[part.piece.kind]
    if part.label.style == "bullet":
        return "list_item"
    if part.label.style:
        return _numbered_kind(part, before, after, kind_before)
    return "heading" if _is_heading(part, before, after, kind_before) else "paragraph"


def _numbered_kind(
    part: _Part, before: _Part | None, after: _Part | None, kind_before: BlockKind
) -> BlockKind:
    """Numbers that follow each other make a list; one with something under it is a heading."""
    is_next = (
        before is not None
        and kind_before == "list_item"
        and before.label.is_followed_by(part.label)
    )
    if is_next or (after is not None and part.label.is_followed_by(after.label)):
        return "list_item"
    can_be = len(part.text) <= _HEADING_LONGEST and not part.text.endswith((".", ";", ","))
    return "heading" if can_be and part.label.style != "letter" and after else "list_item"


def _is_heading(
    part: _Part, before: _Part | None, after: _Part | None, kind_before: BlockKind
) -> bool:
    """Whether a line stands out, or is short between longer ones."""
    if after is None:
        return False
    if before is None:
        return _can_be_heading(part, is_first=True)
    if not _can_be_heading(part):
        return False
    is_alone = not _is_short(before) or kind_before in ("heading", "list_item")
    return is_alone and not _can_be_heading(after)


def _can_be_heading(part: _Part, is_first: bool = False) -> bool:
    text = part.text
    return (
        part.piece.kind == ""
        and _is_short(part)
        and not _ends(text, is_first)
        and (text[0].isupper() or text[0] in '«"0123456789')
        and any(letter.isalpha() for letter in text)
    )


def _ends(text: str, is_first: bool) -> bool:
    """Whether a line ends as a sentence does; « Atelier « Bien vieillir » » is a title at first."""
    is_named = is_first and text.endswith("»") and "«" in text[1:]
    return text.endswith(_TERMINAL) and not is_named


def _is_short(part: _Part) -> bool:
    return (
        len(part.text) <= _HEADING_LONGEST
        and len(part.text.split()) <= _HEADING_WORDS
        and not part.label.style
    )


def _levels(parts: Sequence[_Part]) -> list[int]:
    """Levels of headings and depths of items; a heading without a number is under the numbers."""
    levels: list[int] = []
    has_numbers = False
    for part in parts:
        levels.append(_level(part, not levels, has_numbers))
        has_numbers |= part.kind == "heading" and part.label.style != ""
    return levels


def _level(part: _Part, is_first: bool, has_numbers: bool) -> int:
    if part.kind == "list_item":
        return max(1, part.piece.level)
    if part.kind != "heading":
        return 0
    if part.piece.kind == "heading" and part.piece.level:
        return part.piece.level
    if part.label.style:
        return part.label.depth + 1
    return 1 if is_first else 3 if has_numbers else 2


def _assemble(parts: Sequence[_Part], text: str | None) -> tuple[str, list[Block]]:
    """The text and its blocks."""
    written: list[str] = []
    length = 0
    blocks: list[Block] = []
    above: list[tuple[int, str]] = []
    row: tuple[int | None, int | None] = (None, None)
    for part in parts:
        piece = part.piece
        runs = tuple(part.flowed.runs)
        if text is None:
            lead = _lead(part, row == (piece.table, piece.row), not written)
            runs = (Run(0, length + len(lead)),)
            written += [lead, part.text]
            length += len(lead) + len(part.text)
        row = (piece.table, piece.row)
        if part.kind == "heading":
            above = [one for one in above if one[0] < part.level]
        blocks.append(_block(part, runs, tuple(heading for _, heading in above)))
        if part.kind == "heading":
            above.append((part.level, part.text[:_TITLE_LONGEST]))
    return "".join(written) if text is None else text, blocks


def _lead(part: _Part, same_row: bool, is_first: bool) -> str:
    """What stands between a block and the one before."""
    if part.piece.row is not None and same_row:
        return "\t"
    label = f"{part.label.text} " if part.label.text else ""
    return label if is_first else f"\n{label}"


def _block(part: _Part, runs: tuple[Run, ...], headings: tuple[str, ...]) -> Block:
    piece, last = part.piece, runs[-1]
    return Block(
        kind=part.kind,
        text=part.text,
        start=runs[0].start,
        end=last.start + (len(part.text) - 1 - last.position) + last.width,
        runs=runs,
        level=part.level,
        label=part.label.text,
        headings=headings,
        page=piece.page,
        table=piece.table,
        row=piece.row,
        column=piece.column,
    )
