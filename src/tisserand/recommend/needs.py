"""Understanding a need said in French: skills, themes, place, kind of help."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from tisserand.ontology.types import HelpKind
from tisserand.recommend.arrays import Projection
from tisserand.recommend.expertise import FUNDERS, PREMISES
from tisserand.recommend.homonyms import Home, find_commune
from tisserand.recommend.skill_space import SkillSpace
from tisserand.reference.place_mentions import PlaceMention, find_in_text
from tisserand.reference.places import Gazetteer, Place
from tisserand.reference.text import tokens, words
from tisserand.reference.thesaurus import Thesaurus

MOST_SKILLS = 5
MOST_RANKED_ON = 80
"""Skills that helpers are ranked on; those beyond tell only how sure it is that somebody helps."""
THEME_WEIGHT = 0.25
"""What a theme weighs beside a skill: it says the field, not the know-how."""
KIND_WEIGHT = 0.3
"""What it weighs to give money, or to have premises, for whatever it may be."""
ADVICE_WEIGHT = 0.8
"""What the know-how weighs when money is asked for."""
MOST_SEARCHED = 3
"""Telling words up to which a sentence is a search."""
ASKED_WITHIN = 5
"""Words between a verb that asks and what it asks for, at most."""
_ASKING = re.compile(
    r"(re)?cherch|besoin|trouv|manqu|faut|fallait|faudrait|voul|voudr|souhait|pret(er|ez|e)$"
    r"|emprunt|louer|obtenir|demand|aider|qui$|sans$|ou$|quelqu$|aide"
)
LEAST_SURE = 0.03
"""Probability of the likeliest skill under which nothing was understood."""
LEAST_SHOWN = 0.04
"""Probability from which a skill is told to who asks."""

_WORDS_OF_KINDS: dict[HelpKind, str] = {
    "money": """
        argent budget financement financer financeur fonds subvention subventionner mecenat mecene
        pret emprunt bourse dotation investisseur euro
    """,
    "premises": "local locaux salle bureau hangar terrain batiment entrepot hebergement",
    "equipment": "materiel equipement outil outillage machine vehicule camion remorque broyeur",
    "partner": "partenaire partenariat associer cooperer cooperation collaborer",
    "data": "donnee donnees fichier statistique statistiques chiffres",
}
_KIND_OF_WORD = {word: kind for kind, words in _WORDS_OF_KINDS.items() for word in words.split()}
_OF = frozenset({"de", "d", "du", "des", "un", "une", "la", "le", "l"})
_LENT_MONEY = frozenset({"honneur", "argent", "banque", "fonds", "taux", "somme", "tresorerie"})


@dataclass(frozen=True, slots=True)
class Understood:
    """What a sentence asks for.

    Attributes:
        skills, themes: IRI → score in ]0, 1], best first.
        unlikely: further skills that it might be about, ranked on and not shown.
        likely: probability of each skill, the surest first; empty when the sentence was read by
            words alone.
        place: where the help is needed.
        kind: what kind of help.
    """

    skills: dict[str, float]
    themes: dict[str, float]
    place: Place | None
    kind: HelpKind
    unlikely: dict[str, float] = field(default_factory=dict)
    likely: dict[str, float] = field(default_factory=dict)

    @property
    def weights(self) -> dict[str, float]:
        """What to rank on; empty when nothing was understood."""
        if self.kind == "money":
            funds = {f"{FUNDERS}:{iri}": score for iri, score in self.themes.items()}
            advice = {iri: ADVICE_WEIGHT * score for iri, score in self.skills.items()}
            return {FUNDERS: KIND_WEIGHT} | funds | advice
        theme = THEME_WEIGHT if self.skills else 1.0
        weights = (
            self.skills | self.unlikely | {iri: theme * score for iri, score in self.themes.items()}
        )
        return weights | ({PREMISES: KIND_WEIGHT} if self.kind == "premises" else {})


def understand(
    need: str,
    thesaurus: Thesaurus,
    gazetteer: Gazetteer,
    near: str | None = None,
    projection: Projection | None = None,
    space: SkillSpace | None = None,
) -> Understood:
    """Read a need.

    Args:
        space: reads skills by meaning; without it, by words alone.
        near: name or IRI of a place, which wins over the one that the sentence names.
        projection: tells homonyms apart: the département where most of the graph is.

    Raises:
        InputError: `near` names no place, or several that nothing tells apart.
    """
    departements = Home(projection, gazetteer) if projection else ()
    mentions = find_in_text(gazetteer, need, departements=departements)
    place = mentions[0].place if mentions else None
    if near:
        place = find_commune(near, gazetteer, departements)
    said = _without(need, mentions)
    kind = _kind(said)
    skills, themes = _named(said, thesaurus)
    unlikely: dict[str, float] = {}
    likely: dict[str, float] = {}
    if space is not None:
        named = space.apart_from_own(skills)
        likely = space.of_need(said)
        skills, unlikely = _apart(likely)
        skills, likely = skills | named, likely | named
    if kind == "money":
        themes = _funded_themes(skills, thesaurus) | themes
    return Understood(_best(skills), _best(themes), place, kind, unlikely, likely)


def _without(need: str, mentions: Sequence[PlaceMention]) -> str:
    """A sentence without the places that it names."""
    for mention in reversed(mentions):
        need = need[: mention.start] + " " + need[mention.end :]
    return need


def _named(said: str, thesaurus: Thesaurus) -> tuple[dict[str, float], dict[str, float]]:
    """The skills, and the themes, whose names a sentence holds."""
    scores: dict[str, dict[str, float]] = {"Skill": {}, "Theme": {}}
    for match in thesaurus.match(said):
        concept = thesaurus.get(match.iri)
        if concept is not None:
            scores[concept.kind][match.iri] = match.score
    return scores["Skill"], scores["Theme"]


def _funded_themes(skills: dict[str, float], thesaurus: Thesaurus) -> dict[str, float]:
    """The themes of what money is asked for."""
    themes: dict[str, float] = {}
    for iri, score in skills.items():
        concept = thesaurus.get(iri)
        for theme in concept.themes if concept else ():
            themes.setdefault(theme, score)
    return themes


def _apart(likely: dict[str, float]) -> tuple[dict[str, float], dict[str, float]]:
    """The skills that a need may well be about, and the others; none when it could be anything."""
    if max(likely.values(), default=0.0) < LEAST_SURE:
        return {}, {}
    ranked = list(likely.items())[:MOST_RANKED_ON]
    shown = [item for item in ranked[:MOST_SKILLS] if item[1] >= LEAST_SHOWN]
    return dict(shown), dict(ranked[len(shown) :])


def _best(found: dict[str, float]) -> dict[str, float]:
    ranked = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return {iri: round(score, 4) for iri, score in ranked[:MOST_SKILLS]}


def _kind(sentence: str) -> HelpKind:
    """The first kind that is asked for; a skill when none is.

    « Nous cherchons un local » asks for premises, « la facture de la salle a triplé » does not. A
    few words without a verb, as one types in a search box, ask for what they name.
    """
    said = [word.folded for word in words(sentence.replace("€", " euros "))]
    is_search = len(tokens(sentence)) <= MOST_SEARCHED
    for at, word in enumerate(said):
        kind = _KIND_OF_WORD.get(word) or _KIND_OF_WORD.get(word[:-1])
        if word == "pret" and _is_of_things(said[at + 1 :]):
            kind = _kind_of_things(said[at + 1 :])
        before = said[max(0, at - ASKED_WITHIN) : at]
        if kind and (is_search or any(_ASKING.match(one) for one in before)):
            return kind
    return "skill"


def _is_of_things(after: Sequence[str]) -> bool:
    """Whether what follows « prêt » is lent as it is: « de tables », not « de 10 000 euros »."""
    lent = [word for word in after[:3] if word not in _OF]
    return bool(lent) and after[0] in _OF and lent[0] not in _LENT_MONEY and not lent[0].isdigit()


def _kind_of_things(after: Sequence[str]) -> HelpKind:
    """What kind of help it is to lend them; a thing like any other is equipment."""
    lent = next(word for word in after if word not in _OF)
    kind = _KIND_OF_WORD.get(lent) or _KIND_OF_WORD.get(lent[:-1])
    return "equipment" if kind is None or kind == "money" else kind
