"""How well needs and offers are read as skills, and what each part of the reading weighs best.

    python benchmarks/needs_reading.py [--phrases 6000]

Phrases that tell skills are put aside, one in five; the others make the index. Those of four words
or more stand for needs, shorter ones for offers. On half of them the weights of meaning, words and
spelling are fitted (multinomial logistic regression on the three scores), on the other half each
part alone and all together are judged: how often the skill of a phrase comes first, or among five.
"""

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.measure import versions, write_result
from tisserand.ingest.extraction.word_vectors import export_vectors
from tisserand.recommend.phrase_index import PhraseIndex, apart, index_phrases
from tisserand.recommend.skill_space import NEED, OFFER, Weights
from tisserand.recommend.telling_words import stems
from tisserand.reference.everyday import load_everyday
from tisserand.reference.thesaurus import load_thesaurus
from tisserand.reference.word_vectors import WordVectors

SEED = 1
ASIDE = 5
LEAST_WORDS = 4
PARTS = ("meaning", "words", "spelling")
Phrase = tuple[int, str]
Scores = NDArray[np.float64]


def told_phrases() -> tuple[list[Phrase], int]:
    """The phrases of each skill, its names included, and how many skills there are."""
    everyday = load_everyday()
    skills = [one for one in load_thesaurus().own_concepts() if one.kind == "Skill"]
    phrases = [
        (number, text)
        for number, one in enumerate(skills)
        for text in (one.label_fr, *one.alternatives, *one.helps_with, *everyday.get(one.iri, ()))
    ]
    return phrases, len(skills)


def scores_of(
    index: PhraseIndex, vectors: WordVectors, texts: Sequence[str], count: int
) -> Mapping[str, Scores]:
    """(texts, skills) what each part tells of each skill."""
    rows = index.words.rows()
    meanings = apart(vectors.embed_all(texts), index.common)
    known = [[rows[part] for part in stems(text) if part in rows] for text in texts]
    return {
        "meaning": (meanings @ index.meaning.slopes + index.meaning.offsets).astype(np.float64),
        "words": np.stack([index.words.table[one].sum(axis=0, dtype=np.float64) for one in known]),
        "spelling": np.stack([index.spelling.nearest(text, count) for text in texts]),
    }


def fit(scores: Sequence[Scores], owners: NDArray[np.integer]) -> NDArray[np.float64]:
    """The weight of each part under which the right skills are likeliest."""
    stacked = np.stack(scores)
    rows = np.arange(len(owners))

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        told = np.tensordot(weights, stacked, 1)
        told -= told.max(axis=1, keepdims=True)
        likely = np.exp(told)
        whole = likely.sum(axis=1, keepdims=True)
        surprise = np.log(whole[:, 0]) - told[rows, owners]
        slopes = [((likely / whole) * one).sum(1) - one[rows, owners] for one in stacked]
        return float(surprise.mean()), np.array([slope.mean() for slope in slopes])

    scales = 1 / stacked.std(axis=(1, 2))
    found: NDArray[np.float64] = minimize(loss, scales, jac=True, method="L-BFGS-B").x
    return found


def found_first(told: Scores, owners: NDArray[np.integer]) -> dict[str, float]:
    """How often the right skill comes first, and among the first five."""
    ranks = (told > told[np.arange(len(owners)), owners][:, None]).sum(axis=1)
    return {
        "first": round(float((ranks == 0).mean()), 4),
        "among_five": round(float((ranks < 5).mean()), 4),
    }


def judge(
    index: PhraseIndex, vectors: WordVectors, phrases: Sequence[Phrase], count: int, used: Weights
) -> dict[str, Any]:
    """Each part, all with fitted weights, and all with those in use."""
    owners = np.array([owner for owner, _ in phrases])
    scores = scores_of(index, vectors, [text for _, text in phrases], count)
    fitted, judged = slice(0, None, 2), slice(1, None, 2)
    weights = fit([scores[part][fitted] for part in PARTS], owners[fitted])
    ours = np.array([getattr(used, part) for part in PARTS])
    seen = np.stack([scores[part][judged] for part in PARTS])
    return {
        "phrases": len(owners[judged]),
        "weights": {part: round(float(one), 3) for part, one in zip(PARTS, weights, strict=True)},
        "alone": {part: found_first(seen[at], owners[judged]) for at, part in enumerate(PARTS)},
        "fitted": found_first(np.tensordot(weights, seen, 1), owners[judged]),
        "in_use": found_first(np.tensordot(ours, seen, 1), owners[judged]),
    }


def main() -> None:
    """Measure, print, and keep."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--phrases", type=int, default=6000, help="at most, of each kind")
    most = parser.parse_args().phrases
    with TemporaryDirectory() as folder:
        export_vectors(Path(folder) / "vectors")
        figures = measure(WordVectors(Path(folder) / "vectors"), most)
    print(write_result("needs_reading", figures | {"versions": versions("numpy", "scipy")}).name)


def measure(vectors: WordVectors, most: int) -> dict[str, Any]:
    """The figures of needs and of offers, on `most` phrases of each put aside."""
    phrases, count = told_phrases()
    order = np.random.default_rng(SEED).permutation(len(phrases))
    aside, kept = ([phrases[i] for i in part] for part in np.split(order, [len(order) // ASIDE]))
    index = index_phrases(kept, count, vectors.embed_all)
    figures: dict[str, Any] = {"told": len(phrases), "skills": count}
    for kind, used in (("needs", NEED), ("offers", OFFER)):
        is_need = kind == "needs"
        some = [one for one in aside if (len(one[1].split()) >= LEAST_WORDS) == is_need][:most]
        figures[kind] = judge(index, vectors, some, count, used)
        print(kind, figures[kind])
    return figures


if __name__ == "__main__":
    main()
