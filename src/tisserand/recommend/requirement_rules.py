"""What a requirement says of the phase of a project and of other money."""

import re

from tisserand.recommend.requirement_text import Clause, Condition
from tisserand.reference.text import STOP_WORDS

_BEGUN = r"(?:commence|demarre|engage|debute|entame)\w*"
_REFUSED = (
    r"(?:exclu(?:s|e|es)?|ineligibles?|non eligibles?|irrecevables?"
    r"|ne (?:sont|seront|peuvent) pas \w+)"
)
_BEFORE = r"(?: (?:avant|a la date|au moment|lors)(?: (?!le \d)\w+){0,6})?"
_NOT_STARTED = (
    rf"(?:deja )?(?:{_BEGUN}|en cours|acheves?|termines?)[^,]* (?:sont |seront |est )?{_REFUSED}",
    rf"{_REFUSED} (?:les )?\w+ (?:deja )?{_BEGUN}",
    rf"(?:aucun|pas de|sans) (?:commencement|debut|demarrage)(?: d execution| des travaux)?"
    rf"{_BEFORE}",
    rf"n(?:e| ) ?(?:doi(?:t|vent)|sont|est|ont|a|peu(?:t|vent)) pas (?:deja |encore |etre |avoir )*"
    rf"{_BEGUN}{_BEFORE}",
    rf"(?:non|pas encore) {_BEGUN}{_BEFORE}",
)
_STUDY = re.compile(
    r"\b(?:en |au )?(?:phases?|stades?|etapes?) (?:d |de l |de )?"
    r"(?:etudes?|conception|ideation|idee|emergence|amorcage)\b"
)
_WORKS = re.compile(r"\b(?:les |l )?(?:travaux|execution)\b")


def read_phase(clause: Clause) -> list[Condition]:
    """Not begun yet, or only studied."""
    found = []
    if clause.drop(re.compile(rf"\b(?:{'|'.join(_NOT_STARTED)})\b")):
        clause.drop(_WORKS)
        found.append(Condition("phase", "is_not", ("started",)))
    if clause.drop(_STUDY):
        found.append(Condition("phase", "is", ("study",)))
    return found


_CANNOT = re.compile(
    r"\b(?:(?:non|pas|ni|aucunement) (?:etre )?cumulables?"
    r"|n(?:e| ) ?(?:peu(?:t|vent)|doi(?:t|vent)) (?:pas |en aucun cas )?"
    r"(?:se cumuler|etre cumule\w*)"
    r"|cumul\w*(?=.*\b(?:interdit\w*|impossible|exclu\w*|pas (?:autorise|possible|admis)\w*)))\b"
)
_CAN = re.compile(r"\b(?:est |sont )?(?:cumulables?|peu(?:t|vent) (?:se cumuler|etre cumule\w*))\b")
_FORBIDDEN = re.compile(
    r"\b(?:est |sont )?(?:n est |ne sont )?(?:interdit\w*|impossible|exclu\w*"
    r"|pas (?:autorise|possible|admis)\w*)"
)
_FUNDERS = {
    "etat": r"(?:l )?etat|detr|dsil|fonds vert|ministeres?|prefecture",
    "region": r"regions?|regiona(?:l|le|les|ux)",
    "departement": r"departements?|departementa(?:l|le|les|ux)",
    "commune": r"communes?|municipa(?:l|le|les|ux)",
    "epci": r"intercommunalites?|intercommuna(?:l|le|les|ux)|communaute de communes",
    "europe": r"feder|feader|fse|leader|europe\w*",
    "publique": r"aides? publiques?|financements? publics?|fonds publics|subventions? publiques?",
}
_ANY_OTHER = re.compile(r"(?:toute|aucune|une|d) ?autres? (?:aides?|subventions?|financements?)")
_GENERAL = frozenset(
    ("aide", "aides", "subvention", "subventions", "financement", "financements", "dispositif",
     "dispositifs", "fonds", "autre", "autres", "interdit")
)  # fmt: skip


def read_cumulation(clause: Clause) -> list[Condition]:
    """Which other money may not be added; what is no known funder is given by its words."""
    for pattern, test in ((_CANNOT, "is_not"), (_CAN, "is")):
        match = pattern.search(clause.folded)
        if match is None:
            continue
        said = _FORBIDDEN.sub(" ", clause.folded[match.end() :])
        said = re.sub(r"^\W*(?:avec|a|de|d)\b", " ", said).strip(" .,")
        values = _given_by(said)
        clause.take(0, len(clause.folded))
        if not values:
            return [Condition("other", "unread")]
        return [Condition("cumulation", "is_not" if test == "is_not" else "is", values)]
    return []


def _given_by(said: str) -> tuple[str, ...]:
    """Kinds of funders, `any`, or the words of a name after « = »."""
    found = [name for name, words in _FUNDERS.items() if re.search(rf"\b(?:{words})\b", said)]
    if found:
        return tuple(sorted(found))
    named = [word for word in re.findall(r"\w+", said) if word not in STOP_WORDS | _GENERAL]
    if named:
        return (f"={' '.join(named)}",)
    return ("any",) if _ANY_OTHER.search(said) else ()
