"""Names of places in a block: the gazetteer of France, countries, rivers, well-known areas."""

from collections.abc import Iterator
from functools import lru_cache

from tisserand.ingest.extraction.lexicons import read_words, word_set
from tisserand.ingest.extraction.spans import Span, adjective_end, chain_end
from tisserand.ingest.extraction.tokens import Line, key_of
from tisserand.reference.places import COMMUNAL, Gazetteer

AREA, ANNOUNCED, LISTED, LARGE, COMPOSED, SMALL, COMMON = 6.4, 6.2, 5.2, 4.6, 4.4, 1.8, 0.8
WELL_KNOWN, GROUPED = 2_000, 3

_BEFORE = frozenset(("à", "au", "aux", "vers", "depuis", "chez", "entre", "près", "autour"))
_OF = frozenset(("de", "d'", "du", "des", "la", "le", "les", "l'"))
_TERRITORIES_TEXT = """
    commune communes ville bourg village canton bourgs villes villages hameau secteur bassin
    agglomération département région îlot pays territoire environs alentours nord sud est
    ouest près autour proche loin centre habitants maire mairie entre quartier fleuve rivière
    vallée bords rives bord rive lycée gare marché
"""
_TERRITORIES = frozenset(_TERRITORIES_TEXT.split())
_BORNE = frozenset(("Lot", "Cher", "Var", "Ain", "Gard", "Doubs", "Nord", "Aude", "Paris"))
_AREAS = frozenset(("pays", "val", "vallée", "vallées", "plaine", "bocage", "marais", "monts"))
_COMMON_WORDS_TEXT = """
    action aide aides ain aisne allier arc ars art aube avenir bois bon bonnes bourg cause
    centre change charge cher contes corps cote cours creuse demain descartes eau echelle
    ecole eure fin four fours gare gers gros isle jardin jardins jury landes lavoir lens lien
    lieu lire lot maison manche marche mer mons montagne montagnes moulin moulins nant nord
    notre oise orange orne ouest paix parc passage place plaine plan poids poil pont ponts
    port portes publier recherche rue salle savoie sens sol somme source sports sud tarn tendu
    titre tour tours us val vallee vallees var vers vic vie vienne villages ville y grand
    grande petit avant bien faire sur sous saint les la le nos mesures mission ville-en
    marches tous bureau est ouest semaine mais hier trois cinq six sept huit neuf dix cent
    mille nous elle elles il ils pour sans avec charmes beaux vers etais fontaine belle bonne
    signes ouvrage ay bu eu cy oh
"""
_COMMON_WORDS = frozenset(_COMMON_WORDS_TEXT.split())


class PlaceNames:
    """Looks names up by their folded words."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._others: dict[str, str] = {}
        for part, lists in read_words("places").items():
            for names in lists:
                self._others.update((key_of(name), part) for name in names)
        self._rank = lru_cache(maxsize=50_000)(self._find_rank)

    def rank(self, name: str) -> int:
        """0 for no place, 1 for a small commune, 2 for a known place, 3 for no place but the
        communes that a body groups: « Béziers Méditerranée »."""
        return self._rank(name)

    def is_area(self, name: str) -> bool:
        """Whether a name is that of a département or a région, which no person bears."""
        kinds = ("departement", "region")
        return bool(self._gazetteer.named(key_of(name), kinds)) and name not in _BORNE

    def _find_rank(self, name: str) -> int:
        key = key_of(name)
        if key in self._others:
            return 2
        places = self._gazetteer.named(key, self._gazetteer.kinds)
        if " " not in key and not name.isupper() and name[1:].isascii():
            # « Ligne 3 » is not Ligné: a small letter keeps its accent.
            places = [p for p in places if p.name.split()[-1][1:].isascii()]
        if not places:
            return 0
        if all(p.kind == "epci" for p in places):
            return GROUPED
        known = any(p.kind not in COMMUNAL or (p.population or 0) >= WELL_KNOWN for p in places)
        return 2 if known else 1

    def longest(self, line: Line, i: int) -> tuple[int, int] | None:
        """End and rank of the longest name of a place at token i; None where none starts."""
        tokens = line.tokens
        if i >= len(tokens) or not tokens[i].text[0].isupper():
            return None
        best = None
        words: list[str] = []
        for j in range(i, min(len(tokens), i + 7)):
            token = tokens[j]
            if not (token.is_word or token.text in "-/") or (j > i and not line.is_close(j)):
                break
            words.append(token.text)
            if token.lower in _OF and j > i:
                continue
            if j == i + 1 and words[0].lower() in _OF and not token.is_capital:
                continue  # « La réunion » begins a sentence: no island.
            if j == i and token.lower == "réunion" and line.lower(i - 1) not in ("la", "île"):
                continue  # « Réunion du 14 mars »
            rank = self._rank(" ".join(words))
            if rank and token.is_word and not (j == i and token.lower in _OF):
                best = (j + 1, rank)
        return best


def places(line: Line, names: PlaceNames) -> Iterator[Span]:
    """Candidates of a line."""
    i = 0
    previous = -1
    while i < len(line.tokens):
        found = names.longest(line, i)
        if found is None:
            i += 1
            continue
        j, rank = found
        if rank == GROUPED and _is_body(line, i, j):
            yield Span(i, j, "Organization", ANNOUNCED, "place-body")
        else:
            weight = _weight(line, i, j, rank, previous)
            yield Span(i, adjective_end(line, j), "Place", weight, "place")
        previous, i = j, j
    yield from _areas(line, names)


def _is_body(line: Line, i: int, j: int) -> bool:
    """Whether a group of communes acts as a body: it does something, or is no area's name."""
    if line.lower(i - 1) in ("dans", "sur", "en", "au", "aux", "à") or line.is_upper:
        return False
    k = i - 1
    while k >= 0 and line.lower(k) in ("le", "la", "les", "l'"):
        k -= 1
    if line.lower(k) in ("dans", "sur", "en"):
        return False
    acts = j < len(line.tokens) and (
        line.tokens[j].pos in ("VERB", "AUX") or line.lower(j) in ("n'", "ne", "nous", "lui", "y")
    )
    return acts or line.lower(i) not in _AREAS


