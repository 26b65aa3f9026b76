"""Organisations that are known, or told by the words that their names are made of."""

from collections.abc import Iterator
from functools import cache

from tisserand.ingest.extraction.acronyms import is_acronym, with_place
from tisserand.ingest.extraction.lexicons import first_name_gender, heads, names_by_first, word_set
from tisserand.ingest.extraction.persons import is_person_told
from tisserand.ingest.extraction.place_names import PlaceNames
from tisserand.ingest.extraction.spans import (
    OF,
    Span,
    adjective_end,
    chain_end,
    is_article,
    starts_name,
    tail_end,
)
from tisserand.ingest.extraction.tokens import Line

_COMMON = ("Orange", "Carrefour", "Solidaires", "FO")
_BEFORE_BODY = ("chez", "par", "avec", "opérateur", "groupe", "fondation", "entreprise", "magasin")
KNOWN, KNOWN_WORD, MADE, AT_START = 8.5, 6.45, 6.4, 4.0

_STREETS_TEXT = """
    rue avenue boulevard place allée impasse quai square route chemin cours esplanade
"""
_NOT_WORKSHOPS = frozenset(
    ("Galerie", "Galeries", "Loterie", "Sonnerie", "Batterie", "Cavalerie", "Messagerie", "Tuerie",
     "Plaisanterie", "Rêverie", "Tracasserie", "Braderie", "Billetterie", "Vieillerie")
)  # fmt: skip
_STREETS = frozenset(_STREETS_TEXT.split())


def organization_names(line: Line, i: int, places: PlaceNames) -> Iterator[Span]:
    """Candidates that begin at token i."""
    yield from _known(line, i, places)
    yield from _made(line, i, places)


def _known(line: Line, i: int, places: PlaceNames) -> Iterator[Span]:
    names = names_by_first("organizations", "known")
    for words in names.get(line.tokens[i].text, ()):
        j = i + len(words)
        found = [token.text.replace("’", "'") for token in line.tokens[i:j]]
        if found != list(words) or (words == ("État",) and line.lower(i - 1) != "l'"):
            continue
        if len(words) == 1 and line.tokens[i].is_upper and line.is_upper:
            continue
        if words[0] in _COMMON and (i in line.starts or line.lower(i - 1) not in _BEFORE_BODY):
            continue
        end = _known_end(line, i, j, places)
        yield Span(i, end, "Organization", KNOWN_WORD if j == i + 1 else KNOWN, "org-known")
        return


def _known_end(line: Line, i: int, j: int, places: PlaceNames) -> int:
    """« CAF du Morbihan », « Biocoop La Mandragore », « MSA Mayenne-Orne-Sarthe »."""
    if j < len(line.tokens) and line.is_close(j) and starts_name(line, j):
        if first_name_gender(line.tokens[j].text) is None and not is_acronym(line, j):
            return chain_end(line, j)
        return j
    return with_place(line, j - 1, places)


def _made(line: Line, i: int, places: PlaceNames) -> Iterator[Span]:
    """« Redon Agglomération », « Emmaüs Laval », « Association des Régions de France »."""
    token = line.tokens[i]
    if not (token.is_capital and token.is_word) or line.is_upper:
        return
    if i and line.lower(i - 1) in _STREETS:
        return
    if i in line.starts and token.lower in word_set("contexts", "openers"):
        return
    if _is_in_area(line, i, places):
        yield Span(i, chain_end(line, i + 2), "Organization", MADE + 0.1, "org-in-area")
    begins = (
        i == 0
        or not (line.tokens[i - 1].is_capital and line.is_close(i))
        or is_article(line, i - 1)
    )
    if not begins:
        return
    end = chain_end(line, i)
    if line.lower(end) in ("agglomération", "métropole", "communauté", "agglo", "habitat"):
        yield Span(i, end + 1, "Organization", MADE, "org-suffix")
    is_person = not places.is_area(token.text) and is_person_told(line, i, end)
    if _starts_with_place(line, i, end, places) and not is_person:
        yield Span(i, end, "Organization", MADE - 0.1, "org-place-first")
    words = end - i - is_article(line, i)
    if words > 1 and line.tokens[end - 1].text in word_set("organizations", "suffixes"):
        yield Span(i, end, "Organization", MADE, "org-suffix")
    elif token.text in word_set("organizations", "prefixes") or is_workshop(token.text):
        end = with_complement(line, i, adjective_end(line, tail_end(line, i, end)))
        if is_committee(line, i):
            return
        weight = MADE - 0.6 if i not in line.starts else AT_START
        if end - i > 1 and line.slice(i, end).lower() not in generic():
            first = i - (i > 0 and _owns_article(line, i - 1, end))
            yield Span(first, end, "Organization", weight, "org-prefix")


