"""What the rows of an unknown table are about: the class that its draft gives them."""

import re
from collections.abc import Sequence
from typing import Any

from tisserand.ingest.mapping_openstreetmap import kind_of_tags
from tisserand.ingest.mapping_profiles import ColumnProfile, heading_of
from tisserand.ingest.normalisation.legal_forms import kind_of_category
from tisserand.ingest.normalisation.names import kind_of_name
from tisserand.reference.text import fold

# What the name's heading, or the file's name, says its rows are; the first that fits wins.
_SUBJECTS = (
    (r"tiers ?lieu|fab ?lab|\blabs?\b|coworking|fabrique|makerspace|hackerspace", "ThirdPlace"),
    (r"\b(appels? a projets?|dispositifs?|aides)\b"
     r"|^(nom|intitule|titre|libelle) (de l |du |de la )?(aide|bourse|prix|fonds)\b",
     "FundingScheme"),
    (r"\b(titre|intitule|nom) (de la |de l |du )?(formation|stage|atelier|service|prestation)s?\b"
     r"|^catalogue (des |de )?(formation|stage|service|prestation)s?\b", "Offer"),
    (r"subv|\b(beneficiaire|laureat|laureate|adherent|membre|partenaire|titulaire)s?\b"
     r"|marches? publics?|\bdecp\b|commande publique", ""),
    (r"\b(projets?|initiatives?|plans? d actions?|fiches? actions?)\b"
     r"|^((nom|intitule|titre|libelle) (de l |des )?)?actions?$", "Project"),
    (r"\b(agenda|evenements?|manifestations?|events?)\b", "Event"),
    (r"\b(amaps?|cigales?|mjc|monnaies? locales?)\b", "Association"),
    (r"\bza\b|\b(zones?|parcs?) (d )?activites?\b", "Site"),
    (r"france services?|\bmsap\b|mediation numerique|med ?num|\b(lieux?|mediatheques?"
     r"|bibliotheques?|musees?|equipements?|maisons?|points? (d|de|numeriques?)|epn|centres sociaux"
     r"|ressourceries?"
     r"|recycleries?|jardins?|sites?|salles?|decheteries?|marches?|monuments?|creches?|equip"
     r"|cinemas?|theatres?|gymnases?|piscines?|stades?|campings?|gites?|refuges?|ludotheques?"
     r"|conservatoires?|relais|rpe|permanences?|antennes?|guichets?|agences postales"
     r"|haltes?|points? de vente|complexes? sportifs?|terrains?|skateparks?|boulodromes?|dojos?"
     r"|centres? (equestres?|nautiques?|culturels?|de loisirs)|bases? (nautiques?|de loisirs)"
     r"|patinoires?|hippodromes?|stands? de tir|plateaux? sportifs?|city ?stades?|courts? de tennis"
     r"|aires? de (jeux|loisirs)|foyers?|squares?|equ)\b",
     "Site"),
    (r"\b(associations?|assos?|clubs?)\b|^rna\b", "Association"),
    (r"\b(scops?|scics?|cooperatives?)\b", "Cooperative"),
    (r"\b(incubateurs?|pepinieres?)\b", "Incubator"),
    (r"\b(ptce|clusters?|grappes?|poles? de competitivite)\b", "Cluster"),
    (r"\b(ecoles?|colleges?|lycees?|universites?|etablissements? scolaires?"
     r"|laboratoires?)\b", "School"),
    (r"\b(mairies?|ccas|cias|epci|collectivites?|intercommunalites?|communes|administrations?)\b",
     "PublicBody"),
    (r"\bmetiers? (d )?art\b|\b(entreprises?|societes?|artisans?|commerces?|commercants?"
     r"|start ?ups?|producteurs?|exploitations?)\b",
     "Company"),
)  # fmt: skip
# What the rows of a survey are, when only the question names them.
_ANSWERS = (
    (r"\bbesoins?\b|\b(cherchez|recherchez|manque|manquent)\b", "Need"),
    (
        r"\b(proposez|offrez|partagez|mutualisez"
        r"|(pouvez|souhaitez|voulez|pourriez)( vous)? (apporter|proposer|offrir|partager"
        r"|mutualiser|preter|mettre (a disposition|en commun))"
        r"|ressources? (a|que|qui|pouvant|proposee?s?)|a (partager|mutualiser|mettre en commun))\b",
        "Offer",
    ),
)
PLACES = ("Site", "ThirdPlace")
NO_ACTORS = ("Project", "FundingScheme", "Event", "Need", "Offer")
_CLASSIFYING = re.compile(
    r"\b(type|types|categorie|category|cat|nature|famille|typologie|echelon|statut|forme|qualite|classe)\b"
)
_NOT_OF_ACTOR = re.compile(
    r"(type|categorie|nature|statut|forme)s? (d |de |du |des |l )*"
    r"(intervention|operation|depense|projet|aide|subvention|dotation|fonds|action|public|contrat|code|identifiant|voie)"
    r"|propriet|gestion|acheteur|zone|diffusion|accueil|procedure"
)
_TYPING = re.compile(r"\b(types?|typologie|categorie|category)\b")
_FORMAL = re.compile(r"\b(statut|forme) ?(juridique|legale?)?$")
_COVERED = 0.6
"""Share of the rows whose class a column must tell for it to be believed."""


