"""The phrases that tell skills, ready to be compared: their meaning and their words.

Making it takes long, so that it is kept in one file for all workspaces, named by a digest of the
phrases: other phrases are another file, a damaged one is made again.
"""

import json
import tempfile
import zipfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from tisserand.recommend.discriminant import Discriminants, confuse, discriminate
from tisserand.recommend.spelling import Spelling, spell
from tisserand.recommend.telling_words import TellingWords, weigh_words
from tisserand.reference.word_vectors import Floats

VERSION = 5
MOST_KEPT = 4
"""Files of a folder: each release, and each set of imported vocabularies, makes one."""
SHARPNESS = 0.15
"""What the discriminants of a phrase are multiplied by, to tell which skills it is mistaken for."""


class PhraseIndex(NamedTuple):
    """Phrases as arrays.

    Attributes:
        common: (size,) the component that all phrases share.
        mistaken: (skills, skills) of [read, true], as in `discriminant.confuse`.
        meaning: the skills among vectors of unit length without that component.
        words: what each word tells of each skill.
        spelling: the letters of each phrase.
    """

    common: Floats
    mistaken: Floats
    meaning: Discriminants
    words: TellingWords
    spelling: Spelling


_PARTS: dict[str, Any] = {"meaning": Discriminants, "words": TellingWords, "spelling": Spelling}


def index_phrases(
    phrases: Sequence[tuple[int, str]], count: int, embed: Callable[[Sequence[str]], Floats]
) -> PhraseIndex:
    """The index of (skill, phrase) pairs, of as many skills as `count`."""
    raw = embed([text for _, text in phrases])
    # What all phrases share tells nothing (the common component of SIF).
    common = np.ascontiguousarray(np.linalg.eigh(raw.T @ raw)[1][:, -1])
    owners = np.array([owner for owner, _ in phrases])
    known = raw.any(axis=1)
    vectors, classes = apart(raw[known], common), owners[known]
    told = discriminate(vectors, classes, count)
    likely = SHARPNESS * (vectors @ told.slopes + told.offsets)
    return PhraseIndex(
        common,
        confuse(likely, classes, count),
        told,
        weigh_words(phrases, count, embed),
        spell(phrases),
    )


def kept_index(
    folder: Path | None,
    phrases: Sequence[tuple[int, str]],
    count: int,
    embed: Callable[[Sequence[str]], Floats],
    before_making: Callable[[], None] = lambda: None,
) -> PhraseIndex:
    """The index, read where it is kept, else made, and kept where the folder can be written.

    Args:
        before_making: called when it has to be made, which takes some twenty seconds.
    """
    if folder is None:
        return index_phrases(phrases, count, embed)
    file = folder / f"phrases-{digest_of(phrases, folder.name)}.npz"
    found = _read(file)
    if found is None:
        before_making()
        found = index_phrases(phrases, count, embed)
        _write(file, found)
        _forget_oldest(folder)
    return found


def digest_of(phrases: Sequence[tuple[int, str]], vectors: str) -> str:
    """Another for other phrases, other vectors, and another way to index them."""
    text = json.dumps([VERSION, vectors, phrases])
    return blake2b(text.encode(), digest_size=12).hexdigest()


def _read(file: Path) -> PhraseIndex | None:
    try:
        told = file.stat()
    except OSError:
        return None
    return _read_once(file, told.st_ino, told.st_size)


@lru_cache(maxsize=2)
def _read_once(file: Path, _inode: int, _size: int) -> PhraseIndex | None:
    """One copy in memory, whatever number of workspaces a process opens."""
    try:
        with file.open("rb") as stream, np.load(stream) as arrays:
            found = _unfold(arrays)
        with suppress(OSError):
            file.touch()
        return found
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return None


def _write(file: Path, index: PhraseIndex) -> None:
    """Whole or not at all; a folder that cannot be written keeps nothing."""
    try:
        with tempfile.NamedTemporaryFile(dir=file.parent, delete=False) as target:
            np.savez(target, **_fold(index))
        Path(target.name).replace(file)
    except OSError:
        return


def _forget_oldest(folder: Path) -> None:
    """Remove what was not read for longest, beyond what is kept."""
    with suppress(OSError):
        files = sorted(folder.glob("phrases-*.npz"), key=lambda file: file.stat().st_mtime)
        for file in files[:-MOST_KEPT]:
            file.unlink()


def _fold(index: PhraseIndex) -> dict[str, Any]:
    """Its arrays, by their names."""
    told = {"common": index.common, "mistaken": index.mistaken}
    for part in _PARTS:
        told |= {f"{part}.{name}": one for name, one in getattr(index, part)._asdict().items()}
    return told


def _unfold(arrays: Mapping[str, Any]) -> PhraseIndex:
    parts: dict[str, Any] = {
        part: kind(**{name: arrays[f"{part}.{name}"] for name in kind._fields})
        for part, kind in _PARTS.items()
    }
    return PhraseIndex(arrays["common"], arrays["mistaken"], **parts)


def apart(vectors: Floats, common: Floats) -> Floats:
    """(n, size) of unit length, without the component that all phrases share."""
    bare = vectors - np.outer(vectors @ common, common)
    lengths = np.linalg.norm(bare, axis=1, keepdims=True)
    cleaned: Floats = bare / np.maximum(lengths, 1e-9)
    return cleaned
