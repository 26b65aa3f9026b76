"""Names of organisations, places and people as resolution compares them: lists of words."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from tisserand.ingest.resolution.model import Model, load_model, singular
from tisserand.reference.text import fold

_BRACKETS = re.compile(r"\(([^()]{2,40})\)")
_SHORT = re.compile(r"[A-Z0-9][A-Z0-9&. \-]{1,11}")
_DOTTED = re.compile(r"(?<![^\W_])(?:[^\W\d_]\.){2,}(?:[^\W\d_](?![^\W_]))?")
_UNION = re.compile(r"\bun\. ", re.IGNORECASE)
_COMPANY = re.compile(r"\bsté\b\.?", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_ROMAN = re.compile(r"^(x{0,3})(ix|iv|v?i{0,3})$")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10}
_ELIDED = frozenset("acdjlmnsty")
"""Single letters that French writes before an apostrophe or alone."""
_LETTERED = frozenset("abcdefgh")
"""« École A », « bâtiment B »: a last letter counts as a number does, and is kept as `a_`."""
_MISSPELT = 7
"""A word this long that is one letter off a word of the model's is that word."""
_CUT = 5
"""A word this long that begins a longer one of the model's, and lacks little, is that word."""
_ACRONYM_LETTERS = 3, 10


class ReadName(NamedTuple):
    """A name, read.

    Attributes:
        names: its words; and those of the former name that it recalls (« X, ex Y »).
        acronyms: short names that it gives of itself, in brackets or beside its words.
    """

    names: tuple[tuple[str, ...], ...]
    acronyms: tuple[str, ...]


def read_name(name: str) -> ReadName:
    """Read the name of an organisation.

    « Union des amis du lavoir (UAL), ex Lavoir 2000 » → (union ami lavoir), (lavoir 2000); ual.
    """
    bare, short = _without_acronyms(name)
    words = _folded_words(bare)
    beside = _initials_beside(words)
    if beside is not None:
        short.append(words.pop(beside))
    found = {name_of(part) for part in _former_apart(words)} - {()}
    return ReadName(tuple(sorted(found)), tuple(sorted(set(short))) if short else ())


def name_words(name: str) -> tuple[str, ...]:
    """The words of a name: folded, singular, in full, without legal form nor article.

    « ASS. FED REG des C.I.V.A.M. (Pays de la Loire) » → federation, regional, civam, pay, loire.
    """
    return name_of(tuple(_folded_words(name)))


def name_of(found: tuple[str, ...]) -> tuple[str, ...]:
    """The words that folded words make, each once, in their order."""
    model = load_model()
    dropped = model.dropped
    kept = [word for word in map(plain_word, found) if word not in dropped]
    return tuple(dict.fromkeys(_join_phrases(kept, model))) if kept else ()


@lru_cache(maxsize=100_000)
def plain_word(word: str) -> str:
    """A folded word in full, singular, well spelt, as numbers are; letters alone are dropped."""
    model = load_model()
    word = model.abbreviations.get(word, word)
    word = singular(_number(word))
    word = model.abbreviations.get(word, word)
    if len(word) >= _CUT and word not in _well_known():
        word = _completed(word) if len(word) < _MISSPELT else _respelt(_completed(word))
    return word if len(word) > 1 or word.isdigit() else "de"


def _folded_words(name: str) -> list[str]:
    if "." in name or "té" in name or "TÉ" in name:
        name = _COMPANY.sub(" société ", _UNION.sub("union ", name))
        name = _DOTTED.sub(lambda match: match[0].replace(".", ""), name)
    found = _WORD.findall(fold(name))
    if len(found) > 2 and found[-1] in _LETTERED and len(found[-2]) > 1:
        found[-1] += "_"
    return _spelled_out(found)


def _spelled_out(found: list[str]) -> list[str]:
    """Single letters in a row are one acronym: A D M R, or U S, and not l, a."""
    if 1 not in map(len, found):
        return found
    joined: list[str] = []
    run: list[str] = []
    for word in [*found, ""]:
        if len(word) == 1 and word.isalpha():
            run.append(word)
            continue
        is_one = len(run) > 2 or (len(run) == 2 and (run[0] not in _ELIDED or run == ["a", "s"]))
        joined += ["".join(run)] if is_one else run
        run = []
        if word:
            joined.append(word)
    return joined


def _without_acronyms(name: str) -> tuple[str, list[str]]:
    """The name without the acronyms that it has in brackets, and those acronyms, folded."""
    short: list[str] = []
    if "(" not in name:
        return name, short
    model = load_model()

    def read(match: re.Match[str]) -> str:
        """What of the brackets stays in the name."""
        if not _SHORT.fullmatch(match[1]):
            return f" {match[1]} "
        letters = re.sub(r"[^a-z0-9]", "", match[1].lower())
        word = plain_word(letters)
        if word in model.dropped or word in model.nature or word in model.common:
            return f" {match[1]} "
        if not spells(letters, _folded_words(name[: match.start()])) and len(letters) > 6:
            return f" {match[1]} "
        short.append(letters)
        return " "

    return _BRACKETS.sub(read, name), short


