"""The bullets and numbers at the head of items and headings."""

import itertools
import re
from typing import NamedTuple

_BULLET = re.compile(r"(?:[•◦▪‣●○■□◆►➢➤✓✔→⇒∙·*>–—\-]|o(?=\s+[A-ZÀ-Ý]))\s+(?=\S)|[•▪●■►➢✓✔](?=\S)")
_NUMBER = re.compile(
    r"(?:(?P<path>\d{1,2}(?:\.\d{1,2}){1,3})[.)]?|(?P<number>\d{1,3})\s?(?:[.)°/]|[-–—](?=\s)|°\))"
    r"|(?P<roman>[IVX]{1,5})(?:[.)/]|\s?[-–—](?=\s))|(?P<letter>[a-z]|[A-H](?=\)))[.)])"
    r"[ –—-]*\s+(?=[^\W\d_]|[«\"(“])"
)
_ROMAN = {"I": 1, "V": 5, "X": 10}


class Label(NamedTuple):
    """What stands before the words of an item.

    Attributes:
        text: the label (`•`, `3.`, `2.1`), empty when there is none.
        length: code points to leave out, spaces included.
        style: `bullet`, `number`, `path`, `roman`, `letter`, or empty.
        rank: place in its series, from 1; 0 for a bullet.
        depth: of a numbered heading: `2.1` is 2.
    """

    text: str = ""
    length: int = 0
    style: str = ""
    rank: int = 0
    depth: int = 0

    def is_followed_by(self, other: "Label") -> bool:
        """Whether the other is next in the same series."""
        return self.style == other.style and self.rank > 0 and other.rank == self.rank + 1


NONE = Label()


def read_label(text: str) -> Label:
    """The label at the head of a text; a number after a bullet is the label."""
    bullet = _BULLET.match(text)
    skipped = bullet.end() if bullet else 0
    number = _NUMBER.match(text, skipped)
    if number:
        style = str(number.lastgroup)
        label = text[skipped : number.end()].rstrip(" –—-")
        return Label(label, number.end(), style, *_rank(style, number[style]))
    if bullet:
        return Label(bullet[0].strip(), skipped, "bullet", 0, 1)
    return NONE


def _rank(style: str, value: str) -> tuple[int, int]:
    """Place in the series, and depth."""
    if style == "roman":
        return _roman(value), 1
    if style == "letter":
        return ord(value.lower()) - ord("a") + 1, 2
    parts = value.split(".")
    return int(parts[-1]), len(parts)


def _roman(numeral: str) -> int:
    values = [_ROMAN[letter] for letter in numeral] + [0]
    return sum(-one if one < after else one for one, after in itertools.pairwise(values))
