"""Where a source says it, and words for values, as a person reads them in a terminal."""

from collections.abc import Iterable, Mapping
from typing import Any

from tisserand.bootstrap import Workspace
from tisserand.messages import catalogue, text
from tisserand.publish.explanation import Labels

SHOWN = 3
"""Records cited under a fact; JSON gives them all."""


def labels_of(work: Workspace) -> Labels:
    """Names of places and of concepts; any other value is itself."""

    def label(value: str) -> str:
        place = work.gazetteer.get(value)
        if place is not None:
            return place.name
        concept = work.thesaurus.get(value)
        return value if concept is None else work.thesaurus.label(value)

    return label


def located(record: Mapping[str, Any]) -> str:
    """« annuaire.xlsx, feuille Annuaire, ligne 87 »."""
    if record.get("sheet") is not None:
        return text("review.from_sheet", **_of(record, "file", "sheet", "row"))
    if record["row"] is None and record.get("page") is not None:
        return text("review.from_page", **_of(record, "file", "page"))
    return text("review.from_record", **_of(record, "file", "row"))


def _of(record: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: record[name] for name in names}


def print_records(records: Iterable[Mapping[str, Any]], indent: str) -> None:
    """Each record with the title, date and licence of its source; the first `SHOWN` of them."""
    listed = list(records)
    for record in listed[:SHOWN]:
        parts = (record.get("title"), record["date"], record.get("licence"))
        title = " · ".join(part for part in parts if part)
        print(indent + text("review.said_by", where=located(record), title=title))
    if len(listed) > SHOWN:
        print(indent + text("review.more_records", more=len(listed) - SHOWN))


def property_label(name: str) -> str:
    """The French words for a property, or its own name."""
    if name == "kind":
        return text("review.kind_nature")
    return catalogue("properties", "fr").get(name, name)


def kind_label(kind: str) -> str:
    """The French word for a kind of thing."""
    return catalogue("kinds", "fr").get(kind, kind)


def likelihood(probability: float) -> str:
    """A probability as one says it: never certain."""
    if probability > 0.99:
        return text("review.above_99")
    return text("review.percent", percent=round(100 * probability))
