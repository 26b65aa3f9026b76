"""A sentence as its signs relate to one another: what governs each, what time phrases leave.

Time phrases and brackets go first: « a quitté en 2019 <O1> » governs as « a quitté <O1> ».
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from tisserand.ingest.extraction.lexicons import read_words
from tisserand.ingest.extraction.scene import Scene
from tisserand.ingest.extraction.verb_groups import Group, find_groups
from tisserand.ingest.extraction.words import Word, words_of

STRONG = frozenset((";", ":", '"', ".", "!", "?", "…", "|", "•"))
DASHES = frozenset(("–", "—", "-"))
_MONTH = (
    "(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|"
    "printemps|automne|hiver|été|rentrée)"
)
_YEAR = r"(?:19|20)\d\d"
_NUMBER = r"(?:\d+|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|quinze|vingt|quelques)"
_DAY = r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
_TIME = re.compile(
    rf"(?<![\w<])(?:"
    rf"(?:de|entre) {_YEAR} (?:à|et|jusqu'en) {_YEAR}"
    rf"|(?:(?:en|depuis|dès|jusqu'en|jusqu' en|avant|après|vers|courant|fin|début|à partir de|"
    rf"à la fin de|au début de) )?(?:(?:fin|début|mi) )?(?:l'été |l'hiver |l'automne |{_MONTH} )?"
    rf"{_YEAR}(?: (?:et|puis|,) {_YEAR})*"
    rf"|(?:en|depuis|dès|au|à la|jusqu'en|cet|cette|ce) {_MONTH}(?: (?:dernier|prochain))?"
    rf"|(?:le |ce |depuis le |chaque |{_DAY} )*\d{{1,2}}(?:er)? {_MONTH}"
    rf"|(?:depuis|pendant|durant|en|sur|il y a|voilà|après|pour)(?: plus de| près de| environ)? "
    rf"{_NUMBER} (?:ans?|années?|mois|semaines?|jours?)(?: déjà)?"
    rf"|l'an (?:dernier|passé)|l'année (?:dernière|passée|suivante|prochaine)|cette année|"
    rf"chaque (?:année|été|hiver|mois|semaine|{_DAY}|printemps|automne)|"
    rf"tous les (?:ans|mois|{_DAY}s)|"
    rf"depuis (?:longtemps|toujours|peu|l'origine|ses débuts|sa création|l'automne|le printemps)|"
    rf"(?:le mois|la semaine) (?:dernier|dernière|prochain|prochaine)|"
    rf"(?:le |ce )?{_DAY}(?: soir| matin)?"
    rf"|à mi-temps|à temps (?:plein|partiel|complet)|en (?:cdi|cdd|alternance|service civique)"
    rf"|à (?:la fois|nouveau|ce jour|présent|terme)|de nouveau|par ailleurs|en outre|en effet|"
    rf"d'abord|d'ailleurs|pour sa part|de son côté|à son tour|entre autres|en particulier"
    rf")(?![\w>])"
)
_LINKS = frozenset(("et", ",", "ou", "puis", "&"))
_FAMILIES = {"P": "A", "O": "A", "F": "A", "J": "J", "E": "J", "L": "L", "S": "S"}
_NOMINAL = frozenset(("NOUN", "ADJ", "PROPN", "NUM"))
_NOMINATIVE = frozenset(("il", "elle", "je", "j'"))
_LONGEST_NOUN = 6


class Governor(NamedTuple):
    """What governs a sign: class of a preposition, or empty; its position; the noun before it."""

    kind: str
    at: int = -1
    head: int = -1


class Sentence:
    """The words of a sentence, its verb groups, and the governor of each sign.

    Attributes:
        chain: of each sign, the positions of those that it is joined to before it.
    """

    def __init__(self, scene: Scene, start: int, end: int) -> None:
        self.scene, self.start, self.end = scene, start, end
        self.text = scene.text[start:end]
        words = _without_time(words_of(scene, start, end), self.text, start)
        self.words = _without_excluded(_without_brackets(words))
        self.groups: list[Group] = find_groups(self.words)
        self.group_at = {k: group for group in self.groups for k in range(group.i, group.j)}
        self.prepositions = _prepositions(self.words)
        self.signs = [k for k, word in enumerate(self.words) if word.letter]
        self.chain: dict[int, tuple[int, ...]] = {}
        self.governors: dict[int, Governor] = {}
        for k in self.signs:
            self._govern(k)

    def _govern(self, k: int) -> None:
        governor = self._governor(k)
        before = self._joined(k) if not governor.kind else None
        self.chain[k] = ()
        if before is not None:
            self.chain[k] = (*self.chain[before], before)
            governor = self.governors[before]
        elif governor.kind and (repeated := self._repeated(governor.at, governor.kind)) is not None:
            self.chain[k] = (*self.chain[repeated], repeated)
        self.governors[k] = governor

    def _governor(self, k: int) -> Governor:
        """The preposition of a sign, past the words of its noun group."""
        if self.words[k].pos in _NOMINATIVE:
            return Governor("")
        j = k - 1
        while j >= 0 and k - j <= _LONGEST_NOUN:
            if j in self.prepositions:
                kind, first = self.prepositions[j]
                return Governor(kind, first, first - 1)
            word = self.words[j]
            if word.letter and word.letter != "R":
                break
            is_noun = word.pos in _NOMINAL or word.pos == "DET" or word.letter == "R"
            if not is_noun or j in self.group_at or word.text in _LINKS:
                break
            j -= 1
        return Governor("")

    def _joined(self, k: int) -> int | None:
        """The sign before « , » or « et » that sign k is coordinated with."""
        j = k - 1
        while j >= 0 and self.words[j].pos == "DET":
            j -= 1
        if j >= 1 and self.words[j].text == "que" and self.words[j - 1].text == "ainsi":
            j -= 1
        elif j < 0 or self.words[j].text not in _LINKS:
            return None
        j -= 1
        if j >= 0 and self.words[j].text in (",", "et"):
            j -= 1
        if j < 0 or not self.words[j].letter or self._begins_clause(k):
            return None
        same = _FAMILIES.get(self.words[j].letter) == _FAMILIES.get(self.words[k].letter, "?")
        return j if same else None

    def _begins_clause(self, k: int) -> bool:
        """Whether a singular verb follows a sign: « Avec <O1>, <O2> anime »."""
        group = self.group_at.get(k + 1)
        return group is not None and group.person.endswith("s")

    def _repeated(self, at: int, kind: str) -> int | None:
        """« de <O1> et de <O2> »: the sign before the link before the same preposition."""
        j = at - 1
        if j < 1 or self.words[j].text not in _LINKS:
            return None
        j -= 1 + (self.words[j - 1].text == ",")
        if j >= 0 and self.words[j].letter and self.governors[j].kind == kind:
            return j
        return None

    def around(self, k: int) -> str:
        """« dans un garage de <L1> »: the preposition of the noun that a sign completes."""
        j = self.governors[k].head
        while j >= 0 and not self.words[j].letter and j not in self.group_at:
            if j in self.prepositions:
                kind, first = self.prepositions[j]
                if kind != "of":
                    return kind
                j = first
            elif self.words[j].pos not in (*_NOMINAL, "DET"):
                break
            j -= 1
        return ""

    def span(self, *positions: int) -> tuple[int, int]:
        """From the first to the last of some words, in the abstract text."""
        first, last = min(positions), max(positions)
        return self.words[first].start, self.words[last].end


def _without_time(words: Sequence[Word], text: str, start: int) -> list[Word]:
    gone = [(start + m.start(), start + m.end()) for m in _TIME.finditer(text)]
    return [word for word in words if word.letter or not any(a <= word.start < b for a, b in gone)]


def _without_brackets(words: Sequence[Word]) -> list[Word]:
    """Brackets go with what they hold, but for an amount."""
    kept: list[Word] = []
    depth = 0
    for word in words:
        if word.text in ("(", "["):
            depth += 1
        elif word.text in (")", "]"):
            depth = max(0, depth - 1)
        elif not depth or word.letter == "A":
            kept.append(word)
    return kept


def _without_excluded(words: Sequence[Word]) -> list[Word]:
    """« et non de <O1> », « , pas par <O1> », « sauf <O1> » go, up to the next comma."""
    kept: list[Word] = []
    is_out = False
    for k, word in enumerate(words):
        is_out = (is_out and word.text not in STRONG | {",", "mais"}) or _excludes(words, k)
        if not is_out:
            kept.append(word)
    return kept


def _excludes(words: Sequence[Word], k: int) -> bool:
    """Whether what follows the word at k is left out of what its clause says."""
    word = words[k].text
    if word in ("sauf", "excepté", "hormis"):
        return True
    follows = words[k + 1] if k + 1 < len(words) else None
    if word not in ("non", "pas") or follows is None or not k:
        return False
    before = words[k - 1].text
    return before in (",", "et", "mais", "–", "—") and follows.pos not in ("VERB", "AUX")


@cache
def _phrases() -> Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Prepositions by their last word, longest first, with their class."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for kind, phrases in read_words("frames")["prepositions"].items():
        for phrase in phrases:
            words = tuple(phrase.replace("'", "' ").split())
            found.setdefault(words[-1], []).append((words, kind))
    return {
        last: tuple(sorted(group, key=lambda one: -len(one[0]))) for last, group in found.items()
    }


_CONTRACTED = {"du": "de", "des": "de", "d'": "de", "au": "à", "aux": "à"}


def _prepositions(words: Sequence[Word]) -> dict[int, tuple[str, int]]:
    """Position of the last word of each preposition → its class and position of its first word."""
    found = {}
    for k, word in enumerate(words):
        last = _CONTRACTED.get(word.text, word.text)
        for phrase, kind in _phrases().get(last, ()):
            first = k - len(phrase) + 1
            if first >= 0 and all(
                words[first + n].text == part or _CONTRACTED.get(words[first + n].text) == part
                for n, part in enumerate(phrase)
            ):
                found[k] = (kind, first)
                break
    return found
