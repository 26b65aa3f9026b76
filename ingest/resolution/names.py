"""Names of organisations, places and people as resolution compares them: lists of words."""

import re
from functools import lru_cache

from tisserand.ingest.resolution.model import Model, load_model, singular
from tisserand.reference.text import words

_ACRONYM = re.compile(r"\(([A-Z0-9][A-Z0-9&. \-]{1,11})\)")
_ROMAN = re.compile(r"^(x{0,3})(ix|iv|v?i{0,3})$")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10}


@lru_cache(maxsize=50_000)
def name_words(name: str) -> tuple[str, ...]:
    """The words of a name: folded, singular, in full, without legal form nor article.

    « ASS. FED REG des C.I.V.A.M. (Pays de la Loire) » → federation, regional, civam, pay, loire.
    """
    model = load_model()
    found = [word.folded for word in words(name)]
    kept = []
    for word in _spelled_out(found):
        word = model.abbreviations.get(word, word)
        word = singular(_number(word))
        word = model.abbreviations.get(word, word)
        if word not in model.dropped and (len(word) > 1 or word.isdigit()):
            kept.append(word)
    return tuple(dict.fromkeys(_join_phrases(kept, model)))


def acronyms(name: str) -> tuple[str, tuple[str, ...]]:
    """The name without its acronyms in brackets, and those acronyms folded."""
    found = tuple(re.sub(r"[^a-z0-9]", "", short.lower()) for short in _ACRONYM.findall(name))
    return _ACRONYM.sub(" ", name), tuple(short for short in found if len(short) > 1)


def _spelled_out(found: list[str]) -> list[str]:
    """Three single letters in a row or more are one acronym: A.D.M.R."""
    joined: list[str] = []
    run: list[str] = []
    for word in [*found, ""]:
        if len(word) == 1 and word.isalpha():
            run.append(word)
            continue
        joined += ["".join(run)] if len(run) > 2 else run
        run = []
        if word:
            joined.append(word)
    return joined


def _number(word: str) -> str:
    """Numbers in one form: 08 and viii are 8; single letters are no numbers."""
    if word.isdigit():
        return str(int(word))
    if len(word) > 1 and _ROMAN.match(word):
        values = [_ROMAN_VALUES[letter] for letter in word]
        pairs = zip(values, [*values[1:], 0], strict=True)
        return str(sum(-value if value < after else value for value, after in pairs))
    return word


def _join_phrases(found: list[str], model: Model) -> list[str]:
    """Words that make one together are one."""
    for phrase, word in model.phrases:
        size = len(phrase)
        if phrase[0] not in found:
            continue
        for start in range(len(found) - size + 1):
            if tuple(found[start : start + size]) == phrase:
                found = [*found[:start], word, *found[start + size :]]
                break
    return found


@lru_cache(maxsize=50_000)
def word_bits(word: str, is_town: bool) -> float:
    """What a word weighs, by the model: tables first, then its length and its ending."""
    model = load_model()
    bits = model.bits
    known = model.nature.get(word, model.common.get(word))
    if known is not None:
        return known
    if word.isdigit():
        return bits["number"]
    weight = min(bits["letter"] * len(word), bits["longest_word"])
    if word.endswith(model.derived_endings):
        weight = min(weight, bits["derived_word"])
    return min(weight, bits["town_word"]) if is_town else weight
