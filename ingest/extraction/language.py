"""The language of a text, told by its small words."""

from collections.abc import Collection, Mapping, Sequence
from functools import cache

from tisserand.ingest.extraction.lexicons import read_words
from tisserand.reference.text import fold

UNSURE = "und"
"""A language that is not French, which one is not sure (ISO 639-2)."""
_FEWEST = 3
_SHARE = 0.12
_TIMES = 1.5
_SIGNS = ".,;:!?()«»\"'’“”"


def language_of(text: str) -> str:
    """ISO 639 code of the language whose small words are the most; French when in doubt.

    A text is not French when the small words that another language has and French has not are
    several, one word in eight, and clearly more than those that French alone has.
    """
    words = _words(text)
    known = _small_words()
    others = sorted(known.keys() - {"fr"})
    best = max(others, key=lambda code: (_beyond(words, known[code], known["fr"]), code))
    strange = _beyond(words, known[best], known["fr"])
    if strange < max(_FEWEST, _SHARE * len(words)):
        return "fr"
    if strange < _TIMES * _beyond(words, known["fr"], known[best]):
        return "fr"
    return best if all(_is_surer(words, known, best, code) for code in others) else UNSURE


def is_date(name: str, language: str) -> bool:
    """Whether a name is made of months, days, numbers and small words: « In March 2024 »."""
    known = {*_calendar(), *_small_words().get(language, ())}
    return all(word in known or word.isdigit() for word in fold(name).split())


def _words(text: str) -> list[str]:
    """The words of a text in small letters, names aside (« Yann ‹ ar › Bihan »), and what an
    elision parts."""
    told = [word.strip(_SIGNS) for word in text.replace("’", "'").split()]
    capitals = [word[:1].isupper() for word in told]
    around = zip([False, *capitals], capitals, [*capitals[1:], False], strict=False)
    plain = [
        word
        for word, (before, own, after) in zip(told, around, strict=True)
        if word and not own and not (before and after)
    ]
    parts = [part for word in plain for part in word.split("'") if "'" in word]
    return [_folded(word) for word in (*plain, *parts) if word]


@cache
def _folded(word: str) -> str:
    return fold(word)


def _beyond(words: Sequence[str], own: Collection[str], others: Collection[str]) -> int:
    """How many words are of a language and not of another."""
    return sum(word in own and word not in others for word in words)


def _is_surer(
    words: Sequence[str], known: Mapping[str, Collection[str]], best: str, other: str
) -> bool:
    beyond = _beyond(words, known[other], known[best])
    return other == best or _beyond(words, known[best], known[other]) > _TIMES * beyond


@cache
def _small_words() -> Mapping[str, frozenset[str]]:
    told = read_words("languages")["small"]
    return {code: frozenset(map(fold, words.split())) for code, words in told.items()}


@cache
def _calendar() -> frozenset[str]:
    return frozenset(read_words("languages")["calendar"].split())
