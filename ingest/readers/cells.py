"""Cells: what is cleaned off every one, whatever the format."""

import datetime as dt
import html
import html.entities
import re

MAX_CELL = 100_000
"""Characters in one cell beyond which its row is rejected."""

# Control characters but tab and line ends; C1 controls; bidirectional marks and overrides, with
# which a text can be shown in another order than it is read; zero-width marks; noncharacters.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069"
    "\ufeff\ufffe\uffff\ud800-\udfff]"
)


_ENTITY = re.compile(
    r"&(?!lt;|gt;|#0*(?:60|62);|#x0*3[ce];)(?:[A-Za-z]{2,8}|#\d{2,5}|#x[\da-f]{2,4});", re.I
)


def clean_cell(text: str) -> str:
    """The cell without the characters that no text needs, nor the spaces around it.

    Entities that a web form left (`&amp;`) become characters; tags stay what they are, text.
    """
    if "&" in text:
        text = _ENTITY.sub(_character, text)
    return _UNWANTED.sub("", text).strip()


def _character(entity: re.Match[str]) -> str:
    """What a whole entity stands for; itself when it is none (« Pain&copies; »)."""
    is_known = entity[0][1] == "#" or entity[0][1:] in html.entities.html5
    return html.unescape(entity[0]) if is_known else entity[0]


def cell_text(value: object) -> str:
    """The text of a typed cell: integers without `.0`, dates in ISO 8601, booleans in words.

    A cell that starts with `=`, `+`, `-` or `@` stays as it is: it is neutralised at export.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e16 else repr(value)
    if isinstance(value, dt.datetime):
        midnight = value.time() == dt.time()
        return value.date().isoformat() if midnight else value.isoformat(" ", "seconds")
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    return clean_cell(str(value))
