"""What memory does not hold of a source is read again as it was, and leaves nothing behind."""

import multiprocessing
import os
import signal
from pathlib import Path
from typing import Any

import pytest

from tisserand.errors import StoreError
from tisserand.ingest.spool import Room, Spool, SpooledDict, SpooledList
from tisserand.ingest.spool_codec import (
    decode_record,
    decode_signature,
    encode_record,
    encode_signature,
)
from tisserand.ontology.records import (
    Identifier,
    Link,
    Locator,
    Record,
    Signature,
    Value,
    Visibility,
)

_FORK = multiprocessing.get_context("fork")


def spool_of(folder: Path, kept: int = 2) -> Spool[str]:
    return Spool(str.encode, bytes.decode, Room(folder, kept))


def test_a_record_is_read_as_it_was() -> None:
    record = Record(
        "k1", "essai", "Association", "Les Tissandolies",
        Locator("a.csv", "Feuille 1", 3, passage="mot à mot"),
        (Identifier("rna", "W1"), Identifier("siren", "2", "operator", True)),
        (Value("purpose", "danse", Visibility.AGENT, 0.5, "2020", None),),
        (Link("memberOf", "k2", Visibility.PARTNER, 0.25, None, "2021-03"),),
        Visibility.AGENT, 0.75, "2019", None, "abc",
    )  # fmt: skip
    assert decode_record(encode_record(record)) == record
    signature = Signature("abc", '{"family":"organization"}', ("=a", "b"))
    assert decode_signature(encode_signature(signature)) == signature


def test_things_beyond_memory_keep_their_numbers(tmp_path: Path) -> None:
    spool = spool_of(tmp_path)
    numbers = [spool.add(f"chose {n}") for n in range(7)]
    assert numbers == list(range(7))
    assert [spool[n] for n in (6, 0, 3)] == ["chose 6", "chose 0", "chose 3"]
    assert spool.add("é" * 3_000_000) == 7
    assert [len(spool[7]), spool[5]] == [3_000_000, "chose 5"]


def test_a_spooled_list_is_a_list(tmp_path: Path) -> None:
    found = SpooledList(spool_of(tmp_path))
    found.extend("abcde")
    found.insert(1, "z")
    found[0] = "A"
    found[3:5] = ["y"]
    del found[-1]
    assert list(found) == ["A", "z", "b", "y"] == found[:]
    assert (found[-1], found[1:3], len(found)) == ("y", ["z", "b"], 4)


def test_a_spooled_mapping_keeps_the_last_thing_said(tmp_path: Path) -> None:
    found = SpooledDict(spool_of(tmp_path))
    found.update({"a": "1", "b": "2", "c": "3", "d": "4"})
    found["a"] = "5"
    del found["b"]
    assert dict(found) == {"a": "5", "c": "3", "d": "4"}
    assert list(found.listed("da")) == ["4", "5"]
    assert "b" not in found


def test_the_file_has_no_name_and_is_freed(tmp_path: Path) -> None:
    spool = spool_of(tmp_path, kept=0)
    spool.add("secret")
    assert spool[0] == "secret"
    assert list(tmp_path.iterdir()) == []


def _fill(folder: Path, ready: Any) -> None:
    spool = spool_of(folder, kept=0)
    for number in range(1000):
        spool.add(f"chose {number}")
    ready.send(spool[999])
    signal.pause()


def test_a_crash_leaves_nothing_behind(tmp_path: Path) -> None:
    ours, theirs = _FORK.Pipe()
    process = _FORK.Process(target=_fill, args=(tmp_path, theirs))
    process.start()
    assert ours.recv() == "chose 999"
    assert process.pid
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_takes_no_more_is_told() -> None:
    spool = spool_of(Path("/dev/full/none"), kept=0)
    spool.add("chose")
    with pytest.raises(StoreError) as told:
        spool[0]
    assert told.value.message == "store.disk_error"
