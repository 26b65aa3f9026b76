"""Where a source says it, and words for values, as a person reads them in a terminal."""

from collections.abc import Iterable, Mapping
from typing import Any

from tisserand.bootstrap import Workspace
from tisserand.messages import catalogue, text
from tisserand.publish.explanation import Labels

PASSAGE_LONGEST = 160
"""Characters of a passage cited beside a fact; `why` and JSON give it whole."""
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


def read_in(record: Mapping[str, Any]) -> str:
    """« rapport.pdf, p. 3 : « … » »: the words of a report that say it."""
    page = record.get("page")
    where = (
        record["file"] if page is None else text("review.on_page", **_of(record, "file", "page"))
    )
    passage = " ".join(str(record["passage"]).split())
    if len(passage) > PASSAGE_LONGEST:
        passage = passage[: passage.rfind(" ", 0, PASSAGE_LONGEST)] + " …"
    return text("review.read_in", where=where, passage=passage)


def located(record: Mapping[str, Any]) -> str:
    """« annuaire.xlsx, feuille Annuaire, ligne 87 »."""
    if record.get("sheet") is not None:
        return text("review.from_sheet", **_of(record, "file", "sheet", "row"))
    if record["row"] is None:
        if record.get("page") is None:
            return str(record["file"])
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
        if record.get("passage") is not None:
            print(f"{indent}  « {' '.join(record['passage'].split())} »")
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
