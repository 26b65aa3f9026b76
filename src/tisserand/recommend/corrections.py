"""What who asks corrects of how their need was understood, before it is answered."""

from dataclasses import replace
from typing import NamedTuple

from tisserand.recommend.needs import Understood
from tisserand.reference.thesaurus import Thesaurus


class Correction(NamedTuple):
    """What a need is about, and is not, as a person says it.

    Attributes:
        added, removed: IRIs of skills and themes.
        anywhere: help may come from anywhere, whatever place the sentence names.
    """

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    anywhere: bool = False


def corrected(understood: Understood, said: Correction, thesaurus: Thesaurus) -> Understood:
    """What was understood, corrected: what is added is sure, what is removed counts no more.

    Long shots count no more either once somebody said what the need is about.
    """
    if said == Correction():
        return understood
    added: dict[str, dict[str, float]] = {"Skill": {}, "Theme": {}}
    for iri in said.added:
        concept = thesaurus.get(iri)
        if concept is not None:
            added[concept.kind][iri] = 1.0
    gone = {*said.removed, *said.added}
    skills, themes, unlikely, literal = (
        {iri: score for iri, score in found.items() if iri not in gone}
        for found in (understood.skills, understood.themes, understood.unlikely, understood.literal)
    )
    has_long_shots = not said.added and (bool(skills) or not understood.skills)
    return replace(
        understood,
        skills=added["Skill"] | skills,
        themes=added["Theme"] | themes,
        unlikely=unlikely if has_long_shots else {},
        literal=literal | added["Skill"],
        place=None if said.anywhere else understood.place,
    )
