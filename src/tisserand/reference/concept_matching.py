"""Concepts of the thesaurus in a French text.

Each concept has phrases: its name and other names, and what it helps with. A sentence matches a
phrase by the stems they share, weighed by rarity in the thesaurus (IDF, K. Spärck Jones 1972);
words that any need may hold weigh little and never match alone. A phrase of several words
matches when at least two of them, worth most of its weight, stand close together.
"""

import math
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tisserand.reference.text import STOP_WORDS, stem, tokens, words

NAME, OTHER_NAME, SYMPTOM, KEYWORD = 1.0, 0.95, 0.85, 0.5
"""The score of a whole phrase, by what the phrase is."""
MIN_COVERAGE = 0.62
"""Share of the weight of a phrase that must be in the sentence."""
MIN_SCORE = 0.4
COMMON_WEIGHT = 0.25
"""Weight of a common word, as a share of what its rarity would give."""

_COMMON = """
    accompagnement accompagner accueil accueillir acteur action activite adapter agir aide aider
    ameliorer an ancien ancienne animation animer annee appui apprendre arrete arreter art
    association atelier ateliers besoin bonne bon cherche chercher collectif commun communal
    communale commune conseil conseiller construire creation creer cours creation demande demarche
    demarches developpement developper dispositif domaine donner dossier ecrire en enfant enfants
    equipe equiper espace etat etude etudier expert expertise famille familles femme femmes fete
    financer fonctionnement formation former gens gerer gestion grand groupe habitant habitants
    homme hommes idee information installation installer jeune jeunes jour lancer lieu lieux local
    locale locales locaux maison mairie manque mettre mise monde monter moyen moyens neuf nouveau
    nouvelle objet organisation organiser outil outils partage partager pays penser personne
    personnes petit petite place porteur prendre preparer pratique probleme produire produit
    produits professionnel professionnelle professionnels programme projet projets public publique
    qualite question quartier recherche rechercher refaire remettre rencontre reparer reprendre
    reseau ressource ressources restauration restaurer reunion reussir salle savoir service
    services signe signes site situation social sociale soutien soutenir specialiste suivre suivi
    systeme technique temps terrain territoire territorial tourner trouver transmettre travail
    travailler travaux type usage usages utiliser valoriser vieil vieille vieux vie village ville
    visite voir voisin voisins vouloir veulent volonte
"""
_SENTENCE = re.compile(r"[.!?;\n]+\s")


class ConceptMatch(NamedTuple):
    """A concept met in a text, by code points, end excluded; score in (0, 1]."""

    iri: str
    score: float
    start: int
    end: int
    matched_label: str


class _Phrase(NamedTuple):
    iri: str
    text: str
    stems: tuple[str, ...]
    score: float


class _Word(NamedTuple):
    stem: str
    start: int
    end: int


class _Candidate(NamedTuple):
    match: ConceptMatch
    positions: frozenset[int]


