"""Content negotiation (RFC 9110, section 12.5.1) between a page and RDF."""

from collections.abc import Sequence


def preferred(accept: str, offered: Sequence[str]) -> str | None:
    """The media type offered that the reader prefers; the first of them when all are equal.

    Returns:
        None when the reader accepts none of them.
    """
    ranges = [_range(part) for part in accept.split(",") if part.strip()] or [("*/*", 1.0)]
    best = max(offered, key=lambda media_type: _quality(media_type, ranges))
    return best if _quality(best, ranges) > 0 else None


def _range(part: str) -> tuple[str, float]:
    media_range, *parameters = (piece.strip() for piece in part.split(";"))
    quality = 1.0
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "q":
            try:
                quality = float(value)
            except ValueError:
                quality = 0.0
    return media_range.lower(), quality


def _quality(media_type: str, ranges: Sequence[tuple[str, float]]) -> float:
    """Quality given by the most precise range that fits."""
    family = media_type.split("/")[0]
    for fitting in (media_type, f"{family}/*", "*/*"):
        found = [quality for media_range, quality in ranges if media_range == fitting]
        if found:
            return max(found)
    return 0.0
