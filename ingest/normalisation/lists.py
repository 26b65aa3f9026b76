"""Several values in one cell."""

import re

_STRONG = re.compile(r"\s*(?:;|\r?\n|\u2022|\|)\s*|\s+/\s+")
_AND = re.compile(r"\s*,\s*|\s+et\s+")


def split_list(text: str, separator: str = "") -> list[str]:
    """The values of a cell, without repetition, in order.

    Args:
        separator: a text that separates them; by default `;`, line ends, `|`, bullets and ` / `;
            `words` cuts at commas and « et » too, which names of organisations hold.
    """
    if separator and separator != "words":
        parts = text.split(separator)
    else:
        parts = _STRONG.split(text)
        if separator == "words":
            parts = [piece for part in parts for piece in _AND.split(part)]
    cleaned = (part.strip(" \t\r\n-–•*.") if separator != "" else part.strip() for part in parts)
    return list(dict.fromkeys(part for part in cleaned if part))
