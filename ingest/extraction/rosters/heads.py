"""Bodies that head the people whom they gather: as the label of a line, or on a line above."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from tisserand.ingest.extraction.document import Block
from tisserand.ingest.extraction.rosters.drafts import DraftRow, has_bodies, leads_body
from tisserand.ingest.extraction.rosters.fields import Known
from tisserand.ingest.extraction.rosters.labels import can_name, is_contents, is_of_help
from tisserand.ingest.extraction.rosters.rows import placed
from tisserand.ingest.extraction.rosters.shapes import name_bounds
from tisserand.ingest.extraction.sections import plain, says
from tisserand.ingest.extraction.spans import Span
from tisserand.ingest.extraction.tokens import Line

BODY = 8.45


def above(blocks: Sequence[Block], row: DraftRow) -> str:
    """The title of a row, in small letters; empty without one."""
    return plain(blocks[row.header].text) if row.header is not None else ""


class Heads:
    """Names the bodies that head rows of a document."""

    def __init__(
        self,
        lines: Sequence[Line],
        blocks: Sequence[Block],
        known: Mapping[int, Sequence[Known]],
    ) -> None:
        self._lines = lines
        self._blocks = blocks
        self._known = known

    def named(
        self, every: Sequence[DraftRow], listed: Sequence[DraftRow]
    ) -> Iterator[tuple[int, Span]]:
        """Names with their blocks.

        Args:
            listed: those of `every` row that list people.
        """
        yield from self._labels(listed)
        yield from self._titles(every)
        yield from self._cards(every)

    def _labels(self, listed: Sequence[DraftRow]) -> Iterator[tuple[int, Span]]:
        """« Roue libre : Yann Morel », where other labels are names of bodies."""
        labelled = [row for row in listed if len(row.label) == 1]
        named = sum("O" in row.label[0][0].signs for row in labelled)
        named += sum("O" in row.entries[0][0][0].signs for row in listed if leads_body(row))
        bare = [row for row in labelled if not has_bodies(row)]
        titled = len(bare) > 1 and any("R" in one.signs for row in bare for one, _ in row.fields())
        for row in labelled:
            one, block = row.label[0]
            line = self._lines[block]
            told = named or says(above(self._blocks, row), "people", "present", "absent")
            told = told or (titled and row in bare and one.j - one.i > 1)
            if line.lower(one.i) != "pour" and not (told and can_name(line, one)):
                continue
            if bounds := name_bounds(line, one.i, one.j):
                yield block, Span(*bounds, "Organization", BODY, "list-label")

    def _cards(self, every: Sequence[DraftRow]) -> Iterator[tuple[int, Span]]:
        """« Guides de la Baie : Lou Roy », above « Cherchent : … »: whoever seeks has a name."""
        for row in every:
            lead = row.label or (row.entries[0] if row.entries else [])
            after = row.numbers[-1] + 1
            if not lead or after >= len(self._blocks) or not is_of_help(self._blocks[after]):
                continue
            one, block = lead[0]
            line = self._lines[block]
            is_title = "P" in one.signs or one.signs == "O" or is_contents(self._blocks[block])
            if is_title or is_of_help(self._blocks[block]):
                continue
            bounds = name_bounds(line, one.i, one.j)
            if bounds and line.lower(one.j) in (":", "("):
                yield block, Span(*bounds, "Organization", BODY, "list-card")

    def _titles(self, every: Sequence[DraftRow]) -> Iterator[tuple[int, Span]]:
        """« Roue libre » above people without a body, where other such titles are names."""
        titled: list[tuple[int, bool]] = []
        for before, row in pairwise(every):
            is_alone = len(before.numbers) == 1 and not before.named and not before.label
            if not (is_alone and row.named and not has_bodies(row)):
                continue
            fields = [one for one, _ in before.fields()]
            if len(fields) in (1, 2) and not any(one.depth != k for k, one in enumerate(fields)):
                titled.append((before.numbers[0], "O" in fields[0].signs))
        if not any(is_body for _, is_body in titled):
            return
        for number in [number for number, is_known in titled if not is_known]:
            line = self._lines[number]
            one = next(DraftRow((number,), placed(self._lines, [number], self._known)).fields())[0]
            if can_name(line, one) and (bounds := name_bounds(line, one.i, one.j)):
                yield number, Span(*bounds, "Organization", BODY, "list-head")
