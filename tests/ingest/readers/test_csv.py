"""Delimited text: what is found out, what is mended, what is rejected."""

import csv
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tisserand.errors import InputError
from tisserand.ingest.readers import ReaderOptions, Table, read_table
from tisserand.ingest.readers.cells import clean_cell


def write(folder: Path, content: str | bytes, name: str = "table.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return path


def said(table: Table) -> dict[str, object]:
    return {key: value for finding in table.findings for key, value in finding.details.items()}


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiter_is_found_and_said(tmp_path: Path, delimiter: str) -> None:
    lines = ["nom,ville,montant", "Le Fournil,Angers,12", "La Ruche,Laval,13"]
    table = read_table(write(tmp_path, "\n".join(lines).replace(",", delimiter)))
    assert table.columns == ["nom", "ville", "montant"]
    assert [cells["ville"] for _, cells in table.rows()] == ["Angers", "Laval"]
    assert {f.message for f in table.findings} == {"readers.csv", "readers.header"}


def test_semicolons_win_over_commas_inside_cells(tmp_path: Path) -> None:
    table = read_table(write(tmp_path, "nom;montant\nUn, deux;12,50\nTrois, quatre;13,50\n"))
    assert table.columns == ["nom", "montant"]
    assert [cells["montant"] for _, cells in table.rows()] == ["12,50", "13,50"]


@pytest.mark.parametrize(
    ("codec", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("cp1252", "cp1252"),
        ("mac_roman", "mac_roman"),
        ("cp850", "cp850"),
    ],
)
def test_encoding_is_found_whatever_the_name_says(tmp_path: Path, codec: str, found: str) -> None:
    text = "nom;objet\nL'été à Évron;fête du théâtre, goûter\nÇà et là;forêt\n"
    table = read_table(write(tmp_path, text.encode(codec), "utf8.csv"))
    assert next(table.rows())[1] == {"nom": "L'été à Évron", "objet": "fête du théâtre, goûter"}
    assert said(table)["encoding"] == found


def test_utf8_after_a_long_ascii_start_is_not_taken_for_cp1252(tmp_path: Path) -> None:
    text = "nom;ville\n" + "Le Fournil;Angers\n" * 100_000 + "Été;Évron\n"
    rows = list(read_table(write(tmp_path, text)).rows())
    assert rows[-1] == (100_002, {"nom": "Été", "ville": "Évron"})


def test_file_that_no_codec_reads_names_line_and_offset(tmp_path: Path) -> None:
    path = write(tmp_path, b"nom;ville\nA;B\n\x81\x8d\xff\xfe\x00;C\n")
    with pytest.raises(InputError) as caught:
        read_table(path, options=None)
    assert caught.value.details["line"] == 3
    assert "table.csv" in caught.value.text("fr")


def test_utf8_with_a_foreign_byte_is_refused_rather_than_garbled(tmp_path: Path) -> None:
    text = "nom;ville\nÉté;Évron\nForêt;Mayenne\n".encode() + b"caf\xe9;Laval\n"
    with pytest.raises(InputError) as caught:
        read_table(write(tmp_path, text))
    assert caught.value.message == "readers.mixed_encoding"
    assert caught.value.details["line"] == 4


def test_row_number_is_the_line_where_the_record_starts(tmp_path: Path) -> None:
    text = 'nom,objet\nA,"deux\nlignes"\n\nB,une\n'
    assert [number for number, _ in read_table(write(tmp_path, text)).rows()] == [2, 5]


def test_title_rows_above_the_table_are_left_and_said(tmp_path: Path) -> None:
    text = "Annuaire 2024;;\nMis à jour en mars;;\n\nnom;ville;site\nA;Angers;a.fr\nB;Laval;b.fr\n"
    table = read_table(write(tmp_path, text))
    assert table.columns == ["nom", "ville", "site"]
    assert (said(table)["row"], said(table)["count"]) == (4, 2)
    assert [number for number, _ in table.rows()] == [5, 6]


def test_table_without_headings_numbers_its_columns(tmp_path: Path) -> None:
    table = read_table(write(tmp_path, "A;contact@a.example;49000\nB;contact@b.example;53000\n"))
    assert table.columns == ["colonne 1", "colonne 2", "colonne 3"]
    assert [number for number, _ in table.rows()] == [1, 2]


def test_repeated_and_empty_headings_become_unique(tmp_path: Path) -> None:
    table = read_table(write(tmp_path, "nom;nom;;ville\nA;B;C;D\n"))
    assert table.columns == ["nom", "nom (2)", "colonne 3", "ville"]


def test_ragged_rows_are_rejected_with_a_reason(tmp_path: Path) -> None:
    table = read_table(write(tmp_path, "a;b;c\n1;2;3\n1;2\n1;2;3;4\n1;2;3;\n4;5;6\n"))
    faults = {row.number: row.fault for row in table.all_rows() if row.fault}
    assert [faults[n].details["found"] for n in (3, 4)] == [2, 4]
    assert [number for number, _ in table.rows()] == [2, 5, 6]


def test_cut_decimal_amount_is_joined_when_only_one_way_fits(tmp_path: Path) -> None:
    text = "nom,montant,part\nA,24975,00,1\nB,165 000,50,1\nC,12,1\n"
    table = read_table(write(tmp_path, text))
    amounts = [cells["montant"] for _, cells in table.rows()]
    assert amounts == ["24975,00", "165 000,50", "12"]


def test_row_that_could_be_cut_in_two_ways_is_rejected(tmp_path: Path) -> None:
    text = "nom,montant,coût total\nA,10,20\nB,11,22,33\n"
    rows = list(read_table(write(tmp_path, text)).all_rows())
    assert rows[0].fault is None
    assert rows[1].fault is not None


def test_unclosed_quote_costs_one_row(tmp_path: Path) -> None:
    text = 'nom,ville\nA,Angers\n"B,Laval\nC,Nantes\nD,Cholet\n'
    rows = list(read_table(write(tmp_path, text)).all_rows())
    assert [row.number for row in rows] == [2, 3, 4, 5]
    assert [row.fault is not None for row in rows] == [False, True, False, False]


def test_control_and_bidirectional_marks_are_stripped(tmp_path: Path) -> None:
    text = "nom;ville\nA\x07\x00B\u202eC\u200f;=cmd|'/C calc'!A0\n<script>;Évron\n"
    rows = [cells for _, cells in read_table(write(tmp_path, text)).rows()]
    assert rows[0] == {"nom": "ABC", "ville": "=cmd|'/C calc'!A0"}
    assert rows[1]["nom"] == "<script>"


@given(st.lists(st.text(st.characters(exclude_categories=("Cs",))), min_size=1, max_size=4))
def test_cells_are_cleaned_whatever_else_their_line_holds(texts: list[str]) -> None:
    """A line of plain characters takes a shorter way: it must lead to the same cells."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "f.csv")
        with file.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\n")
            writer.writerows([("nom", "texte"), *(("Le Fil", text) for text in texts)])
        table = read_table(file, options=ReaderOptions(encoding="utf-8", delimiter=","))
        found = [cells["texte"] for _, cells in table.rows()]
    assert found == [clean_cell(text) for text in texts]


def test_entities_become_letters_and_tags_stay_text(tmp_path: Path) -> None:
    cell = "L&rsquo;Atelier d&#039;&Eacute;loi &amp; &lt;b&gt; &copies;"
    (row,) = read_table(write(tmp_path, f"nom,ville\n{cell},Laval\n")).rows()
    assert row[1]["nom"] == "L’Atelier d'Éloi & &lt;b&gt; &copies;"


def test_very_long_cell_rejects_its_row_only(tmp_path: Path) -> None:
    text = "nom;ville\n" + "x" * 120_000 + ";Angers\nB;Laval\n"
    rows = list(read_table(write(tmp_path, text)).all_rows())
    assert [row.fault is None for row in rows] == [False, True]


def test_line_without_end_is_refused(tmp_path: Path) -> None:
    text = "nom;ville\nA;Angers\n" + "x;" * 300_000
    with pytest.raises(InputError) as caught:
        list(read_table(write(tmp_path, text)).all_rows())
    assert caught.value.details["row"] == 3


def test_options_win_over_what_is_found(tmp_path: Path) -> None:
    path = write(tmp_path, "Titre;x\nnom;ville\nA;B\n")
    assert read_table(path, options=ReaderOptions(header_row=2)).columns == ["nom", "ville"]
    named = read_table(path, options=ReaderOptions(columns=("un", "deux")))
    assert [number for number, _ in named.rows()] == [1, 2, 3]
