"""Objects in the words of the text: « cherche ‹ un local à Château-Gontier › »."""

import re

from tisserand.ingest.extraction.patterns import Pattern

_STOP = re.compile(
    r" (?:et (?:de |d'|que |une? |des |<|n'|ne )|pour que |afin |mais |car |parce |puisque |quand |"
    r"lorsque |"
    r"alors que |tandis |depuis |avant |dès |cette année|en \d{4}|; )"
)


def cut(text: str) -> str:
    """The words of an object, up to what no longer belongs to it."""
    found = _STOP.search(text)
    return (text[: found.start()] if found else text).strip(" ,")


def passage_of(text: str, match: re.Match[str], pattern: Pattern) -> tuple[int, int]:
    """Where a match begins and ends, up to what no longer belongs to its literal object."""
    if not pattern.literal:
        return match.start(), match.end()
    return match.start(), match.start("t") + len(cut(match["t"]))
