"""The names, postcodes and SIREN of places as sorted lines, which bisection finds.

A command looks up a few places: nothing is made of the others, not even lines.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cached_property

from tisserand.reference.place_names import index_keys

_LAST = b"\xff"
"""Greater than any byte of UTF-8."""
_FEW = 8
_STEP = 2**12
"""Bytes between the lines that are looked at first."""


class SortedLines:
    """Lines of fields parted by tabs, by their first fields; read where they are, in UTF-8."""

    def __init__(self, content: bytes, added: Iterable[str] = ()) -> None:
        """Takes sorted lines, each with its line feed, and others in any order."""
        more = [line.encode() for line in added]
        if more:
            content = b"\n".join([*sorted([*content.splitlines(), *more]), b""])
        self._content = content

    def starting(self, start: str) -> list[str]:
        """The lines that begin with these characters, in order."""
        content, wanted = self._content, start.encode()
        first = last = self._position(wanted)
        for _ in range(_FEW):
            if last == len(content) or not content.startswith(wanted, last):
                break
            last = content.index(b"\n", last) + 1
        else:
            last = self._position(wanted + _LAST)
        return content[first:last].decode().splitlines()

    def first_fields(self) -> Iterator[str]:
        """The distinct first fields, in order."""
        at = 0
        while at < len(self._content):
            field = self._content[at : self._content.index(b"\t", at) + 1]
            yield field[:-1].decode()
            at = self._position(field + _LAST)

    def _position(self, wanted: bytes) -> int:
        """Where the first line is that is not before this one."""
        content, size = self._content, len(wanted)
        places, lines = self._steps
        step = bisect_left(lines, wanted)
        low = places[step - 1] if step else 0
        high = places[step] if step < len(places) else len(content)
        while low < high:
            middle = (low + high) // 2
            first = content.rfind(b"\n", low, middle) + 1 or low
            end = content.index(b"\n", middle)
            if content[first : min(first + size, end)] < wanted:
                low = end + 1
            else:
                high = first
        return low

    @cached_property
    def _steps(self) -> tuple[list[int], list[bytes]]:
        """Where some lines begin, a step or so apart, and those lines."""
        content = self._content
        ends = (content.find(b"\n", at) for at in range(0, len(content), _STEP))
        places = sorted({end + 1 for end in ends if 0 <= end < len(content) - 1})
        return places, [content[place : content.index(b"\n", place)] for place in places]


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
