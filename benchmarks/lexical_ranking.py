"""BM25 and TF-IDF rankings of offers, in the environment of the baselines.

    .venv-baselines/bin/python benchmarks/lexical_ranking.py < {"needs", "offers"} > rankings

Both see folded words without the empty ones; an offer that shares none is not proposed.
"""

import json
import re
import sys
import unicodedata

import numpy as np
from rank_bm25 import BM25Okapi
from sklearn.feature_extraction.text import TfidfVectorizer

LIMIT = 10
_EMPTY = """
    a ai as au aux avec c ca ce ces cet cette d dans de des deux du elle en est et fait il ils j je
    l la le les leur lui m ma mais me mes n ne nos notre nous on ont ou par pas plus pour qu que qui
    s sa se ses si son sont sur t un une vos votre y
"""
EMPTY_WORDS = frozenset(_EMPTY.split())


def words(text: str) -> list[str]:
    """Folded words, without the empty ones."""
    apart = unicodedata.normalize("NFKD", text.lower())
    folded = "".join(one for one in apart if not unicodedata.combining(one))
    return [word for word in re.findall(r"\w+", folded) if word not in EMPTY_WORDS]


def best(scores: np.ndarray) -> list[int]:
    """The first positive scores, best first."""
    order = np.argsort(-scores, kind="stable")[:LIMIT]
    return [int(one) for one in order if scores[one] > 0]


def main() -> None:
    """Positions of the offers ranked for each need."""
    given = json.load(sys.stdin)
    offers = [words(text) for text in given["offers"]]
    okapi = BM25Okapi(offers)
    vectors = TfidfVectorizer(analyzer=words, sublinear_tf=True)
    weights = vectors.fit_transform(given["offers"])
    likeness = (vectors.transform(given["needs"]) @ weights.T).toarray()
    rankings = {
        "bm25": [best(okapi.get_scores(words(need))) for need in given["needs"]],
        "tf_idf": [best(row) for row in likeness],
    }
    json.dump(rankings, sys.stdout)


if __name__ == "__main__":
    main()
