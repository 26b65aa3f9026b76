"""The names, postcodes and SIREN of places as sorted lines, which bisection finds.

A command looks up a few places: reading lines takes a few milliseconds, folding all the names
and filling a dictionary took a quarter of a second.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from tisserand.reference.place_names import index_keys

_LAST = "\U0010ffff"


class SortedLines:
    """Lines of fields parted by tabs, by their first fields."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = sorted(lines)

    def starting(self, start: str) -> list[str]:
        """The lines that begin with these characters, in order."""
        first = bisect_left(self._lines, start)
        return self._lines[first : bisect_left(self._lines, start + _LAST, first)]

    def first_fields(self) -> Iterator[str]:
        """The distinct first fields, in order."""
        at = 0
        while at < len(self._lines):
            field = self._lines[at].partition("\t")[0]
            yield field
            at = bisect_left(self._lines, f"{field}\t{_LAST}", at)


def name_line(key: str) -> str:
    """What the lines of a name begin with; kind and code follow."""
    return f"name\t{key}\t"


def postcode_line(kind: str, postcode: str) -> str:
    """What the lines of a postcode begin with; the code follows."""
    return f"postcode\t{kind}\t{postcode}\t"


def siren_line(siren: str) -> str:
    """What the lines of a SIREN begin with; kind and code follow."""
    return f"siren\t{siren}\t"


def area_line(kind: str, code: str) -> str:
    """What the lines of the areas that hold members of a place begin with; kind and code follow."""
    return f"area\t{kind}\t{code}\t"


def index_lines(rows: Iterable[str]) -> Iterator[str]:
    """The lines that find rows of the table of places by their names, postcodes and SIREN, and
    the areas that each EPCI is in."""
    areas = set()
    for row in rows:
        kind, code, name, _, postcodes, _, _, _, siren, _, epci, departement, region = row.split(
            "\t"
        )
        for key in index_keys(kind, name):
            yield f"{name_line(key)}{kind}\t{code}"
        for postcode in postcodes.split():
            yield f"{postcode_line(kind, postcode)}{code}"
        if siren:
            yield f"{siren_line(siren)}{kind}\t{code}"
        if kind == "commune" and epci:
            areas |= {(epci, "departement", departement), (epci, "region", region)}
    for epci, kind, code in areas:
        yield f"{area_line('epci', epci)}{kind}\t{code}"
