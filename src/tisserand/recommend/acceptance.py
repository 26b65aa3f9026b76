"""What an accepted introduction teaches of the words of its need."""

from tisserand.recommend.expertise import HelperIndex
from tisserand.recommend.needs import LEAST_SHOWN
from tisserand.recommend.skill_space import SkillSpace
from tisserand.reference.learned import Lesson, bare_sentence


def lesson_of(index: HelperIndex, space: SkillSpace, need: str, helper: int) -> Lesson | None:
    """The likeliest skill of a need that the helper who was accepted masters.

    None when no skill that the need may well be about is theirs: they were accepted for more.
    """
    for iri, likely in space.of_need(need).items():
        if likely >= LEAST_SHOWN and helper in index.holders(iri).actor:
            return Lesson(bare_sentence(need), (iri,))
    return None
