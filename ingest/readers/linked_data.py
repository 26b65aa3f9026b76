"""Nodes of JSON-LD as plain objects: local names for keys, texts for values, readable ids."""

import re
from typing import Any
from urllib.parse import unquote

_KEYWORDS = ("@id", "@type", "@value", "@language", "@graph", "@context")
_LANGUAGES = ("fr", "", "en")


def is_linked(element: dict[str, Any]) -> bool:
    """Whether an object is a node of JSON-LD."""
    return any(key in element for key in ("@id", "@type", "@context"))


def plain_node(node: dict[str, Any]) -> dict[str, Any]:
    """A node as a directory would write it.

    `schema:name`, `http://schema.org/name` and `name` are one key; of a text in several languages
    the French one is kept; an item of a list is the thing listed; ids lose their URL encoding.
    """
    item = node.get("item")
    if isinstance(item, dict) and "ListItem" in str(node.get("@type", "")):
        node = item
    plain: dict[str, Any] = {}
    for key, value in node.items():
        if key != "@context":
            plain.setdefault(_local(key), _plain(value, key))
    return plain


def _local(key: str) -> str:
    if key in _KEYWORDS:
        return key
    return re.split(r"[/#]", key.rstrip("/#"))[-1].rsplit(":", 1)[-1] or key


def _plain(value: Any, key: str = "") -> Any:
    if isinstance(value, list):
        return _of_list([item for item in value if item is not None])
    if isinstance(value, dict):
        if "@value" in value:
            return value["@value"]
        if set(value) == {"@id"}:
            return readable_id(value["@id"])
        if set(value) == {"@list"} or set(value) == {"@set"}:
            return _plain(next(iter(value.values())))
        if value and "@id" not in value and set(value) <= {"fr", "en", "de", "es", "it"}:
            return value.get("fr") or next(iter(value.values()))
        return plain_node(value)
    if isinstance(value, str):
        if key == "@id":
            return readable_id(value)
        if key == "@type":
            return _local(value)
    return value


def _of_list(items: list[Any]) -> Any:
    texts = [item for item in items if isinstance(item, dict) and "@language" in item]
    if texts and len(texts) == len(items):
        rank = {language: position for position, language in enumerate(_LANGUAGES)}
        return min(texts, key=lambda item: rank.get(str(item["@language"])[:2], 9)).get("@value")
    if items and all(isinstance(item, str) for item in items):
        return [
            _local(item) if ":" in item and " " not in item and "//" not in item else item
            for item in items
        ]
    plain = [_plain(item) for item in items]
    return plain[0] if len(plain) == 1 else plain


def readable_id(iri: str) -> str:
    """An id without URL encoding, where what it encodes is itself an address or a word."""
    decoded = unquote(iri) if re.search(r"%[0-9A-Fa-f]{2}", iri) else iri
    is_clean = not re.search(r"[\x00-\x20<>\"{}|\\^`]", decoded) and "\ufffd" not in decoded
    return decoded if is_clean else iri
