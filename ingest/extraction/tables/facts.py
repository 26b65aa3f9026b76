"""What a table tells of the body or the project of each row, by its columns."""

from collections.abc import Iterator, Sequence

from tisserand.ingest.extraction.findings import Predicate
from tisserand.ingest.extraction.grouping import Named
from tisserand.ingest.extraction.listed_facts import listed
from tisserand.ingest.extraction.raw_facts import RawFact
from tisserand.ingest.extraction.records import Located
from tisserand.ingest.extraction.scene import LETTERS
from tisserand.ingest.extraction.sections import plain, says
from tisserand.ingest.extraction.tables.grids import Cell, Grid, text_of

_CONFIDENCE = 0.85

_HELP: dict[str, Predicate] = {"seeks": "seeks", "offers": "offers"}
_NOTHING = frozenset(("", "-", "–", "—", "x", "néant", "rien", "aucun", "?"))


class GridFacts:
    """Reads the tables of a document."""

    def __init__(self, read: Located, by_line: Sequence[Sequence[Named]]) -> None:
        self._read = read
        self._by_line = by_line

    def read(self, grid: Grid) -> Iterator[RawFact]:
        """The facts of every row but those of people and of money."""
        title = grid.title
        above = plain(self._read.document.blocks[title].text) if title is not None else ""
        for row in grid.rows:
            cells = list(zip(row, grid.kinds, strict=True))
            heads = [cell for cell, kind in cells if kind in ("project", "body", "person")]
            projects = self._named(cells, "project")
            subjects = projects[:1] or self._named(cells, "body")
            for cell, kind in cells:
                for subject in subjects if kind == "place" else subjects[:1]:
                    yield from self._of_cell(cell, kind, subject, bool(projects))
            if says(above, "members") and not projects and heads:
                for subject in subjects:
                    yield from self._member(heads[0].block, subject)

    def _named(self, cells: Sequence[tuple[Cell, str]], *kinds: str) -> list[Named]:
        return [named for cell, kind in cells if kind in kinds for named in self._in(cell)]

    def _in(self, cell: Cell) -> list[Named]:
        return [one for one in self._by_line[cell.block] if cell.i <= one.span.i < cell.j]

    def _of_cell(
        self, cell: Cell, kind: str, subject: Named, of_project: bool
    ) -> Iterator[RawFact]:
        for named in self._in(cell):
            if kind == "place" and named.span.kind == "Place":
                yield self._fact(cell, subject, "located_in", named)
            elif of_project and kind == "carrier" and named.span.kind in ("Organization", "Person"):
                yield self._fact(cell, named, "leads", subject)
            elif of_project and kind == "body" and named.span.kind == "Organization":
                yield self._fact(cell, named, "takes_part_in", subject)
            elif kind == "skills" and named.span.kind == "Skill":
                yield self._fact(cell, subject, "has_skill", named)
        text = text_of(self._read.lines, cell).strip(" .;")
        if kind in _HELP and not of_project and text.lower() not in _NOTHING:
            letters = LETTERS[subject.span.kind] + "T"
            yield listed(self._read, cell.block, (subject.entity, _HELP[kind], f"={text}"), letters,
                         "table-column", _CONFIDENCE)  # fmt: skip

    def _member(self, block: int, subject: Named) -> Iterator[RawFact]:
        owner = self._read.owner
        if owner is not None and owner != subject.entity:
            yield listed(self._read, block, (subject.entity, "member_of", owner), "OO",
                         "table-members", _CONFIDENCE)  # fmt: skip

    def _fact(self, cell: Cell, one: Named, predicate: Predicate, other: Named) -> RawFact:
        letters = LETTERS[one.span.kind] + LETTERS[other.span.kind]
        return listed(self._read, cell.block, (one.entity, predicate, other.entity), letters,
                      "table-column", _CONFIDENCE)  # fmt: skip
