"""Names of organisations, places and people as resolution compares them: lists of words."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from tisserand.ingest.resolution.model import Model, load_model
from tisserand.ingest.resolution.words import plain_word
from tisserand.reference.text import fold

_BRACKETS = re.compile(r"\(([^()]{2,40})\)")
_SHORT = re.compile(r"[A-Z0-9][A-Z0-9&. \-]{1,11}")
_DOTTED = re.compile(r"(?<![^\W_])(?:[^\W\d_]\.){2,}(?:[^\W\d_](?![^\W_]))?")
_UNION = re.compile(r"\bun\. ", re.IGNORECASE)
_COMPANY = re.compile(r"\bsté\b\.?", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_ELIDED = frozenset("acdjlmnsty")
"""Single letters that French writes before an apostrophe or alone."""
_LETTERED = frozenset("abcdefgh")
"""« École A », « bâtiment B »: a last letter counts as a number does, and is kept as `a_`."""
_ACRONYM_LETTERS = 3, 10


class ReadName(NamedTuple):
    """A name, read.

    Attributes:
        names: its words; and those of the former name that it recalls (« X, ex Y »).
        acronyms: short names that it gives of itself, in brackets or beside its words.
    """

    names: tuple[tuple[str, ...], ...]
    acronyms: tuple[str, ...]


@lru_cache(maxsize=50_000)
def read_name(name: str) -> ReadName:
    """Read the name of an organisation.

    « Union des amis du lavoir (UAL), ex Lavoir 2000 » → (union ami lavoir), (lavoir 2000); ual.
    """
    bare, short = _without_acronyms(name)
    words = _folded_words(bare)
    plain = list(map(plain_word, words))
    beside = _initials_beside(words, plain)
    if beside is not None:
        short.append(words.pop(beside))
        del plain[beside]
    acronyms = tuple(sorted(set(short))) if short else ()
    if "ex" not in words:
        whole = _name_of_plain(plain)
        return ReadName((whole,) if whole else (), acronyms)
    found = {name_of(part) for part in _former_apart(words)} - {()}
    return ReadName(tuple(sorted(found)), acronyms)


def name_words(name: str) -> tuple[str, ...]:
    """The words of a name: folded, singular, in full, without legal form nor article.

    « ASS. FED REG des C.I.V.A.M. (Pays de la Loire) » → federation, regional, civam, pay, loire.
    """
    return name_of(tuple(_folded_words(name)))


def name_of(found: tuple[str, ...]) -> tuple[str, ...]:
    """The words that folded words make, each once, in their order."""
    return _name_of_plain(map(plain_word, found))


def _name_of_plain(found: Iterable[str]) -> tuple[str, ...]:
    """The same, of words in full."""
    model = load_model()
    dropped = model.dropped
    kept = [word for word in found if word not in dropped]
    return tuple(dict.fromkeys(_join_phrases(kept, model))) if kept else ()


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


def _initials_beside(words: list[str], plain: list[str]) -> int | None:
    """Where, first or last but for its legal form, a word is the initials of the others.

    Args:
        plain: the words in full.
    """
    if len(words) < 4:
        return None
    dropped = load_model().dropped
    said = [place for place, word in enumerate(plain) if word not in dropped] or [0]
    for place in (said[0], said[-1]):
        if _is_spelt_beside(words, place) and plain[place] not in load_model().nature:
            return place
    return None


def _is_spelt_beside(words: list[str], place: int) -> bool:
    """Whether a word is the initials of the others."""
    word = words[place]
    if not _ACRONYM_LETTERS[0] <= len(word) <= min(_ACRONYM_LETTERS[1], len(words) - 1):
        return False
    rest = words[:place] + words[place + 1 :]
    if not spells(word, rest):
        return False
    return sum(len(one) > 3 for one in rest) > 1


def _former_apart(words: list[str]) -> list[tuple[str, ...]]:
    """The name of now and the one before: « X ex Y »."""
    place = words.index("ex")
    now, before = tuple(words[:place]), tuple(words[place + 1 :])
    return [part for part in (now, before) if len(name_of(part)) > 1] or [tuple(words)]


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
