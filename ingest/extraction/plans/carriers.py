"""Who carries an action: in brackets, after a dash, on a line of its own, or nobody yet."""

import re
from collections.abc import Sequence

from tisserand.ingest.extraction.grouping import Named
from tisserand.ingest.extraction.sections import plain
from tisserand.ingest.extraction.tokens import Line

_WORDS = (
    r"porteur(?:e?s)?(?: de l'action)?|porteuses?|(?:co-?)?pilot(?:e|es|age)|chef(?:fe)?s? de file|"
    r"maîtres? d'ouvrage|maîtrise d'ouvrage|"
    r"structures? (?:porteuse|pilote|responsable|chef de file)s?|"
    r"responsables?|(?:action )?portée?s? par|référente?s?|animat(?:eur|rice)s?|animation|"
    r"coordination|coordinat(?:eur|rice)s?|portage|conduite? par|pilotée? par|"
    r"opérateurs?|acteurs? pilotes?|menée? par|mise en œuvre|confiée?s? à|assurée?s? par|"
    r"maîtres? d'œuvre|coordonnée? par|animée? par|organisme|qui|qui porte|qui pilote|avec qui"
)
_LABEL = re.compile(rf"^(?:{_WORDS})\b")
_SENTENCE = re.compile(
    r"(?:action )?(?:(?:co-?)?(?:port|pilot|men|coordonn|anim|assur|réalis)ée?s?|conduite?s?) par\s"
    r"|confiée?s? (?:à|au|aux)\s",
    re.IGNORECASE,
)
_INLINE = re.compile(
    rf"(?:\s*[(\[;,.–—|/-]\s*|\s+(?=(?-i:[A-Z])))((?:{_WORDS})"
    r"(?:\s*[:?]|(?<=par)|(?<=à)"
    r"|(?=\s+(?:à|reste à|non|pas encore) (?:dé|pré|iden|confirm|trouver|défini))"
    r"|(?=\s+(?:l'|la |le |les )?(?-i:[A-ZÀ-Ý])))|sans (?:pilote|porteur|responsable)\b)",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"[.;|–—,)\]]?\s*\b(?:partenaires?|échéances?|calendriers?|budgets?|coûts?|financements?|montants?|"
    r"délais?|état|statut|indicateurs?|publics?|dates?|début|moyens|priorité|objectifs?|"
    r"territoire|lieu|description|résultats?)\s?(?:associés?|prévisionnel|attendus?)?\s*:",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*\.?$")
NOBODY = re.compile(
    r"à désigner|à définir|à identifier|non défini|à préciser|à trouver|aucun|à déterminer|"
    r"à confirmer|non désigné|pas encore|en attente|recherch|non attribué|néant|à pourvoir|"
    r"à mobiliser|vacant|sans (?:pilote|porteu\w+|responsable|chef)|^\W*[-–—?…]*\W*$"
)


def is_carrier_label(label: str) -> bool:
    """Whether a label in small letters says that what follows carries an action."""
    return bool(_LABEL.match(label))


def carriers_start(text: str) -> int:
    """Where carriers begin on a line of their own without a colon, « Portée par X »; else 0."""
    found = _SENTENCE.match(text)
    return found.end() if found else 0


class Carriers:
    """The names of each line of a document that can carry an action."""

    def __init__(self, lines: Sequence[Line], by_line: Sequence[Sequence[Named]]) -> None:
        self._lines = lines
        self._by_line = by_line

    def text(self, number: int) -> str:
        """A line, with a tab where wide spaces part its columns."""
        return self._lines[number].text

    def named(self, number: int, first: int = 0, last: int | None = None) -> tuple[str, ...]:
        """The bodies, people and places named between two characters; none while nobody is."""
        line = self._lines[number]
        last = len(line.text) if last is None else last
        if NOBODY.search(plain(line.text[first:last])):
            return ()
        own = [
            f"e{named.entity + 1}"
            for named in self._by_line[number]
            if named.span.kind in ("Organization", "Person", "Place")
            and first <= line.tokens[named.span.i].start < last
        ]
        return tuple(dict.fromkeys(own))

    def split(self, number: int, start: int) -> tuple[int, tuple[str, ...] | None]:
        """Where the title that begins at a character ends, and the carriers named after it; None
        where the line says nothing of them."""
        text = self._lines[number].text
        if found := _INLINE.search(text, start + 3):
            after = _OTHER.search(text, found.end())
            before = _OTHER.search(text, start + 3, found.start())
            end = before.start() if before else found.start()
            return end, self.named(number, found.start(1), after.start() if after else None)
        if (brackets := _BRACKETS.search(text, start)) and self._are_bodies(number, brackets):
            return brackets.start(), self.named(number, brackets.start())
        other = _OTHER.search(text, start + 3)
        return (other.start() if other else len(text)), None

    def _are_bodies(self, number: int, brackets: re.Match[str]) -> bool:
        """Whether brackets hold names of organisations, or the mark that nobody is found."""
        line = self._lines[number]
        if NOBODY.search(plain(brackets[1])):
            return True
        inside = {
            k
            for named in self._by_line[number]
            if named.span.kind == "Organization"
            for k in range(named.span.i, named.span.j)
        }
        words = [k for k, t in enumerate(line.tokens) if t.start > brackets.start() and t.is_word]
        small = ("et", "la", "le", "les", "l'", "association", "l'association")
        return bool(words) and all(k in inside or line.lower(k) in small for k in words)
