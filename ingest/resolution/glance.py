"""The glance of a signature: the numbers that many pairs are looked at by, kept beside it.

Eight bytes each, the least first: a stamp, those of the thing, those of each name (see `masks`).
The stamp tells the masks and the model that made them.
"""

from functools import cache
from zlib import crc32

from tisserand.ingest.resolution.masks import NAME, THING, mask_names, mask_thing
from tisserand.ingest.resolution.model import load_model
from tisserand.ingest.resolution.shape import Features

MASKS = 3
"""Version of what `masks` makes: a glance of another one is made again."""
_SIZE = 8
THING_START, NAMES_START = _SIZE, _SIZE * (1 + THING)
NAME_SIZE = _SIZE * NAME


def glance_of(features: Features) -> bytes:
    """The glance of features."""
    rows, weight = mask_names(features)
    return b"".join([_stamp(), mask_thing(features, weight), *rows])


def is_current(told: bytes) -> bool:
    """Whether a glance is one that these masks and this model make."""
    return told.startswith(_stamp())


@cache
def _stamp() -> bytes:
    return crc32(f"{MASKS} {load_model().version}".encode()).to_bytes(_SIZE, "little")
