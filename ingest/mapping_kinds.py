"""The kinds that a column of an unknown table may be of: what headings and cells look like."""

import re
from collections.abc import Callable

from tisserand.ingest.extraction.lexicons import first_name_gender
from tisserand.ingest.mapping_profiles import WHOLE_NAME
from tisserand.ingest.normalisation.amounts import normalise_amount, parse_number
from tisserand.ingest.normalisation.booleans import normalise_boolean
from tisserand.ingest.normalisation.contacts import (
    normalise_email,
    normalise_telephone,
    normalise_url,
)
from tisserand.ingest.normalisation.coordinates import from_lambert93
from tisserand.ingest.normalisation.dates import normalise_date
from tisserand.ingest.normalisation.identifiers import (
    NotAnIdentifierError,
    normalise_rna,
    normalise_siren,
    normalise_siret,
)
from tisserand.ingest.normalisation.legal_forms import kind_of_legal_form
from tisserand.ingest.normalisation.lists import split_list
from tisserand.ingest.normalisation.names import kind_of_name
from tisserand.ingest.normalisation.person_names import without_title
from tisserand.ingest.normalisation.places import normalise_insee, normalise_postcode
from tisserand.reference.places import load_gazetteer

_CONTACTS = (
    r"^(?!.*\b(civilite|titre|qualite|genre|sexe|type|statut|date|annee|nombre|nb)\b)"
    r".*(contact|responsable|president|referent|interlocut|direct(eur|rice)|animat|coordin)"
)
_TRADES = (
    r"\b(artisane?|createur|creatrice|product(eur|rice)|gerante?|proprietaire|maraichere?"
    r"|dirigeante?|correspondante?|representante?|tresori(er|ere)|secretaire|maire|signataire"
    r"|fondat(eur|rice)|founder|ceo|owner|manager)s?\b"
)
_CODED = (
    r".*\b(naf|ape|rome|nomenclature|sexe|genre|nature|type|categorie|statut|forme|activite|secteur"
    r"|pays|langue|region|departement|canton|circonscription|epci|commune|postal|diplome|niveau)\b"
)
"""Folded headings of codes that several things may share."""


def _is_identifier(read: Callable[[str], str]) -> Callable[[str], bool]:
    def check(text: str) -> bool:
        try:
            return bool(read(text))
        except NotAnIdentifierError:
            return False

    return check


def _is_degrees(limit: int) -> Callable[[str], bool]:
    def check(text: str) -> bool:
        number = parse_number(text)
        return number is not None and abs(number) <= limit

    return check


def _is_list(text: str) -> bool:
    return len(split_list(text)) > 1


def _is_worded(text: str) -> bool:
    """Whether it holds a word, as no code of a nomenclature does."""
    return re.search(r"[^\W\d_]{3}", text) is not None


def _any(_: str) -> bool:
    return True


def _passes(normalise: Callable[[str], object]) -> Callable[[str], bool]:
    return lambda text: bool(normalise(text))


def _is_number_of(digits: int, read: Callable[[str], str]) -> Callable[[str], bool]:
    is_identifier = _is_identifier(read)
    return lambda text: len(re.sub(r"\D", "", text)) == digits and is_identifier(text)


def _is_rounded_or(read: Callable[[str], str]) -> Callable[[str], bool]:
    def check(text: str) -> bool:
        try:
            return bool(read(text))
        except NotAnIdentifierError as error:
            return error.reason == "identifier_rounded"

    return check


def is_person(text: str) -> bool:
    """Whether a title, or a first name at an end, tells one: « Mme Durand », « DURAND Alix »."""
    bare = without_title(text)
    words = bare.split()
    if bare != text and 1 <= len(words) <= 4:
        return True
    is_named = 2 <= len(words) <= 4 and kind_of_name(text) is None
    return is_named and any(first_name_gender(word) for word in (words[0], words[-1]))


def _is_opening(text: str) -> bool:
    return re.search(r"\d\s*[h:]\s*(\d\d)?\s*(-|–|à|a|/)\s*\d{1,2}\s*[h:]", text) is not None


def _is_whole_date(text: str) -> bool:
    return re.match(r"\d{4}-\d\d-\d\d|\d\d?/\d\d?/\d{2,4}", text) is not None


def _is_yes_or_no(text: str) -> bool:
    return normalise_boolean(text) is not None and not text.isdigit()


def _is_commune(text: str) -> bool:
    return not text[:1].isdigit() and bool(load_gazetteer().candidates(text[:80]))


def _is_commune_code(text: str) -> bool:
    code = normalise_insee(text)
    return code is not None and load_gazetteer().commune(code) is not None


def _is_whole_telephone(text: str) -> bool:
    return re.fullmatch(r"(0|\+33 ?(\(0\))? ?)[1-9](\W?\d\d){4}", text) is not None


def _is_round_postcode(text: str) -> bool:
    return text.isdigit() and len(text) == 5 and text[-1] == "0" and not text.endswith("0000")


def _is_point(text: str) -> bool:
    parts = text.split(",") if "," in text else text.split()
    return len(parts) == 2 and all(_is_degrees(180)(part) and "." in part for part in parts)


def _is_not_coded(text: str) -> bool:
    return not text[:1].isdigit() or re.match(r"(\d\d|2[AB]|97\d) ?[-–:] ?\D", text) is not None


