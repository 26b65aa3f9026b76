"""The baseline of resolution: strict rapidfuzz within a place, with the guard of SIREN."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Protocol

from rapidfuzz import process
from rapidfuzz.fuzz import token_sort_ratio

ALIKE = 92
"""Least similarity of two names, of 100."""


class Named(Protocol):
    """What the baseline looks at."""

    @property
    def name(self) -> str: ...
    @property
    def place(self) -> str: ...
    @property
    def postcode(self) -> str: ...
    @property
    def shown(self) -> str: ...


def resolve_strictly(mentions: Sequence[Named]) -> list[str]:
    """Cluster of each mention: one shown SIREN, or names alike in one place, most alike first."""
    names = [_plain(mention.name) for mention in mentions]
    leader = list(range(len(mentions)))
    siren = [mention.shown for mention in mentions]

    def lead(one: int) -> int:
        while leader[one] != one:
            leader[one] = leader[leader[one]]
            one = leader[one]
        return one

    def join(one: int, other: int) -> None:
        a, b = sorted((lead(one), lead(other)))
        if a != b and not (siren[a] and siren[b] and siren[a] != siren[b]):
            leader[b] = a
            siren[a] = siren[a] or siren[b]

    first: dict[str, int] = {}
    for number, mention in enumerate(mentions):
        if mention.shown:
            join(first.setdefault(mention.shown, number), number)
    for _, a, b in sorted(_alike(mentions, names), reverse=True):
        join(a, b)
    return [str(lead(number)) for number in range(len(mentions))]


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return " ".join(re.findall(r"[a-z0-9]+", letters))


def _alike(mentions: Sequence[Named], names: Sequence[str]) -> Iterator[tuple[float, int, int]]:
    """(similarity, mention, mention) of names with a word in common in one place."""
    blocks: dict[tuple[str, str], list[int]] = {}
    for number, mention in enumerate(mentions):
        place = mention.postcode or _plain(mention.place)
        for word in {word[:4] for word in names[number].split() if len(word) > 3}:
            blocks.setdefault((place, word), []).append(number)
    met: set[tuple[int, int]] = set()
    for numbers in blocks.values():
        texts = [names[number] for number in numbers]
        for row, one in enumerate(numbers):
            for _, score, column in process.extract(
                texts[row],
                texts[row + 1 :],
                scorer=token_sort_ratio,
                score_cutoff=ALIKE,
                limit=None,
            ):
                pair = (one, numbers[row + 1 + column])
                if pair not in met:
                    met.add(pair)
                    yield score, *pair
