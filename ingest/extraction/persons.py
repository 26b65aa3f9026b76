"""Names of persons: after a civil title, from first names, initials, surnames in capitals."""

import re
from collections.abc import Iterator

from tisserand.ingest.extraction.lexicons import first_name_gender, heads, word_set
from tisserand.ingest.extraction.spans import Span
from tisserand.ingest.extraction.tokens import Line

TITLED, NAMED, INITIALS, IN_CONTEXT, MODEL, SINGLE = 9.0, 8.0, 7.5, 5.5, 4.2, 2.0

_TITLES_TEXT = """
    m. mm. mme mme. mmes mlle mlles dr dr. docteur docteure me maître pr pr. professeur
    professeure monsieur madame mademoiselle messieurs mesdames abbé père sœur
"""
TITLES = frozenset(_TITLES_TEXT.split())
_PARTICLES_TEXT = """
    de du d' des le la van von der den ben bin el al da dos di del ter ould
"""
_PARTICLES = frozenset(_PARTICLES_TEXT.split())
_STREETS_TEXT = """
    rue avenue boulevard place allée impasse quai square salle espace stade gymnase lycée
    collège école chemin cours parc esplanade résidence centre pont hôpital médiathèque
    bibliothèque théâtre auditorium amphithéâtre complexe maison saint sainte villa
"""
_STREETS = frozenset(_STREETS_TEXT.split())
_OF = frozenset(("le", "la", "des", "du", "de", "d'"))
_JOINS = _OF - {"des"} | {"van", "von", "ben", "el", "da", "dos", "di"}
_MOST_WORDS = 4
_LABEL, _ROMAN = re.compile(r"(?:[IVX]+|[A-Z])[.)]"), re.compile(r"[IVX]{2,}")


def persons(line: Line) -> Iterator[Span]:
    """Candidates of a line."""
    i = 0
    while i < len(line.tokens):
        found = list(_at(line, i))
        yield from found
        i = max([i + 1, *(span.j for span in found)])


def _at(line: Line, i: int) -> Iterator[Span]:
    token = line.tokens[i]
    if token.lower in ("certain", "certaine") and line.lower(i - 1) in ("un", "une"):
        yield from _titled(line, i)
        return
    if token.lower in TITLES and (token.is_capital or line.lower(i + 1)[:1].isalpha()):
        yield from _titled(line, i)
        return
    if not token.is_capital or not (token.is_word or token.is_initials):
        return
    if line.lower(i - 1) in _STREETS and i:
        return
    if _is_label(line, i):
        return
    if token.is_initials or _are_bare_initials(line, i):
        end = _surname_end(line, i + 1)
        if end:
            yield Span(i, end, "Person", INITIALS, "person-initials")
        return
    yield from _first_name_in_brackets(line, i)
    if gender := first_name_gender(token.text):
        yield from _from_first_name(line, i, gender)
    elif token.is_upper and not line.is_upper:
        yield from _surname_first(line, i)
    else:
        yield from _in_context(line, i)


def _titled(line: Line, i: int) -> Iterator[Span]:
    """« M. Dupont », « Mme Le Goff et M. Martin », « MM. Bois et Leroy »."""
    plural = line.lower(i) in ("mm.", "mmes", "messieurs", "mesdames")
    k = i + 1
    while k < len(line.tokens):
        token = line.tokens[k]
        if token.is_initials:
            end = _surname_end(line, k + 1)
        elif (token.is_capital and token.is_word) or (
            token.lower in ("de", "du", "d'") and k + 1 < len(line.tokens)
        ):
            end = _surname_end(line, k)
            if end == k + 1 and (first_name_gender(token.text) or _is_upper_surname(line, end)):
                end = max(end, _surname_end(line, k + 1))
        else:
            return
        if not end or heads("organizations", "kept", "dropped").at(line, k):
            return
        gender = "f" if line.lower(i)[:2] in ("mm", "ma", "ml") and line.lower(i) != "mm." else "m"
        yield Span(k, end, "Person", TITLED, "person-titled", gender)
        if not plural or line.lower(end) not in ("et", ","):
            return
        k = end + 1


