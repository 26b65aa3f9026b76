"""Several values in one cell."""

import csv
import json
import re

_STRONG = re.compile(r"\s*(?:;|\r?\n|\u2022|\|)\s*|\s+/\s+")
_AND = re.compile(r"\s*,\s*|\s+et\s+")


def split_list(text: str, separator: str = "") -> list[str]:
    """The values of a cell, without repetition, in order.

    Args:
        separator: a text that separates them; by default `;`, line ends, `|`, bullets and ` / `;
            `words` cuts at commas and « et » too, which names of organisations hold.
    """
    if separator in ("", "words") and (items := _array(text)) is not None:
        parts = items
    elif separator and separator != "words":
        parts = text.split(separator)
    else:
        parts = _STRONG.split(text)
        if separator == "words":
            parts = [piece for part in parts for piece in _AND.split(part)]
    cleaned = (part.strip(" \t\r\n-–•*.") if separator != "" else part.strip() for part in parts)
    return list(dict.fromkeys(part for part in cleaned if part))


def _array(text: str) -> list[str] | None:
    """The texts of an array of PostgreSQL (`{a,"b, c"}`) or of JSON; None if it is neither."""
    bare = text.strip()
    if bare[:1] == "{" and bare[-1:] == "}" and ":" not in bare:
        return next(csv.reader([bare[1:-1]], escapechar="\\"), [])
    if bare[:1] == "[" and bare[-1:] == "]":
        try:
            items = json.loads(bare)
        except (ValueError, RecursionError):
            return None
        return [item for item in items if isinstance(item, str)]
    return None
