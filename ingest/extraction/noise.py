"""Texts in which words of need are something else: job offers, recipes, timetables."""

import re
from functools import cache

from tisserand.ingest.extraction.lexicons import read_words
from tisserand.ingest.extraction.sections import plain

_TELEPHONE = re.compile(r"(?:\+33 ?|\b0)\d(?:[ .-]\d{2}){4}\b")


def is_noise(text: str) -> bool:
    """Whether a text is a job offer, a recipe or a timetable."""
    words = plain(text)
    return bool(_noise().search(words)) or _is_timetable(words)


@cache
def _noise() -> re.Pattern[str]:
    return re.compile("|".join(read_words("needs")["noise"]), re.DOTALL)


def _is_timetable(text: str) -> bool:
    """A programme of meetings gives hours too, with sentences between them; telephone numbers
    look like columns of hours, « 8 05 »."""
    text = _TELEPHONE.sub("", text)
    times = len(re.findall(r"\b\d{1,2} ?(?:h(?: ?\d{2})?|: ?\d{2}| [0-5]\d)\b", text))
    return times > 6 and times > len(text.split()) / 18
