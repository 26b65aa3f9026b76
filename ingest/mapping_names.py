"""Which column of an unknown table names what its rows are about."""

import re
from collections.abc import Sequence

from tisserand.ingest.mapping_kinds import is_person
from tisserand.ingest.mapping_profiles import ColumnProfile, heading_of
from tisserand.ingest.mapping_subject import subject_of

# Words of folded headings: those that say « name », those that say of what, and those that say
# that the name is another's.
_NAMING = frozenset((
    "nom", "noms", "denomination", "raison", "name", "appellation", "libelle", "lib",
    "intitule", "titre", "title", "enseigne", "label", "designation", "rs", "rslongue",
))  # fmt: skip
_NAMED = frozenset((
    "structure", "organisme", "association", "asso", "entreprise", "etablissement", "lieu",
    "beneficiaire", "organisation", "site", "service", "tiers", "acteur", "collectivite",
    "laureat", "laureate", "titulaire", "attributaire", "recipient",
    "beneficiary", "ecole", "club", "societe", "sociale", "equipement", "projet", "adherent",
    "membre", "operateur", "dispositif", "aide", "partenaire", "long", "complet", "officiel",
    "maison", "espace", "artisan", "commerce", "terr", "territoire", "organization",
    "bibliotheque", "musee", "fablab", "rslongue", "atelier", "boutique", "magasin", "ferme",
))  # fmt: skip
_OF_ANOTHER = frozenset((
    "commune", "ville", "localite", "prenom", "contact", "responsable", "president",
    "referent", "representant", "dirigeant", "epci", "region", "departement", "pays",
    "canton", "quartier", "rue", "voie", "adresse", "adres", "courriel", "mail", "code", "id",
    "type", "categorie", "nature", "domaine", "activite", "secteur", "attribuant",
    "financeur", "fichier", "complement", "theme", "thematique", "statut", "forme",
    "juridique", "porteur", "porteuse", "port", "gestionnaire", "elu", "maire", "usage",
    "court", "liste", "geo", "url", "site", "web", "reseau", "groupement", "epcis",
    "academie", "programme", "fonds", "public", "publics", "horaire", "tarif", "facebook",
    "twitter", "licence", "source", "signataire", "interlocuteur", "directeur", "action",
    "marque", "sigle", "acronyme", "complementaire", "insee", "dep", "reg", "subvention",
    "subventions", "convention", "operation", "motif", "compte", "imputation", "exercice",
    "annee", "direction", "fonction", "poste", "role", "qualite", "civilite", "mandat", "grade",
    "profession",
))  # fmt: skip
_ACTIVITY = frozenset(("action", "actions"))
_LABEL = {"label"}
"""What a data set calls its names, and a directory of producers the marks that they bear."""
# Who a row of money or of winners is about, rather than what it is for.
_BENEFITING = frozenset((
    "beneficiaire", "beneficiaires", "laureat", "laureats", "laureate", "attributaire",
    "titulaire", "recipiendaire", "recipient", "beneficiary",
))  # fmt: skip
_NEVER = frozenset((
    "siret", "siren", "rna", "email", "url", "insee", "postcode", "telephone", "latitude",
    "longitude", "point", "lambert_x", "lambert_y", "amount", "date", "yes_no", "first_name",
    "hours", "empty", "number", "departement", "region", "role",
))  # fmt: skip
_DOUBTFUL = {
    "commune": 5.0, "address": 4.0, "person": 4.0, "description": 3.0, "legal_form": 4.0,
    "acronym": 2.5, "skills": 2.0, "themes": 3.0, "key": 2.0, "list": 1.0, "category": 1.0,
    "purpose": 2.0, "funder": 5.0, "operator": 3.0,
}  # fmt: skip
_CODE = re.compile(r"^\S*\d\S*$")
_CONTINUED = re.compile(r"\W*(2|suite|bis|complement)\W*$")
_STEP = re.compile(r"(?<=\w)\.(?=\w)")
_NESTED = 1.5
"""What each step down a nested key takes off: what is told first is what the row is about."""
_OF_EACH = 0.8
"""Distinct values a row above which a column names what the rows are about."""
_PEOPLE = 0.6
"""Share of values that look like people above which a column hardly names what rows are about."""
LEAST_SCORE = 3.0
"""Score under which a column is not believed to be a name."""


def name_scores(profiles: Sequence[ColumnProfile]) -> list[tuple[float, ColumnProfile]]:
    """The columns that may name a row, the likeliest first."""
    rows = max((profile.filled for profile in profiles), default=0)
    are_schemes = any(map(_names_schemes, profiles))
    scored = [
        (_score(profile, rows, are_schemes) - 0.02 * position, profile)
        for position, profile in enumerate(profiles)
        if profile.kind not in _NEVER and profile.filled
    ]
    return sorted(scored, key=lambda pair: -pair[0])


def name_column(profiles: Sequence[ColumnProfile]) -> ColumnProfile | None:
    """The column that names a row, or None when none can."""
    best = next(iter(name_scores(profiles)), None)
    return best[1] if best and best[0] >= LEAST_SCORE else None


def continued_in(name: ColumnProfile, profiles: Sequence[ColumnProfile]) -> ColumnProfile | None:
    """The column where a name too long for its own goes on (« Raison sociale 2 »)."""
    heading = heading_of(name.name)
    for profile in profiles:
        other = heading_of(profile.name)
        if other != heading and _CONTINUED.sub("", other) == _CONTINUED.sub("", heading):
            return profile
    return None


def _names_schemes(profile: ColumnProfile) -> bool:
    """Whether each row names another aid: whom it may benefit is then not who got it."""
    is_named = bool(set(heading_of(profile.name).split()) & _NAMING)
    is_of_each = profile.distinct > _OF_EACH * profile.filled
    return is_named and is_of_each and subject_of(profile.name) == "FundingScheme"


def _score(profile: ColumnProfile, rows: int, are_schemes: bool) -> float:
    words = set(heading_of(profile.name).split())
    naming, named = bool(words & _NAMING), bool(words & _NAMED)
    is_thing = len(words) == 1 and profile.kind != "person"
    named = named or (is_thing and subject_of(profile.name) is not None)
    of_another = bool(words & _OF_ANOTHER) and not (is_thing and words <= _ACTIVITY)
    score = 3.0 * naming + 2.0 * named - (4.0 if of_another else 0.0)
    score -= 1.5 if words == _LABEL else 0.0
    score += 3.5 if words & _BENEFITING and not are_schemes else 0.0
    # The sign over the door is the name people know, where every row has one.
    score += 2.5 if "enseigne" in words and profile.filled == rows else 0.0
    if of_another and naming and named:
        score += 1.5
    score -= _DOUBTFUL.get(profile.kind, 0.0) + _NESTED * len(_STEP.findall(profile.name))
    score += 2.0 * profile.filled / rows + 2.0 * profile.distinct / profile.filled
    return score + _look(profile.sample)


def _look(values: Sequence[str]) -> float:
    """How much the values look like names, whatever the heading says."""
    count = len(values)
    if not count:
        return 0.0
    codes = sum(_CODE.match(text) is not None for text in values) / count
    lettered = sum(any(c.isalpha() for c in text) for text in values) / count
    words = sum(len(text.split()) for text in values) / count
    length = sum(map(len, values)) / count
    score = 1.0 if 1.5 <= words <= 10 else 0.0
    if sum(map(is_person, values)) > _PEOPLE * count:
        score -= 2.0
    return score - 4.0 * codes - 6.0 * (1 - lettered) - (3.0 if length > 100 else 0.0)
