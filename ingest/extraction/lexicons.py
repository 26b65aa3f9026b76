"""The words that the rules know, from the files of `data`."""

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import yaml

from tisserand.ingest.extraction.tokens import Line, tokenize
from tisserand.reference.text import fold


class Head(NamedTuple):
    """A noun before a name: « association », « communauté de communes ».

    Attributes:
        keep: whether it belongs to the name.
        needs_capital: whether it counts only with a capital letter.
    """

    words: tuple[str, ...]
    gender: str
    keep: bool
    needs_capital: bool


class Heads:
    """Nouns of one or several words, found at a token, the longest first."""

    def __init__(self, heads: Iterable[Head]) -> None:
        self._by_first: dict[str, list[Head]] = {}
        for head in heads:
            self._by_first.setdefault(head.words[0], []).append(head)
        for group in self._by_first.values():
            group.sort(key=lambda head: -len(head.words))

    def at(self, line: Line, i: int) -> Head | None:
        """The longest head that begins at token i."""
        tokens = line.tokens
        for head in self._by_first.get(tokens[i].lower, ()):
            if head.needs_capital and not tokens[i].is_capital:
                continue
            size = len(head.words)
            if i + size <= len(tokens) and all(
                tokens[i + offset].lower == head.words[offset] for offset in range(1, size)
            ):
                return head
        return None

    def has(self, word: str) -> bool:
        """Whether a word in small letters begins one of them."""
        return word in self._by_first


@cache
def read_words(name: str) -> Mapping[str, Any]:
    """A YAML file of `data`."""
    path = files("tisserand.ingest.extraction") / "data" / f"{name}.yaml"
    return dict(yaml.safe_load(path.read_text(encoding="utf-8")))


@cache
def first_names() -> Mapping[str, str]:
    """First names, folded → f, m or x."""
    path = files("tisserand.ingest.extraction") / "data" / "first_names.txt"
    names: dict[str, str] = {}
    for row in path.read_text(encoding="utf-8").splitlines():
        gender, _, rest = row.partition(" ")
        if gender in ("f", "m", "x"):
            for name in rest.split():
                key = fold(name)
                names[key] = "x" if names.get(key, gender) != gender else gender
    return names


def first_name_gender(word: str) -> str | None:
    """f, m or x for a first name, composed ones by their first part; None for another word."""
    names = first_names()
    found = names.get(fold(word))
    if found or "-" not in word:
        return found
    parts = word.split("-")
    genders = [names.get(fold(part)) for part in parts]
    if all(genders) or (genders[0] and len(parts) == 2):
        return genders[0]
    return None


@cache
def heads(name: str, *parts: str) -> Heads:
    """The heads of a file, from its parts `kept` and `dropped` or from those given."""
    content = read_words(name)
    found = []
    for part in parts:
        for gender, lists in content[part].items():
            for word in _flat(lists):
                words = tuple(token.lower for token in tokenize(word.rstrip("!")))
                found.append(Head(words, gender, part == "kept", word.endswith("!")))
                if part != "kept" and len(words) == 1:
                    found.append(Head((words[0] + "s",), gender, False, False))
    return Heads(found)


def word_set(name: str, part: str) -> frozenset[str]:
    """The words of one part of a file, as they are written."""
    return _word_set(name, part)


@cache
def _word_set(name: str, part: str) -> frozenset[str]:
    return frozenset(_flat(read_words(name)[part]))


@cache
def names_by_first(name: str, part: str) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """Names of several words by their first word, as they are written, longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for one in _flat(read_words(name)[part]):
        words = tuple(token.text for token in tokenize(one))
        found.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(group, key=len, reverse=True)) for first, group in found.items()}


def _flat(lists: Any) -> list[str]:
    if isinstance(lists, str):
        return [lists]
    return [word for part in lists for word in _flat(part)]
