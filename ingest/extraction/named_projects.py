"""Names of projects told by their sentence: « X, projet de… », « Baptisée X, l'opération… »."""

import re
from collections.abc import Iterator

from tisserand.ingest.extraction.lexicons import first_name_gender, heads, names_by_first, word_set
from tisserand.ingest.extraction.spans import Span, chain_end, is_article, quoted, tail_end
from tisserand.ingest.extraction.tokens import Line

KEPT, APPOSED, CALLED = 6.9, 6.1, 8.4
_LONGEST = 7
_PARTICIPLE = re.compile(r"(?:é|ée|és|ées|ue|ues|ise|ises|ite|ites|ant)$")
_ARTICLES = frozenset(("le", "la", "l'", "un", "une", "ce", "cette", "cet", "notre", "leur"))
_COPULAS = frozenset(("est", "était", "reste", "fut", "sera"))


def told_projects(line: Line) -> Iterator[Span]:
    """Candidates of a line."""
    if line.is_upper:
        return
    for i in line.starts:
        yield from _subject(line, i)
        yield from _called_before(line, i)
    for i in range(len(line.tokens)):
        yield from _kept(line, i)


def _subject(line: Line, i: int) -> Iterator[Span]:
    """« Pédibus des champs, projet de mobilité, … », « Toit et moi est un dispositif qui… »."""
    first = i
    end = _plain_end(line, first)
    if not end or not line.tokens[first].is_capital or not _can_name(line, first, end):
        return
    after = end + 1
    is_apposed = line.lower(end) == "," and end + 2 < len(line.tokens)
    if not is_apposed and line.lower(end) not in _COPULAS:
        return
    has_article = line.lower(after) in _ARTICLES
    if not is_apposed and not has_article:
        return
    noun = after + has_article
    while noun < len(line.tokens) and line.tokens[noun].pos == "ADJ" and noun - after < 3:
        noun += 1
    if line.lower(noun) in word_set("named_things", "project_nouns"):
        yield Span(first, end, "Project", APPOSED, "project-apposed")


def _plain_end(line: Line, i: int) -> int:
    """End of the words that a comma or « est » closes; 0 where they are too many to be a name."""
    for k in range(i, min(i + _LONGEST + 1, len(line.tokens))):
        if line.lower(k) == "," or line.lower(k) in _COPULAS:
            return k
        if not line.tokens[k].is_word and not line.tokens[k].text.isdigit():
            return 0
    return 0


def _can_name(line: Line, i: int, end: int) -> bool:
    tokens = line.tokens[i:end]
    if not tokens or len(tokens) > _LONGEST or (len(tokens) == 1 and not tokens[0].is_capital):
        return False
    if tokens[0].lower in word_set("contexts", "short") or tokens[0].pos in (
        "PRON",
        "ADV",
        "SCONJ",
    ):
        return False
    if tokens[0].pos in ("VERB", "AUX") or _PARTICIPLE.search(tokens[0].lower):
        return False
    if any(token.pos in ("VERB", "AUX") and k for k, token in enumerate(tokens)):
        return False
    if tokens[0].lower in (*_ARTICLES, "les", "des", "à", "au", "en", "dans", "pour", "selon"):
        return is_article(line, i) and len(tokens) > 1 and tokens[1].is_capital
    if heads("named_things", "project").at(line, i) or first_name_gender(tokens[0].text):
        return False
    return not heads("organizations", "kept", "dropped").at(line, i)


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
