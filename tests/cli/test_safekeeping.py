"""A workspace backed up and restored: whole, checked, never in the place of another by error."""

import hashlib
import json
import signal
import subprocess
import time
import zipfile
from pathlib import Path

import pytest
from cli.conftest import PROGRAM, Command
from contracts.sample import change_set, record, source

from tisserand.bootstrap import STORE_FILE
from tisserand.graph_api.tokens import TokenRegister
from tisserand.ontology.records import Visibility
from tisserand.reference.thesaurus import Concept
from tisserand.reference.vocabularies import FOLDER as VOCABULARIES
from tisserand.reference.vocabularies import load_extended, remove_vocabulary, write_vocabulary
from tisserand.store.archive import MANIFEST
from tisserand.store.sqlite import open_sqlite


def nquads(tisserand: Command, workspace: Path) -> bytes:
    options = ("--role", "steward", "--workspace", workspace)
    return tisserand("export", "graph", "--format", "nquads", *options).out


@pytest.fixture
def saved(tisserand: Command, demo: Path, tmp_path: Path) -> Path:
    """A backup of the demonstration."""
    file = tmp_path / "brecelle.zip"
    assert tisserand("backup", file, "--workspace", demo).code == 0
    return file


def test_a_restored_workspace_is_the_one_that_was_backed_up(
    tisserand: Command, demo_copy: Path, tmp_path: Path
) -> None:
    token = TokenRegister(demo_copy).create(Visibility.AGENT)
    file, goal = tmp_path / "sauvegarde.zip", tmp_path / "rétabli"
    told = tisserand("backup", file, "--json", "--workspace", demo_copy).json
    assert list(told) == ["file", "bytes", "base_iri", "sources", "records"]
    restored = tisserand("restore", file, "--json", "--workspace", goal).json
    assert restored["records"] == told["records"] > 0
    assert restored["base_iri"] == told["base_iri"]
    assert nquads(tisserand, goal) == nquads(tisserand, demo_copy)
    assert TokenRegister(goal).role_of(token) is Visibility.AGENT
    with open_sqlite(goal / STORE_FILE, "").resolution() as reader:
        assert next(reader.signature_digests())


def test_imported_vocabularies_are_saved_and_restored_and_only_these(
    tisserand: Command, demo_copy: Path, tmp_path: Path
) -> None:
    folder, file = demo_copy / VOCABULARIES, tmp_path / "a.zip"
    concept = Concept(
        "https://metiers.example/m1", "Skill", "souffleur de verre", "", (), (), (), ()
    )
    write_vocabulary(folder, "metiers-rares", [concept])
    assert tisserand("backup", file, "--workspace", demo_copy).code == 0
    with zipfile.ZipFile(file) as archive:
        assert "vocabularies/metiers-rares.json" in archive.namelist()
    remove_vocabulary(folder, "metiers-rares")
    write_vocabulary(folder, "venu-depuis", [concept])
    assert tisserand("restore", file, "--force", "--workspace", demo_copy).code == 0
    told = tisserand("vocabulary", "list", "--json", "--workspace", demo_copy).json
    assert [one["name"] for one in told] == ["metiers-rares"]
    assert load_extended(folder).get(concept.iri) == concept


def test_a_backup_puts_nothing_elsewhere_than_where_it_may(
    tisserand: Command, saved: Path, tmp_path: Path
) -> None:
    outside = ("vocabularies/../../sortie.json", "/tmp/x.json", "vocabularies/a/b.json", "autre")
    with zipfile.ZipFile(saved, "a") as archive:
        told = json.loads(archive.read(MANIFEST))
        for name in outside:
            archive.writestr(name, b"{}")
            told["files"][name] = {"sha256": hashlib.sha256(b"{}").hexdigest(), "bytes": 2}
    bad = rewritten(saved, tmp_path / "b.zip", MANIFEST, json.dumps(told).encode())
    goal = tmp_path / "w"
    assert tisserand("restore", bad, "--workspace", goal).code == 0
    assert sorted(file.name for file in goal.iterdir()) == [STORE_FILE]
    assert not (tmp_path / "sortie.json").exists()


def test_a_backup_is_for_its_owner_only(saved: Path) -> None:
    assert saved.stat().st_mode & 0o777 == 0o600


def test_a_backup_is_taken_while_others_read_and_write(
    tisserand: Command, demo_copy: Path, tmp_path: Path
) -> None:
    before = nquads(tisserand, demo_copy)
    store = open_sqlite(demo_copy / STORE_FILE, "")
    with store.resolution() as reader:
        next(reader.signature_digests())
        assert tisserand("backup", tmp_path / "a.zip", "--workspace", demo_copy).code == 0
        noted = record("carnet1", "Vélos d'Ici", source="carnet")
        store.apply(change_set(noted, sources=[source("carnet")]))
    store.close()
    assert tisserand("restore", tmp_path / "a.zip", "--workspace", tmp_path / "b").code == 0
    assert nquads(tisserand, tmp_path / "b") == before


