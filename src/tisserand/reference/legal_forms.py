"""Legal forms: INSEE's « catégories juridiques », and what a name says of its bearer.

Labels and codes: INSEE, nomenclature of September 2022, level III, with level I and II where a
code is not listed. Each is given the class of the ontology that fits it.
"""

import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from tisserand.reference.text import fold

UNKNOWN_KIND = "Organization"


class LegalForm(NamedTuple):
    """A legal form. `code`: four digits, or fewer for a whole level. `kind`: class of the model."""

    code: str
    kind: str
    label_fr: str
    label_en: str


@cache
def legal_forms() -> dict[str, LegalForm]:
    """Every legal form listed, by code."""
    table = files("tisserand.reference") / "data" / "legal_forms.tsv"
    forms = (LegalForm(*row.split("\t")) for row in table.read_text("utf-8").splitlines())
    return {form.code: form for form in forms}


def legal_form(code: str) -> LegalForm | None:
    """The legal form of a code, else the level above that is listed; None if none is."""
    forms = legal_forms()
    levels = (code.strip()[:length] for length in (4, 2, 1))
    return next((forms[level] for level in levels if level in forms), None)


def kind_of_legal_form(code: str) -> str:
    """Class of the model for a legal form; `Organization` when the code says nothing."""
    form = legal_form(code)
    return form.kind if form else UNKNOWN_KIND


_OF = r"(?: de la| de l| des| du| de| d)"
_ANYWHERE = {
    "Cooperative": r"scops?|scic|cuma|cooperatives?(?! scolaires?)|cooperative d activites?",
    "Association": r"associations?(?! syndicale| fonciere)|asso|ogec|apel|amap|aappma|mjc|admr"
    r"|amicale|foyer rural|familles rurales|comite des fetes|cooperative scolaire"
    r"|loi 1901|maison des jeunes et de la culture",
    "Company": r"sarl|sasu?|eurl|eirl|snc|sci|earl|gaec|scea|selarl|selas|seml?|spl",
    "PublicBody": r"ccas|cias|petr|sivom|sivu|gip|sdis|syndicat (?:mixte|intercommunal|d energies?)"
    r"|syndicat (?:departemental|intercommunal) d|communaute (?:de )?communes"
    r"|communaute (?:d )?agglo(?:meration)?|communaute urbaine"
    r"|centre (?:inter)?communal d action sociale|association (?:syndicale autorisee|fonciere)",
    "Cluster": r"ptce|pole de competitivite|pole territorial de cooperation economique"
    r"|grappe d entreprises",
    "Incubator": r"incubateur|pepiniere d entreprises|couveuse d (?:entreprises|activites)",
    "School": r"mfr|maisons? familiales? rurales?|lycee|iut|eplefpa",
}
"""Words that tell, wherever they stand in a name."""

_AT_HEAD = {
    "PublicBody": rf"mairie|(?:ville|commune|departement|metropole){_OF} (?=\w)|region (?=\w)"
    r"|conseil (?:departemental|regional|general|municipal)|prefecture|sous prefecture"
    r"|ministere|direction (?:departementale|regionale|interdepartementale)|rectorat"
    r"|chambre (?:de commerce|de metiers|d agriculture|regionale|departementale)"
    r"|centre hospitalier|hopital|parc naturel regional|parc national|pole emploi"
    r"|france travail|pole d equilibre|pole metropolitain|office public"
    r"|agence (?:regionale de sante|de l eau|nationale)|etablissement public",
    "School": r"college|universite(?! (?:populaire|du temps libre|pour tous|ouverte|permanente"
    r"|inter ?ages?|du tiers temps|rurale|d ete))|cfa|campus"
    r"|ecole (?:maternelle|elementaire|primaire|publique|privee|nationale|superieure|normale"
    r"|centrale|d ingenieurs|polytechnique|doctorale|des mines)"
    r"|institut (?:universitaire|national|de recherche|polytechnique|d etudes politiques)"
    r"|laboratoire|cnrs|inserm|inrae?|inria|ird|cea|cirad|ifremer|centre de recherche",
    "Association": r"comite (?!social|d entreprise|central|technique|interministeriel|de gestion)"
    r"|club |union (?:sportive|locale|departementale des associations)|cercle |collectif "
    r"|fed(?:eration)? (?!departementale d (?:energie|electr))|ass "
    r"|ligue |secours (?:populaire|catholique)|croix rouge|emmaus|restos du coeur"
    r"|les? amis |entente sportive|avenir sportif|patronage|centre d initiatives pour valoriser"
    r"|civam|cpie|france nature environnement|bureau des eleves|cigales|etoile sportive",
    "Company": r"entreprise |etablissements |ets |societe (?:anonyme|par actions|a responsabilite)",
    "Cluster": r"cluster ",
}
"""Words that tell only where a name begins."""

_RULES = [
    *((kind, re.compile(rf"\b(?:{words})\b")) for kind, words in _ANYWHERE.items()),
    *((kind, re.compile(rf"^(?:(?:le|la|les|l) )?(?:{w})\b")) for kind, w in _AT_HEAD.items()),
]
_METROPOLE = re.compile(r"^\w+ metropole$")


def kind_of_name(name: str) -> str | None:
    """Class of the model that a name tells by its words; None when they do not tell.

    The first telling word decides: « Amicale laïque du lycée » is an association.
    """
    plain = " ".join(re.sub(r"[^\w ]", " ", re.sub(r"(?<=\b\w)\.(?=\w\b)", "", fold(name))).split())
    found = [
        (match.start(), rank, kind)
        for rank, (kind, pattern) in enumerate(_RULES)
        if (match := pattern.search(plain))
    ]
    if found:
        return _after_the_form(plain, min(found)[2], {kind for *_, kind in found})
    return "PublicBody" if _METROPOLE.match(plain) else None


def _after_the_form(plain: str, first: str, kinds: set[str]) -> str:
    """« SARL SCOP » and « SAS SCIC » are cooperatives, whichever word comes first."""
    return "Cooperative" if first == "Company" and "Cooperative" in kinds else first
