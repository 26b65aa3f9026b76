"""What is made of the phrases of skills is kept in a file, and made again when it must."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tisserand.recommend.phrase_index import MOST_KEPT, PhraseIndex, kept_index

PHRASES = [(0, "réparation de vélos"), (0, "vélos"), (1, "taille de haies")]


def embed(text: str) -> NDArray[np.float32]:
    """Some vector that only the text decides."""
    vector = np.array([len(text), text.count("é"), text.count("a")], dtype=np.float32)
    unit: NDArray[np.float32] = vector / np.linalg.norm(vector)
    return unit


def embed_all(texts: Sequence[str]) -> NDArray[np.float32]:
    return np.stack([embed(text) for text in texts])


def index(folder: Path, phrases: list[tuple[int, str]] = PHRASES) -> PhraseIndex:
    return kept_index(folder, phrases, 2, embed_all)


def arrays(index: PhraseIndex) -> list[NDArray[Any]]:
    return [index.common, index.mistaken, *index.meaning, *index.words, *index.spelling]


def is_same(one: PhraseIndex, other: PhraseIndex) -> bool:
    return all(np.array_equal(a, b) for a, b in zip(arrays(one), arrays(other), strict=True))


def test_what_is_read_again_is_what_was_made(tmp_path: Path) -> None:
    made = index(tmp_path)
    assert is_same(made, kept_index(None, PHRASES, 2, embed_all))
    assert len(list(tmp_path.iterdir())) == 1
    assert is_same(made, index(tmp_path))


def test_other_phrases_are_kept_apart(tmp_path: Path) -> None:
    index(tmp_path)
    other = index(tmp_path, [*PHRASES, (1, "élagage")])
    assert "elag" in "".join(other.words.rows())
    assert len(list(tmp_path.iterdir())) == 2


def test_a_damaged_file_is_made_again(tmp_path: Path) -> None:
    made = index(tmp_path)
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:100])
    assert is_same(made, index(tmp_path))
    assert is_same(made, index(tmp_path))


def test_whoever_waits_is_told_before_what_is_long_and_only_then(tmp_path: Path) -> None:
    told: list[str] = []
    for phrases in (PHRASES, PHRASES, PHRASES[:2]):
        kept_index(tmp_path, phrases, 2, embed_all, lambda: told.append("long"))
    assert told == ["long", "long"]


def test_what_was_not_read_for_longest_is_forgotten(tmp_path: Path) -> None:
    index(tmp_path)
    (first,) = tmp_path.iterdir()
    os.utime(first, (0, 0))
    for count in range(MOST_KEPT):
        index(tmp_path, [*PHRASES, (1, "élagage" * (count + 1))])
    assert not first.exists()
    assert len(list(tmp_path.iterdir())) == MOST_KEPT


def test_a_process_holds_one_copy_of_what_is_kept(tmp_path: Path) -> None:
    index(tmp_path)
    assert index(tmp_path) is index(tmp_path)
