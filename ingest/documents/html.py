"""Web pages: their headings, paragraphs, lists and tables, without menus, banners nor scripts."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import html  # type: ignore[import-untyped] # its types are a package apart

from tisserand.ingest.documents.numerals import numeral
from tisserand.ingest.documents.office import Tables
from tisserand.ingest.documents.piece import Piece
from tisserand.ingest.readers.encoding import find_encoding

_DROPPED = frozenset((
    "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed",
    "applet", "form", "button", "select", "input", "textarea", "nav", "footer", "aside",
    "dialog", "canvas", "audio", "video", "map", "menu", "head",
))  # fmt: skip
_ROLES = frozenset((
    "navigation", "banner", "contentinfo", "search", "complementary", "menu", "menubar",
    "dialog", "alert",
))  # fmt: skip
_NOISE = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|breadcrumbs?|fil-?ariane|cookies?|consent|rgpd|footer|"
    r"sidebar|share|sharing|partage|social|newsletter-form|skip|evitement|pagination|comments?|"
    r"related|advert|banner|popup|modal)(?:$|[\s_-])",
    re.IGNORECASE,
)
_UNSEEN = re.compile(r"display:none|visibility:hidden|(?:font-size|opacity):0(?:px|em|%)?(?:;|!|$)")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset((
    "address", "article", "blockquote", "body", "center", "dd", "details", "div", "dl",
    "dt", "fieldset", "figure", "header", "hgroup", "hr", "html", "li", "main", "ol", "p",
    "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    "caption", "figcaption", "br",
    *_HEADINGS,
))  # fmt: skip
_LIST_TYPES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_MAIN_SHARE = 0.4
_LINKS_SHARE = 0.8
_MAX_BYTES = 64 << 20


def html_pieces(path: Path, report: dict[str, Any]) -> Iterator[Piece]:
    """Pieces of a page; its title goes in the report.

    Raises:
        ValueError: the page is too big.
        InputError: no encoding reads it.
    """
    if path.stat().st_size > _MAX_BYTES:
        raise ValueError("HTML")
    root = html.document_fromstring(_markup(path), parser=html.HTMLParser(no_network=True))
    found = root.find(".//title")
    report["title"] = "" if found is None else " ".join(found.text_content().split())
    yield from _Reader().pieces(_main(root))


def _markup(path: Path) -> str:
    """The page, decoded: the encoding it declares is often not its own."""
    markup = path.read_bytes().decode(find_encoding(path), "replace").removeprefix("\ufeff")
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", markup)


def _main(root: Any) -> Any:
    """What the page is about: its `main` or its one article, when that is most of its text."""
    body = root.find("body")
    whole = body if body is not None else root
    _remove_noise(whole)
    length = len(whole.text_content())
    mains = [*whole.iter("main"), *whole.xpath(".//*[@role='main']")]
    articles = list(whole.iter("article"))
    for candidates in (mains[:1], articles if len(articles) == 1 else []):
        for one in candidates:
            if len(one.text_content()) >= _MAIN_SHARE * length:
                return one
    return whole


def _remove_noise(root: Any) -> None:
    for element in list(root.iter()):
        if element is root or element.getparent() is None:
            continue
        if _is_noise(element):
            element.drop_tree()


def _is_noise(element: Any) -> bool:
    if not isinstance(element.tag, str) or element.tag in _DROPPED:
        return True
    if element.get("role") in _ROLES or element.get("hidden") is not None:
        return True
    if element.get("aria-hidden") == "true" or _UNSEEN.search(_style(element)):
        return True
    named = f"{element.get('class', '')} {element.get('id', '')}"
    if element.tag in ("main", "article", "body") or not _NOISE.search(named):
        return element.tag in ("ul", "ol") and _is_menu(element)
    return element.tag not in _HEADINGS


def _style(element: Any) -> str:
    return "".join(element.get("style", "").lower().split())


def _is_menu(element: Any) -> bool:
    """A list of at least four short links and of hardly anything else."""
    items = [item for item in element if item.tag == "li"]
    if len(items) < 4 or any(above.tag in ("main", "article") for above in element.iterancestors()):
        return False
    text = len("".join(element.text_content().split()))
    linked = sum(len("".join(link.text_content().split())) for link in element.iter("a"))
    return linked >= _LINKS_SHARE * text and text < 40 * len(items)


class _Reader:
    """Walks a page in the order of reading, without recursion: pages nest as deep as they like."""

    def __init__(self) -> None:
        self._tables = Tables()
        self._text: list[str] = []
        self._open = Piece("")
        self._lists: list[tuple[str, int]] = []
        self._cells: list[tuple[int, int, int]] = []

    def pieces(self, root: Any) -> Iterator[Piece]:
        waiting: list[tuple[Any, bool]] = [(root, False)]
        while waiting:
            element, is_done = waiting.pop()
            is_block = element.tag in _BLOCKS
            if is_block:
                yield from self._close()
            if is_done:
                self._leave(element)
                if element is not root:
                    self._text.append(element.tail or "")
                continue
            self._enter(element)
            self._text.append(element.text or "")
            waiting.append((element, True))
            waiting += [(child, False) for child in reversed(element)]
        yield from self._close()

    def _enter(self, element: Any) -> None:
        tag = element.tag
        if tag in _HEADINGS:
            self._open = Piece("", "heading", _HEADINGS[tag])
        elif tag in ("ul", "ol"):
            style = _LIST_TYPES.get(element.get("type", ""), "decimal") if tag == "ol" else ""
            self._lists.append((style, _integer(element.get("start"), 1) - 1))
        elif tag == "li":
            self._open = Piece("", "list_item", max(1, len(self._lists)), self._next_label(element))
        elif tag in ("caption", "figcaption"):
            self._open = Piece("", "caption")
        elif tag == "table":
            self._cells.append((self._tables.next(), -1, -1))
        elif tag == "tr" and self._cells:
            table, row, _ = self._cells[-1]
            self._cells[-1] = (table, row + 1, -1)
        elif tag in ("td", "th") and self._cells:
            table, row, column = self._cells[-1]
            self._cells[-1] = (table, row, column + 1)
            self._open = Piece("", "table_cell", table=table, row=max(row, 0), column=column + 1)

    def _leave(self, element: Any) -> None:
        if element.tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        elif element.tag == "table" and self._cells:
            self._cells.pop()
        if element.tag in ("td", "th") or element.tag in _HEADINGS or element.tag == "li":
            self._open = Piece("")

    def _next_label(self, item: Any) -> str:
        if not self._lists:
            return "•"
        style, count = self._lists[-1]
        count = _integer(item.get("value"), count + 1)
        self._lists[-1] = (style, count)
        return f"{numeral(count, style)}." if style else "•"

    def _close(self) -> Iterator[Piece]:
        """The piece that was open; what follows in the same item or cell goes on without label."""
        text = " ".join("".join(self._text).split())
        self._text = []
        if text:
            yield self._open._replace(text=text)
            if self._open.kind == "list_item":
                self._open = Piece("")


def _integer(given: str | None, otherwise: int) -> int:
    try:
        return int(given or "")
    except ValueError:
        return otherwise
