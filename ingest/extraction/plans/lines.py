"""What a line of a plan is: an orientation, an action, a label, or something else."""

import re
from typing import Literal, NamedTuple

from tisserand.ingest.extraction.sections import plain

_KEYWORDS = (
    r"orientations?|axes?|priorités?|enjeux?|objectifs?|chantiers?|volets?|ambitions?|défis?|"
    r"piliers?|leviers?|caps?|engagements?|thématiques?|thèmes?|programmes?|parties?|domaines?"
)
_QUALIFIED = (
    r"(?:\s+(?:stratégiques?|opérationnels?|prioritaires?|générale?s?|thématiques?|transversa\w+))?"
)
_ORDINALS = (
    r"premi(?:er|ère)|deuxième|second|seconde|troisième|quatrième|cinquième|sixième|septième"
)
_SPELLED = r"un|deux|trois|quatre|cinq|six|sept|huit"
_NO = r"(?:n[°º]|no\b\.?)"
_APART = r"\s*[.:)–—/|-]+\s*|\s+"
_ORIENTATION = re.compile(
    rf"^(?:(?:{_KEYWORDS}){_QUALIFIED}\s*(?:{_NO}\s*)?(\d{{1,2}}|[A-Z]|[IVX]+)\b(?![-–]\d)(?:{_APART})(\S.*)"
    rf"|OS?\s?(\d+)\s*[.:)–—-]+\s*(\S.*)"
    rf"|({_ORDINALS})\s+(?:{_KEYWORDS})\s*[.:–—-]\s*(\S.*)"
    rf"|(?:{_KEYWORDS}){_QUALIFIED}\s+({_ORDINALS}|{_SPELLED})\s*[.:–—-]\s*(\S.*))",
    re.IGNORECASE,
)
_ROMAN = re.compile(r"^([IVX]{1,4}|[A-H])\s*[.)–—/-]\s*(\S.{3,120})$")
_NAMED = (
    r"(?:fiche[- ]?)?(?:actions?|mesures?|fiches?|opérations?|sous-actions?|projets?)\s*"
    rf"(?:{_NO}\s*)?"
)
_CODE = (
    r"(?:OS\s?)?(?:[A-Z]\s?[.-]?\s?)?\d{1,2}(?:\s?[.-]\s?\d{1,2})*(?:\.?[a-z]\b)?"
    r"|[A-Z]\d+(?:\.\d+)*|[IVX]+\s?[.-]\s?(?:\d+|[a-zA-Z])(?:[.-]\d+)*\b"
)
_ACTION = re.compile(
    rf"^\(?(?:(?P<named>{_NAMED}))?(?P<code>{_CODE})(?P<apart>\s*[.:)–—/|-]+\s*|\s+)(?P<title>\S.*)",
    re.IGNORECASE,
)
_LONGEST = 160
NUMBER = re.compile(r"(?:[A-Z][.-]?)?\d+(?:[.-]\d+)*[a-z]?")
PLAN = re.compile(
    r"\b(?:plan|programme|feuille de route|stratégie|schéma|projet de territoire|contrat|agenda|"
    r"charte|convention)\b"
)
INFINITIVE = re.compile(r"(?:s'|se )?[\wéèêàçïîôûœ'’-]+(?:er|ir|re|oir)\b", re.IGNORECASE)
_PARENT = re.compile(
    r"^(?:axe|orientation|objectif|volet|enjeu|priorité|ambition|pilier)s?"
    r"(?: stratégique| prioritaire| de rattachement| concernée?)*$"
)


class PlanLine(NamedTuple):
    """A line of a plan.

    Attributes:
        number: as it is written, spaces left out.
        is_named: whether the word « orientation », « action » or « mesure » says what it is.
    """

    kind: Literal["orientation", "roman", "action"]
    number: str
    title: str
    is_named: bool = False


def read_plan_line(text: str) -> PlanLine | None:
    """An orientation or an action with its number; `roman` for « II. Titre », which may be both."""
    if (found := _ORIENTATION.match(text)) and len(text) <= _LONGEST:
        label, title = (one for one in found.groups() if one)
        if ". " not in title:
            return PlanLine("orientation", label, title.strip(" .:"), is_named=True)
    action = _ACTION.match(text)
    roman = _ROMAN.match(text)
    if roman and not (action and len(action["code"]) > len(roman[1])):
        return PlanLine("roman", roman[1], roman[2])
    if action is None or not _starts_title(action):
        return None
    return PlanLine("action", re.sub(r"\s", "", action["code"]), action["title"],
                    bool(action["named"]))  # fmt: skip


def _starts_title(action: re.Match[str]) -> bool:
    """Whether a title follows the number, and not a quantity's noun: « 3 salariés »."""
    first = action["title"][0]
    is_told = bool(action["named"]) or bool(re.search(r"[.:)–—/|-]", action["apart"]))
    return first.isupper() or first in "«\"“'" or first.isdigit() or is_told


def is_parent_label(label: str) -> bool:
    """« Axe : », « Orientation stratégique : » in the sheet of an action."""
    return bool(_PARENT.match(label))


def announces_plan(texts: str) -> bool:
    """Whether the head of a document calls it a plan."""
    return bool(PLAN.search(plain(texts)))
