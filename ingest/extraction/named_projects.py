"""Names of projects told by their sentence, « Baptisée X, l'opération… », or known everywhere."""

from collections.abc import Iterator

from tisserand.ingest.extraction.lexicons import names_by_first, word_set
from tisserand.ingest.extraction.spans import Span, chain_end, quoted, tail_end
from tisserand.ingest.extraction.tokens import Line

KEPT, CALLED = 6.9, 8.4
_LONGEST = 7


def told_projects(line: Line) -> Iterator[Span]:
    """Candidates of a line."""
    if line.is_upper:
        return
    for i in line.starts:
        yield from _called_before(line, i)
    for i in range(len(line.tokens)):
        yield from _kept(line, i)


def _called_before(line: Line, i: int) -> Iterator[Span]:
    """« Baptisée Les Jardins d'avance, l'expérimentation… »: the noun comes after the name."""
    if line.lower(i) not in word_set("named_things", "called") or i + 2 >= len(line.tokens):
        return
    inside = quoted(line, i + 1)
    if inside is None:
        if not line.tokens[i + 1].text[0].isupper():
            return
        end = next((k for k in range(i + 1, len(line.tokens)) if line.lower(k) == ","), 0)
        if not end or end - i > _LONGEST + 1:
            return
        inside = (i + 1, end)
    close = inside[1]
    for k in range(close, min(close + 5, len(line.tokens))):
        if line.lower(k) in word_set("named_things", "project_nouns"):
            yield Span(*inside, "Project", CALLED, "project-called-before")
            return


def _kept(line: Line, i: int) -> Iterator[Span]:
    """« Projet alimentaire territorial du Pays de Lure », « Petites villes de demain »: known
    programmes, with the territory that completes them."""
    for words in names_by_first("named_things", "project_known").get(line.tokens[i].text, ()):
        j = i + len(words)
        if [token.text for token in line.tokens[i:j]] != list(words):
            continue
        if line.lower(j) in ("de", "du", "d'", "des") and j + 1 < len(line.tokens):
            name = j + 1 + (line.lower(j + 1) in ("la", "l'", "le"))
            if name < len(line.tokens) and line.tokens[name].is_capital:
                j = tail_end(line, i, chain_end(line, name)) if name else j
        yield Span(i, j, "Project", KEPT, "project-known", "m")
        return
