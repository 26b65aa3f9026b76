"""Several organisations in one cell of names, told by slashes: « Le Fil / La Trame »."""

import re
from functools import cache

from tisserand.ingest.extraction.lexicons import word_set
from tisserand.ingest.normalisation.names import kind_of_name
from tisserand.reference.text import fold

ORGANIZATIONS = "organizations"
"""What `split` says where each part of a cell must look like an organisation to be one."""
_SLASH = re.compile(r"\s+/\s+")
_ARTICLE = re.compile(r"^(les?|la|l|aux?|des?|du) ")
_LONGEST_HEAD = 3


def organizations_in(cell: str) -> list[str]:
    """The organisations of a cell; the whole cell when a part of it does not look like one.

    A name may hold a slash of its own (« Eau / Air », a name in two languages).
    """
    parts = [part.strip() for part in _SLASH.split(cell) if part.strip()]
    return parts if len(parts) > 1 and all(map(_looks_like_one, parts)) else [cell]


def names_several(cell: str) -> bool:
    """Whether a cell names several organisations."""
    return len(organizations_in(cell)) > 1


def _looks_like_one(name: str) -> bool:
    """Whether it begins as names of organisations do, or says a kind of them."""
    if kind_of_name(name) is not None:
        return True
    words = _ARTICLE.sub("", fold(name)).split()
    return any(" ".join(words[:size]) in _heads() for size in range(1, _LONGEST_HEAD + 1))


@cache
def _heads() -> frozenset[str]:
    parts = ("prefixes", "bare", "known")
    return frozenset(fold(one) for part in parts for one in word_set("organizations", part))
