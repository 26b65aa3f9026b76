"""Amounts of money: « 4 000 € », « 1,2 M€ », « 12 k€ », « 3 millions d'euros »."""

import re
from collections.abc import Collection
from typing import NamedTuple

from tisserand.ingest.extraction.tokens import Line

_NUMBER = r"\d{1,3}(?:[   \u202f.]\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"
_AMOUNT = re.compile(
    rf"(?P<number>{_NUMBER})\s*(?:(?P<million>M€|millions?\s+d['’]euros|millions?\s+€)"
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
        tokens = [
            k
            for k, token in enumerate(line.tokens)
            if token.start < match.end() and token.end > match.start()
        ]
        if tokens and not any(k in taken for k in tokens):
            found.append(Amount(tokens[0], tokens[-1] + 1, euros(match)))
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
