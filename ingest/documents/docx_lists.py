"""The bullets and numbers that Word computes: they are not in the text of the paragraphs."""

import re
from typing import Any, NamedTuple

from tisserand.ingest.documents.docx_styles import W, number_of
from tisserand.ingest.documents.numerals import numeral

_PLACE = re.compile(r"%(\d)")
_LEVELS = 9


class Item(NamedTuple):
    """An item of a list: its bullet or number, and its depth from 1."""

    label: str
    depth: int


class _Level(NamedTuple):
    style: str
    pattern: str
    start: int


class Numbering:
    """The lists of a document, counted as they are read."""

    def __init__(self, root: Any) -> None:
        self._abstract: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, str] = {}
        self._counts: dict[str, list[int]] = {}
        for element in () if root is None else root.iterchildren(f"{W}abstractNum"):
            self._abstract[element.get(f"{W}abstractNumId")] = dict(map(_level, _levels(element)))
        for element in () if root is None else root.iterchildren(f"{W}num"):
            named = element.find(f"{W}abstractNumId")
            if named is not None:
                self._lists[element.get(f"{W}numId")] = named.get(f"{W}val")

    def label(self, paragraph: Any, from_style: tuple[str, int] | None) -> Item | None:
        """The item that a paragraph is, or None."""
        number, depth = number_of(paragraph) or from_style or ("0", 0)
        levels = self._abstract.get(self._lists.get(number, ""))
        if number == "0" or not 0 <= depth < _LEVELS:
            return None
        level = (levels or {}).get(depth, _Level("bullet", "•", 1))
        if level.style in ("bullet", "none"):
            return Item("•", depth + 1)
        return Item(self._numbered(number, depth, levels or {}, level), depth + 1)

    def _numbered(self, number: str, depth: int, levels: dict[int, _Level], level: _Level) -> str:
        # Lists that share an abstract one go on with its count unless a level is started again.
        counts = self._counts.setdefault(number, [])
        while len(counts) <= depth:
            above = levels.get(len(counts), level)
            counts.append(above.start - 1 if len(counts) == depth else above.start)
        del counts[depth + 1 :]
        counts[depth] += 1

        def written(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            style = levels.get(at, level).style
            return numeral(counts[at], style) if at <= depth else ""

        return _PLACE.sub(written, level.pattern).strip()


def _levels(element: Any) -> Any:
    return element.iterchildren(f"{W}lvl")


def _level(element: Any) -> tuple[int, _Level]:
    def value(name: str, otherwise: str) -> str:
        found = element.find(f"{W}{name}")
        return otherwise if found is None else str(found.get(f"{W}val", otherwise))

    depth = int(element.get(f"{W}ilvl", "0"))
    level = _Level(value("numFmt", "decimal"), value("lvlText", f"%{depth + 1}."), 1)
    return depth, level._replace(start=int(value("start", "1")))
