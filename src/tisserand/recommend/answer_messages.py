"""What an answer says beside its helpers: what was understood, and why nobody is there or near."""

from collections.abc import Sequence

import numpy as np

from tisserand.messages import text
from tisserand.recommend.expertise import HelperIndex
from tisserand.recommend.needs import Understood
from tisserand.recommend.ranking import RARITY_RADIUS_KM, Ranked
from tisserand.recommend.reasons import Voice
from tisserand.recommend.records import Json

LEAST_OFFERED = 0.1
"""Mastery under which who holds a skill is a long shot."""


def tell_understood(understood: Understood, voice: Voice) -> Json:
    """`{skills, themes, place, kind}`, to be shown back and corrected."""

    def concepts(found: dict[str, float]) -> list[Json]:
        return [
            {"iri": iri, "label": voice.thesaurus.label(iri, voice.language), "score": score}
            for iri, score in found.items()
        ]

    place = understood.place
    return {
        "skills": concepts(understood.skills),
        "themes": concepts(understood.themes),
        "place": {"iri": place.iri, "name": place.name} if place else None,
        "kind": understood.kind,
    }


def tell_nobody(
    understood: Understood,
    helpers: list[Json],
    nearest: Json | None,
    within_km: float | None,
    voice: Voice,
) -> str | None:
    """What to say when nobody is there, or none but far away, or nothing was understood."""
    if helpers:
        return _far(helpers, voice)
    if not understood.weights:
        return text("recommend.not_understood", voice.language)
    if nearest is not None and within_km is not None:
        return _nobody_within(within_km, nearest, voice)
    wanted = _wanted(understood, voice)
    if not wanted:
        return text("recommend.not_understood", voice.language)
    return text("recommend.nobody", voice.language, wanted=wanted)


def tell_long_shots(understood: Understood, voice: Voice) -> str:
    """That those proposed master nothing that was understood, and may help all the same."""
    return text("recommend.long_shots", voice.language, wanted=_wanted(understood, voice))


def _wanted(understood: Understood, voice: Voice) -> str:
    """What was understood, in words, else the kind of help; nothing of a skill that none names."""
    labels = [voice.label(iri) for iri in (*understood.skills, *understood.themes)]
    if not labels and understood.kind != "skill":
        labels = [text(f"codes.helpKind_{understood.kind}", voice.language)]
    return ", ".join(labels)


def _far(helpers: list[Json], voice: Voice) -> str | None:
    """That nobody is near, when the closest of those proposed is not."""
    placed = [one for one in helpers if one["distance_km"] is not None]
    if not placed or len(placed) < len(helpers):
        return None
    closest = min(placed, key=lambda one: float(one["distance_km"]))
    if closest["distance_km"] <= RARITY_RADIUS_KM:
        return None
    return _nobody_within(RARITY_RADIUS_KM, closest, voice)


def _nobody_within(within_km: float, nearest: Json, voice: Voice) -> str:
    return text(
        "recommend.nobody_within",
        voice.language,
        within=f"{within_km:g}",
        name=nearest["name"],
        distance=f"{nearest['distance_km']:.0f}",
        place=nearest["place"]["name"] if nearest["place"] else "?",
    )


def masters_any(index: HelperIndex, understood: Understood, helpers: Sequence[Ranked]) -> bool:
    """Whether one of these masters a skill that was understood, rather than a long shot."""
    if understood.kind != "skill" or not understood.skills:
        return True
    actors = [one.actor for one in helpers]
    for iri in understood.skills:
        row = index.holders(iri)
        if np.isin(actors, row.actor[row.mastery >= LEAST_OFFERED]).any():
            return True
    return False
