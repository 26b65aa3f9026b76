"""What who asks corrects of how their need was understood, before it is answered."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from tisserand.errors import InputError
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


def correction_of(
    thesaurus: Thesaurus, added: Sequence[str], removed: Sequence[str], anywhere: bool
) -> Correction:
    """What a person says, skills and themes by IRI or name.

    Raises:
        InputError: a name that no skill nor theme bears.
    """
    told = [tuple(_known(thesaurus, one) for one in given) for given in (added, removed)]
    return Correction(told[0], told[1], anywhere)


def concept_named(thesaurus: Thesaurus, given: str) -> str | None:
    """The skill or theme that an IRI, a name or a few words of it designate."""
    concept = thesaurus.get(given) or thesaurus.from_label(given)
    met = thesaurus.match(given)
    return concept.iri if concept else met[0].iri if met else None


def _known(thesaurus: Thesaurus, given: str) -> str:
    iri = concept_named(thesaurus, given)
    if iri is None:
        raise InputError("teaching.unknown_skill", skill=given)
    return iri


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
    skills, themes, unlikely, likely = (
        {iri: score for iri, score in found.items() if iri not in gone}
        for found in (understood.skills, understood.themes, understood.unlikely, understood.likely)
    )
    has_long_shots = not said.added and (bool(skills) or not understood.skills)
    return replace(
        understood,
        skills=added["Skill"] | skills,
        themes=added["Theme"] | themes,
        unlikely=unlikely if has_long_shots else {},
        likely=likely | added["Skill"],
        place=None if said.anywhere else understood.place,
    )
