"""Reading what a funding scheme requires, sentence by sentence.

A requirement is prose: each clause is read by rules that take out the words they understand. What
is left, beyond words that say nothing, becomes a condition that nobody read (`unread`): a person
must look. Nothing is guessed.
"""

import re
from typing import NamedTuple

from tisserand.recommend.applicants import find_categories
from tisserand.recommend.requirement_figures import read_figures
from tisserand.recommend.requirement_rules import read_cumulation, read_phase
from tisserand.recommend.requirement_territories import read_territories
from tisserand.recommend.requirement_text import SAYS_NOTHING, Clause, Condition, Test, clauses_of
from tisserand.reference.place_mentions import find_in_text
from tisserand.reference.places import Gazetteer
from tisserand.reference.text import stem, tokens

__all__ = ["Condition", "Read", "read_requirement"]

_ABOUT_APPLICANTS = re.compile(
    r"\b(?:reserve\w*|ouverte?s? (?:a|aux?)|eligib\w+|ineligib\w+|beneficiaires?|s adresse\w*"
    r"|destine\w*|a destination|a l attention|seule?s?"
    r"|peu(?:t|vent) (?:\w+ ){0,2}(?:candidat|depos|benefici|pretend|repond|demand|postul)\w*"
    r"|porte(?:e|s|es)? par|porteurs?"
    r"|demandeurs?|candidat\w*|exclu(?:s|e|es)?|sauf|hors|hormis|exception)\b"
)
_OF_OTHER_THINGS = re.compile(
    r"\b(?:depenses?|couts?|frais|jury|(?<!appel a )(?<!appels a )"
    r"(?:actions?|ateliers?|projets?|spectacles?|activites?|services?|lieux)\b[^,]{0,30}"
    r"\b(?:destine\w*|ouverte?s?|s adresse\w*|a destination))\b"
    r"|^(?:la|le|l) (?:commune|mairie|collectivite|intercommunalite|departement|region)"
    r" (?:doit|peut|donne|est|sera|aura)\b"
)
_ARTICLES = re.compile(r"(?:(?:les?|la|l|toutes?|tous|une?|des|aux?) )*$")
_EXCEPT = re.compile(
    r"\b(?:sauf|hors|hormis|excepte\w*|a l (?:exception|exclusion) d\w*)\b(?: pour)?"
)
_REFUSED = re.compile(
    r"\b(?:exclu(?:s|e|es)?|ineligibles?|non eligibles?|n(?:e| ) ?(?:sont|est|peu(?:t|vent))"
    r" (?:pas|en aucun cas))\b"
)
_NOT_APPLYING = re.compile(
    r"\b(?:avec|aupres|benefice|profit|pour|dans|sur|du|de la|d une?|membres? d\w*|appui d\w*"
    r"|accompagne\w* par|au moins|sein|faveur|service|usage)"
    r"(?: (?:les?|la|l|des|une?|d|de|deux|trois|quatre))* $"
)
_ABOUT_OTHERS = re.compile(r"\b(?:financ|cofinanc|conseil|subvention|aide|delibera)\w*[^,]{0,25}$")
_NOT_IN = re.compile(r"\b(?:hors|sauf|exception|exclu\w*)\b[^,]{0,30}$")


class Read(NamedTuple):
    """One clause of a requirement, and the conditions met in it."""

    sentence: str
    conditions: tuple[Condition, ...]


def read_requirement(requirement: str, gazetteer: Gazetteer) -> list[Read]:
    """What each clause of a requirement asks, in the order of the text.

    Args:
        requirement: French prose, perhaps of several sentences.
    """
    return [Read(said, tuple(_conditions(said, gazetteer))) for said in clauses_of(requirement)]


def _conditions(said: str, gazetteer: Gazetteer) -> list[Condition]:
    clause, found = _without_places(said, gazetteer)
    found += read_cumulation(clause)
    found += read_phase(clause)
    found += read_figures(clause)
    found += _applicants(clause)
    if _is_left(clause.folded) or not found:
        found.append(Condition("other", "unread", ("rest",) if found else ()))
    return found


def _without_places(said: str, gazetteer: Gazetteer) -> tuple[Clause, list[Condition]]:
    """The clause without the places it names as a territory, and the conditions they make."""
    inside: list[str] = []
    outside: list[str] = []
    rest, position = "", 0
    whole = Clause(said)
    if whole.has(r"cumul"):
        return whole, []
    if listed := read_territories(said, gazetteer):
        return listed
    for mention in find_in_text(gazetteer, said):
        before = Clause(said[: mention.start]).folded + " "
        if _ABOUT_OTHERS.search(before):
            continue
        (outside if _NOT_IN.search(before) else inside).append(mention.place.iri)
        rest += said[position : mention.start] + " "
        position = mention.end
    sides: tuple[tuple[Test, list[str]], ...] = (("is", inside), ("is_not", outside))
    found = [Condition("territory", test, tuple(sorted(set(p)))) for test, p in sides if p]
    return Clause(rest + said[position:]), found


def _applicants(clause: Clause) -> list[Condition]:
    """Who may apply and who may not, where the clause is about it."""
    text = clause.folded
    mentions = [one for one in find_categories(text) if not _NOT_APPLYING.search(text[: one.start])]
    if not mentions or _OF_OTHER_THINGS.search(clause.whole):
        return []
    begins = _ARTICLES.fullmatch(text[: mentions[0].start]) is not None
    if not begins and not _ABOUT_APPLICANTS.search(text):
        return []
    exception = _EXCEPT.search(text)
    border = exception.start() if exception else len(text)
    is_refusal = exception is None and _REFUSED.search(text) is not None
    allowed = [one for one in mentions if one.start < border and not is_refusal]
    refused = [one for one in mentions if one not in allowed]
    is_open = _has_unknown(text, [(one.start, one.end) for one in allowed], border)
    for one in reversed(mentions):
        clause.take(one.start, one.end)
    clause.drop(_EXCEPT)
    clause.drop(_REFUSED)
    clause.drop(_ABOUT_APPLICANTS)
    sides: tuple[tuple[Test, list[str]], ...] = (
        ("is", sorted({one.category for one in allowed})),
        ("is_not", sorted({one.category for one in refused})),
    )
    return [
        Condition("applicant", test, tuple(names), is_open and test == "is")
        for test, names in sides
        if names
    ]


def _has_unknown(text: str, spans: list[tuple[int, int]], border: int) -> bool:
    """Whether a list of who may apply holds an item of which no word was understood."""
    if not spans:
        return False
    blanked = text
    for start, end in reversed(spans):
        blanked = blanked[:start] + "#" * (end - start) + blanked[end:]
    items = re.split(r",| et | ou |/", blanked[spans[0][0] : border])
    return any("#" not in item and _is_left(item) for item in items)


def _is_left(folded: str) -> bool:
    """Whether words that say something are there."""
    return any(stem(word) not in SAYS_NOTHING for word in tokens(folded))
