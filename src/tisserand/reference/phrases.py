"""The phrases under which the concepts of the thesaurus are found, and the weight of their words.

A word weighs by its rarity in the thesaurus (IDF, K. Spärck Jones 1972); one that any need may
hold weighs little and tells nothing alone.
"""

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from tisserand.reference.text import fold, stem, tokens

NAME, OTHER_NAME, SYMPTOM, KEYWORD = 1.0, 0.95, 0.85, 0.55
"""The score of a whole phrase, by what the phrase is."""
MAX_HOLDERS = 4
"""Concepts that share a word, up to which it tells something of each."""
COMMON_WEIGHT = 0.25
"""Weight of a common word, as a share of what its rarity would give."""
MIN_USES = 3
"""Phrases of a concept that hold a rare word of its name, for this word to tell it alone."""

_COMMON = """
    accompagnement accompagner accueil accueillir acteur action activite adapte adapter agir
    aide aider ameliorer an ancien ancienne animation animer annee apprendre appui arrete
    arreter art association atelier ateliers besoin bon bonne cherche chercher collectif commun
    communal communale commune conseil conseiller construire cours creation creer demande
    demarche demarches developpement developper dispositif document domaine donner dossier
    ecrire en enfant enfants equipe equiper espace etat etude etudier expert expertise famille
    familles femme femmes fete financer fonctionnement formation former gens gerer gestion grand
    groupe habitant habitants homme hommes idee information installation installer jeune jeunes
    jour lancer lieu lieux local locale locales locaux mairie maison manque mettre mise monde
    monter moyen moyens neuf nouveau nouvelle objet organisation organiser outil outils partage
    partager pays penser personne personnes petit petite place porteur pratique prendre preparer
    probleme produire produit produits professionnel professionnelle professionnels programme
    projet projets public publique qualite quartier question realite recharge recherche
    rechercher refaire remettre rencontre reparer reprendre reseau ressource ressources
    restauration restaurer reunion reussir salle savoir service services signe signes site
    situation social sociale soutenir soutien specialiste suivi suivre systeme technique temps
    terrain territoire territorial tourner transmettre travail travailler travaux trouver type
    usage usages utiliser valoriser veulent vie vieil vieille vieux village ville visite voir
    voisin voisins volonte vouloir
"""
COMMON_WORDS = frozenset(_COMMON.split())
_ENDING = re.compile(r"(?:e?[sx]|e)$")


class Phrase(NamedTuple):
    """A phrase of a concept.

    Attributes:
        stems: of its telling words, in order, each once.
        score: of the whole phrase.
        form: for a phrase of one word, that word without number and gender; else empty.
        is_acronym: it could be a word too, and counts only in capitals: « SEL », « PAT ».
    """

    iri: str
    text: str
    stems: tuple[str, ...]
    score: float
    form: str = ""
    is_acronym: bool = False


class Phrases:
    """Every phrase of a thesaurus, by the stems of its words. Built once, read only."""

    def __init__(
        self,
        concepts: Iterable[tuple[str, tuple[str, ...], tuple[str, ...]]],
        stems: Mapping[str, str],
    ) -> None:
        """Takes (IRI, names with the preferred one first, symptoms) of each concept.

        Args:
            stems: stems already known, by folded word, to spare the stemmer.

        Its attributes: `phrases`; `by_stem`, numbers of those that hold a stem; `weights` of
        stems; `common` stems; `names` by IRI; `told_by`, the concepts that a rare stem tells.
        """
        self._stems = stems
        self.common = frozenset(self.stem(word) for word in COMMON_WORDS)
        self.phrases: list[Phrase] = []
        self.by_stem: dict[str, list[int]] = {}
        holders: dict[str, set[str]] = {}
        concepts = list(concepts)
        for iri, names, symptoms in concepts:
            for phrase in self._read(iri, names, symptoms):
                self._add(phrase)
                for part in phrase.stems:
                    holders.setdefault(part, set()).add(iri)
        self.weights = {
            part: math.log(1 + len(concepts) / len(iris))
            * (COMMON_WEIGHT if part in self.common else 1)
            for part, iris in holders.items()
        }
        self.names = {phrase.iri: phrase.text for phrase in self.phrases if phrase.score == NAME}
        self.told_by = {
            part: tuple(sorted(iris))
            for part, iris in holders.items()
            if len(iris) <= MAX_HOLDERS and part not in self.common and len(part) > 2
        }
        self._add_keywords({part for part, iris in holders.items() if len(iris) == 1})

    def stem(self, word: str) -> str:
        """The stem of a folded word."""
        return self._stems.get(word) or stem(word)

    def _read(
        self, iri: str, names: tuple[str, ...], symptoms: tuple[str, ...]
    ) -> Iterator[Phrase]:
        scores = [NAME, *[OTHER_NAME] * (len(names) - 1), *[SYMPTOM] * len(symptoms)]
        for text, score in zip((*names, *symptoms), scores, strict=True):
            parts = tokens(text)
            stems = tuple(dict.fromkeys(map(self.stem, parts)))
            form = without_ending(parts[0]) if len(parts) == 1 else ""
            if stems and not (form and score == SYMPTOM):
                yield Phrase(iri, text, stems, score, form, bool(form) and _is_acronym(text))

    def _add(self, phrase: Phrase) -> None:
        for part in phrase.stems:
            self.by_stem.setdefault(part, []).append(len(self.phrases))
        self.phrases.append(phrase)

    def _add_keywords(self, distinctive: set[str]) -> None:
        """A rare word of a concept's name that no other concept uses speaks for it alone."""
        uses: dict[tuple[str, str], int] = {}
        for phrase in self.phrases:
            for part in phrase.stems:
                uses[phrase.iri, part] = uses.get((phrase.iri, part), 0) + 1
        for phrase in [phrase for phrase in self.phrases if phrase.score == NAME]:
            for word in tokens(phrase.text):
                part = self.stem(word)
                is_rare = part in distinctive and part not in self.common and len(part) > 3
                if is_rare and uses[phrase.iri, part] >= MIN_USES:
                    form = without_ending(fold(word))
                    self._add(Phrase(phrase.iri, phrase.text, (part,), KEYWORD, form))


def _is_acronym(text: str) -> bool:
    return text.isupper() and not set("AEIOUY").isdisjoint(text)


def without_ending(word: str) -> str:
    """A folded word without the marks of plural and feminine: « couvreurs » → « couvreur »."""
    return _ENDING.sub("", word) if len(word) > 3 else word
