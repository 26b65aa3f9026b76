"""A column of an unknown table: its heading, and the values it was seen to hold."""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

from tisserand.reference.text import fold

WHOLE_NAME = r"\bnoms?\W+(et\W+)?prenoms?\b|\bprenoms?\W+(et\W+)?noms?\b"
"""Folded headings of people's names, first and family ones in one cell."""
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class ColumnProfile:
    """One column: what it holds.

    Attributes:
        filled: cells that say something, among the rows looked at.
        distinct: different values among them.
        values: how many times each is met, the most frequent first.
    """

    name: str
    kind: str
    filled: int
    distinct: int
    examples: tuple[str, ...]
    values: dict[str, int] = field(default_factory=dict)

    @property
    def sample(self) -> tuple[str, ...]:
        """Some of the different values, frequent ones and rare ones."""
        return tuple(islice(self.values, 0, None, max(1, len(self.values) // _SHOWN)))


Columns = dict[str, list[ColumnProfile]]
"""The columns of a table by what they hold."""


@lru_cache(maxsize=4_096)
def heading_of(column: str) -> str:
    """A heading in folded words: `Projet.codePostal` is « projet code postal »."""
    spaced = re.sub(r"(?<=[a-zà-ÿ])(?=[A-Z])|[._:/()\[\]*]", " ", column)
    return fold(spaced)
