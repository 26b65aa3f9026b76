"""The phrases that tell skills, ready to be compared: their meaning and their words.

Making it takes a second of CPU, so that it is kept in one file for all workspaces, named by a
digest of the phrases: other phrases are another file, a damaged one is made again.
"""

import json
import tempfile
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from hashlib import blake2b
from math import log
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tisserand.recommend.discriminant import confuse, discriminate
from tisserand.reference.text import stem, tokens
from tisserand.reference.word_vectors import Floats

VERSION = 3
SHARPNESS = 0.15
"""What the discriminants of a phrase are multiplied by, to tell which skills it is mistaken for."""
LEAST_WORD = 3
"""Letters of a stem that tells something."""


class PhraseIndex(NamedTuple):
    """Phrases as arrays.

    Attributes:
        common: (size,) the component that all phrases share.
        slopes, offsets: (size, skills) and (skills,) discriminants of the skills, as in
            `discriminant`, among vectors of unit length without that component.
        mistaken: (skills, skills) of [read, true], as in `discriminant.confuse`.
        stems: the stems of the phrases, folded, joined by line feeds.
        starts: (stems + 1,) where the postings of each begin.
        owners: (postings,) number of the skill told by the stem.
        weights: (postings,) what the stem weighs for it.
    """

    common: Floats
    slopes: Floats
    offsets: Floats
    mistaken: Floats
    stems: NDArray[np.str_]
    starts: NDArray[np.int64]
    owners: NDArray[np.int32]
    weights: NDArray[np.float64]

    def places(self) -> dict[str, int]:
        """The number of each stem."""
        return {part: number for number, part in enumerate(str(self.stems).split("\n"))}


def index_phrases(
    phrases: Sequence[tuple[int, str]], count: int, embed: Callable[[Sequence[str]], Floats]
) -> PhraseIndex:
    """The index of (skill, phrase) pairs, of as many skills as `count`; rare stems weigh more
    (IDF)."""
    raw = embed([text for _, text in phrases])
    # What all phrases share tells nothing (the common component of SIF).
    common = np.ascontiguousarray(np.linalg.eigh(raw.T @ raw)[1][:, -1])
    postings = _postings(phrases, count)
    lengths = [len(holders) for holders in postings.values()]
    flat = [one for holders in postings.values() for one in holders]
    owners = np.array([owner for owner, _ in phrases])
    known = raw.any(axis=1)
    vectors, classes = apart(raw[known], common), owners[known]
    told = discriminate(vectors, classes, count)
    likely = SHARPNESS * (vectors @ told.slopes + told.offsets)
    return PhraseIndex(
        common,
        told.slopes,
        told.offsets,
        confuse(likely, classes, count),
        np.array("\n".join(postings)),
        np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
        np.array([owner for owner, _ in flat], dtype=np.int32),
        np.array([weight for _, weight in flat], dtype=np.float64),
    )


def kept_index(
    folder: Path | None,
    phrases: Sequence[tuple[int, str]],
    count: int,
    embed: Callable[[Sequence[str]], Floats],
) -> PhraseIndex:
    """The index, read where it is kept, else made, and kept where the folder can be written."""
    if folder is None:
        return index_phrases(phrases, count, embed)
    text = json.dumps([VERSION, LEAST_WORD, folder.name, count, phrases])
    file = folder / f"phrases-{blake2b(text.encode(), digest_size=12).hexdigest()}.npz"
    found = _read(file)
    if found is None:
        found = index_phrases(phrases, count, embed)
        _write(file, found)
    return found


def _read(file: Path) -> PhraseIndex | None:
    try:
        with file.open("rb") as stream, np.load(stream) as arrays:
            return PhraseIndex(**{name: arrays[name] for name in PhraseIndex._fields})
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return None


def _write(file: Path, index: PhraseIndex) -> None:
    """Whole or not at all; a folder that cannot be written keeps nothing."""
    try:
        with tempfile.NamedTemporaryFile(dir=file.parent, delete=False) as target:
            np.savez(target, **index._asdict())
        Path(target.name).replace(file)
    except OSError:
        return


def apart(vectors: Floats, common: Floats) -> Floats:
    """(n, size) of unit length, without the component that all phrases share."""
    bare = vectors - np.outer(vectors @ common, common)
    lengths = np.linalg.norm(bare, axis=1, keepdims=True)
    cleaned: Floats = bare / np.maximum(lengths, 1e-9)
    return cleaned


def _postings(phrases: Iterable[tuple[int, str]], count: int) -> dict[str, list[tuple[int, float]]]:
    """Stem → (skill, weight) of each skill whose phrases hold it."""
    told: list[Counter[str]] = [Counter() for _ in range(count)]
    for owner, text in phrases:
        told[owner].update(stems(text))
    holders = Counter(part for words in told for part in words)
    found: dict[str, list[tuple[int, float]]] = {}
    for owner, words in enumerate(told):
        for part, uses in words.items():
            rarity = log(1 + count / holders[part])
            found.setdefault(part, []).append((owner, rarity * min(1 + 0.3 * (uses - 1), 2.0)))
    return found


def stems(text: str) -> list[str]:
    """The stems of the telling words of a text, numbers left out."""
    parts = (stem(token) for token in tokens(text) if token not in _NUMBERS)
    return [part for part in parts if len(part) >= LEAST_WORD]


_NUMBERS = frozenset(
    tokens(
        "deux trois quatre cinq sept huit neuf onze douze quinze seize vingt vingts trente "
        "quarante cinquante soixante cent cents mille dizaine douzaine quinzaine vingtaine centaine"
    )
)
