"""Where a source says it, and words for properties, as a person reads them in a terminal."""

from collections.abc import Iterable, Mapping
from typing import Any

from tisserand.application.citing import located
from tisserand.messages import catalogue, text

PASSAGE_LONGEST = 160
"""Characters of a passage cited beside a fact; `why` and JSON give it whole."""
SHOWN = 3
"""Records cited under a fact; JSON gives them all."""


def read_in(record: Mapping[str, Any]) -> str:
    """« rapport.pdf, p. 3 : « … » »: the words of a report that say it."""
    page = record.get("page")
    file = record["file"]
    where = file if page is None else text("review.on_page", file=file, page=page)
    passage = " ".join(str(record["passage"]).split())
    if len(passage) > PASSAGE_LONGEST:
        passage = passage[: passage.rfind(" ", 0, PASSAGE_LONGEST)] + " …"
    return text("review.read_in", where=where, passage=passage)


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
