"""How far help may come from, when the sentence of a need says it."""

import re

_DISTANCE = re.compile(
    r"\b(?:à|a|dans|sur)\s+(?:moins\s+de|(?:un\s+)?(?:rayon|périmètre|perimetre)\s+de|au\s+plus)\s+"
    r"(?P<km>\d{1,3})\s*(?:kms?|kilom[eè]tres?)\b(?:\s+(?:autour|à\s+la\s+ronde))?"
    r"|\bà\s+(?P<most>\d{1,3})\s*(?:kms?|kilom[eè]tres?)\s+(?:maximum|max|au\s+plus|à\s+la\s+ronde)",
    re.IGNORECASE,
)


def told_distance(need: str) -> tuple[str, int | None]:
    """The sentence without the distance that it says, and this distance in kilometres.

    « un local à moins de 15 km de Craon » is « un local de Craon » and 15. None when it says none,
    or says that something else is that far (« l'hôpital est à 30 km »).
    """
    found = _DISTANCE.search(need)
    if found is None:
        return need, None
    rest = f"{need[: found.start()].rstrip()} {need[found.end() :].lstrip()}".strip()
    return rest, int(found["km"] or found["most"])