def spells(letters: str, words: list[str]) -> bool:
    """Whether these are initials of these words, in their order, of half of them at least."""
    initials = iter([word[0] for word in words])
    if not all(letter in initials for letter in letters):
        return False
    return 2 * len(letters) >= sum(len(word) > 3 for word in words)


def _initials_beside(words: list[str]) -> int | None:
    """Where, first or last but for its legal form, a word is the initials of the others."""
    model = load_model()
    if len(words) < 4:
        return None
    dropped, count = model.dropped, len(words)
    for order in (range(count), range(count - 1, -1, -1)):
        for place in order:
            if plain_word(words[place]) not in dropped:
                break
        else:
            place = 0
        if _is_spelt_beside(words, place, model):
            return place
    return None


def _is_spelt_beside(words: list[str], place: int, model: Model) -> bool:
    """Whether a word is the initials of the others."""
    word = words[place]
    if not _ACRONYM_LETTERS[0] <= len(word) <= _ACRONYM_LETTERS[1]:
        return False
    rest = words[:place] + words[place + 1 :]
    if not spells(word, rest) or plain_word(word) in model.nature:
        return False
    return sum(len(one) > 3 for one in rest) > 1


def _former_apart(words: list[str]) -> list[tuple[str, ...]]:
    """The name of now and the one before: « X ex Y »."""
    if "ex" not in words:
        return [tuple(words)]
    place = words.index("ex")
    now, before = tuple(words[:place]), tuple(words[place + 1 :])
    return [part for part in (now, before) if len(name_of(part)) > 1] or [tuple(words)]


def _number(word: str) -> str:
    """Numbers in one form: 08 and viii are 8; a « i » that stands alone is 1."""
    if word.isdigit():
        return str(int(word))
    if (len(word) > 1 or word == "i") and _ROMAN.match(word):
        values = [_ROMAN_VALUES[letter] for letter in word]
        pairs = zip(values, [*values[1:], 0], strict=True)
        return str(sum(-value if value < after else value for value, after in pairs))
    return word


def _join_phrases(found: list[str], model: Model) -> list[str]:
    """Words that make one together are one."""
    if model.phrase_starts.isdisjoint(found):
        return found
    for phrase, word in model.phrases:
        size = len(phrase)
        if phrase[0] not in found:
            continue
        for start in range(len(found) - size + 1):
            if tuple(found[start : start + size]) == phrase:
                found = [*found[:start], word, *found[start + size :]]
                break
    return found


@cache
def _well_known() -> frozenset[str]:
    """Words of the model."""
    model = load_model()
    return frozenset((*model.dropped, *model.nature, *model.common, *model.abbreviations.values()))


def is_known(word: str) -> bool:
    """Whether the model has this word."""
    return word in _well_known()


def _completed(word: str) -> str:
    """The word of law or of nature that this one begins: « sportiv », « associat »."""
    model = load_model()
    ordered = _in_order()
    for full in ordered[bisect_left(ordered, word) :]:
        if not full.startswith(word):
            break
        if full in model.abbreviations and len(full) <= len(word) + 3:
            return model.abbreviations[full]
        if (full in model.dropped or full in model.nature) and len(full) <= len(word) + 5:
            return full
    return word


@cache
def _by_lost_letter(least: int) -> dict[str, tuple[str, ...]]:
    """A word of the model of this length or more, less any one letter → such words."""
    found: dict[str, tuple[str, ...]] = {}
    for word in sorted(word for word in _well_known() if len(word) >= least):
        for shorter in {word, *_less_one(word)}:
            found[shorter] = (*found.get(shorter, ()), word)
    return found


def _less_one(word: str) -> list[str]:
    return [word[:place] + word[place + 1 :] for place in range(len(word))]


def _misspelt(word: str, least: int) -> Iterator[str]:
    """The words of the model that this one may misspell: a letter more, less, other, swapped."""
    known = _by_lost_letter(least)
    for shorter in (word, *_less_one(word)):
        for meant in known.get(shorter, ()):
            if meant[0] == word[0] and abs(len(meant) - len(word)) < 2:
                yield meant


def _respelt(word: str) -> str:
    """The long word of law or of nature that this one misspells."""
    model = load_model()
    found = _misspelt(word, _MISSPELT)
    return next((one for one in found if one in model.dropped or one in model.nature), word)


@cache
def _in_order() -> list[str]:
    return sorted(_well_known().union(load_model().abbreviations))


@lru_cache(maxsize=100_000)
def is_telling(word: str, is_town: bool) -> bool:
    """Whether a word tells a name among those of a commune.

    It is neither frequent nor a frequent one misspelt or cut short.
    """
    least = load_model().bits["telling"]
    if word.isdigit() or word_bits(word, is_town) < least:
        return False
    if word in _well_known():
        return True
    ordered = _in_order()
    place = bisect_left(ordered, word)
    if place < len(ordered) and ordered[place].startswith(word) and ordered[place].isalpha():
        return False
    meant = _misspelt(word, 5) if len(word) > 4 else iter(())
    return all(word_bits(one, False) >= least for one in meant)


@lru_cache(maxsize=100_000)
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
