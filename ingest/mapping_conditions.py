"""The cells of a row that say something, and the tests that the rules of a mapping put to them.

The tests become functions once, before the first row.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from tisserand.ingest.mapping_model import Condition
from tisserand.ingest.normalisation.booleans import normalise_boolean
from tisserand.ingest.normalisation.nulls import SAYING, is_null
from tisserand.reference.text import fold

Cells = Mapping[str, str]
Test = Callable[[Cells], bool]
SEARCHED = 2_000
"""Characters of a text in which a pattern is looked for, at most."""
folded = lru_cache(maxsize=65_536)(fold)


def said(cells: Cells) -> dict[str, str]:
    """The cells that say something: what the functions made of rules are given."""
    return {
        column: text
        for column, text in cells.items()
        if text and (text[0] in SAYING or not is_null(text))
    }


def cell(cells: Cells, column: str) -> str:
    """The text of a column, "" where it says nothing."""
    return cells.get(column, "")


def test_of(conditions: Sequence[Condition]) -> Test:
    """Whether a row passes every test."""
    tests = [_test_of(condition) for condition in conditions]
    if len(tests) == 1:
        return tests[0]
    return lambda cells: all(test(cells) for test in tests)


def _test_of(condition: Condition) -> Test:
    column = condition.column
    if condition.filled is not None:
        filled = condition.filled
        return lambda cells: bool(cell(cells, column)) == filled
    if condition.yes is not None:
        yes = condition.yes
        return lambda cells: (normalise_boolean(cell(cells, column)) is True) == yes
    if condition.matches is not None:
        search = re.compile(condition.matches).search
        return lambda cells: search(cell(cells, column)[:SEARCHED]) is not None
    if condition.any_of is not None:
        accepted = frozenset(map(fold, condition.any_of))
        return lambda cells: folded(cell(cells, column)) in accepted
    refused = frozenset(map(fold, condition.none_of or ()))
    return lambda cells: folded(cell(cells, column)) not in refused


def all_hold(conditions: Sequence[Condition], cells: Cells) -> bool:
    """Whether a row passes every test."""
    return test_of(conditions)(said(cells))