def test_nothing_is_overwritten_without_force(
    tisserand: Command, saved: Path, demo_copy: Path
) -> None:
    before = saved.read_bytes()
    again = tisserand("backup", saved, "--workspace", demo_copy)
    over = tisserand("restore", saved, "--workspace", demo_copy)
    assert (again.code, over.code) == (1, 1)
    assert "--force" in again.err and "--force" in over.err
    assert saved.read_bytes() == before
    assert tisserand("backup", saved, "--force", "--workspace", demo_copy).code == 0


def test_force_puts_the_backup_in_place_and_drops_what_derives(
    tisserand: Command, saved: Path, demo_copy: Path
) -> None:
    before = nquads(tisserand, demo_copy)
    token = TokenRegister(demo_copy).create(Visibility.STEWARD)
    tisserand("withdraw", "subventions", "--workspace", demo_copy)
    for folder in ("published", "cache"):
        (demo_copy / folder).mkdir(exist_ok=True)
        (demo_copy / folder / "stale").touch()
    assert tisserand("restore", saved, "--force", "--workspace", demo_copy).code == 0
    assert nquads(tisserand, demo_copy) == before
    assert not list(demo_copy.rglob("stale")) and not list(demo_copy.glob("restore.*"))
    assert TokenRegister(demo_copy).role_of(token) is None


def test_a_workspace_that_a_server_has_open_is_left_alone(
    tisserand: Command, saved: Path, demo_copy: Path
) -> None:
    code = "import sys, pathlib, tisserand.store.sqlite as s; "
    code += "s.open_sqlite(pathlib.Path(sys.argv[1]), ''); print('open', flush=True); input()"
    server = [PROGRAM[0], "-c", code, str(demo_copy / STORE_FILE)]
    with subprocess.Popen(server, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        done = tisserand("restore", saved, "--force", "--workspace", demo_copy)
        process.communicate(b"\n")
    assert done.code == 1
    assert "autre programme" in done.err


def rewritten(saved: Path, goal: Path, name: str, content: bytes) -> Path:
    """The backup with the content of one file changed."""
    with zipfile.ZipFile(saved) as origin, zipfile.ZipFile(goal, "w") as copy:
        for entry in origin.namelist():
            copy.writestr(entry, content if entry == name else origin.read(entry))
    return goal


def test_a_damaged_backup_restores_nothing(tisserand: Command, saved: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(saved) as archive:
        content = bytearray(archive.read(STORE_FILE))
    content[len(content) // 2] ^= 0xFF
    bad = rewritten(saved, tmp_path / "abîmé.zip", STORE_FILE, bytes(content))
    done = tisserand("restore", bad, "--workspace", tmp_path / "vide")
    assert done.code == 2
    assert STORE_FILE in done.err
    assert list((tmp_path / "vide").iterdir()) == []


def test_a_newer_backup_is_refused(tisserand: Command, saved: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(saved) as archive:
        manifest = json.loads(archive.read(MANIFEST)) | {"format": 99}
    bad = rewritten(saved, tmp_path / "neuf.zip", MANIFEST, json.dumps(manifest).encode())
    done = tisserand("restore", bad, "--workspace", tmp_path / "vide")
    assert done.code == 2
    assert "99" in done.err


@pytest.mark.parametrize("content", [b"", b"PK", b"SQLite format 3\0", b"{}"])
def test_what_is_no_backup_is_refused(tisserand: Command, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "autre.zip"
    file.write_bytes(content)
    done = tisserand("restore", file, "--workspace", tmp_path / "vide")
    assert done.code == 2
    assert "sauvegarde" in done.err


def test_an_absent_backup_or_workspace_is_told(tisserand: Command, tmp_path: Path) -> None:
    assert tisserand("restore", tmp_path / "rien.zip", "--workspace", tmp_path / "w").code == 1
    assert tisserand("backup", tmp_path / "x.zip", "--workspace", tmp_path / "rien").code == 1
    assert not (tmp_path / "x.zip").exists()


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_a_backup_that_is_killed_leaves_no_half_file(
    tisserand: Command, demo: Path, tmp_path: Path, how: signal.Signals
) -> None:
    file = tmp_path / "a.zip"
    part = tmp_path / "a.zip.part"
    command = [*PROGRAM, "backup", str(file), "--workspace", str(demo)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        while not part.exists() and process.poll() is None:
            time.sleep(0.001)
        process.send_signal(how)
    assert not file.exists() or zipfile.ZipFile(file).testzip() is None
    assert how is signal.SIGKILL or not part.exists()
    assert tisserand("backup", file, "--force", "--workspace", demo).code == 0
    assert zipfile.ZipFile(file).testzip() is None
    assert not part.exists()