def _is_upper_surname(line: Line, k: int) -> bool:
    """« Mme Vannina ‹ SANTONI › », after a first name that we do not know."""
    return k < len(line.tokens) and line.tokens[k].is_upper and not line.tokens[k - 1].is_upper


def _shares_surname(line: Line, k: int) -> bool:
    """« Honoré Mistre » after « Gaspard et »: a first name and the surname of both."""
    if k >= len(line.tokens) or not first_name_gender(line.tokens[k].text):
        return False
    return line.tokens[k].is_capital and _surname_end(line, k + 1) > 0


def _is_label(line: Line, i: int) -> bool:
    """« B. Ce que nous faisons »: the letter or number of a part, before a common word."""
    if i or not _LABEL.fullmatch(line.tokens[0].text) or len(line.tokens) < 2:
        return False
    return line.tokens[1].pos not in ("PROPN", "X") and not first_name_gender(line.tokens[1].text)


def _are_bare_initials(line: Line, i: int) -> bool:
    """« JP Castaingts », where both letters begin usual first names."""
    token = line.tokens[i]
    return (
        token.text in ("JP", "JC", "JM", "JL", "JF", "JB", "JY", "PY", "MC", "MF", "MH", "AM", "JJ")
        and i + 1 < len(line.tokens)
        and line.tokens[i + 1].is_capital
        and not line.tokens[i + 1].is_upper
    )


def _surname_end(line: Line, k: int) -> int:
    """End of a surname (or more names) from token k; 0 when there is none."""
    tokens = line.tokens
    start = k
    names = 0
    while k < len(tokens) and k - start < _MOST_WORDS + 2:
        token = tokens[k]
        if k > start and not line.is_close(k):
            break
        if token.lower in _PARTICLES or (token.lower == "l'" and names == 0):
            k, joined = _after_particle(line, k, names)
            if not joined:
                break
            continue
        if token.is_initials and k == start:
            k += 1
            continue
        if not (token.is_capital and token.is_word) or names >= _MOST_WORDS - 1:
            break
        if (names and _begins_another(line, k, start)) or _ROMAN.fullmatch(token.text):
            break
        names += 1
        k += 1
    return k if names else 0


def _after_particle(line: Line, k: int, names: int) -> tuple[int, bool]:
    """The name after « de », « Le », « van der »…, and whether the particle joins it: after a
    surname, « de » in small letters begins something else."""
    token = line.tokens[k]
    after = k + 1
    while after - k < 2 and line.lower(after) in _PARTICLES:
        after += 1
    if after >= len(line.tokens) or not line.tokens[after].is_capital:
        return k, False
    if token.text[0].isupper():
        return after, True
    return (
        (after, True)
        if token.lower in _JOINS and not (names and token.lower in _OF)
        else (k, False)
    )


def _begins_another(line: Line, k: int, start: int) -> bool:
    """Whether a capitalised word after a surname is of something else: an acronym, a body."""
    token = line.tokens[k]
    if token.is_upper and not line.tokens[k - 1].is_upper and k > start:
        return not first_name_gender(line.tokens[k - 1].text)
    if heads("organizations", "kept", "dropped").has(token.lower):
        return True
    return token.lower in TITLES


def _from_first_name(line: Line, i: int, gender: str) -> Iterator[Span]:
    end = _surname_end(line, i + 1)
    if not end or not line.is_close(i + 1):
        if line.lower(i + 1) == "et" and _shares_surname(line, i + 2):
            yield Span(i, i + 1, "Person", IN_CONTEXT, "person-shared-surname", gender)
        elif line.lower(i + 1) in word_set("roles", "speakers"):
            yield Span(i, i + 1, "Person", SINGLE + 1, "person-first-name", gender)
        elif line.tokens[i].is_upper:
            yield from _surname_first(line, i)
        else:
            yield Span(i, i + 1, "Person", SINGLE, "person-first-name", gender)
        return
    last = line.tokens[end - 1].text
    if last in word_set("organizations", "suffixes") or heads(
        "organizations", "kept", "dropped"
    ).at(line, i + 1):
        return
    yield Span(i, end, "Person", NAMED, "person-named", gender)


