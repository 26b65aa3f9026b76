"""Plain text: its paragraphs and items, rebuilt from its layout; the text stays as it is."""

import itertools
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from tisserand.ingest.documents.labels import read_label
from tisserand.ingest.documents.piece import Piece
from tisserand.ingest.readers.encoding import find_encoding

_RULE = re.compile(r"[\s=_*~#—–\-.·•+]*")
_MARKDOWN = re.compile(r"\s*(#{1,6})\s+(?=\S)")
_WIDEST = 130
_NARROWEST = 30
_WRAPPED_SHARE = 0.4
_SMALL_SHARE = 0.4
_SENTENCE_END = re.compile(r"[.!?…:;»]\s*$")

Line = tuple[int, int]


def read_text(path: Path) -> str:
    """The text of a file, in whatever encoding, its byte order mark left out.

    Raises:
        InputError: no encoding reads it.
    """
    encoding = find_encoding(path)
    return path.read_bytes().decode(encoding).removeprefix("\ufeff")


def text_pieces(text: str) -> Iterator[Piece]:
    """Pieces of a text, each with its lines.

    Empty lines part paragraphs. Lines were wrapped by a machine when the first word of the next
    one would not have fitted; otherwise each is a paragraph.
    """
    paragraphs = _paragraphs(text)
    width = _width(text, paragraphs)
    indents: list[int] = []
    for paragraph in paragraphs:
        for lines in _unwrapped(text, paragraph, width):
            first = text[lines[0][0] : lines[0][1]]
            if hashes := _MARKDOWN.match(first):
                lines[0] = (lines[0][0] + hashes.end(), lines[0][1])
                yield Piece(first[hashes.end() :], "heading", len(hashes[1]), lines=tuple(lines))
                continue
            level = 0
            if read_label(first.strip()).style == "bullet":
                level = _depth(indents, len(first) - len(first.lstrip()))
            yield Piece(first, level=level, lines=tuple(lines))


def _paragraphs(text: str) -> list[list[Line]]:
    """Lines without an empty one between them; lines of dashes part as empty ones do."""
    found: list[list[Line]] = [[]]
    start = 0
    for whole in text.splitlines(keepends=True):
        line = whole.rstrip()
        if not _RULE.fullmatch(line):
            found[-1].append((start, start + len(line)))
        elif found[-1]:
            found.append([])
        start += len(whole)
    return [lines for lines in found if lines]


def _width(text: str, paragraphs: Sequence[Sequence[Line]]) -> int:
    """Width at which lines were wrapped; 0 when they were not."""
    lengths = sorted(end - start for lines in paragraphs for start, end in lines)
    if not lengths or lengths[len(lengths) * 9 // 10] > _WIDEST:
        return 0
    width = lengths[max(0, len(lengths) - 1 - len(lengths) // 50)]
    pairs = [(before, after) for lines in paragraphs for before, after in itertools.pairwise(lines)]
    full = [after for before, after in pairs if _is_full(text, before, after, width)]
    is_wrapped = width >= _NARROWEST and len(full) >= max(2, _WRAPPED_SHARE * len(pairs))
    return width if is_wrapped and _go_on(text, full) else 0


def _go_on(text: str, lines: Sequence[Line]) -> bool:
    """Whether enough lines begin inside a sentence: those of a list begin with capitals."""
    small = sum(text[start:end].lstrip()[0].islower() for start, end in lines)
    return small >= max(2, _SMALL_SHARE * len(lines))


def _is_full(text: str, line: Line, following: Line, width: int) -> bool:
    """Whether the first word of the next line would not have fitted."""
    word = text[following[0] : following[1]].split(None, 1)[0]
    return len(text[line[0] : line[1]].rstrip()) + 1 + len(word) > width


def _unwrapped(text: str, lines: Sequence[Line], width: int) -> Iterator[list[Line]]:
    """Groups of lines that make one paragraph or item."""
    group: list[Line] = []
    for line in lines:
        if group and not _continues(text, group, line, width):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _continues(text: str, group: Sequence[Line], line: Line, width: int) -> bool:
    """Whether a line goes on with what the ones before it began."""
    words = text[line[0] : line[1]]
    if not width or read_label(words.strip()).style:
        return False
    before = text[group[-1][0] : group[-1][1]]
    if _is_full(text, group[-1], line, width):
        return True
    indented = len(words) - len(words.lstrip()) > len(before) - len(before.lstrip())
    is_under_item = bool(read_label(text[group[0][0] : group[0][1]].strip()).style)
    return (
        is_under_item
        and (indented or words.lstrip()[0].islower())
        and not (_SENTENCE_END.search(before) and not indented)
    )


def _depth(indents: list[int], indent: int) -> int:
    """Depth of an item, by the indents of those above it."""
    while indents and indents[-1] > indent:
        indents.pop()
    if not indents or indents[-1] < indent:
        indents.append(indent)
    return len(indents)