def subject_of(text: str) -> str | None:
    """The class that a heading or the name of a file tells; "" when it tells that it varies."""
    folded = fold(re.sub(r"(?<=[a-z])(?=[A-Z])|[._\d-]", " ", text))
    return next((kind for words, kind in _SUBJECTS if re.search(words, folded)), None)


def answer_of(heading: str) -> str | None:
    """Need or Offer, when a heading asks for one."""
    asked = heading_of(heading)
    if asked.startswith("qui "):
        return None
    return next((kind for words, kind in _ANSWERS if re.search(words, asked)), None)


def draft_kind(stem: str, name: ColumnProfile, profiles: Sequence[ColumnProfile]) -> Any:
    """The rule that gives a row its class: a class, or from a column or the words of its name."""
    if answer := answer_of(name.name):
        return answer
    default = _default(stem, name, profiles)
    if default in NO_ACTORS:
        return default
    worded = {"column": name.name, "words": True, "otherwise": "Organization"}
    if tags := kind_of_tags(profiles):
        return [*tags, worded | ({"otherwise": default} if default else {})]
    form = next((p for p in profiles if p.kind == "legal_form"), None)
    if form is not None and default not in PLACES:
        return {"column": form.name, "legal_form": True, "otherwise": default or "Organization"}
    if rule := _from_category(default, profiles):
        return rule if default else [rule, worded]
    return default or worded


def _default(stem: str, name: ColumnProfile, profiles: Sequence[ColumnProfile]) -> str:
    kinds = {profile.kind for profile in profiles}
    for told in (subject_of(name.name), subject_of(stem)):
        if told is not None and not (told == "Project" and "hours" in kinds):
            return told
    if kinds & {"amount"} and not kinds & {"hours"}:
        return ""
    of_names = [subject_of(text) for text in name.sample]
    for kind in PLACES:
        if sum(told == kind for told in of_names) > 0.5 * len(of_names):
            return kind
    organisations = sum(kind_of_name(text) is not None for text in name.sample)
    return "Site" if "hours" in kinds and organisations <= 0.5 * len(name.sample) else ""


def _is_classifying(profile: ColumnProfile) -> bool:
    heading = heading_of(profile.name)
    is_said = _CLASSIFYING.search(heading) is not None and not _NOT_OF_ACTOR.search(heading)
    return is_said and profile.distinct <= 60


def kind_of_categories(profiles: Sequence[ColumnProfile]) -> dict[str, Any] | None:
    """The rule of class of the first of these columns that classifies most of its values."""
    for profile in profiles:
        if _CLASSIFYING.search(heading_of(profile.name)) is None:
            continue
        values = {text: kind for text in profile.values if (kind := kind_of_category(text))}
        if len(values) >= _COVERED * profile.distinct:
            return {"column": profile.name, "values": dict(sorted(values.items()))}
    return None


def _of_type(text: str) -> str | None:
    """The class of a type of actors, or of places (« Médiathèque »)."""
    told = subject_of(text)
    return kind_of_category(text) or (told if told in PLACES else None)


def _is_of_owner(profile: ColumnProfile) -> bool:
    """Whether a column of a directory of places tells the legal form of who runs them."""
    return profile.kind == "legal_form" or _FORMAL.search(heading_of(profile.name)) is not None


def _from_category(default: str, profiles: Sequence[ColumnProfile]) -> dict[str, Any] | None:
    """The column of categories that tells the class of most rows, with the class of each value."""
    for profile in profiles:
        if not _is_classifying(profile) or (default in PLACES and _is_of_owner(profile)):
            continue
        tell = _of_type if _TYPING.search(heading_of(profile.name)) else kind_of_category
        values = {text: kind for text in profile.values if (kind := tell(text))}
        if default in PLACES:
            is_run = any(other.kind == "operator" for other in profiles)
            actors = ("ThirdPlace",) if is_run else ("ThirdPlace", "Association", "Company")
            values = {text: kind for text, kind in values.items() if kind in actors}
        covered = sum(count for text, count in profile.values.items() if text in values)
        if values and (default in PLACES or covered >= _COVERED * profile.filled):
            rule: dict[str, Any] = {"column": profile.name, "values": dict(sorted(values.items()))}
            if default not in PLACES:
                rule["legal_form"] = True
            return rule | ({"otherwise": default} if default else {})
    return None
