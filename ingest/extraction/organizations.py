"""Names of organisations, by the nouns that announce them and by the words they are made of."""

from collections.abc import Iterator
from functools import cache

from tisserand.ingest.extraction.lexicons import (
    Head,
    first_name_gender,
    heads,
    word_set,
)
from tisserand.ingest.extraction.organization_names import (
    generic,
    is_capital,
    is_committee,
    organization_names,
    paired_end,
    with_complement,
)
from tisserand.ingest.extraction.place_names import PlaceNames
from tisserand.ingest.extraction.spans import (
    ARTICLES,
    OF,
    Span,
    adjective_end,
    chain_end,
    is_article,
    quoted,
    starts_name,
    tail_end,
)
from tisserand.ingest.extraction.tokens import Line
from tisserand.ingest.extraction.verb_forms import is_verb_form

QUOTED, KEPT, NAMED, LISTED = 9.0, 8.2, 7.0, 5.0

_LOWER_IN_NAME = frozenset(("NOUN", "ADJ", "PROPN", "NUM"))
_FROM_GROUPS = frozenset(("association", "comité", "amicale", "club", "union", "société"))
_OF_AREA_TEXT = """
    départemental départementale régional régionale national nationale français française
    intercommunal intercommunale
"""
_OF_AREA = frozenset(_OF_AREA_TEXT.split())
_LEGAL_FORMS_TEXT = "scop scic sarl sas sa eurl sasu sci sem spl cuma amap earl scea"
_LEGAL_FORMS = frozenset(_LEGAL_FORMS_TEXT.split())
_LONGEST = 12
_SPEAKING = frozenset(("nous", "vous", "se", "s'", "est", "a", "ont", "sont", "recrute"))
_GIVEN = frozenset(("aide", "aides", "subvention", "soutien", "appui", "concours", "accord", "don",
                    "participation", "financement", "services", "agents", "part"))  # fmt: skip
"""What a body gives: « l'aide de la commune de Corte »."""


def organizations(line: Line, places: PlaceNames) -> Iterator[Span]:
    """Candidates of a line."""
    known = heads("organizations", "kept", "dropped")
    i = 0
    while i < len(line.tokens):
        yield from organization_names(line, i, places)
        head = known.at(line, i) if line.tokens[i].is_word else None
        if head is None or _is_inside(line, i, head):
            i += 1
            continue
        yield from _headed(line, i, head, places)
        i += len(head.words)


def _is_inside(line: Line, i: int, head: Head) -> bool:
    """« Toulouse ‹ Métropole › Habitat »: a noun that counts with a capital letter, in a name."""
    if not head.needs_capital or not i or i in line.starts or is_article(line, i - 1):
        return False
    return line.tokens[i - 1].is_capital and line.tokens[i - 1].is_word and line.is_close(i)


def _headed(line: Line, i: int, head: Head, places: PlaceNames) -> Iterator[Span]:
    k = after_adjectives(line, i + len(head.words))
    if line.is_upper and line.lower(k) in OF and head.gender:
        if line.slice(i, _upper_end(line, k)).lower() in generic():
            return
        yield Span(i, _upper_end(line, k), "Organization", KEPT, "org-upper", head.gender)
        return
    if inside := quoted(line, k):
        yield Span(*inside, "Organization", QUOTED, "org-quoted", head.gender, " ".join(head.words))
    elif head.keep and not _is_bare(line, i, k, head):
        yield from _kept(line, i, k, head, places)
    else:
        yield from _dropped(line, i, k, head, places)


def _upper_end(line: Line, k: int) -> int:
    """End of the words from token k in a line in capitals: « ASSOCIATION DES RIVERAINS »."""
    while k < len(line.tokens) and line.tokens[k].is_word and line.lower(k) not in _SPEAKING:
        k += 1
    return k


def after_adjectives(line: Line, k: int) -> int:
    adjectives = word_set("organizations", "adjectives")
    while k < len(line.tokens):
        for size in (4, 3, 2, 1):
            words = line.tokens[k : k + size]
            if words and not words[0].text[0].islower():
                return k
            if (
                len(words) == size
                and line.slice(k, k + size).lower().replace("’", "'") in adjectives
            ):
                k += size
                break
        else:
            return k
    return k


def _is_bare(line: Line, i: int, k: int, head: Head) -> bool:
    """Whether the noun goes: the name follows it at once, and is not that of a person."""
    if line.slice(i, i + len(head.words)).lower() not in _bare() or not starts_name(line, k):
        return False
    name = line.tokens[k].text
    return first_name_gender(name) is None