class Matcher:
    """Finds the concepts whose phrases a text holds. Built once, read only."""

    def __init__(self, concepts: Iterable[tuple[str, tuple[str, ...], tuple[str, ...]]]) -> None:
        """Takes (IRI, names with the preferred one first, symptoms) of each concept."""
        self._common = frozenset(stem(word) for word in _COMMON.split())
        self._phrases: list[_Phrase] = []
        self._by_stem: dict[str, list[int]] = {}
        holders: dict[str, set[str]] = {}
        count = 0
        for iri, names, symptoms in concepts:
            count += 1
            for phrase in _phrases(iri, names, symptoms):
                self._add(phrase)
                for part in phrase.stems:
                    holders.setdefault(part, set()).add(iri)
        self._weights = {
            part: math.log(1 + count / len(iris)) * (COMMON_WEIGHT if part in self._common else 1)
            for part, iris in holders.items()
        }
        self._add_keywords({part for part, iris in holders.items() if len(iris) == 1})

    def _add(self, phrase: _Phrase) -> None:
        for part in phrase.stems:
            self._by_stem.setdefault(part, []).append(len(self._phrases))
        self._phrases.append(phrase)

    def _add_keywords(self, distinctive: set[str]) -> None:
        """A rare word of a concept's name that no other concept uses speaks for it alone."""
        uses: dict[tuple[str, str], int] = {}
        for phrase in self._phrases:
            for part in phrase.stems:
                uses[phrase.iri, part] = uses.get((phrase.iri, part), 0) + 1
        for phrase in [phrase for phrase in self._phrases if phrase.score == NAME]:
            for part in phrase.stems:
                is_rare = part in distinctive and part not in self._common and len(part) > 3
                if is_rare and uses[phrase.iri, part] >= 3:
                    self._add(_Phrase(phrase.iri, phrase.text, (part,), KEYWORD))

    def match(self, text: str) -> list[ConceptMatch]:
        """The concepts of a text, one match each: the surest first, ties by IRI."""
        best: dict[str, ConceptMatch] = {}
        for sentence in _sentences(text):
            for match in self._match_sentence(sentence):
                known = best.get(match.iri)
                if known is None or match.score > known.score:
                    best[match.iri] = match
        return sorted(best.values(), key=lambda match: (-match.score, match.iri))

    def _match_sentence(self, sentence: list[_Word]) -> list[ConceptMatch]:
        places: dict[str, list[int]] = {}
        for position, word in enumerate(sentence):
            places.setdefault(word.stem, []).append(position)
        reached = {number for part in places for number in self._by_stem.get(part, ())}
        best: dict[str, _Candidate] = {}
        for number in sorted(reached):
            candidate = self._compare(self._phrases[number], sentence, places)
            if candidate is None:
                continue
            known = best.get(candidate.match.iri)
            if known is None or _rank(candidate) > _rank(known):
                best[candidate.match.iri] = candidate
        return list(_without_parts(list(best.values())))

    def _compare(
        self, phrase: _Phrase, sentence: list[_Word], places: dict[str, list[int]]
    ) -> _Candidate | None:
        shared = [part for part in phrase.stems if part in places]
        if len(shared) < min(2, len(phrase.stems)):
            return None
        whole = sum(self._weights[part] for part in phrase.stems)
        coverage = sum(self._weights[part] for part in shared) / whole
        if coverage < MIN_COVERAGE:
            return None
        positions = self._tightest(shared, places)
        if self._common.issuperset(shared) and not _is_whole_name(phrase, positions):
            return None
        width = positions[-1] - positions[0] + 1
        closeness = min(1.0, (len(shared) + 1) / width) if width > len(shared) else 1.0
        score = round(phrase.score * coverage * closeness**0.5, 4)
        if score < MIN_SCORE:
            return None
        start, end = sentence[positions[0]].start, sentence[positions[-1]].end
        match = ConceptMatch(phrase.iri, score, start, end, phrase.text)
        return _Candidate(match, frozenset(positions))

    def _tightest(self, shared: list[str], places: dict[str, list[int]]) -> list[int]:
        """Positions of the shared stems, as close as can be to the rarest of them."""
        rarest = max(shared, key=lambda part: (self._weights[part], part))
        choices = [
            sorted(min(places[part], key=lambda at: (abs(at - anchor), at)) for part in shared)
            for anchor in places[rarest]
        ]
        return min(choices, key=lambda positions: (positions[-1] - positions[0], positions))


def _phrases(iri: str, names: tuple[str, ...], symptoms: tuple[str, ...]) -> Iterator[_Phrase]:
    scores = [NAME, *[OTHER_NAME] * (len(names) - 1), *[SYMPTOM] * len(symptoms)]
    for text, score in zip((*names, *symptoms), scores, strict=True):
        stems = tuple(dict.fromkeys(stem(token) for token in tokens(text)))
        if stems:
            yield _Phrase(iri, text, stems, score)


def _sentences(text: str) -> Iterator[list[_Word]]:
    """The words of each sentence that count, stemmed."""
    start = 0
    for end in [*(found.end() for found in _SENTENCE.finditer(text)), len(text)]:
        sentence = [
            _Word(stem(word.folded), start + word.start, start + word.end)
            for word in words(text[start:end])
            if word.folded not in STOP_WORDS
        ]
        if sentence:
            yield sentence
        start = end


def _without_parts(candidates: list[_Candidate]) -> Iterator[ConceptMatch]:
    """The longest match holds: what only reads a part of its words less surely goes."""
    for candidate in candidates:
        if not any(_outdoes(other, candidate) for other in candidates):
            yield candidate.match


def _is_whole_name(phrase: _Phrase, positions: list[int]) -> bool:
    """« Petits travaux » says something, word next to word; « travaux » does not."""
    width = positions[-1] - positions[0] + 1
    return phrase.score >= OTHER_NAME and 1 < len(phrase.stems) == len(positions) == width


def _rank(candidate: _Candidate) -> tuple[float, int]:
    return candidate.match.score, len(candidate.positions)


def _outdoes(other: _Candidate, candidate: _Candidate) -> bool:
    if candidate.positions < other.positions:
        return other.match.score >= 0.7 * candidate.match.score
    return candidate.positions == other.positions and (
        candidate.match.score < 0.7 * other.match.score
    )
