"""How a record is cited in an answer: the same in every door."""

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