@cache
def _bare() -> frozenset[str]:
    return frozenset(word.lower() for word in word_set("organizations", "bare"))


def _kept(line: Line, i: int, k: int, head: Head, places: PlaceNames) -> Iterator[Span]:
    """« mairie de Redon », « chambre de métiers et de l'artisanat de la Sarthe »."""
    end = _complement_end(line, k, places)
    if line.lower(k) not in OF and starts_name(line, k):
        end = max(end, tail_end(line, k, chain_end(line, k)))
    is_any = {line.lower(i - 1), line.lower(i - 2)} & {"un", "une"}
    if is_committee(line, i) or (is_any and line.tokens[i].text[0].islower()):
        return
    number = line.lower(k)
    if number.isdigit() and len(number) == 2 and line.is_close(k):
        yield Span(i, k + 1, "Organization", KEPT, "org-kept", head.gender)
        return
    is_place = line.lower(i - 2) in ("dans", "sur", "de", "à") and not _after_title(line, i - 2)
    is_place = is_place and line.lower(i - 3) not in _GIVEN
    acts = line.lower(end) == "," and line.lower(end + 1) == "qui"
    if head.words == ("commune",) and is_place and not acts:
        return
    if end:
        yield Span(i, end, "Organization", KEPT, "org-kept", head.gender)
        return
    is_regional = line.lower(k - 1) in _OF_AREA and len(head.words) > 1
    end = tail_end(line, i, k)
    is_short = head.words[0] in _bare() and len(head.words[0]) < 6
    if line.tokens[i].is_capital and i not in line.starts and not is_short:
        if end > i + 1 and line.slice(i, end).lower() not in generic():
            yield Span(i, end, "Organization", LISTED - 0.5, "org-capital", head.gender)
    elif is_regional and end > k:
        yield Span(i, end, "Organization", LISTED - 1, "org-area", head.gender)


def _after_title(line: Line, k: int) -> bool:
    """« adjointe à la culture de la commune de Desvres »: a body, for it has deputies."""
    titles = word_set("roles", "heads")
    return line.lower(k) == "de" and any(
        line.lower(n) in titles and line.lower(n) != "maire" for n in range(max(0, k - 6), k)
    )


def _complement_end(line: Line, k: int, places: PlaceNames) -> int:
    """End of what completes a kept noun; 0 when no capitalised name does."""
    tokens = line.tokens
    limit = min(len(tokens), k + _LONGEST)
    position = k
    while position < limit:
        token = tokens[position]
        if token.is_capital and token.is_word and not token.is_initials:
            return _kept_end(line, position, places)
        if token.lower in OF or token.lower in ("pour", "en", "à", "aux", "et", "sur"):
            follows = line.lower(position + 1)
            if token.lower == "et" and follows in ARTICLES:
                return 0
            if token.lower in ("à", "aux", "en", "sur") and is_capital(line, position + 1):
                return 0
            position += 1
            if follows in ARTICLES and token.lower != "et":
                position += 1
            continue
        if not token.text[0].islower() or token.pos not in _LOWER_IN_NAME:
            return 0
        position += 1
    return 0


def _kept_end(line: Line, i: int, places: PlaceNames) -> int:
    """« Meurthe et Moselle », « Bocage vendéen », « Fonction publique territoriale »."""
    found = places.longest(line, i)
    end = max(chain_end(line, i), found[0] if found else 0)
    end = paired_end(line, adjective_end(line, end), places)
    while end < len(line.tokens) and (not found or _is_kind(line, end)) and _describes(line, end):
        end += 1
    return end


def _is_kind(line: Line, k: int) -> bool:
    """« Fondation du Velay ‹ solidaire › »: no adjective of the territory."""
    return line.lower(k).rstrip("s") in ("solidaire", "durable", "vivant", "vivante")


def _describes(line: Line, k: int) -> bool:
    """Whether a word in small letters is an adjective of the name before it, or a participle:
    « Fonction publique ‹ territoriale › », « Fondation Maquis ‹ vivant › »."""
    token = line.tokens[k]
    if not token.text[0].islower() or not line.is_close(k):
        return False
    if token.pos in ("VERB", "AUX"):
        follows = line.tokens[k + 1].pos if k + 1 < len(line.tokens) else ""
        return token.lower.endswith(("ant", "ante", "ants", "antes")) and follows not in (
            "DET",
            "ADP",
        )
    return token.pos == "ADJ" and not is_verb_form(token.lower)


