"""Where a source says something, and how sure one is, as people read them."""

from collections.abc import Mapping
from typing import Any

from tisserand.messages import text


def located(record: Mapping[str, Any]) -> str:
    """« annuaire.xlsx, feuille Annuaire, ligne 87 »."""
    if record.get("sheet") is not None:
        return text("review.from_sheet", **_of(record, "file", "sheet", "row"))
    if record["row"] is None:
        return on_page(record)
    return text("review.from_record", **_of(record, "file", "row"))


def on_page(record: Mapping[str, Any]) -> str:
    """« rapport.pdf, page 3 », or the file alone."""
    if record.get("page") is None:
        return str(record["file"])
    return text("review.from_page", **_of(record, "file", "page"))


def likelihood(probability: float) -> str:
    """A probability as one says it: never certain."""
    if probability > 0.99:
        return text("review.above_99")
    return text("review.percent", percent=round(100 * probability))


def _of(record: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: record[name] for name in names}
