"""Organisations told by how their names are built.

French puts an article before a common noun: « Terres de Sorgues a porté », « dirige Terre et
Barbotine », without any, are names. A name of this kind is longer than the town that ends it.
"""

from collections.abc import Iterator

from tisserand.ingest.extraction.lexicons import first_name_gender, heads, word_set
from tisserand.ingest.extraction.place_names import PlaceNames
from tisserand.ingest.extraction.spans import OF, Span, chain_end
from tisserand.ingest.extraction.tokens import Line

COMPLETED, PAIRED = 6.3, 5.7

_RELIEF_TEXT = """
    pays val vallée vallées baie lac lacs forêt forêts bois gorges massif col mont monts plateau
    plateaux côte côtes golfe île îles pointe cap plaine bassin canal étang étangs marais rivière
    fleuve presqu'île presqu'ile bocage estuaire littoral causse causses combe delta détroit bords
    rives saint sainte notre-dame portes haut haute bas basse grand grande petit petite vieux
    vieille nord sud est ouest centre coteaux landes rue avenue place boulevard chemin route
    sources cirque cluse dune dunes falaises archipel terres-basses hauts bourg village hameau
    quartier cité faubourg
"""
_RELIEF = frozenset(_RELIEF_TEXT.split())
_ACTS_TEXT = """
    propose offre prête met donne accueille anime organise porte pilote mène coordonne forme
    enseigne transmet initie cherche recherche recrute réunit compte emploie dispose gère tient
    lance prépare participe intervient recommande préconise suggère indique signale demande
    rejoint adhère reçoit bénéficie obtient verse finance soutient accompagne assure est a n' ne
    fournit vend produit fabrique répare loue récupère collecte distribue livre ouvre fête
    desservirait dessert transporte héberge loge nourrit sensibilise conseille restaure rénove
"""
_ACTS = frozenset(_ACTS_TEXT.split())
_GOVERNING = frozenset(
    ("dirige", "préside", "rejoint", "rejoindre", "rejoindra", "quitte", "quitté", "présidé",
     "dirigé", "fondé", "cofondé", "intégré", "rejoignent", "emploie", "chez", "avec", "par",
     "que", "qu'", "pour", "à", "de", "d'", "et", "lequel", "laquelle", "dont", "où")
)  # fmt: skip

_FIRMS = frozenset(("Compagnie", "Cie", "Fils", "Filles", "Associés", "Consorts"))
_LEADING = frozenset(("dirige", "préside", "présidé", "dirigé", "fondé", "cofondé", "emploie"))


def built_names(line: Line, places: PlaceNames) -> Iterator[Span]:
    """Candidates of a line."""
    if line.is_upper:
        return
    for i in range(len(line.tokens)):
        if not _opens(line, i):
            continue
        yield from _completed(line, i, places)
        yield from _paired(line, i, places)


def _opens(line: Line, i: int) -> bool:
    """Whether a common noun with its capital letter, no head known elsewhere, stands at i."""
    token = line.tokens[i]
    if not (token.is_capital and token.is_word) or token.is_upper or token.is_initials:
        return False
    if i and (line.tokens[i - 1].is_capital or line.lower(i - 1) in ("le", "la", "l'", "-", "–")):
        return False
    word = token.lower
    if first_name_gender(token.text) or word in _RELIEF or "-" in word:
        return False
    unknown = ("contexts", "short"), ("contexts", "openers"), ("contexts", "greetings")
    if any(word in word_set(*part) for part in unknown) or word in word_set("roles", "heads"):
        return False
    if token.text in word_set("named_things", "event_kept"):
        return False
    if any(heads("named_things", part).at(line, i) for part in ("project", "event", "fund")):
        return False
    return heads("organizations", "kept").at(line, i) is None


def _completed(line: Line, i: int, places: PlaceNames) -> Iterator[Span]:
    """« Toits de Picardie », « Forges de la Vence », « Muraillers du Verdon »."""
    if line.lower(i + 1) not in OF or line.tokens[i + 1].text[0].isupper():
        return
    name = i + 2 + (line.lower(i + 2) in ("la", "le", "l'", "les"))
    if name >= len(line.tokens) or not line.tokens[name].is_capital:
        return
    if first_name_gender(line.tokens[name].text) or places.longest(line, i):
        return
    found = places.longest(line, name)
    end = max(chain_end(line, i), found[0] if found else 0)
    if line.tokens[i].text in word_set("contexts", "project_prefixes"):
        return
    if i not in line.starts or (_acts(line, end) and found):
        yield Span(i, end, "Organization", COMPLETED, "built-completed")
    elif i == 0 and line.lower(end) == "," and found and places.longest(line, end + 1):
        yield Span(i, end, "Organization", COMPLETED, "built-headed")


def _paired(line: Line, i: int, places: PlaceNames) -> Iterator[Span]:
    """« Terre et Barbotine », « Fonte et Compagnie »: two common nouns without any article."""
    last = i + 2
    if line.lower(i + 1) != "et" or last >= len(line.tokens):
        return
    second = line.tokens[last]
    if not (second.is_capital and second.is_word) or second.is_upper or not line.is_close(last):
        return
    if second.text in _FIRMS:
        yield Span(i, last + 1, "Organization", COMPLETED, "built-paired")
        return
    if first_name_gender(second.text) or (last + 1 < len(line.tokens) and _goes_on(line, last)):
        return
    both = [places.longest(line, k) for k in (i, last)]
    if all(both) or any(found and found[1] > 1 and len(line.tokens[k].text) > 6
                        for found, k in zip(both, (i, last), strict=True)):  # fmt: skip
        return
    known = heads("organizations", "kept", "dropped").at(line, last)
    is_common = (
        line.lower(i - 1) in _LEADING
        or line.tokens[i].pos == "NOUN"
        or second.pos == "NOUN"
        or any(both)
    )
    governed = i not in line.starts and line.lower(i - 1) in _GOVERNING
    if not known and is_common and (governed or (i in line.starts and _acts(line, last + 1))):
        yield Span(i, last + 1, "Organization", PAIRED, "built-paired")


def _goes_on(line: Line, last: int) -> bool:
    return line.tokens[last + 1].is_capital and line.is_close(last + 1)


def _acts(line: Line, end: int) -> bool:
    """Whether a finite verb of what bodies do follows."""
    return line.lower(end) in _ACTS
