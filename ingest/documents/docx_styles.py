"""What the styles of a Word document say of its paragraphs."""

import re
from typing import Any, NamedTuple

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING = re.compile(r"^(?:heading|titre) (\d)$", re.IGNORECASE)
_TITLES = {"title": 1, "titre": 1}
_MAX_ANCESTORS = 20


class Style(NamedTuple):
    """What a style is for. `numbering`: the (numId, ilvl) that it gives, if any."""

    kind: str = ""
    level: int = 0
    numbering: tuple[str, int] | None = None


class Styles:
    """Paragraph styles, by the built-in names that Word writes whatever its language."""

    def __init__(self, root: Any) -> None:
        found = [] if root is None else root.iterchildren(f"{W}style")
        self._styles = {one.get(f"{W}styleId"): one for one in found}
        self._known: dict[str, Style] = {}

    def of(self, paragraph: Any) -> Style:
        """What the style and the outline level of a paragraph say."""
        given = paragraph.find(f"{W}pPr/{W}pStyle")
        name = "" if given is None else given.get(f"{W}val", "")
        if name not in self._known:
            self._known[name] = self._style(name)
        style = self._known[name]
        outline = paragraph.find(f"{W}pPr/{W}outlineLvl")
        level = -1 if outline is None else int(outline.get(f"{W}val", "9"))
        if not style.kind and 0 <= level < 9:
            return Style("heading", level + 1, style.numbering)
        return style

    def _style(self, name: str) -> Style:
        """A style, or what it inherits."""
        numbering, element = None, self._styles.get(name)
        for _ in range(_MAX_ANCESTORS):
            if element is None:
                break
            numbering = numbering or number_of(element)
            kind, level = _told(element)
            if kind:
                return Style(kind, level, numbering)
            based = element.find(f"{W}basedOn")
            element = None if based is None else self._styles.get(based.get(f"{W}val", ""))
        return Style("", 0, numbering)


def number_of(element: Any) -> tuple[str, int] | None:
    """The list (numId) and its level (ilvl) that a paragraph or a style names."""
    given = element.find(f"{W}pPr/{W}numPr")
    if given is None:
        return None
    number, level = given.find(f"{W}numId"), given.find(f"{W}ilvl")
    depth = 0 if level is None else int(level.get(f"{W}val", "0"))
    return None if number is None else (number.get(f"{W}val", "0"), depth)


def _told(style: Any) -> tuple[str, int]:
    """Kind and level that the name or the outline level of a style tells."""
    named = style.find(f"{W}name")
    name = "" if named is None else named.get(f"{W}val", "").strip().lower()
    heading = _HEADING.match(name)
    if heading or name in _TITLES:
        return "heading", int(heading[1]) if heading else _TITLES[name]
    if name == "caption":
        return "caption", 0
    outline = style.find(f"{W}pPr/{W}outlineLvl")
    level = -1 if outline is None else int(outline.get(f"{W}val", "9"))
    return ("heading", level + 1) if 0 <= level < 9 else ("", 0)