def with_complement(line: Line, i: int, end: int) -> int:
    """« Club alpin ‹ de Saint-Jean › », « Croix bleue ‹ du Nivernais › »: what a common noun and
    its adjective need to name anything."""
    words = line.tokens[i + 1 : end]
    name = end + 1 + (line.lower(end + 1) in ("la", "l'", "le", "les"))
    if len(words) > 2 or not words or any(not word.text[0].islower() for word in words):
        return end
    if line.lower(end) in ("de", "d'", "du", "des") and is_capital(line, name):
        return chain_end(line, name)
    return end


def paired_end(line: Line, end: int, places: PlaceNames) -> int:
    """« Fondation Tôle ‹ et Laine › »: end of a second common noun with its capital letter, which
    names no other body, person nor place."""
    k = end + 1
    if line.lower(end) != "et" or not is_capital(line, k) or not is_capital(line, end - 1):
        return end
    token = line.tokens[k]
    if token.is_upper or token.is_initials or not token.is_word or is_article(line, k):
        return end
    if first_name_gender(token.text) or heads("organizations", "kept", "dropped").at(line, k):
        return end
    if token.text in word_set("organizations", "prefixes") or is_capital(line, k + 1):
        return end
    is_completed = line.lower(end - 2) in OF or line.lower(end - 2) in ("la", "l'")
    is_place = places.longest(line, k) or places.longest(line, end - 1)
    return end if is_completed and is_place else k + 1


def is_workshop(word: str) -> bool:
    """Whether a capitalised noun is built as those of trades are: « Bonneterie »."""
    return len(word) > 6 and word.endswith(("erie", "thèque")) and word not in _NOT_WORKSHOPS


def _is_in_area(line: Line, i: int, places: PlaceNames) -> bool:
    """« Musique en Berry », « Bio en Hauts-de-France », inside a sentence."""
    token = line.tokens[i]
    if i in line.starts or line.lower(i + 1) != "en" or not is_capital(line, i + 2):
        return False
    if token.is_upper or first_name_gender(token.text) or line.tokens[i - 1].is_capital:
        return False
    if token.lower in word_set("contexts", "short") or places.longest(line, i):
        return False
    return places.longest(line, i + 2) is not None


def _starts_with_place(line: Line, i: int, end: int, places: PlaceNames) -> bool:
    """« Vernon Athlétisme »: a town, then a capitalised word that is none."""
    found = places.longest(line, i)
    if found is None or found[0] >= end or not is_capital(line, found[0]):
        return False
    return _is_common(line, found[0]) and not places.longest(line, found[0])


def _owns_article(line: Line, i: int, end: int) -> bool:
    """Whether the article belongs to the name: « Les Ateliers est »."""
    if not is_article(line, i):
        return False
    return i not in line.starts or (
        line.lower(i) == "les" and line.lower(end) in ("est", "a", "compte", "propose", "organise")
    )


def _is_common(line: Line, i: int) -> bool:
    """Whether a capitalised word after a town can be of a body: « Vernon Athlétisme »."""
    token = line.tokens[i]
    return line.is_close(i) and not token.is_upper and first_name_gender(token.text) is None


def is_committee(line: Line, i: int) -> bool:
    """Whether an organ of a body is named at token i: « comité de pilotage »."""
    known = word_set("organizations", "committees")
    ends = (i + 2, i + 3)
    words = [
        line.slice(i, end).lower().replace("’", "'") for end in ends if end <= len(line.tokens)
    ]
    if any(one in known for one in words):
        return True
    members = line.lower(i + 2)
    is_college = line.lower(i) == "collège" and line.lower(i + 1) == "des"
    return is_college and members.endswith("s") and line.tokens[i + 2].text[0].islower()


@cache
def generic() -> frozenset[str]:
    """Bodies without a name of their own, in small letters."""
    return word_set("organizations", "generic")


def is_capital(line: Line, i: int) -> bool:
    """Whether there is a token i, with a capital letter."""
    return i < len(line.tokens) and line.tokens[i].is_capital
