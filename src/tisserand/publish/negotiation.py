"""Content negotiation: which format a client gets, from its `Accept` header (RFC 9110, 12.5.1)."""

from collections.abc import Sequence
from typing import NamedTuple


class Format(NamedTuple):
    """A media type that is offered, and the name of its serialisation."""

    media_type: str
    name: str


SOLUTIONS = (
    Format("application/sparql-results+json", "json"),
    Format("application/sparql-results+xml", "xml"),
    Format("text/csv", "csv"),
    Format("text/tab-separated-values", "tsv"),
    Format("application/json", "json"),
    Format("application/xml", "xml"),
    Format("text/xml", "xml"),
)
"""Of a SELECT, the preferred one first."""

BOOLEANS = tuple(each for each in SOLUTIONS if each.name in ("json", "xml"))
"""Of an ASK: CSV and TSV define no boolean."""

GRAPHS = (
    Format("text/turtle", "turtle"),
    Format("application/n-triples", "n-triples"),
    Format("application/rdf+xml", "rdf-xml"),
    Format("application/ld+json", "json-ld"),
    Format("application/n-quads", "n-quads"),
    Format("application/xml", "rdf-xml"),
    Format("application/json", "json-ld"),
)
"""Of a CONSTRUCT or a DESCRIBE, and of the service description."""


class _Range(NamedTuple):
    kind: str
    subtype: str
    quality: float

    def precision(self, media_type: str) -> int:
        """How precisely this range names a media type; 0 when it does not."""
        kind, _, subtype = media_type.partition("/")
        if (self.kind, self.subtype) == (kind, subtype):
            return 3
        if (self.kind, self.subtype) == (kind, "*"):
            return 2
        return 1 if (self.kind, self.subtype) == ("*", "*") else 0


def choose(accept: str | None, offered: Sequence[Format]) -> Format | None:
    """The offered format that a client likes best; at equal quality, the first offered.

    Args:
        accept: the header, None or empty when the client sent none.
        offered: the preferred one first.
    """
    if not accept or not accept.strip():
        return offered[0]
    ranges = [_parse(part) for part in accept.split(",") if part.strip()]
    qualities = [_quality(ranges, each.media_type) for each in offered]
    best = max(qualities)
    return offered[qualities.index(best)] if best > 0 else None


def content_type(chosen: Format) -> str:
    """The `Content-Type` header of a format: text says its charset."""
    is_text = chosen.media_type.startswith("text/")
    return f"{chosen.media_type}; charset=utf-8" if is_text else chosen.media_type


def _quality(ranges: list[_Range], media_type: str) -> float:
    """The quality of the range that names a media type most precisely."""
    named = [(r.precision(media_type), r.quality) for r in ranges if r.precision(media_type)]
    return max(named)[1] if named else 0.0


def _parse(part: str) -> _Range:
    media_range, *parameters = (piece.strip().lower() for piece in part.split(";"))
    kind, _, subtype = media_range.partition("/")
    quality = next((p[2:].strip() for p in parameters if p.startswith("q=")), "1")
    try:
        return _Range(kind, subtype, min(max(float(quality), 0.0), 1.0))
    except ValueError:
        return _Range(kind, subtype, 0.0)
