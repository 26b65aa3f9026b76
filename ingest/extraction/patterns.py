"""The patterns of facts, compiled from `data/patterns.yaml`."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple, cast

from tisserand.ingest.extraction.findings import Predicate
from tisserand.ingest.extraction.lexicons import read_words

_MACRO = re.compile(r"\{([A-Za-z]+)\}")


class Pattern(NamedTuple):
    """A way of asserting a fact.

    Attributes:
        apposition: whether it says without a verb: only its own words can deny it.
        alone: a title without a body, which the document must give.
        context: `s` or `o` when the sentence leaves it to what comes before.
        kinds: letters that what the context gives may have.
        literal: whether the object is the words of group `t`.
        after: predicate that must have matched before in the sentence, whose object it takes.
        same: whether it takes its subject too.
        pairs: whether the subjects are joined two by two.
    """

    id: str
    predicate: Predicate
    regex: re.Pattern[str]
    confidence: float
    apposition: bool
    alone: bool
    context: str
    kinds: str
    literal: bool
    verb: bool
    role: str | None
    status: str | None
    also: Predicate | None
    after: str
    same: bool
    pairs: bool
    needs: tuple[str, ...]


@cache
def load_patterns() -> tuple[Pattern, ...]:
    """Every pattern, in the order of the file."""
    content = read_words("patterns")
    return tuple(_read(one, content["macros"]) for one in content["patterns"])


def _read(fields: Mapping[str, Any], macros: Mapping[str, str]) -> Pattern:
    source = str(fields["regex"])
    while found := _MACRO.search(source):
        if found[1] not in macros:
            break
        source = source.replace(found[0], macros[found[1]])
    source = source.replace("{{", "{").replace("}}", "}")
    return Pattern(
        fields["id"],
        cast(Predicate, fields["predicate"]),
        re.compile(source),
        float(fields["confidence"]),
        bool(fields.get("apposition")),
        bool(fields.get("alone")),
        str(fields.get("context", "")),
        str(fields.get("kinds", "OJ")),
        bool(fields.get("literal")),
        bool(fields.get("verb")),
        fields.get("role"),
        fields.get("status"),
        fields.get("also"),
        str(fields.get("after", "")),
        bool(fields.get("same")),
        bool(fields.get("pairs")),
        _needs(str(fields["regex"])),
    )


def _needs(source: str) -> tuple[str, ...]:
    """Signs that the text must hold for the pattern to be worth trying."""
    signs = {
        "P": "<P",
        "R": "<R",
        "A": "<A",
        "S": "<S",
        "SS": "<S",
        "PS": "<P",
        "L": "<L",
        "LS": "<L",
    }
    wanted = []
    for group in ("s", "o", "r", "a"):
        if found := re.search(rf"\(\?P<{group}>\{{(\w+)\}}\)(?!\)?\?)", source):
            sign = signs.get(found[1])
            optional = re.search(rf"\(\?P<{group}>\{{\w+\}}\)[^()]*\)\?", source)
            if sign and not optional:
                wanted.append(sign)
    return tuple(wanted)
