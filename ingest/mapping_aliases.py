"""Headings that change from one year to the next: a column under any of its names."""

from collections.abc import Iterator
from dataclasses import replace

from tisserand.ingest.mapping_model import TableRule
from tisserand.ingest.readers import Row, Table
from tisserand.reference.text import fold


def with_aliases(rule: TableRule, table: Table) -> Table:
    """The table with the columns that the rule knows by other names under the names it uses.

    A column that bears the name already is kept; other names compare folded, the first that is
    in the table wins.
    """
    by_name = {fold(column): column for column in reversed(table.columns)}
    renamed: dict[str, str] = {}
    for name, others in rule.aliases.items():
        found = next((by_name[fold(other)] for other in others if fold(other) in by_name), None)
        if name not in table.columns and found is not None and found not in renamed:
            renamed[found] = name
    if not renamed:
        return table

    def rows() -> Iterator[Row]:
        for row in table.open_rows():
            cells = {renamed.get(column, column): text for column, text in row.cells.items()}
            yield row._replace(cells=cells)

    columns = [renamed.get(column, column) for column in table.columns]
    return replace(table, columns=columns, open_rows=rows)
