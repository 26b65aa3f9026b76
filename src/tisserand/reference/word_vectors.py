"""French word vectors, and sentences as their weighted means.

SIF: a word weighs a / (a + p), p its frequency (Arora, Liang, Ma, 2017); here p is Zipf's, from
the rank of the word.
"""

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tisserand.reference.text import tokens

SMOOTHING = 3e-4
ZIPF_SHIFT = 10
ZIPF_SCALE = 0.1

Floats = NDArray[np.float32]


class WordVectors:
    """Vectors of folded words, read from the files of a folder, which stay on disk."""

    def __init__(self, folder: Path) -> None:
        self._hashes: NDArray[np.uint64] = np.load(folder / "words.npy", mmap_mode="r")
        self._rows: NDArray[np.int32] = np.load(folder / "rows.npy", mmap_mode="r")
        self._matrix: NDArray[np.float16] = np.load(folder / "vectors.npy", mmap_mode="r")
        self._known: dict[str, tuple[float, Floats] | None] = {}
        self.size = int(self._matrix.shape[1])

    def embed(self, text: str) -> Floats:
        """(size,) of unit length; zeros when no telling word is known."""
        total = np.zeros(self.size, dtype=np.float32)
        for token in tokens(text):
            found = self._find(token)
            if found is not None:
                weight, vector = found
                total += weight * vector
        length = float(np.linalg.norm(total))
        return total / length if length else total

    def embed_all(self, texts: Sequence[str]) -> Floats:
        """(texts, size), as `embed` does each."""
        return np.stack([self.embed(text) for text in texts])

    def _find(self, word: str) -> tuple[float, Floats] | None:
        if word not in self._known:
            self._known[word] = self._look_up(word)
        return self._known[word]

    def _look_up(self, word: str) -> tuple[float, Floats] | None:
        digest = _digest(word)
        at = int(np.searchsorted(self._hashes, digest))
        if at == len(self._hashes) or self._hashes[at] != digest:
            return None
        row, rank = (int(value) for value in self._rows[at])
        frequency = ZIPF_SCALE / (rank + ZIPF_SHIFT)
        return SMOOTHING / (SMOOTHING + frequency), self._matrix[row].astype(np.float32)


def write_vectors(folder: Path, rows: Mapping[str, tuple[int, int]], matrix: Floats) -> None:
    """Write vectors in a folder, which appears whole.

    Args:
        rows: folded word → (row of the matrix, rank by frequency).
        matrix: (rows, size).
    """
    digests = np.array([_digest(word) for word in rows], dtype=np.uint64)
    values = np.array(list(rows.values()), dtype=np.int32).reshape(-1, 2)
    order = np.argsort(digests)
    lengths = np.maximum(np.linalg.norm(matrix, axis=1, keepdims=True), 1e-9)
    folder.parent.mkdir(parents=True, exist_ok=True)
    pending = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    np.save(pending / "words.npy", digests[order])
    np.save(pending / "rows.npy", values[order])
    np.save(pending / "vectors.npy", (matrix / lengths).astype(np.float16))
    try:
        pending.rename(folder)
    except OSError:  # another process wrote it first
        shutil.rmtree(pending)


def _digest(word: str) -> np.uint64:
    return np.uint64(int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "big"))
