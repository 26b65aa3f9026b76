"""Stores, copies, tokens and secrets."""

import json
import stat
from pathlib import Path

import pytest
from cli.conftest import Command
from fixtures.grants import write_grants

from tisserand.demo.territory import FILES, REPORTS

SECRET = "mot-de-passe-inventé"


def test_store_may_be_a_file_of_its_own(
    tisserand: Command, workspace: Path, tmp_path: Path
) -> None:
    store = f"sqlite:{tmp_path / 'ailleurs.sqlite'}"
    options = ("--store", store, "--workspace", workspace)
    file = write_grants(tmp_path / "dons.csv")
    assert tisserand("ingest", file, "--json", *options).json["accepted"] == 3
    assert [one["id"] for one in tisserand("sources", "--json", *options).json] == ["dons"]
    assert not (workspace / "graph.sqlite").exists()


def test_copy_gives_the_same_graph(tisserand: Command, demo: Path, tmp_path: Path) -> None:
    target = f"sqlite:{tmp_path / 'copie.sqlite'}"
    done = tisserand("copy", "--from", "sqlite", "--to", target, "--json", "--workspace", demo)
    assert (done.code, done.json["sources"]) == (0, len(FILES) + len(REPORTS))
    export = ("export", "graph", "--format", "nquads", "--role", "steward")
    original = tisserand(*export, "--workspace", demo).out
    assert tisserand(*export, "--store", target, "--workspace", tmp_path).out == original


def test_copy_never_writes_over_a_graph(
    tisserand: Command, demo: Path, workspace: Path, tmp_path: Path
) -> None:
    tisserand("ingest", write_grants(tmp_path / "dons.csv"), "--workspace", workspace)
    full = f"sqlite:{workspace / 'graph.sqlite'}"
    done = tisserand("copy", "--from", "sqlite", "--to", full, "--workspace", demo)
    assert done.code == 1 and "contient déjà" in done.err
    sources = tisserand("sources", "--json", "--workspace", workspace).json
    assert [one["id"] for one in sources] == ["dons"]


def test_copy_of_nothing_is_refused(tisserand: Command, workspace: Path, tmp_path: Path) -> None:
    target = tmp_path / "copie.sqlite"
    command = ("copy", "--from", "sqlite", "--to", f"sqlite:{target}", "--workspace", workspace)
    assert tisserand(*command).code == 1
    assert not target.exists()


def test_token_is_shown_once_and_only_its_digest_is_kept(
    tisserand: Command, workspace: Path
) -> None:
    done = tisserand("token", "create", "--role", "partner", "--json", "--workspace", workspace)
    assert list(done.json) == ["role", "name", "token"]
    kept = workspace / "tokens.json"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert done.json["token"] not in kept.read_text()
    assert list(json.loads(kept.read_text()).values()) == [{"name": "", "role": "partner"}]


def test_store_belongs_to_its_owner(tisserand: Command, workspace: Path, tmp_path: Path) -> None:
    tisserand("ingest", write_grants(tmp_path / "dons.csv"), "--workspace", workspace)
    assert stat.S_IMODE((workspace / "graph.sqlite").stat().st_mode) == 0o600


@pytest.mark.parametrize("address", ["neo4j://127.0.0.1:1", f"bolt://neo4j:{SECRET}@127.0.0.1:1"])
def test_no_error_prints_the_password(
    tisserand: Command, workspace: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("TISSERAND_NEO4J_PASSWORD", SECRET)
    done = tisserand("sources", "--store", address, "--workspace", workspace)
    assert done.code in (1, 2) and done.err
    assert SECRET not in done.err and "Traceback" not in done.err
