"""Amounts of money: « 4 000 € », « 1,2 M€ », « 12 k€ », « 3 millions d'euros »."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection
from operator import attrgetter
from typing import NamedTuple

from tisserand.ingest.extraction.tokens import Line

_NUMBER = r"\d{1,3}(?:[   \u202f.]\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"
_AMOUNT = re.compile(
    rf"(?<!\d)(?P<number>{_NUMBER})\s*(?:(?P<million>M€|millions?\s+d['’]euros|millions?\s+€)"
    rf"|(?P<thousand>k€|K€|mille\s+euros)|(?P<billion>milliards?\s+d['’]euros|Md€)|€|euros?\b|EUR\b)"
)


class Amount(NamedTuple):
    """An amount in euros: tokens i to j, excluded."""

    i: int
    j: int
    euros: float


def find_amounts(line: Line, taken: Collection[int] = ()) -> list[Amount]:
    """The amounts of a line, outside of its mentions."""
    found = []
    for match in _AMOUNT.finditer(line.text):
        first = bisect_right(line.tokens, match.start(), key=attrgetter("end"))
        last = bisect_left(line.tokens, match.end(), key=attrgetter("start"))
        if first < last and not any(k in taken for k in range(first, last)):
            found.append(Amount(first, last, euros(match)))
    return found


def euros(match: re.Match[str]) -> float:
    """Value of an amount in euros."""
    value = read_number(match["number"])
    if match["million"]:
        return value * 1e6
    if match["thousand"]:
        return value * 1e3
    return value * 1e9 if match["billion"] else value


def read_number(text: str) -> float:
    """A number as French writes it: « 24 975,50 », « 4.000 », « 1,2 »."""
    plain = re.sub(r"[   \u202f]", "", text)
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", plain):
        plain = plain.replace(".", "")
    return float(plain.replace(",", "."))
