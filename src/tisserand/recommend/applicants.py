"""Who may apply for money: the words of requirements, and what is known of an actor."""

import re
from typing import NamedTuple

from tisserand.reference.text import fold

_NATURE = r"(?:entreprises?|structures?|acteurs?|organismes?|personnes? morales?)"
WORDS = {
    "association": r"associations?(?: (?:(?:de )?(?:la )?loi|regies? par la loi)(?: de)? 1901)?"
    rf"|{_NATURE} associati(?:fs?|ves?)",
    "commune": r"communes?(?: nouvelles?)?|mairies?|municipalites?",
    "epci": r"epci(?: a fiscalite propre)?|intercommunalites?(?: / pays)?"
    r"|communautes? (?:de communes|d agglomeration|urbaines?)|metropoles?",
    "departement": r"departements?|conseils? departementa(?:l|ux)",
    "region": r"regions?|conseils? regiona(?:l|ux)",
    "syndicat": r"syndicats? (?:mixtes?|intercommuna(?:l|ux)|d energie)|petr",
    "collectivite": r"collectivites?(?: territoriales?| locales?| publiques?)?"
    r"(?: et (?:a )?leurs? groupements?)?",
    "public": r"(?:etablissements?|organismes?|personnes?|structures?|acteurs?) publi(?:que|c)s?"
    r"(?: \(ecole, bibliotheque[^)]*\))?|services? de l etat",
    "entreprise": r"entreprises?(?: privees?)?|societes?(?: commerciales?)?",
    "petite_entreprise": r"tpe|pme|(?:tres )?petites? (?:et moyennes? )?entreprises?|artisans?"
    r"|commercants?|start ?ups?|micro ?entreprises?",
    "entreprise_publique": r"entreprises? publiques? locales?(?: \([^)]*\))?|spl|semop?",
    "cooperative": r"cooperatives?|scops?|scics?|cuma",
    "ess": rf"(?:{_NATURE} )?(?:de |relevant de )?l (?:ess|economie sociale et solidaire)"
    rf"|{_NATURE} (?:agree\w* )?esus",
    "particulier": r"particuliers?|personnes? physiques?|menages?|habitante?s?",
    "agriculteur": r"agriculteurs?|agricultrices?|exploita(?:tio)?nt?s? agricoles?"
    r"|fermes?|gaec|earl|groupements? d agriculteurs",
    "enseignement": r"etablissements? (?:scolaires?|d enseignement(?: superieur)?)|ecoles?|lycees?"
    r"|colleges?|universites?|recherche|laboratoires?(?: de recherche)?",
    "fondation": r"fondations?|fonds de dotation",
    "non_lucratif": rf"{_NATURE} (?:a|sans) but (?:non )?lucratif"
    rf"|{_NATURE} non lucrati(?:fs?|ves?)",
    "personne_morale": r"(?:toutes? )?personnes? morales?",
    "tous": r"tou(?:te)?s? (?:les )?(?:structures?|porteurs? de projets?|publics)"
    r"|tous types? de structures?|toute personne|(?<=\ba )tous$|(?<=: )tous$",
}  # fmt: skip
"""Category of applicants → its names, in folded words."""

_LONGEST_FIRST = sorted(
    ((name, re.compile(rf"\b(?:{words})\b")) for name, words in WORDS.items()),
    key=lambda pair: -len(pair[1].pattern),
)


class Mention(NamedTuple):
    """A category met in a folded text."""

    start: int
    end: int
    category: str


def find_categories(folded: str) -> list[Mention]:
    """Categories that a folded text names, in order; of two that overlap, the longer."""
    found = [
        Mention(match.start(), match.end(), name)
        for name, pattern in _LONGEST_FIRST
        for match in pattern.finditer(folded)
    ]
    kept: list[Mention] = []
    for one in sorted(found, key=lambda one: (one.start - one.end, one.start, one.category)):
        if all(one.end <= other.start or one.start >= other.end for other in kept):
            kept.append(one)
    return sorted(kept)


