"""Articles that belong to names: « L'Écaille bleue » between quotation marks, or as a title."""

from collections.abc import Sequence

from tisserand.ingest.extraction.spans import Span, is_article
from tisserand.ingest.extraction.tokens import OPENING, Line

_KINDS = ("Organization", "Project", "Event")


def with_articles(lines: Sequence[Line], chosen: Sequence[Sequence[Span]]) -> list[list[Span]]:
    """The mentions of each line, with the capitalised article that opens their quotation marks,
    or the line in capitals that they make up."""
    return [
        [
            span._replace(i=span.i - 1) if _owns_article(line, span) else span
            for span in spans
        ]
        for line, spans in zip(lines, chosen, strict=True)
    ]  # fmt: skip


def _owns_article(line: Line, span: Span) -> bool:
    before = span.i - 1
    if span.kind not in _KINDS or before < 0 or not is_article(line, before):
        return False
    if before and line.tokens[before - 1].text in OPENING:
        return True
    return line.is_upper and before == 0 and span.j == len(line.tokens)