# (kind, what the folded heading looks like, what most values pass); the first that fits wins.
# A heading of "" fits every heading: the values alone are enough.
RULES: tuple[tuple[str, str, Callable[[str], bool]], ...] = (
    ("siret", "", _is_number_of(14, normalise_siret)),
    ("siren", "", _is_number_of(9, normalise_siren)),
    ("rna", "", _is_identifier(normalise_rna)),
    ("siret", r"\bsiret\b", _is_rounded_or(normalise_siret)),
    ("email", "", _passes(normalise_email)),
    ("url", "", _passes(normalise_url)),
    (
        "insee",
        "insee|code (officiel )?(commune|geo)|codgeo|cod(e)? com|id geo|depcom|citycode|com code",
        _passes(normalise_insee),
    ),
    ("postcode", r"postal|\bcp\b|codpost|zip|postcode", _passes(normalise_postcode)),
    ("insee", r"^(id|code|cod)\b|\bcode$|commune", _is_commune_code),
    ("telephone", r"tel|phone|mobile|portable|^num |\bfixe\b", _passes(normalise_telephone)),
    ("telephone", "", _is_whole_telephone),
    ("latitude", "^lat|latitude|^y$| lat$", _is_degrees(90)),
    ("longitude", r"^(lon|lng|long)\b|longitude|^x$| (lon|lng|long)$", _is_degrees(180)),
    ("lambert_x", "^x| x$", lambda text: from_lambert93(text, "6600000") is not None),
    ("lambert_y", "^y| y$", lambda text: from_lambert93("600000", text) is not None),
    ("point", "", _is_point),
    (
        "amount",
        r"montant|subvention|budget|cout|prix|mandate|somme|\baide|plafond|amount|depense"
        r"|dotation|financement|attribuee?\b|accordee?\b|allouee?\b|versee?\b|votee?\b|octroyee?\b",
        _passes(normalise_amount),
    ),
    (
        "date",
        r"date|annee|jour|^le |maj|debut|fin\b|depuis|jusqu|cree|ouverture|echeance|founded",
        _passes(normalise_date),
    ),
    ("date", "", _is_whole_date),
    ("yes_no", "", _is_yes_or_no),
    ("legal_form", "(forme|categorie) juridique|statut", _passes(kind_of_legal_form)),
    ("person", WHOLE_NAME, _any),
    ("first_name", "prenom", _any),
    ("role", r"^(?!.*\b(code|id)\b).*\b(fonctions?|mandat|profession|poste occupe)\b", _any),
    ("person", _CONTACTS, _any),
    ("person", _TRADES, is_person),
    ("acronym", r"\bsigle\b|acronym", _any),
    ("commune", "ville|commune", _is_commune),
    ("departement", r"\bdepartement|\b(dept?|dpt|dep)\b", _any),
    ("region", r"\bregion", _any),
    ("commune", r"commune|ville|localite|lib geo|locality|municipalite|\bcity\b", _is_not_coded),
    ("commune", r"^lieu( de (la )?(formation|stage|session))?$", _is_commune),
    ("commune", r"\bsiege\b", _is_commune),
    ("address", r"\bsiege\b|adresse|adres\b|\badd?r\d*\b|^rue|\bvoie\b|street|address", _any),
    (
        "funder",
        r"attribuant|financeur|funder|\bacheteur (nom|denomination)|^(nom (de )?(l )?)?acheteur$|"
        r"^(nom |denomination )?(de )?(l )?(administration|autorite|collectivite) ",
        _any,
    ),
    ("skills", "competence|savoir faire|expertise|activite|domaine|metier|specialite", _is_worded),
    ("themes", "theme|thematique", _any),
    ("purpose", "^objet|motif|intitule du projet", _any),
    (
        "description",
        "description|presentation|resume|commentaire|observation|mission|^objet social|abstract",
        _any,
    ),
    (
        "hours",
        r"horaire|opening (hours|times|days)|heures d ouverture|(jours )?d ouverture"
        r"|\b(lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|monday|sunday)\b",
        _any,
    ),
    (
        "operator",
        r"\bporte(e|s|es)? par|porteu|gestionnaire|operateur|\bport\b|exploitant\b|organisateur"
        r"|^pilotes?\b|structure pilote|maitr(e|ise) d ouvrage|chef de file"
        r"|\b(geree?|animee?) par|\b(run|managed|operated) by",
        _any,
    ),
    (
        "name",
        r"\b(nom|denomination|raison sociale|structure|organisme|association|entreprise|libelle|lib"
        r"|intitule|titre|beneficiaire|etablissement|lieu|name|collectivite|employeur|enseigne"
        r"|organi[sz]ation|societe)\b",
        _any,
    ),
    (
        "key",
        rf"^(?!{_CODED}).*(^(ref|reference|code|numero|n°|no)\b|^id|\buid\b|identifiant)",
        _any,
    ),
    ("hours", "", _is_opening),
    ("list", "", _is_list),
    ("postcode", "", _is_round_postcode),
    ("number", "", lambda text: parse_number(text) is not None),
    (
        "commune",
        "^(?!.*(type|categor|statu|genre|natur|objet|procedure|pays|country|nom|prenom))",
        _is_commune,
    ),
)
