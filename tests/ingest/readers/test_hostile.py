"""Hostile files: each is refused with its reason, or what it hides is neutralised."""

import stat
import sys
from pathlib import Path

import pytest

from tisserand.errors import InputError
from tisserand.ingest.documents.reading import read_document
from tisserand.ingest.readers import find_format, read_table

# The files are those of the measure; benchmarks are no part of the package.
sys.path.append(str(Path(__file__).parents[3]))
from benchmarks.hostile_files import HOSTILE

REFUSED = {
    "wide_bomb": "readers.too_big",
    "nested_zip": "readers.not_a_table",
    "path_in_archive": "readers.unreadable",
    "laughs_xlsx": "readers.unreadable",
    "laughs_docx": "readers.not_a_table",
    "laughs_rdf": "readers.entities",
    "laughs_html": "readers.entities",
    "sparse_quoted": "readers.binary",
    "sparse_line": "readers.binary",
    "sparse_text": "readers.binary",
    "deep_json": "readers.too_deep",
    "nested_json": "readers.too_deep",
    "big_cell": "readers.line_too_long",
    "symlink_to_device": "readers.not_a_file",
    "fifo": "readers.not_a_file",
    "device": "readers.not_a_file",
    "empty": "readers.empty_file",
    "directory": "readers.not_a_file",
}


@pytest.mark.parametrize("name", REFUSED)
def test_hostile_table_is_refused_in_both_languages(tmp_path: Path, name: str) -> None:
    path = HOSTILE[name](tmp_path)
    with pytest.raises(InputError) as caught:
        read_table(path)
    assert caught.value.message == REFUSED[name]
    french, english = caught.value.text("fr"), caught.value.text("en")
    assert french != english
    assert path.name in french
    assert path.name in english


@pytest.mark.parametrize("name", ["laughs_docx", "laughs_html", "sparse_text"])
def test_hostile_report_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError):
        read_document(HOSTILE[name](tmp_path))


def test_archive_writes_nothing_where_its_paths_say(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b" / "c" / "d"
    folder.mkdir(parents=True)
    find_format(HOSTILE["path_in_archive"](folder))
    written = [path.name for path in tmp_path.rglob("*") if path.is_file()]
    assert written == ["chemin.xlsx"]


def test_pipe_is_never_opened(tmp_path: Path) -> None:
    path = HOSTILE["fifo"](tmp_path)
    assert stat.S_ISFIFO(path.stat().st_mode)
    with pytest.raises(InputError, match=r"tube\.csv"):
        find_format(path)


def test_marks_and_control_characters_are_taken_off(tmp_path: Path) -> None:
    _, cells = next(read_table(HOSTILE["control_and_bidi"](tmp_path)).rows())
    assert cells["nom"] == "Le liF"


def test_ordinary_file_is_read(tmp_path: Path) -> None:
    table = read_table(HOSTILE["ordinary"](tmp_path))
    assert [cells["commune"] for _, cells in table.rows()] == ["Angers", "Laval"]
