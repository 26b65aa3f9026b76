"""When the subject of an unknown table begins and ends, where it stands, and what it costs."""

import re
from typing import Any

from tisserand.ingest.mapping_profiles import ColumnProfile, Columns, heading_of
from tisserand.ingest.mapping_subject import NO_ACTORS
from tisserand.reference.text import fold

_BEGINS = r"debut|depart|demarrage|lancement|start|^(date s?|dates?|le|du|quand)$"
_ENDS = r"\bfin\b|achevement|jusqu|echeance|\bend\b|^au$"
_DATES = {
    "Event": {"startDate": _BEGINS, "endDate": _ENDS},
    "Offer": {"startDate": _BEGINS, "endDate": _ENDS},
    "Project": {"startDate": _BEGINS, "endDate": _ENDS},
    "FundingScheme": {
        "opensOn": r"ouverture|debut|lancement",
        "closesOn": r"limite|cloture|fin\b|depot",
    },
}
_FOUNDED = {"foundedOn": r"creation|fondation|immatriculation|cree\b|constitution|founded"}
_MONEY = {
    "Project": {"budget": r"budget|cout|montant (total|du projet)"},
    "FundingScheme": {"maximumAmount": r"maxim|plafond|\bmax\b|montant"},
}
_RATE = re.compile(r"\btaux\b|pourcentage")
_STANDING = re.compile(r"\b(etat|avancement|phase|stade|statut)\b")
# What the words of a cell say of where a project stands; the first that fits wins.
_PHASES = (
    (r"abandon|annul|arret|suspen", "abandoned"),
    (r"^(a|non|pas) |prevu|planifi|programme", "design"),
    (r"evalu", "evaluated"),
    (r"\b(termin|acheve|fini|realise|cloture|clos\b|livre|complete)", "ended"),
    (r"\b(en cours|demarr|lance|en oeuvre|chantier|actif)", "underway"),
    (r"etude|conception|montage|prefigur|develop|prepar", "design"),
    (r"idee|intention|emergen|reflexion|projet", "idea"),
)


def draft_dates(kind: Any, columns: Columns) -> dict[str, Any]:
    """The dates of an activity, by their headings; of an actor, the day of its foundation."""
    wanted = _DATES.get(kind, {}) if kind in NO_ACTORS else _FOUNDED
    return _by_heading(columns.get("date", []), wanted)


def draft_money(kind: Any, columns: Columns) -> dict[str, Any]:
    """What a project costs and where it stands; what an aid gives at most."""
    if kind not in NO_ACTORS:
        return {}
    found = _by_heading(columns.get("amount", []), _MONEY.get(kind, {}))
    profiles = [profile for several in columns.values() for profile in several]
    if kind == "FundingScheme" and (rate := _first(profiles, _RATE)):
        found["maximumRate"] = rate.name
    if kind == "Project" and (standing := _first(profiles, _STANDING)):
        phases = {text: phase for text in standing.values if (phase := _phase_of(text))}
        if phases:
            found["phase"] = {"column": standing.name, "values": dict(sorted(phases.items()))}
    return found


def _by_heading(several: list[ColumnProfile], wanted: dict[str, str]) -> dict[str, Any]:
    """The first of these columns whose heading says each property, none of them twice."""
    found: dict[str, Any] = {}
    for name, pattern in wanted.items():
        free = [column for column in several if column.name not in found.values()]
        if column := _first(free, re.compile(pattern)):
            found[name] = column.name
    return found


def _first(several: list[ColumnProfile], pattern: re.Pattern[str]) -> ColumnProfile | None:
    return next((column for column in several if pattern.search(heading_of(column.name))), None)


def _phase_of(text: str) -> str | None:
    folded = fold(text)
    return next((phase for words, phase in _PHASES if re.search(words, folded)), None)
