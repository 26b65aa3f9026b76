"""How a record is cited in an answer: the same in every door."""

from collections.abc import Iterable

from tisserand.ontology.namespaces import record_iri
from tisserand.ontology.records import RecordReference

Citation = dict[str, object]


def cite(reference: RecordReference, base_iri: str) -> Citation:
    """`{iri, source, file, row, date}`; with its sheet, its page and passage when it has them."""
    locator = reference.locator
    cited: Citation = {
        "iri": record_iri(base_iri, reference.key),
        "source": reference.source,
        "file": locator.file,
        "row": locator.row,
        "date": reference.date,
    }
    if locator.sheet is not None:
        cited["sheet"] = locator.sheet
    if locator.passage is not None:
        cited |= {"page": locator.page, "passage": locator.passage}
    return cited


def cite_all(references: Iterable[RecordReference], base_iri: str) -> list[Citation]:
    """Records cited in the order in which one would open them: source, file, sheet, row.

    Keys come last, since they differ from one workspace to another.
    """
    return [cite(reference, base_iri) for reference in sorted(references, key=_place)]


def _place(reference: RecordReference) -> tuple[str, str, str, int, int, str]:
    locator = reference.locator
    row = locator.row if locator.row is not None else locator.page or 0
    return (
        reference.source,
        locator.file,
        locator.sheet or "",
        row,
        locator.start or 0,
        reference.key,
    )
