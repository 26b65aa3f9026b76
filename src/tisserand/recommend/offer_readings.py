"""What offers are about, kept in a file of the workspace: reading one takes a millisecond.

An offer is known by a digest of its words: only those that are new since the file was written are
read, and those that are no longer offered leave it. Other phrases of skills, or a damaged file,
and all are read again.
"""

import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tisserand.recommend.skill_space import SkillSpace

LEAST_LIKELY = 0.005
"""Probability from which a skill is read in the name of an offer."""


class OfferReadings(NamedTuple):
    """Offers as arrays, one row each.

    Attributes:
        digests: (offers,) of their words.
        meanings: (offers, size) of unit length.
        starts: (offers + 1,) where the skills of each begin.
        skills, likely: (read,) number of a skill of the space, and its probability.
        named: (read,) whether the words of the offer hold a name of the skill.
    """

    digests: NDArray[np.uint64]
    meanings: NDArray[np.float16]
    starts: NDArray[np.int64]
    skills: NDArray[np.int32]
    likely: NDArray[np.float64]
    named: NDArray[np.bool_]

    def rows(self, wanted: NDArray[np.integer]) -> "OfferReadings":
        """The readings of these rows, in this order."""
        lengths = np.diff(self.starts)[wanted]
        starts = np.concatenate([[0], np.cumsum(lengths)])
        at = np.repeat(self.starts[wanted] - starts[:-1], lengths) + np.arange(starts[-1])
        read = (self.skills[at], self.likely[at], self.named[at])
        return OfferReadings(self.digests[wanted], self.meanings[wanted], starts, *read)


def read_offers(space: SkillSpace, names: Sequence[str], file: Path | None) -> OfferReadings:
    """What each offer is about, in the order of their names.

    Args:
        file: where what was read is kept; None keeps nothing.
    """
    digests = np.array([_digest(name) for name in names], dtype=np.uint64)
    kept = None if file is None else _load(file, space.identity)
    if kept is None:
        kept = _read(space, [], digests[:0])
    is_new = ~np.isin(digests, kept.digests)
    _, first = np.unique(digests[is_new], return_index=True)
    new = np.flatnonzero(is_new)[np.sort(first)]
    read = _read(space, [names[int(one)] for one in new], digests[new])
    known = _joined(kept, read)
    order = np.argsort(known.digests, kind="stable")
    found = order[np.searchsorted(known.digests, digests, sorter=order)]
    distinct = np.unique(found)
    if file is not None and (len(new) or len(distinct) < len(known.digests)):
        _save(file, space.identity, known.rows(distinct))
    return known.rows(found)


def _read(space: SkillSpace, names: Sequence[str], digests: NDArray[np.uint64]) -> OfferReadings:
    told = [list(_told(space, name)) for name in names]
    flat = [one for skills in told for one in skills]
    return OfferReadings(
        digests,
        np.array([space.vector(name) for name in names], dtype=np.float16).reshape(
            len(names), space.size
        ),
        np.concatenate([[0], np.cumsum([len(skills) for skills in told])]).astype(np.int64),
        np.array([number for number, _, _ in flat], dtype=np.int32),
        np.array([likely for _, likely, _ in flat], dtype=np.float64),
        np.array([is_named for _, _, is_named in flat], dtype=np.bool_),
    )


def _told(space: SkillSpace, name: str) -> Iterator[tuple[int, float, bool]]:
    """Number, probability, and whether it is named, of each skill read in an offer or named."""
    likely, named = space.of_offer(name), space.named_in(name)
    for number, skill in enumerate(space.skills):
        chance = likely.get(skill.iri, 0.0)
        if chance >= LEAST_LIKELY or skill.iri in named:
            yield number, chance, skill.iri in named


def _joined(one: OfferReadings, other: OfferReadings) -> OfferReadings:
    return OfferReadings(
        np.concatenate([one.digests, other.digests]),
        np.concatenate([one.meanings, other.meanings]),
        np.concatenate([one.starts, one.starts[-1] + other.starts[1:]]),
        np.concatenate([one.skills, other.skills]),
        np.concatenate([one.likely, other.likely]),
        np.concatenate([one.named, other.named]),
    )


def _load(file: Path, identity: str) -> OfferReadings | None:
    try:
        with file.open("rb") as stream, np.load(stream) as arrays:
            if str(arrays["identity"]) != identity:
                return None
            return OfferReadings(*(arrays[name] for name in OfferReadings._fields))
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return None


def _save(file: Path, identity: str, readings: OfferReadings) -> None:
    """Whole or not at all; a folder that cannot be written keeps nothing."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=file.parent, delete=False) as target:
            np.savez(target, identity=np.array(identity), **readings._asdict())
        Path(target.name).replace(file)
    except OSError:
        return


def _digest(name: str) -> int:
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "big")
