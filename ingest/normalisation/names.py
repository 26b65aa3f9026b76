"""Names of organisations: cleaned for display, and told from their legal form."""

import re

from tisserand.reference.text import fold

_QUOTES = "\"“”«»'`´‘’ \t"
_PAIRS = {('"', '"'), ("“", "”"), ("«", "»"), ("'", "'"), ("‘", "’")}

# Legal forms at either end of a folded name, longest first, and the kind they tell.
LEGAL_FORMS = {
    "association loi 1901": "Association",
    "association": "Association",
    "asso": "Association",
    "societe cooperative d interet collectif": "Cooperative",
    "societe cooperative": "Cooperative",
    "scic sarl": "Cooperative",
    "scic sas": "Cooperative",
    "scic sa": "Cooperative",
    "scop sarl": "Cooperative",
    "scop sa": "Cooperative",
    "scic": "Cooperative",
    "scop": "Cooperative",
    "sarl": "Company",
    "eurl": "Company",
    "sasu": "Company",
    "sas": "Company",
    "sa": "Company",
    "snc": "Company",
    "sci": "Company",
    "earl": "Company",
    "gaec": "Company",
    "scea": "Company",
}
_FORMS = "|".join(sorted(LEGAL_FORMS, key=len, reverse=True))
_AT_START = re.compile(rf"^({_FORMS})\b(?! (?:de|du|des|d|pour)\b)\W*(?=.)")
_AT_END = re.compile(rf"\W+({_FORMS})\W*$")

_KINDS = (
    (r"^(m\.|mr\.?|mme\.?|mlle\.?|monsieur|madame|mademoiselle) [a-z]", "Person"),
    (r"^(commune|ville|mairie|departement|conseil (general|departemental|regional)|region"
     r"|communaute (de communes|d agglomeration|urbaine)|metropole|ccas|cias|centre communal"
     r"|syndicat (mixte|intercommunal|departemental)|petr|prefecture|ministere|etat|pays de|sivu"
     r"|sivom|chambre (de|d|des)|cci|cma|office (public|de tourisme)|agence (regionale|nationale)"
     r"|etablissement public|centre hospitalier|caisse d allocations|caf)\b", "PublicBody"),
    (r"^(ecole|college|lycee|universite|institut universitaire|iut|cfa|mfr|maison familiale)\b",
     "School"),
    (r"\b(scop|scic|cuma|cooperative)\b", "Cooperative"),
    (r"^(sarl|sas|sasu|eurl|sa|sci|snc|earl|gaec|scea)\b|\b(sarl|sas|sasu|eurl)$", "Company"),
    (r"^(incubateur|pepiniere)\b", "Incubator"),
    (r"^(association|asso|amicale|comite|club|ogec|union|federation|les amis)\b"
     r"|^foyer (rural|socio|laique|des jeunes)\b|\bassociation\b", "Association"),
)  # fmt: skip
_KIND_PATTERNS = tuple((re.compile(pattern), kind) for pattern, kind in _KINDS)


def normalise_name(text: str) -> str:
    """The name as it is shown: single spaces, no quotes around it, no sign left at its end.

    Case and accents stay as the source has them: « LES ECOSSOLIES » is what it says.
    """
    name = " ".join(text.split()).strip(" ,;:\t")
    while len(name) > 2 and (name[0], name[-1]) in _PAIRS:
        name = name[1:-1].strip()
    if name.count('"') == 1:
        name = name.strip('"').strip()
    return name if any(character.isalnum() for character in name) else ""


def split_legal_form(name: str) -> tuple[str, str | None]:
    """(name without its legal form, kind that the form tells or None).

    « SARL Fournil » is (« Fournil », Company); « Association de chasse » stays whole. The bare
    name is for comparison; it keeps the case of the source where folding moved no letter.
    """
    folded = fold(name)
    same_length = len(folded) == len(name)
    for pattern in (_AT_START, _AT_END):
        match = pattern.search(folded)
        if match:
            rest = name if same_length else folded
            bare = rest[: match.start()] + rest[match.end() :]
            return bare.strip(" -,"), LEGAL_FORMS[match[1]]
    return name, None


def kind_of_name(name: str) -> str | None:
    """The class of actor that the words of a name tell, or None."""
    folded = fold(name)
    return next((kind for pattern, kind in _KIND_PATTERNS if pattern.search(folded)), None)