def _weight(line: Line, i: int, j: int, rank: int, previous: int) -> float:
    words = [token.lower for token in line.tokens[i:j] if token.lower not in _OF]
    is_common = len(words) == 1 and key_of(words[0]) in _COMMON_WORDS
    if i in line.starts and j == i + 1 and line.tokens[i].pos not in ("PROPN", "ADV", "X"):
        is_common = is_common or rank < 2 or line.lower(j).isdigit()
    if line.lower(i - 1) == "(" and line.lower(j) == ")" and 0 <= previous == i - 1:
        return ANNOUNCED  # « Figeac (Lot) »
    if _follows_name(line, i, previous):
        return SMALL
    if _is_announced(line, i):
        return LARGE if is_common else ANNOUNCED
    if is_common:
        return COMMON
    if line.is_upper and len(words) == 1 and not _stands_apart(line, i, j):
        return SMALL
    if previous >= 0 and i - previous <= 2 and line.lower(previous) in (",", "et", "ou", "/", "-"):
        return LISTED
    if len(words) > 1 or "-" in words[0]:
        return LARGE if rank > 1 else COMPOSED
    in_brackets = line.lower(i - 1) in ("(", ",") and line.lower(j) in (")", ",")
    if rank > 1:
        return LISTED if in_brackets else LARGE
    if line.lower(i - 1) == ":" and i > 1 and line.lower(i - 2) in _LABELS:
        return ANNOUNCED
    return COMPOSED if in_brackets or _stands_apart(line, i, j) else SMALL


def _stands_apart(line: Line, i: int, j: int) -> bool:
    """« RÉUNION PUBLIQUE – FAUGÈRES – NOTES »: a name between dashes of a line in capitals."""
    signs = ("–", "—", "-", "|", "•", "*")
    ends = line.lower(j) in (*signs, "", ".", ":")
    if line.lower(i) in word_set("contexts", "openers"):
        return False
    if i <= 1 and all(token.is_upper for token in line.tokens[i:j]):
        return ends and (not i or not line.tokens[0].is_word)
    return line.is_upper and line.lower(i - 1) in signs and ends


def _follows_name(line: Line, i: int, previous: int) -> bool:
    """« Entraide Bigorre »: a part of a longer name."""
    if not i or previous == i or line.is_upper or not line.is_close(i):
        return False
    before = line.tokens[i - 1]
    is_small = before.lower in _BEFORE or before.lower in ("en", "dans", "sur", *_OF)
    return before.is_capital and before.is_word and not is_small


def _is_announced(line: Line, i: int) -> bool:
    before = line.lower(i - 1)
    if before in _BEFORE:
        return True
    if before == "en":
        return True
    k = i - 1
    while k >= 0 and line.lower(k) in _OF:
        k -= 1
    return k < i - 1 and (line.lower(k) in _TERRITORIES or line.lower(k) in ("dans", "sur"))


_LABELS = frozenset(("siège", "social", "lieu", "adresse", "commune", "ville", "où", "territoire"))
SIDES = frozenset(
    (
        "Grand",
        "Haut",
        "Haute",
        "Bas",
        "Basse",
        "Sud",
        "Nord",
        "Est",
        "Ouest",
        "Centre",
        "Vieux",
        "Moyen",
    )
)


def _is_name(line: Line, i: int) -> bool:
    if i >= len(line.tokens) or not line.is_close(i):
        return False
    return line.tokens[i].is_capital and line.tokens[i].is_word


def _areas(line: Line, names: PlaceNames) -> Iterator[Span]:
    """« Pays de Redon », « Val de Sarthe », « Bocage mayennais »."""
    tokens = line.tokens
    for i, token in enumerate(tokens):
        side, dash, rest = token.text.partition("-")
        if dash and side in SIDES and names.rank(rest):
            yield Span(i, i + 1, "Place", LARGE + 0.3, "area")
        if token.text in SIDES and _is_name(line, i + 1):
            found = names.longest(line, i + 1)
            weight = LARGE + 0.3 if found else 3.9
            yield Span(i, found[0] if found else i + 2, "Place", weight, "area")
        if token.text not in ("Pays", "Val", "Vallée", "Bocage", "Plaine", "Marais", "Presqu'île"):
            continue
        k = i + 1
        while k < len(tokens) and k - i < 4 and tokens[k].lower in _OF:
            k += 1
        if k < len(tokens) and k > i + 1 and tokens[k].is_capital:
            found = names.longest(line, k)
            end = max(found[0] if found else 0, chain_end(line, k))
            yield Span(i, adjective_end(line, end), "Place", AREA, "area")
        elif k == i + 1 and k < len(tokens) and tokens[k].pos == "ADJ":
            yield Span(i, k + 1, "Place", LARGE, "area")
