"""XLSX, ODS and XLS: sheets, headings, typed cells, and files made to do harm."""

import resource
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from fixtures import workbooks

from tisserand.errors import InputError
from tisserand.ingest.readers import ReaderOptions, read_table

FIXTURES = Path(__file__).parents[2] / "fixtures" / "readers"


ROWS = [
    ["Annuaire du pays"],
    [None],
    ["Nom", "Commune", "SIREN", "Part"],
    ["Le Fournil", "Angers", 224900019, 0.5],
    [None, None, None, None],
    ["La Ruche", "Laval", None, 12.0],
]


def test_sheet_rows_keep_their_number_and_integers_their_digits(tmp_path: Path) -> None:
    table = read_table(workbooks.write_xlsx(tmp_path / "a.csv", {"Annuaire": ROWS}))
    rows = list(table.rows())
    assert (table.format, table.sheet) == ("xlsx", "Annuaire")
    assert table.columns == ["Nom", "Commune", "SIREN", "Part"]
    assert [number for number, _ in rows] == [4, 5, 6]
    assert rows[0][1] == dict(
        zip(table.columns, ["Le Fournil", "Angers", "224900019", "0.5"], strict=True)
    )
    assert rows[2][1]["Part"] == "12"


def test_fullest_sheet_is_read_and_said_unless_one_is_asked(tmp_path: Path) -> None:
    prose = [["À lire"], ["Ce classeur"]]
    path = workbooks.write_xlsx(tmp_path / "a.xlsx", {"Infos": prose, "Données": ROWS})
    table = read_table(path)
    assert table.sheet == "Données"
    assert {f.message for f in table.findings} >= {"readers.sheet", "readers.header"}
    assert read_table(path, sheet="Infos", options=ReaderOptions(header_row=1)).columns == [
        "À lire"
    ]


def test_missing_sheet_names_those_there_are(tmp_path: Path) -> None:
    path = workbooks.write_xlsx(tmp_path / "a.xlsx", {"Données": ROWS})
    with pytest.raises(InputError, match="Données"):
        read_table(path, sheet="Rien")


def test_rows_can_be_read_twice(tmp_path: Path) -> None:
    table = read_table(workbooks.write_xlsx(tmp_path / "a.xlsx", {"Données": ROWS}))
    assert list(table.rows()) == list(table.rows())


def test_ods_is_read_like_any_workbook(tmp_path: Path) -> None:
    table = read_table(workbooks.write_ods(tmp_path / "a.ods", ROWS[2:4]))
    assert (table.format, [cells["Commune"] for _, cells in table.rows()]) == ("ods", ["Angers"])


def test_old_xls_is_read_with_its_dates() -> None:
    table = read_table(FIXTURES / "annuaire.xls")
    first = next(table.rows())[1]
    assert table.format == "xls"
    assert first == {
        "Nom": "Le Fournil", "Commune": "Angers", "SIREN": "224900019", "Depuis": "2019-04-26",
    }  # fmt: skip


def test_cells_that_look_like_commands_stay_text(tmp_path: Path) -> None:
    rows = [["Nom", "Ville"], ["=cmd|'/C calc'!A0", "+33"], ["@SUM(A1)", "-1"]]
    table = read_table(workbooks.write_xlsx(tmp_path / "a.xlsx", {"A": rows}))
    assert [cells["Nom"] for _, cells in table.rows()] == ["=cmd|'/C calc'!A0", "@SUM(A1)"]


def test_empty_workbook_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_table(workbooks.write_xlsx(tmp_path / "a.xlsx", {"A": []}))
    assert caught.value.message == "readers.empty_file"


def bomb(path: Path, declared: int) -> Path:
    """A workbook whose directory declares ten gigabytes, in a few kilobytes."""
    workbooks.write_xlsx(path, {"A": ROWS})
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet2.xml", b"\0" * 50_000)
    content = bytearray(path.read_bytes())
    entry = content.rindex(b"xl/worksheets/sheet2.xml") - 46
    assert content[entry : entry + 4] == b"PK\x01\x02"
    content[entry + 24 : entry + 28] = declared.to_bytes(4, "little")
    path.write_bytes(bytes(content))
    return path


def test_workbook_of_gigabytes_is_refused_at_once(tmp_path: Path) -> None:
    path = bomb(tmp_path / "a.xlsx", 4_000_000_000)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with pytest.raises(InputError, match="4000 Mo"):
        read_table(path)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 2


def test_workbook_that_lies_about_its_size_is_stopped_by_its_limits(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    workbooks.write_xlsx(path, {"A": [["Nom", "Ville"]]})
    start = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    )
    row = '<row><c t="inlineStr"><is><t>' + "x" * 30_000 + "</t></is></c></row>"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        zipfile.ZipFile(workbooks.write_xlsx(tmp_path / "b.xlsx", {"A": []})) as model,
    ):
        for name in (n for n in model.namelist() if "sheet1" not in n):
            archive.writestr(name, model.read(name))
        with archive.open("xl/worksheets/sheet1.xml", "w") as entry:
            entry.write(start.encode())
            for _ in range(20_000):
                entry.write(row.encode())
    content = bytearray(path.read_bytes())
    directory = content.rindex(b"xl/worksheets/sheet1.xml") - 46
    content[directory + 24 : directory + 28] = (1_000_000).to_bytes(4, "little")
    path.write_bytes(bytes(content))
    assert peak_of_reading(path) < 600 * 1024


def peak_of_reading(path: Path) -> int:
    """Peak memory (kB) of the process that reads a file it refuses, in a parent of its own."""
    program = """
import resource, sys
from pathlib import Path
from tisserand.errors import InputError
from tisserand.ingest.readers import read_table
try:
    read_table(Path(sys.argv[1]))
except InputError:
    print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
    command = [sys.executable, "-c", program, str(path)]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def test_entities_of_xml_are_not_expanded(tmp_path: Path) -> None:
    path = workbooks.write_xlsx(tmp_path / "a.xlsx", {"A": ROWS})
    laughs = '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    body = workbooks.sheet_xml([["Nom", "Ville"], ["X", "Y"]]).replace("X", "&b;")
    with zipfile.ZipFile(path) as archive:
        entries = {n: archive.read(n) for n in archive.namelist()}
    entries["xl/worksheets/sheet1.xml"] = (laughs + body).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    try:
        names = [cells["Nom"] for _, cells in read_table(path).rows()]
    except InputError as error:
        names = [error.message]
    assert not any("haha" in name for name in names)
