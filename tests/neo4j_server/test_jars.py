"""The jars of the test server are the ones that were locked."""

import hashlib
from pathlib import Path

import pytest

from neo4j_server.jars import fetch_jars, read_lock


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A Maven repository of one jar, on disk."""
    jar = tmp_path / "repository" / "org" / "small.jar"
    jar.parent.mkdir(parents=True)
    jar.write_bytes(b"content")
    monkeypatch.setenv("MAVEN_REPOSITORY", (tmp_path / "repository").as_uri())
    return jar


def lock_of(folder: Path, content: bytes) -> Path:
    lock = folder / "jars.lock"
    lock.write_text(f"# one jar\n{hashlib.sha256(content).hexdigest()}  org/small.jar\n")
    return lock


def test_lock_names_each_jar_once() -> None:
    paths = [path for _, path in read_lock()]
    assert len(paths) == len(set(paths)) == 213


def test_jar_is_downloaded_then_kept(tmp_path: Path, repository: Path) -> None:
    lock = lock_of(tmp_path, b"content")
    assert fetch_jars(tmp_path / "cache", lock)[0].read_bytes() == b"content"
    repository.unlink()
    assert fetch_jars(tmp_path / "cache", lock)[0].read_bytes() == b"content"


def test_damaged_jar_is_downloaded_again(tmp_path: Path, repository: Path) -> None:
    lock = lock_of(tmp_path, b"content")
    fetch_jars(tmp_path / "cache", lock)[0].write_bytes(b"cut")
    assert fetch_jars(tmp_path / "cache", lock)[0].read_bytes() == b"content"


def test_jar_of_another_content_is_refused(tmp_path: Path, repository: Path) -> None:
    with pytest.raises(RuntimeError, match="was locked"):
        fetch_jars(tmp_path / "cache", lock_of(tmp_path, b"locked"))
    assert not list((tmp_path / "cache").rglob("*.jar"))


def test_missing_jar_fails_loudly(tmp_path: Path, repository: Path) -> None:
    repository.unlink()
    with pytest.raises(RuntimeError, match=r"small\.jar"):
        fetch_jars(tmp_path / "cache", lock_of(tmp_path, b"content"))
