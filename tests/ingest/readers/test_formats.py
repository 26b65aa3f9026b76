"""Files that hold no table, and files that are not what their name says."""

import io
import zipfile
from pathlib import Path

import pytest

from tisserand.errors import InputError
from tisserand.ingest.readers import find_format, read_table
from tisserand.messages import catalogue


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "readers.empty_file"),
        (b"  \r\n \n", "readers.empty_file"),
        (b"\xef\xbb\xbf\n", "readers.empty_file"),
        (b"%PDF-1.7\n%\xe2\xe3", "readers.not_a_table"),
        (b"MZ\x90\x00\x03" + b"\0" * 64, "readers.not_a_table"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 64, "readers.not_a_table"),
        (b"<!DOCTYPE html><html></html>", "readers.not_a_table"),
        (b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ada Perrin\r\nEND:VCARD\r\n", "readers.not_a_table"),
        (bytes(range(256)) * 20, "readers"),
        (b"PK\x03\x04" + b"\0" * 40, "readers.broken_archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "readers.unreadable"),
    ],
)
def test_what_is_no_table_is_refused_by_name(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "annuaire.csv"
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        read_table(path)
    assert caught.value.message.startswith(message)
    assert "annuaire.csv" in caught.value.text("fr")


def test_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="n'existe pas"):
        read_table(tmp_path / "rien.csv")


def archive(path: Path, entries: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as writer:
        for name, content in entries.items():
            writer.writestr(name, content)
    return path


@pytest.mark.parametrize(
    ("entries", "found"),
    [
        ({"word/document.xml": b"<x/>"}, "docx"),
        ({"notes.txt": b"x"}, "zip"),
        ({"../../etc/passwd": b"x"}, "zip"),
        ({"xl/workbook.xml": b"<x/>"}, "xlsx"),
    ],
)
def test_archives_are_told_by_what_they_hold(
    tmp_path: Path, entries: dict[str, bytes], found: str
) -> None:
    assert find_format(archive(tmp_path / "annuaire.csv", entries)) == found


def test_archive_with_outside_paths_writes_nothing(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.xlsx", {"../outside.txt": b"x", "xl/workbook.xml": b"<x/>"})
    with pytest.raises(InputError):
        read_table(path)
    assert [p.name for p in tmp_path.iterdir()] == ["a.xlsx"]
    assert not (tmp_path.parent / "outside.txt").exists()


def test_truncated_archive_is_refused(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as writer:
        writer.writestr("xl/workbook.xml", b"<x/>" * 1000)
    (tmp_path / "a.xlsx").write_bytes(buffer.getvalue()[:2000])
    with pytest.raises(InputError, match="abîmée"):
        read_table(tmp_path / "a.xlsx")


@pytest.mark.parametrize("area", ["readers", "mapping"])
def test_messages_exist_in_both_languages(area: str) -> None:
    assert catalogue(area, "fr").keys() == catalogue(area, "en").keys()