def _first_name_in_brackets(line: Line, i: int) -> Iterator[Span]:
    """« Gaudin (Aline) », « LE GOFF (Jean-Yves) »"""
    k = i + 1
    while k - i < _MOST_WORDS - 1 and k < len(line.tokens) and line.tokens[k].is_capital:
        k += 1
    if line.lower(k) != "(" or line.lower(k + 2) != ")" or (i and line.tokens[i - 1].is_capital):
        return
    gender = first_name_gender(line.tokens[k + 1].text)
    is_name = all(token.is_word and not token.is_initials for token in line.tokens[i:k])
    is_body = heads("organizations", "kept", "dropped").at(line, i) is not None
    if is_name and not is_body and gender and line.tokens[k + 1].is_capital:
        yield Span(i, k + 3, "Person", TITLED + 0.2, "person-bracketed", gender)


def is_person_told(line: Line, i: int, j: int) -> bool:
    """Whether two or three capitalised words are a person's name: by the first name, or as the
    model says."""
    tokens = line.tokens[i:j]
    if not 1 < len(tokens) < _MOST_WORDS or not all(t.is_capital and t.is_word for t in tokens):
        return False
    if any(heads("organizations", "kept", "dropped").has(token.lower) for token in tokens):
        return False
    if tokens[0].text in word_set("organizations", "prefixes"):
        return False
    return first_name_gender(tokens[0].text) is not None or (i, j, "PER") in line.entities


def _surname_first(line: Line, i: int) -> Iterator[Span]:
    """« DUPONT Marie », « LE GOFF Yann »."""
    k = i + 1
    tokens = line.tokens
    while k < len(tokens) and tokens[k].is_upper and k - i < 3 and line.is_close(k):
        k += 1
    if k < len(tokens) and line.is_close(k) and tokens[k].is_capital:
        gender = first_name_gender(tokens[k].text)
        follows = k + 1 < len(tokens) and tokens[k + 1].is_capital and line.is_close(k + 1)
        if gender and not follows:
            yield Span(i, k + 1, "Person", NAMED - 0.5, "person-surname-first", gender)


def _in_context(line: Line, i: int) -> Iterator[Span]:
    """Two capitalised words whose first is no first name that we know, where a person is meant."""
    tokens = line.tokens
    if i and tokens[i - 1].is_capital and line.is_close(i) and i not in line.starts:
        return
    end = _surname_end(line, i + 1)
    if not end or not line.is_close(i + 1) or end - i > 4:
        return
    if any(token.lower in ("du", "des", "la", "les") for token in tokens[i:end]):
        return
    if heads("organizations", "kept", "dropped").has(tokens[i].lower):
        return
    if tokens[i].pos in ("ADP", "DET", "PRON", "ADV", "CCONJ", "SCONJ"):
        return
    titles = word_set("roles", "heads")
    after = end + (line.lower(end) == ",")
    while line.lower(after) in (
        "la",
        "le",
        "l'",
        "notre",
        "nouvelle",
        "nouveau",
        "ancienne",
        "ancien",
        "son",
        "sa",
    ):
        after += 1
    is_column = (
        i == 0 and line.text[line.tokens[end - 1].end : line.tokens[end - 1].end + 1] == "\t"
    )
    if is_column and first_name_gender(tokens[end - 1].text):
        yield Span(i, end, "Person", NAMED - 0.5, "person-column")
        return
    told = line.lower(end) in (",", "(") and line.lower(after + (line.lower(end) == "(")) in titles
    told = told or line.lower(i - 1) in word_set("roles", "speakers")
    told = told or (line.lower(i - 1) == "," and line.lower(i - 2) in titles)
    if told:
        yield Span(i, end, "Person", IN_CONTEXT, "person-context")
