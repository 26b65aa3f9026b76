"""Rejected rows, corrected and given again with the files that they come from."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tisserand.errors import InputError
from tisserand.ingest.draft import MappedRow, SkippedRow
from tisserand.ingest.readers import Finding, Row, Table
from tisserand.ingest.returned import Origin, Returned

GIVEN_AGAIN = "given_again"
"""Rule by which a row is left out once its correction is given."""


class ReturnedRows:
    """Files of rejected rows, given with files that the rows come from.

    Args:
        returned: each with a name of its own. What one of them rejected may be in another.
    """

    def __init__(self, returned: Sequence[Returned]) -> None:
        self._returned = {one.plain.file: one for one in returned}
        self._origins = {origin for one in returned for origin in one.origins.values()}

    def tables_of(self, table: Table) -> list[Table]:
        """The rows given again that come from a table, with its columns."""
        found = [
            (one, {n for n, origin in one.origins.items() if self._first(origin)[:2] == _of(table)})
            for one in self._returned.values()
        ]
        return [_among(one, numbers, table) for one, numbers in found if numbers]

    def check(self, tables: Sequence[Table]) -> None:
        """Refuse what would be lost without a word.

        Raises:
            InputError: names the file of rejected rows that holds none, or none of these tables;
                or its row that does not say where it comes from, or says a sheet not read here.
        """
        places = {_of(table) for table in tables}
        files = {file for file, _ in places}
        for name, one in self._returned.items():
            one.check()
            first = {number: self._first(origin) for number, origin in one.origins.items()}
            for number, origin in first.items():
                if origin.file not in files and number in one.faults:
                    one.refuse(number)
                if origin.file in files and origin[:2] not in places:
                    told = {"file": name, "row": number, "sheet": origin.sheet}
                    raise InputError("ingest.sheet_not_read", **told, origin=origin.file)
            if files.isdisjoint(origin.file for origin in first.values()):
                wanted = ", ".join(sorted({origin.file for origin in first.values()}))
                raise InputError("ingest.rejects_of_others", file=name, others=wanted)

    def left(self, files: Sequence[str]) -> list[Finding]:
        """What is said of the rows that come from other files than these."""
        findings = []
        for name, one in self._returned.items():
            others = Counter(self._first(origin).file for origin in one.origins.values())
            for file in files:
                del others[file]
            if others:
                told: dict[str, object] = {"file": name, "count": others.total()}
                told["others"] = ", ".join(sorted(others))
                findings.append(Finding("ingest.rows_of_others", told))
        return findings

    def unless_corrected(self, row: MappedRow) -> MappedRow:
        """The row, or one left out where its correction was given: it stands for all of it."""
        where = row.locator
        if (where.file, where.sheet or "", where.row or 0) not in self._origins:
            return row
        return SkippedRow(where, GIVEN_AGAIN, row.reserved)

    def _first(self, origin: Origin) -> Origin:
        """The origin in a file that is not itself of rejected rows, as far as it is known."""
        for _ in self._returned:
            between = self._returned.get(origin.file)
            if between is None or origin.row not in between.origins:
                break
            origin = between.origins[origin.row]
        return origin


def _of(table: Table) -> tuple[str, str]:
    return table.file, table.sheet or ""


def _among(one: Returned, numbers: set[int], table: Table) -> Table:
    """These rows given again, with the columns of the table that they come from."""
    expected = len(table.columns)

    def rows() -> Iterator[Row]:
        for row in one.plain.open_rows():
            if row.number not in numbers:
                continue
            cells = {name: row.cells.get(name, "") for name in table.columns}
            beyond = [name for name, text in row.cells.items() if text and name not in cells]
            if beyond and row.fault is None:
                told: dict[str, object] = {"found": expected + len(beyond), "expected": expected}
                yield row._replace(fault=Finding("readers.ragged_row", told))
            else:
                yield row if row.fault else row._replace(cells=cells)

    said = {"file": one.plain.file, "count": len(numbers), "of": table.file}
    findings = [Finding("ingest.given_again", said)]
    return replace(one.plain, columns=table.columns, open_rows=rows, findings=findings)
