"""Bodies that head the people whom they gather: as the label of a line, or on a line above."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise, takewhile

from tisserand.ingest.extraction.document import Block
from tisserand.ingest.extraction.findings import MentionKind
from tisserand.ingest.extraction.lexicons import first_name_gender, word_set
from tisserand.ingest.extraction.rosters.drafts import DraftRow, has_bodies, leads_body
from tisserand.ingest.extraction.rosters.fields import Known
from tisserand.ingest.extraction.rosters.labels import (
    can_name,
    is_contents,
    is_of_help,
    is_thing,
)
from tisserand.ingest.extraction.rosters.shapes import is_phrase, name_bounds, person_in
from tisserand.ingest.extraction.rosters.units import placed
from tisserand.ingest.extraction.sections import label_of, plain, says, tells_contents
from tisserand.ingest.extraction.spans import Span
from tisserand.ingest.extraction.tokens import Line

BODY = 8.45
_LEAST_CARDS, _LONGEST_CARD, _LONGEST_HEAD = 2, 5, 60


_NUMBERED = re.compile(r"\w+ (?:n[o°] ?)?\d+\b")
"""« DOSSIER 118 »."""


def _titles() -> frozenset[str]:
    return word_set("roles", "heads") | word_set("roles", "listed")


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
        yield from self._alone()

    def _alone(self) -> Iterator[tuple[int, Span]]:
        """« La Rustine (fiche 2) », alone on the first line of a card, above a line with a label;
        several cards are made so."""
        found = [
            (number, self._lines[number])
            for number in range(len(self._blocks) - 1)
            if self._is_card(number)
        ]
        if len(found) < _LEAST_CARDS:
            return
        for number, line in found:
            ends = (k for k, t in enumerate(line.tokens) if t.text in "(,–—")
            end = next(ends, len(line.tokens))
            is_person = person_in(line, 0, end) and first_name_gender(line.tokens[0].text)
            bounds = name_bounds(line, 0, end)
            if bounds and not is_person and not is_phrase(line, *bounds):
                yield number, Span(*bounds, "Organization", BODY, "list-card")

    def _is_card(self, number: int) -> bool:
        """Whether a block is the first of a paragraph, and the next ones have labels."""
        block, own = self._blocks[number], self._blocks[number : number + 1 + _LONGEST_CARD]
        is_first = number == 0 or block.start - self._blocks[number - 1].end > 1
        is_short = len(block.text) <= _LONGEST_HEAD and block.text[-1] not in ".!?;:,"
        if not (is_first and is_short) or block.kind == "list_item" or label_of(block.text)[0]:
            return False
        if tells_contents(plain(block.text)) or _NUMBERED.match(block.text):
            return False
        same = takewhile(lambda pair: pair[1].start - pair[0].end == 1, pairwise(own))
        return any(self._is_labelled(after) for _, after in same)

    def _is_labelled(self, block: Block) -> bool:
        label = label_of(block.text)[0]
        return bool(label) and (tells_contents(label) or label.split()[0] in _titles())

    def _labels(self, listed: Sequence[DraftRow]) -> Iterator[tuple[int, Span]]:
        """« Roue libre : Yann Morel », where other labels are names of bodies."""
        labelled = [row for row in listed if len(row.label) == 1]
        named = sum("O" in row.label[0][0].signs for row in labelled)
        led = [row.entries[0][0][0].signs for row in listed if leads_body(row)]
        named += sum("O" in signs for signs in led)
        kind: MentionKind = "Place" if led.count("L") > named else "Organization"
        bare = [row for row in labelled if not has_bodies(row)]
        titled = len(bare) > 1 and any("R" in one.signs for row in bare for one, _ in row.fields())
        for row in labelled:
            one, block = row.label[0]
            line = self._lines[block]
            told = named or says(above(self._blocks, row), "people", "present", "absent")
            told = told or (titled and row in bare and one.j - one.i > 1)
            if line.lower(one.i) != "pour" and not (told and can_name(line, one)):
                continue
            if one.signs == "w" and is_thing(line, one, [row]):
                continue
            if bounds := name_bounds(line, one.i, one.j):
                yield block, Span(*bounds, kind, BODY, "list-label")

    def _cards(self, every: Sequence[DraftRow]) -> Iterator[tuple[int, Span]]:
        """« Guides de la Baie : Lou Roy », above « Cherchent : … »: whoever seeks has a name."""
        for row in every:
            lead = row.label or (row.entries[0] if row.entries else [])
            after = row.numbers[-1] + 1
            if not lead or after >= len(self._blocks) or not is_of_help(self._blocks[after]):
                continue
            if any(other.named and other.numbers[0] == after for other in every):
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
