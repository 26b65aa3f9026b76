"""What people ask of what a workspace holds about them, done everywhere it is held."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tisserand.ingest.erasure import opposition
from tisserand.ingest.erasure.erase import (
    PURGE_DUE,
    Erasure,
    erase,
    prepare_erasure,
    replay_tombstone,
)
from tisserand.ingest.erasure.fingerprint import Hasher
from tisserand.ingest.erasure.keeping import FILE, missing, note
from tisserand.ingest.erasure.marks import Mark
from tisserand.ingest.erasure.passages import Passages
from tisserand.ingest.erasure.register import read_marks
from tisserand.ingest.erasure.reserves import read_reserves
from tisserand.publish.traces import (
    forget_bearers,
    forget_derived,
    forget_files,
    forget_noted,
    open_exports_of,
    telling_files,
)
from tisserand.reference.learned import FILE as LEARNED
from tisserand.reference.learned import LearnedWords
from tisserand.reference.places import Gazetteer
from tisserand.store.port import ChangeSet, GraphStore

Answer = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Privacy:
    """Erasure, opposition and their undoing, in the store and in the files of a workspace."""

    store: GraphStore
    workspace: Path
    gazetteer: Callable[[], Gazetteer]

    def plan_erasure(self, given: str, date: str, reason: str = "") -> tuple[Erasure, list[Path]]:
        """What erasing a person would do, and the files that would go. Nothing is written."""
        planned = prepare_erasure(self.store, given, date, reason, self.gazetteer())
        return planned, telling_files(self.workspace, self._redact(planned.mark))

    def erase(self, given: str, date: str, reason: str = "") -> Answer:
        """Erase a person from the store, from what is made of it, and from our exports.

        Returns:
            `{tombstone, date, records, rewritten, left, files}`, without the person's name.
        """
        done = erase(self.store, given, date, reason, self.gazetteer(), self._note_asked)
        redact = self._redact(done.mark)
        self._forget_beside(redact)
        files = forget_files(telling_files(self.workspace, redact), redact)
        forget_noted(self.workspace, redact)
        self._finish()
        return {**done.as_dict(), "files": files}

    def oppose(self, given: str, date: str, reason: str = "") -> Answer:
        """See `ingest.erasure.opposition.oppose`; communities are named after them no more."""
        answer = opposition.oppose(self.store, given, date, reason, self._note)
        with self.store.resolution() as identity:
            marks = [one for one in read_marks(identity) if one.id == answer["opposition"]]
        self._forget_communities(Passages(marks, Hasher(self.store.hash_key)).names)
        return answer

    def lift(self, given: str) -> Answer:
        """See `ingest.erasure.opposition.lift`."""
        return opposition.lift(self.store, given, self._note)

    def forget_tombstone(self, given: str) -> Answer:
        """See `ingest.erasure.opposition.forget_tombstone`."""
        return opposition.forget_tombstone(self.store, given, self._note)

    def spare(self, given: str) -> Answer:
        """See `ingest.erasure.opposition.spare`."""
        return opposition.spare(self.store, given, self._note)

    def catch_up(self) -> None:
        """Ask again, of a store put back from an older time, what was asked since; and end an
        erasure that was interrupted."""
        asked, taken_back = missing(self._file, self.store)
        for mark in asked:
            if mark.kind == "tombstone":
                replay_tombstone(self.store, mark, self.gazetteer())
                self._forget_beside(self._redact(mark))
            else:
                opposition.apply_mark(self.store, mark)
        for mark in taken_back:
            opposition.apply_mark(self.store, mark, removes=True)
        if self._is_purge_due():
            self._finish()

    def exports_to_redo(self) -> list[Path]:
        """Exports for others than agents that tell of who is in partial diffusion now."""
        with self.store.resolution() as identity:
            signs = read_reserves(identity).signs()
        return open_exports_of(self.workspace, signs)

    def _forget_beside(self, redact: Callable[[str], str]) -> None:
        """In what agents taught, in the names that communities had, and in who bears tokens."""

        def tells(text: str) -> bool:
            return redact(text) != text

        LearnedWords(self.workspace / LEARNED).forget(tells)
        self._forget_communities(tells)
        forget_bearers(self.workspace, redact)

    def _forget_communities(self, tells: Callable[[str], bool]) -> None:
        # Loads what counts communities: who asks nothing of them does not pay for it.
        from tisserand.recommend.community_memory import FOLDER, forget_names

        forget_names(self.workspace / FOLDER, tells)

    @property
    def _file(self) -> Path:
        return self.workspace / FILE

    def _note_asked(self, mark: Mark) -> None:
        self._note(mark, False)

    def _note(self, mark: Mark, taken_back: bool) -> None:
        note(self._file, self.store, mark, taken_back)

    def _redact(self, mark: Mark) -> Callable[[str], str]:
        return Passages([mark], Hasher(self.store.hash_key)).redacted

    def _is_purge_due(self) -> bool:
        with self.store.resolution() as identity:
            return next(identity.sealed(PURGE_DUE.kind), None) is not None

    def _finish(self) -> None:
        """Leave nothing in the files of the store, nor in what is made of it."""
        forget_derived(self.workspace)
        self.store.purge()
        self.store.apply(ChangeSet(unsealed=[(PURGE_DUE.kind, PURGE_DUE.key)]))
