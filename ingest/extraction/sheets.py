"""Sheets in two columns, « Porteur | Les Vergers réunis »: rows read as lines with a label."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from tisserand.ingest.extraction.document import Block, Document, Run, with_columns
from tisserand.ingest.extraction.sections import plain, says

_LEAST_ROWS, _LEAST_TOLD, _LONGEST_LABEL = 3, 2, 60
_LABELS = (
    "carrier", "place", "partners", "funders", "contact", "project_name", "organization_name",
)  # fmt: skip
_COLON = " : "

_Row = tuple[Block, ...]


def with_labels(document: Document) -> Document:
    """The document, each row of its sheets made one block « Porteur : Les Vergers réunis ».

    A sheet is a table of two columns, or lines with one tab, the first column of which mostly
    says what the second one holds.
    """
    found: list[Block] = []
    for place, group in groupby(_rows(document.blocks), lambda row: _place(document, row)):
        rows = list(group)
        if place and _is_sheet([_label(document, row) for row in rows]):
            found += [_labelled(document, row) for row in rows]
        else:
            found += [block for row in rows for block in row]
    return replace(document, blocks=tuple(found))


def _rows(blocks: Sequence[Block]) -> Iterator[_Row]:
    """The cells of a row of a table together, any other block alone."""
    for _, cells in groupby(
        enumerate(blocks),
        lambda one: (one[1].table, one[1].row, one[0] if one[1].table is None else None),
    ):
        yield tuple(block for _, block in cells)


def _place(document: Document, row: _Row) -> str:
    """Which sheet a row can be of: that of its table, or of lines beside it; empty for none."""
    if row[0].table is not None:
        return f"table {row[0].table}"
    is_pair = len(row[0].text) > 2 and with_columns(document, row[0]).count("\t") == 1
    return "lines" if is_pair else ""


def _label(document: Document, row: _Row) -> str:
    """What the first of two columns says, in small letters; empty with more or fewer columns."""
    if row[0].table is not None:
        return plain(row[0].text) if len(row) == 2 else ""
    return plain(with_columns(document, row[0]).partition("\t")[0])


def _is_sheet(labels: Sequence[str]) -> bool:
    told = sum(says(label, *_LABELS) for label in labels)
    is_whole = all(0 < len(label) <= _LONGEST_LABEL for label in labels)
    return is_whole and len(labels) >= _LEAST_ROWS and told >= max(_LEAST_TOLD, len(labels) / 2)


def _labelled(document: Document, row: _Row) -> Block:
    """A row as one block; the colon stands for what parts its columns."""
    first, last = row[0], row[-1]
    if len(row) == 2:
        label, value, moved = first.text, last.text, last.runs
        gap = (first.end, last.start)
    else:
        k = with_columns(document, first).index("\t")
        label, value = first.text[:k], first.text[k + 1 :]
        gap = (first.span(k - 1, k)[1], first.span(k + 1, k + 2)[0])
        moved = tuple(_from(first, k + 1))
    label = label.rstrip(" :")
    k = len(label)
    shift = k + len(_COLON)
    runs = (
        *(run for run in first.runs if run.position < k),
        Run(k, gap[0], 0),
        Run(k + 1, gap[0], gap[1] - gap[0]),
        Run(k + 2, gap[1], 0),
        *(run._replace(position=run.position + shift) for run in moved),
    )
    return replace(first, kind="paragraph", text=label + _COLON + value, end=last.end, runs=runs,
                   table=None, row=None, column=None)  # fmt: skip


def _from(block: Block, first: int) -> Iterator[Run]:
    """The runs of a block from a position of its text, counted from there."""
    start, end = block.span(first, first + 1)
    yield Run(0, start, end - start)
    for run in block.runs:
        if run.position > first:
            yield run._replace(position=run.position - first)
