"""What the reader of a format yields: pieces of text in reading order, with what it knows."""

from typing import NamedTuple

Lines = tuple[tuple[int, int], ...]


class Piece(NamedTuple):
    """A paragraph, an item, a cell.

    Attributes:
        text: as written; line breaks are those of the page, which an author's paragraph crosses.
        kind: a `BlockKind` where the format says it, else empty: the layout then tells.
        level: of a heading or an item, from 1.
        label: bullet or number that the format gives apart from the text.
        lines: for a TXT file, where its lines stand in the file; empty otherwise.
    """

    text: str
    kind: str = ""
    level: int = 0
    label: str = ""
    page: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    lines: Lines = ()