def _dropped(line: Line, i: int, k: int, head: Head, places: PlaceNames) -> Iterator[Span]:
    word = " ".join(head.words)
    tokens = line.tokens
    is_legal = word in _LEGAL_FORMS or (word in _bare() and len(word) < 6)
    is_workshop = tokens[i].text in ("Atelier", "Ateliers")
    is_inside = i not in line.starts or is_workshop
    if tokens[i].is_capital and is_inside and is_capital(line, k) and not is_legal:
        end = with_complement(line, i, tail_end(line, i, chain_end(line, i)))
        yield Span(i, end, "Organization", NAMED, "org-capital-head", head.gender)
        return
    if (
        starts_name(line, k)
        and line.is_close(k)
        and not (k - i == 1 and tokens[k].lower in ("le", "la", "les") and k + 1 == len(tokens))
    ):
        yield from _name_after(line, k, head, word, places)
        return
    if k >= len(tokens) or tokens[k].lower not in OF:
        return
    name = k + 1 + (line.lower(k + 1) in ARTICLES and not is_article(line, k + 1))
    if is_capital(line, name):
        if tokens[i].is_capital and (i not in line.starts or tokens[k].lower in ("des", "du")):
            yield Span(i, chain_end(line, name), "Organization", KEPT, "org-kept", head.gender)
        elif not places.longest(line, name) and tokens[k].lower == "des":
            end = tail_end(line, name, chain_end(line, name))
            yield Span(name, end, "Organization", LISTED - 2, "org-of", head.gender, word)
    elif tokens[i].is_capital and i == 0 and _complement_end(line, k, places):
        end = _complement_end(line, k, places)
        yield Span(i, end, "Organization", LISTED - 0.3, "org-start", head.gender)
    elif word.rstrip("s") in _FROM_GROUPS and tokens[k].lower in ("des", "du", "de", "d'", "pour"):
        end = _complement_end(line, k, places)
        if end:
            yield Span(i, end, "Organization", LISTED, "org-group", head.gender)


def _name_after(line: Line, k: int, head: Head, word: str, places: PlaceNames) -> Iterator[Span]:
    end = _without_place(line, k, chain_end(line, k), places)
    if end - k == 1 and line.tokens[k].pos == "NOUN" and _is_second_noun(line, end):
        end += 2
    if line.lower(end) == "en" and end - k == 1 and places.longest(line, end + 1):
        end = chain_end(line, end + 1)
    longer = tail_end(line, k, end)
    loose = tail_end(line, k, end, loose=True)
    if (loose < len(line.tokens) and line.tokens[loose].text in ",.;:)»") or loose == len(
        line.tokens
    ):
        longer = max(longer, loose)
    if end - k == 1 and is_article(line, k) and longer == end:
        return
    if longer > end:
        yield Span(k, longer, "Organization", NAMED - 0.4, "org-tail", head.gender, word)
    is_letter = end - k == 1 and len(line.tokens[k].text) == 1
    if not is_letter and not (end - k == 1 and is_article(line, k)):
        yield Span(k, end, "Organization", NAMED - 0.5, "org-headed", head.gender, word)


def _is_second_noun(line: Line, i: int) -> bool:
    """« l'entreprise Murs ‹ et Chaux › »: a second common noun, and nothing capitalised after."""
    if line.lower(i) != "et" or not is_capital(line, i + 1) or is_capital(line, i + 2):
        return False
    name = line.tokens[i + 1]
    known = heads("organizations", "kept", "dropped")
    return not (name.is_upper or first_name_gender(name.text) or known.at(line, i + 1))


def _without_place(line: Line, i: int, j: int, places: PlaceNames) -> int:
    """« Les Mains vertes de Redon »: the town is not of the name, unless it is its only word."""
    for position in range(i + 2, j - 1):
        if line.lower(position) in ("de", "d'") and line.tokens[position].text[0].islower():
            found = places.longest(line, position + 1)
            if found and found[0] == j and position - i > 1 and not _is_group(line, i):
                return position
    return j


def _is_group(line: Line, i: int) -> bool:
    first = i + is_article(line, i)
    return line.lower(first) in ("amis", "amies", "comité", "jardins", "jardin", "foyer", "club")
