"""The matcher's model file: words, weights and thresholds, set by hand and versioned."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from tisserand.yaml_reading import load_yaml

Phrase = tuple[tuple[str, ...], str]


@dataclass(frozen=True, slots=True)
class Model:
    """What a verdict depends on, besides the two records.

    Attributes:
        version: kept with every match, so that a new model recomputes what an old one said.
        same, unsure: thresholds on probabilities.
        bits: weights of evidence, in bits, and probabilities of identifiers.
        bounds: the most that a pair may reach, by what tells the two apart.
        dropped: words left out of names (legal forms, articles).
        abbreviations: short spelling → word.
        phrases: (words in a row, the one word they make), longest first.
        phrase_starts: the first words of phrases.
        nature: words that say what a thing is; common: other frequent words; both with their bits.
        dedications: words of names that schools and parishes of a diocese share.
        light: words of nature that a name may lack (« Club », « Collectif »).
        institutions: words of institutions of which a commune has one of each name.
        derived_endings: endings of ordinary French words.
        shared_hosts: web and mail domains that say nothing of who uses them.
        departements: code → the words of its name, which tell nothing within it.
    """

    version: str
    same: float
    unsure: float
    bits: dict[str, float]
    bounds: dict[str, float]
    dropped: frozenset[str]
    abbreviations: dict[str, str]
    phrases: tuple[Phrase, ...]
    phrase_starts: frozenset[str]
    nature: dict[str, float]
    common: dict[str, float]
    dedications: frozenset[str]
    light: frozenset[str]
    institutions: frozenset[str]
    derived_endings: tuple[str, ...]
    shared_hosts: frozenset[str]
    departements: dict[str, frozenset[str]]


def singular(word: str) -> str:
    """A folded word without the mark of its plural; what is singular stays so."""
    if len(word) > 3 and word[-1] in "sx" and word[-2:] != "ss" and "_" not in word:
        return word[:-1]
    return word


def _weights(tiers: dict[float, list[str]]) -> dict[str, float]:
    """Word → bits; a word of several tiers takes the lowest."""
    weights: dict[str, float] = {}
    for bits, words in sorted(tiers.items()):
        for word in words:
            weights.setdefault(singular(str(word)), float(bits))
    return weights


def _phrase(words: list[str]) -> Phrase:
    """The last word names what the others make, when it holds an underscore."""
    *parts, last = words
    if "_" in last:
        return tuple(map(singular, parts)), last
    return tuple(map(singular, words)), "_".join(words)


@cache
def load_model() -> Model:
    """The model of this version."""
    raw: dict[str, Any] = load_yaml(
        (files("tisserand.ingest.resolution") / "model.yaml").read_text(encoding="utf-8")
    )
    phrases = sorted((_phrase(words) for words in raw["phrases"]), key=lambda p: (-len(p[0]), p))
    return Model(
        version=raw["version"],
        same=raw["thresholds"]["same"],
        unsure=raw["thresholds"]["unsure"],
        bits={name: float(value) for name, value in raw["bits"].items()},
        bounds={name: float(value) for name, value in raw["bounds"].items()},
        dropped=frozenset(map(str, raw["dropped"])),
        abbreviations={str(k): singular(str(v)) for k, v in raw["abbreviations"].items()},
        phrases=tuple(phrases),
        phrase_starts=frozenset(phrase[0] for phrase, _ in phrases),
        nature=_weights(raw["nature"]),
        common=_weights(raw["common"]),
        dedications=frozenset(map(str, raw["dedications"])),
        light=frozenset(map(str, raw["light"])),
        institutions=frozenset(singular(str(word)) for word in raw["institutions"]),
        derived_endings=tuple(sorted({singular(end) for end in raw["derived_endings"]})),
        shared_hosts=frozenset(raw["shared_hosts"]),
        departements={code: frozenset((code, *said)) for code, said in raw["departements"].items()},
    )
