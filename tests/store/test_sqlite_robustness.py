"""kill -9 and a full disk in the middle of an import: whole or not at all, and it resumes."""

import multiprocessing
import os
import random
import resource
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from contracts.sample import MASONRY, change_set, record, signature, source
from contracts.store_states import find, said, shown

from tisserand.errors import StoreError
from tisserand.ontology.records import Match
from tisserand.store.port import ChangeSet
from tisserand.store.sqlite import bulk, open_sqlite, turns
from tisserand.store.sqlite.connection import Database

BASE = "http://127.0.0.1:8000/"
MOMENTS, SEED = 12, 20
_FORK = multiprocessing.get_context("fork")


@pytest.fixture(autouse=True)
def in_small_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every change set is staged in turns of a few rows."""
    monkeypatch.setattr(bulk, "LARGE", 0)
    for name, value in (("CHUNK", 5), ("HOLD", 0), ("PAUSE", 0)):
        monkeypatch.setattr(turns, name, value)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store that holds a first version of a directory."""
    store = open_sqlite(tmp_path / "graph.sqlite", BASE)
    store.apply(_version("Ancien", range(12), "2023"))
    store.close()
    return tmp_path / "graph.sqlite"


def _version(word: str, numbers: range, date: str) -> ChangeSet:
    records = [
        record(
            f"k{number:02}",
            name=f"{word} {number}",
            values=[("hasSkill", MASONRY)],
            links=[("memberOf", f"k{number - 1:02}")],
            signature=f"s{word}{number}",
        )
        for number in numbers
    ]
    changes = change_set(*records, sources=[source(date=date)], k11="k10")
    changes.signatures = [signature(one.signature, f"nom:{one.key}") for one in records]
    changes.matches = [Match(f"s{word}9", f"s{word}8", 0.9, "m")]
    return changes


def _next() -> ChangeSet:
    """The second version: some go, some stay, some come."""
    changes = _version("Nouveau", range(4, 24), "2024")
    changes.removed_records = [f"k{number:02}" for number in range(12)]
    return changes


def _state(path: Path) -> dict[str, Any]:
    store = open_sqlite(path, BASE)
    found = {"said": said(store), "shown": shown(store, 3)}
    found |= {word: find(store, word) for word in ("ancien", "nouveau")}
    store.close()
    return found


@contextmanager
def _counting(told: Callable[[int], None]) -> Iterator[None]:
    """Call `told` with the number of each statement that writes."""
    ran = 0
    with pytest.MonkeyPatch.context() as patch:
        for name in ("run", "run_many"):
            whole = getattr(Database, name)

            def counted(self: Database, *given: Any, whole: Any = whole) -> Any:
                nonlocal ran
                ran += 1
                told(ran)
                return whole(self, *given)

            patch.setattr(Database, name, counted)
        yield


def _apply(path: Path, told: Callable[[int], None] = lambda _: None) -> None:
    store = open_sqlite(path, BASE)
    with _counting(told):
        store.apply(_next())
    store.close()


def _killed(path: Path, moment: int) -> int | None:
    """Apply in a process that is killed before its statement of this number; how it ended."""

    def die(number: int) -> None:
        if number == moment:
            os.kill(os.getpid(), signal.SIGKILL)

    process = _FORK.Process(target=_apply, args=(path, die))
    process.start()
    process.join()
    return process.exitcode


def test_killed_import_is_there_wholly_or_not_at_all(path: Path, tmp_path: Path) -> None:
    before = _state(path)
    kept, ran = path.read_bytes(), 0

    def count(number: int) -> None:
        nonlocal ran
        ran = number

    _apply(path, count)
    after = _state(path)
    drawn = random.Random(SEED).sample(range(1, ran), MOMENTS - 2)
    for moment in [*drawn, ran - 1, ran]:
        copy = tmp_path / f"{moment}.sqlite"
        copy.write_bytes(kept)
        assert _killed(copy, moment) == -signal.SIGKILL
        assert _state(copy) in (before, after)
        if _state(copy) == before:
            _apply(copy)
        assert _state(copy) == after


def _limit_files(path: Path) -> StoreError | None:
    """Apply where no file may grow much; the error."""
    most = path.stat().st_size + 20_000
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    try:
        _apply(path)
    except StoreError as error:
        return error
    return None


def _in_another_process(path: Path, answers: Any) -> None:
    error = _limit_files(path)
    answers.put(None if error is None else (error.text("fr"), error.text("en")))


def test_disk_that_takes_no_more_is_told_and_loses_nothing(path: Path) -> None:
    before = _state(path)
    answers = _FORK.SimpleQueue()
    process = _FORK.Process(target=_in_another_process, args=(path, answers))
    process.start()
    process.join()
    french, english = answers.get()
    assert "disque" in french and "disk" in english
    assert _state(path) == before
    _apply(path)
    assert [hit.name for hit in find(open_sqlite(path, BASE), "nouveau 23")] == ["Nouveau 23"]


@pytest.mark.parametrize("free", [0, 3, 30])
def test_full_disk_stops_an_import_that_resumes_with_space(path: Path, free: int) -> None:
    before = _state(path)
    large = change_set(*(record(f"g{n}", name="Nom " * 300, source="autre") for n in range(90)))
    tune = Database.tune

    def tuned(self: Database) -> Database:
        tune(self).run(f"PRAGMA max_page_count = {self.value('PRAGMA page_count') + free}")
        return self

    with pytest.MonkeyPatch.context() as full:
        full.setattr(Database, "tune", tuned)
        store = open_sqlite(path, BASE)
        with pytest.raises(StoreError) as refused:
            store.apply(large)
        store.close()
    assert refused.value.message == "store.disk_full"
    assert _state(path) == before
    store = open_sqlite(path, BASE)
    store.apply(large)
    assert len(find(store, "nom")) == 20
    store.close()
