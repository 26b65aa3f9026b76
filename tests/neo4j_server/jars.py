"""The jars of the server, from a Maven repository by a lock file, each checked by its SHA-256."""

import hashlib
import os
import shutil
import tempfile
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

VERSION = "5.26.30"
LOCK = Path(__file__).with_name("jars.lock")
MAVEN_CENTRAL = "https://repo1.maven.org/maven2"
PARALLEL = 8
ATTEMPTS = 3


def read_lock(lock: Path = LOCK) -> Iterator[tuple[str, str]]:
    """(SHA-256, path in the repository) of each jar."""
    for line in lock.read_text(encoding="ascii").splitlines():
        if not line.startswith("#"):
            checksum, path = line.split()
            yield checksum, path


def cache_folder() -> Path:
    """Where the jars stay between two runs."""
    root = os.environ.get("TISSERAND_CACHE")
    base = Path(root) if root else Path.home() / ".cache" / "tisserand"
    return base / "neo4j" / VERSION


def fetch_jars(folder: Path | None = None, lock: Path = LOCK) -> list[Path]:
    """Every jar of the lock, downloaded when it is missing or damaged.

    Raises:
        RuntimeError: a download failed, or its content is not the one that was locked.
    """
    target = folder or cache_folder()
    with ThreadPoolExecutor(PARALLEL) as pool:
        return list(pool.map(lambda entry: _fetch(*entry, target), read_lock(lock)))


def _fetch(checksum: str, path: str, folder: Path) -> Path:
    jar = folder / path
    if jar.is_file() and _sha256(jar) == checksum:
        return jar
    jar.parent.mkdir(parents=True, exist_ok=True)
    repository = os.environ.get("MAVEN_REPOSITORY", MAVEN_CENTRAL).rstrip("/")
    with tempfile.TemporaryDirectory(dir=jar.parent) as workplace:
        partial = Path(workplace) / jar.name
        _download(f"{repository}/{path}", partial)
        if (found := _sha256(partial)) != checksum:
            raise RuntimeError(f"{path}: SHA-256 {found}, {checksum} was locked")
        partial.replace(jar)
    return jar


def _download(address: str, target: Path) -> None:
    for attempt in range(1, ATTEMPTS + 1):
        try:
            with urllib.request.urlopen(address, timeout=60) as answer, target.open("wb") as out:
                shutil.copyfileobj(answer, out)
            return
        except OSError as error:
            if attempt == ATTEMPTS:
                raise RuntimeError(f"{address}: {error}") from error


def _sha256(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
