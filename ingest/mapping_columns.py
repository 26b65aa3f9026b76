"""What the columns of an unknown table mean, by their headings and by their values."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice

from tisserand.ingest.mapping_kinds import RULES
from tisserand.ingest.mapping_profiles import ColumnProfile, heading_of
from tisserand.ingest.normalisation.nulls import is_null
from tisserand.ingest.readers import Table

SAMPLE_ROWS = 1_000
"""Rows looked at, at most: long tables are often sorted, so they are spread over what is read."""
READ_ROWS = 100_000
EXAMPLES = 3
_MOST = 0.7
"""Share of the values that must be of a kind for the column to be."""


_SAID, _MOST_SAID = ("siret", "siren", "rna", "email", "telephone", "insee"), 0.3
"""Kinds whose heading says their own name, and the share of their values that is then enough."""


def profile_columns(table: Table) -> list[ColumnProfile]:
    """What each column of a table holds, by its first rows and some of those that follow."""
    values: dict[str, list[str]] = {column: [] for column in table.columns}
    for cells in _sampled(table):
        for column, text in cells.items():
            if not is_null(text):
                values[column].append(text)
    return [_profile(column, values[column]) for column in table.columns]


def _sampled(table: Table) -> list[dict[str, str]]:
    """Rows evenly spaced among the first 100,000: one in 1, 2, 4… so that a thousand are kept."""
    kept: list[dict[str, str]] = []
    step = 1
    for position, (_, cells) in enumerate(islice(table.rows(), READ_ROWS)):
        if position % step:
            continue
        if len(kept) == SAMPLE_ROWS:
            kept = kept[::2]
            step *= 2
        if position % step == 0:
            kept.append(cells)
    return kept


def _profile(column: str, values: Sequence[str]) -> ColumnProfile:
    counts = Counter(values)
    examples = tuple(text[:80] for text, _ in counts.most_common(EXAMPLES))
    kind = _kind(column, values, counts)
    by_count = dict(counts.most_common())
    return ColumnProfile(column, kind, len(values), len(counts), examples, by_count)


def _kind(column: str, values: Sequence[str], counts: Counter[str]) -> str:
    heading = heading_of(column)
    if not values:
        return "empty"
    for kind, pattern, passes in RULES:
        least = _MOST_SAID if kind in _SAID and kind in heading.split() else _MOST
        if re.search(pattern, heading) and sum(map(passes, values)) >= least * len(values):
            return kind
    is_category = len(counts) <= max(2, len(values) // 10) and len(counts) < len(values)
    return "category" if is_category else "text"
