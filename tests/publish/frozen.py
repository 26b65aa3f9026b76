"""A dataset made once from given quads: what a SPARQL service reads in the tests of the service."""

from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import Quad, Store

from tisserand.ontology.records import Visibility


class FrozenDataset:
    """One dataset for every role."""

    base_iri = "http://www.example/"

    def __init__(self, folder: Path, quads: Iterable[Quad]) -> None:
        store = Store(str(folder / "dataset"))
        store.bulk_extend(quads)
        store.flush()
        store.backup(str(folder / "checkpoint-1"))
        self._checkpoint = folder / "checkpoint-1"

    def refresh(self, role: Visibility) -> int:
        return 1

    def checkpoint(self, role: Visibility) -> Path:
        return self._checkpoint
