"""Legal forms, by INSEE's catégorie juridique or in words, to classes of organisation."""

import re

from tisserand.ingest.normalisation.names import kind_of_name, split_legal_form
from tisserand.reference.text import fold

# INSEE's codes of cooperatives among commercial companies and agricultural ones.
_COOPERATIVE = re.compile(
    r"^(519[1-6]|520[23]|530[6-9]|5385|543[12]|544[23]|545[13-589]|5460|554[378]|555[1-589]|5560"
    r"|5585|564[2378]|565[1-589]|5660|631[678])$"
)
_PREFIXES = (
    ("92", "Association"),
    ("1", "Company"),
    ("5", "Company"),
    ("65", "Company"),
    ("4", "PublicBody"),
    ("7", "PublicBody"),
)
_WORDS = {
    "entreprise individuelle": "Company",
    "entreprise": "Company",
    "micro entreprise": "Company",
    "auto entrepreneur": "Company",
    "societe": "Company",
    "collectif": "Community",
    "reseau": "Community",
    "grappe": "Cluster",
    "pole de competitivite": "Cluster",
    "ptce": "Cluster",
    "fondation": "Organization",
    "fonds de dotation": "Organization",
    "mutuelle": "Organization",
    "epci": "PublicBody",
    "epic": "PublicBody",
    "gip": "PublicBody",
    "tiers lieu": "ThirdPlace",
    "etablissement scolaire": "School",
}

# Words of categories (« Universités, INSA et INP »), read in this order.
_CATEGORIES = (
    (r"tiers ?lieu|fab ?lab|coworking", "ThirdPlace"),
    (r"\b(association|asso|associati(f|ve)s?)s?\b|loi (de )?1901|^(aci|ai)$|chantiers? d insertion"
     r"|associations? intermediaires?", "Association"),
    (r"\b(cooperative|scop|scic|coop|cuma)s?\b", "Cooperative"),
    (r"universite|\b(ecole|college|lycee|iut|iep|comue|cfa)s?\b|enseignement|formation"
     r"|etablissements? scolaires?|laboratoire|\bens\b", "School"),
    (r"\b(pole de competitivite|cluster|grappe|ptce)s?\b", "Cluster"),
    (r"\b(incubateur|pepiniere)s?\b", "Incubator"),
    (r"^(ei|etti)$|\b(entreprise|societe|sarl|sas|artisan|commerce|commercant|tpe|pme|eti|exploitation"
     r"|auto ?entrepreneur|independant)s?\b|secteur prive", "Company"),
    (r"\b(commune|departement|region|metropole|epci|collectivite|ministere|syndicat|mairie|ville"
     r"|communaute|prefecture|hopital|hopitaux|hospitalier|epst|epic|epa|gip|etat|ccas"
     r"|petr|service public)s?\b"
     r"|public|intercommunal|conseil (general|departemental|regional)|organisme consulaire",
     "PublicBody"),
    (r"\b(collectif|reseau)s?\b", "Community"),
)  # fmt: skip


def kind_of_category(text: str) -> str | None:
    """The class of actor of a category as directories word it, plurals and lists too, or None."""
    folded = fold(text.replace("_", " "))
    if re.fullmatch(r"\d+", folded):
        return kind_of_legal_form(text)
    return next((kind for words, kind in _CATEGORIES if re.search(words, folded)), None)


def normalise_legal_form(text: str) -> str | None:
    """Four digits of INSEE's catégorie juridique (« 9220.0 » is 9220); None if it is none."""
    match = re.fullmatch(r"\s*(\d{4})(?:[.,]0)?\s*", text)
    return match[1] if match else None


def kind_of_legal_form(text: str) -> str | None:
    """The class of organisation of a legal form, as a code or in words; None when it tells none."""
    code = normalise_legal_form(text)
    if code:
        if _COOPERATIVE.match(code):
            return "Cooperative"
        return next((kind for prefix, kind in _PREFIXES if code.startswith(prefix)), None)
    folded = fold(text)
    return _WORDS.get(folded) or split_legal_form(f"{folded} x")[1] or kind_of_name(folded)
