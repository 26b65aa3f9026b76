"""Clauses of a requirement, and the conditions read in them."""

import re
from typing import Literal, NamedTuple

from tisserand.reference.text import fold, stem

Topic = Literal[
    "applicant", "age", "territory", "population", "theme", "budget", "base", "grant", "rate",
    "public_rate", "own_share", "opening", "deadline", "duration", "phase", "cumulation", "other",
]  # fmt: skip
Test = Literal["is", "is_not", "least", "most", "unread"]


class Condition(NamedTuple):
    """What a clause asks.

    Attributes:
        topic: what it bears on.
        test: `is` one of the values, `is_not` any of them, `least`, `most`; `unread` when nobody
            understood it.
        values: categories of applicants, IRIs of places, kinds of funders; or one figure: euros,
            a share, months, inhabitants, an ISO date.
        is_open: the list of values goes on with some that were not understood.
    """

    topic: Topic
    test: Test
    values: tuple[str, ...] = ()
    is_open: bool = False

    @property
    def number(self) -> float:
        """The figure, for those that hold one."""
        return float(self.values[0])


class Clause:
    """A clause being read: words understood are taken out of `folded`."""

    def __init__(self, said: str) -> None:
        folded = fold(said)
        folded = re.sub(r"(?<=\d)\.(?=\d{3}\b)", "", folded)
        self.folded = re.sub(r"(?<=\d) (?=\d{3}(?!\d))", "", folded)
        self.whole = self.folded

    def has(self, pattern: str) -> bool:
        """Whether a pattern is met in what is left."""
        return re.search(rf"\b(?:{pattern})", self.folded) is not None

    def take(self, start: int, end: int) -> None:
        """Blank a span, so that it is not read twice; positions do not move."""
        self.folded = self.folded[:start] + " " * (end - start) + self.folded[end:]

    def drop(self, pattern: re.Pattern[str]) -> bool:
        """Blank every match of a pattern; whether there was one."""
        matches = list(pattern.finditer(self.folded))
        for match in matches:
            self.take(match.start(), match.end())
        return bool(matches)


_BORDERS = re.compile(r"[;\n•]+|(?<=[^\W\d_]{2})\.(?=\s|$)|(?<=[)€%\d])\.(?=\s+[A-ZÀ-Ý]|\s*$)")


def clauses_of(text: str) -> list[str]:
    """Sentences and items of a list, as written."""
    parts = (part.strip(" \t-–*") for part in _BORDERS.split(text))
    return [part for part in parts if re.search(r"\w", part)]


_SAYS_NOTHING = """
    projet projets dossier dossiers aide aides subvention subventions demande demandes demandeur
    demandeurs porteur porteurs portes candidat candidats candidature candidatures beneficiaire
    beneficiaires eligible eligibles eligibilite critere criteres condition conditions montant
    montants cout couts budget total globale minimum minimale maximum maximale taux depense
    depenses ht ttc date limite doit doivent peut peuvent appel adresse destine situe situes
    implante territoire territoires siege deroule derouler lieu actions action menees mene
    realise realisation realises personne personnes financement financements plafond plancher
    dispositif public publics prive exclusivement uniquement seulement obligatoirement seuls
    operation operations compris comprise depot deposer presenter presente candidater repondre
    beneficier pretendre parvenir adresser adresses concerne concernes perimetre vise vises
    accompagnes retenus ouvert ouverte ouverture session sessions existant existence
    egal egale creees cree creation depuis moment
"""
SAYS_NOTHING = frozenset(stem(word) for word in _SAYS_NOTHING.split())
"""Stems of words that may be left without anything being missed."""