_ANY = frozenset(WORDS)
_MORAL = frozenset({"personne_morale", "tous"})
_LOCAL = {"commune", "epci", "departement", "region", "syndicat"}
_IS: dict[str, frozenset[str]] = {
    "association": _MORAL | {"association", "ess", "non_lucratif"},
    **{name: _MORAL | {name, "collectivite", "public"} for name in sorted(_LOCAL)},
    "public": _MORAL | {"public"},
    "entreprise": _MORAL | {"entreprise"},
    "cooperative": _MORAL | {"entreprise", "cooperative", "ess"},
    "agriculteur": _MORAL | {"entreprise", "agriculteur"},
    "fondation": _MORAL | {"fondation", "ess", "non_lucratif"},
    "enseignement": _MORAL | {"enseignement"},
    "particulier": frozenset({"particulier", "tous"}),
    "unknown": frozenset({"tous"}),
}
NATURES = frozenset(_IS) - {"unknown"}
"""What an applicant may be; each is also a category."""
_MAY_BE: dict[str, frozenset[str]] = {
    "association": frozenset({"enseignement"}),
    "public": frozenset(_LOCAL | {"collectivite", "enseignement", "entreprise_publique"}),
    "entreprise": frozenset(
        {"petite_entreprise", "ess", "agriculteur", "cooperative", "entreprise_publique"}
    ),
    "cooperative": frozenset({"petite_entreprise", "agriculteur", "non_lucratif"}),
    "agriculteur": frozenset({"petite_entreprise", "ess", "cooperative"}),
    "enseignement": frozenset({"association", "public", "entreprise", "ess", "non_lucratif"}),
    "particulier": frozenset({"agriculteur", "entreprise", "petite_entreprise"}),
    "unknown": _ANY,
}


def belongs(nature: str, category: str) -> bool | None:
    """Whether an applicant of this nature is of a category; None when that cannot be told."""
    if category in _IS[nature]:
        return True
    return None if category in _MAY_BE.get(nature, frozenset()) else False


_OF_LEGAL_FORM = {
    "7210": "commune", "7220": "departement", "7230": "region", "7343": "epci", "7344": "epci",
    "7346": "epci", "7347": "epci", "7348": "epci", "7345": "syndicat", "7353": "syndicat",
    "7354": "syndicat", "7355": "syndicat", "9300": "fondation", "6533": "agriculteur",
    "6597": "agriculteur", "6598": "agriculteur",
}  # fmt: skip
_OF_NAME = (
    ("epci", r"(?:communaute (?:de communes|d agglomeration|urbaine)|metropole)\b|.* metropole$"),
    ("commune", r"(?:commune|mairie|ville|municipalite) d"),
    ("departement", r"(?:conseil departemental|departement)\b"),
    ("region", r"(?:conseil regional|region)\b"),
    ("syndicat", r"(?:syndicat (?:mixte|intercommunal|d energie)|petr)\b"),
)
_OF_KIND = {
    "Association": "association", "PublicBody": "public", "Company": "entreprise",
    "Cooperative": "cooperative", "School": "enseignement", "Person": "particulier",
}  # fmt: skip


def nature_of(kind: str, legal_form: str | None, name: str) -> str:
    """What an actor is as an applicant, by its legal form, else its class and its name."""
    if legal_form in _OF_LEGAL_FORM:
        return _OF_LEGAL_FORM[legal_form]
    folded = fold(name)
    if kind == "PublicBody":
        for nature, pattern in _OF_NAME:
            if re.match(pattern, folded):
                return nature
    if kind == "Company" and re.match(r"(?:gaec|earl|scea|ferme)\b", folded):
        return "agriculteur"
    if kind == "Organization" and re.match(r"(?:fondation|fonds de dotation)\b", folded):
        return "fondation"
    return _OF_KIND.get(kind, "unknown")
