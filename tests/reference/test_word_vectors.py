"""Word vectors written and read again, and sentences as their weighted means."""

from pathlib import Path

import numpy as np
import pytest

from tisserand.reference.word_vectors import WordVectors, write_vectors


@pytest.fixture
def vectors(tmp_path: Path) -> WordVectors:
    """Three words on three axes, « pain » a hundred thousand times rarer than « maison »."""
    rows = {"maison": (0, 5), "pain": (1, 90_000), "lavoir": (2, 90_000)}
    write_vectors(tmp_path / "small", rows, 2 * np.eye(3, dtype=np.float32))
    return WordVectors(tmp_path / "small")


def test_a_sentence_is_of_unit_length_and_its_rare_words_weigh_more(vectors: WordVectors) -> None:
    meaning = vectors.embed("Le pain de la maison")
    assert float(np.linalg.norm(meaning)) == pytest.approx(1.0)
    assert meaning[1] > 5 * meaning[0] > 0


def test_case_and_accents_do_not_count(vectors: WordVectors) -> None:
    assert np.array_equal(vectors.embed("LAVOIR"), vectors.embed("lavoir"))


def test_unknown_words_mean_nothing(vectors: WordVectors) -> None:
    assert not vectors.embed("zork le de").any()


def test_vectors_written_twice_stay_as_they_were(vectors: WordVectors, tmp_path: Path) -> None:
    write_vectors(tmp_path / "small", {"autre": (0, 1)}, np.eye(1, dtype=np.float32))
    assert WordVectors(tmp_path / "small").embed("pain").any()
    assert [path.name for path in tmp_path.iterdir()] == ["small"]
