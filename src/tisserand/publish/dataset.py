"""One published RDF dataset for each role below steward, kept up to date with the store."""

import shutil
from dataclasses import replace
from itertools import islice
from pathlib import Path

from pyoxigraph import Store

from tisserand.ontology.records import Visibility
from tisserand.publish.checkpoint import (
    State,
    exclusive,
    read_state,
    remove_unused,
    write_state,
)
from tisserand.publish.quads import quads
from tisserand.publish.reference import known_vocabulary
from tisserand.publish.update import rewrite
from tisserand.publish.vocabulary import Vocabulary
from tisserand.store.port import GraphReader, GraphStore, View

FORMAT = 1
REBUILD_ABOVE = 20_000
"""More touched entities than this are written faster by a rebuild."""

QUADS_IN_MEMORY = 200_000
"""Quads written at once by a rebuild: some 300 MB of memory."""


def published_role(role: Visibility) -> Visibility:
    """The role whose dataset this role reads: nothing is published for stewards alone."""
    return min(role, Visibility.AGENT)


class Publisher:
    """Keeps the datasets of a workspace, under `published/<role>/`.

    Several processes may publish the same workspace: a lock lets one write at a time, and the
    dataset is open only while it is written. Readers open the checkpoint.
    """

    def __init__(
        self, store: GraphStore, workspace: Path, vocabulary: Vocabulary | None = None
    ) -> None:
        self._store = store
        self._folder = workspace / "published"
        self._vocabulary = vocabulary

    @property
    def base_iri(self) -> str:
        """Prefix of the IRIs published."""
        return self._store.base_iri

    def refresh(self, role: Visibility) -> int:
        """Bring the dataset of a role up to the store; from nothing when it must be.

        Returns:
            The sequence number that is now published.
        """
        role = published_role(role)
        folder = self._folder_of(role)
        with exclusive(folder), self._store.read(View(role)) as reader:
            state = read_state(folder)
            if state is None or not self._continues(state, reader, folder):
                return self._rebuild(folder, reader, state)
            if state.sequence == reader.sequence:
                return state.sequence
            keys = sorted({change.key for change in reader.changes(state.sequence)})
            if len(keys) > REBUILD_ABOVE:
                return self._rebuild(folder, reader, state)
            return self._update(folder, reader, state, keys)

    def rebuild(self, role: Visibility) -> int:
        """Write the dataset of a role again from nothing, as after an erasure."""
        role = published_role(role)
        folder = self._folder_of(role)
        with exclusive(folder), self._store.read(View(role)) as reader:
            return self._rebuild(folder, reader, read_state(folder))

    def checkpoint(self, role: Visibility) -> Path:
        """The folder of the current checkpoint of a role, published first if it never was."""
        role = published_role(role)
        folder = self._folder_of(role)
        state = read_state(folder)
        if state is None or not (folder / state.name).is_dir():
            self.refresh(role)
            state = read_state(folder)
        assert state is not None
        return folder / state.name

    def close(self) -> None:
        """Nothing stays open between two refreshes."""

    def _folder_of(self, role: Visibility) -> Path:
        return self._folder / role.name.lower()

    def _continues(self, state: State, reader: GraphReader, folder: Path) -> bool:
        """Whether the dataset can be brought up to the reader by changes alone."""
        return (
            state.clean
            and (state.format, state.base_iri) == (FORMAT, self.base_iri)
            and state.sequence <= reader.sequence
            and (folder / "dataset").is_dir()
            and (folder / state.name).is_dir()
        )

    def _known(self) -> Vocabulary:
        return self._vocabulary or known_vocabulary()

    def _rebuild(self, folder: Path, reader: GraphReader, state: State | None) -> int:
        building, live, stale = (folder / name for name in ("building", "dataset", "stale"))
        for leftover in (building, stale):
            shutil.rmtree(leftover, ignore_errors=True)
        dataset = Store(str(building))
        made = quads(reader, self.base_iri, self._known())
        while batch := list(islice(made, QUADS_IN_MEMORY)):
            dataset.bulk_extend(batch)
        dataset.flush()
        del dataset
        if state is not None:
            write_state(folder, replace(state, clean=False))
        if live.exists():
            live.rename(stale)
        building.rename(live)
        shutil.rmtree(stale, ignore_errors=True)
        return self._publish(folder, Store(str(live)), reader, state)

    def _update(self, folder: Path, reader: GraphReader, state: State, keys: list[str]) -> int:
        write_state(folder, replace(state, clean=False))
        dataset = Store(str(folder / "dataset"))
        if not rewrite(dataset, reader, keys, self.base_iri, self._known()):
            write_state(folder, replace(state, sequence=reader.sequence))
            return reader.sequence
        dataset.flush()
        return self._publish(folder, dataset, reader, state)

    def _publish(
        self, folder: Path, dataset: Store, reader: GraphReader, state: State | None
    ) -> int:
        """Take a checkpoint and make it the current one."""
        generation = state.generation + 1 if state else 1
        now = State(FORMAT, self.base_iri, reader.sequence, generation, clean=True)
        shutil.rmtree(folder / now.name, ignore_errors=True)
        dataset.backup(str(folder / now.name))
        write_state(folder, now)
        remove_unused(folder, kept=now.name)
        return now.sequence
