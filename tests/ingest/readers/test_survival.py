"""Files as they are met: quoted whole, half decoded, merged, scripted, linked, or in HTML."""

from pathlib import Path

import pytest
from fixtures.workbooks import write_xlsx

from tisserand.errors import InputError
from tisserand.ingest.readers import Table, find_format, read_table


def write(folder: Path, content: str | bytes, name: str = "annuaire.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return path


def cells_of(table: Table) -> list[dict[str, str]]:
    return [cells for _, cells in table.rows()]


def said(table: Table) -> set[str]:
    return {finding.message for finding in table.findings}


def test_rows_each_in_one_pair_of_quotes_are_opened(tmp_path: Path) -> None:
    text = '"nom,ville,objet"\n"Le Fil,Angers,""tissu, laine"""\n"La Ruche,Laval,miel"\n'
    table = read_table(write(tmp_path, text))
    assert table.columns == ["nom", "ville", "objet"]
    assert cells_of(table)[0] == {"nom": "Le Fil", "ville": "Angers", "objet": "tissu, laine"}
    assert "readers.wrapped" in said(table)


def test_headings_may_be_out_of_the_quotes(tmp_path: Path) -> None:
    rows = "".join(f'"Lieu {n};Angers"\n' for n in range(9))
    table = read_table(write(tmp_path, "nom;ville\n" + rows))
    assert cells_of(table)[8] == {"nom": "Lieu 8", "ville": "Angers"}


def test_a_column_of_quoted_texts_with_commas_stays_one_column(tmp_path: Path) -> None:
    text = '"nom"\n"Fil, laine et lin"\n"Ruche"\n"Miel, cire, pollen"\n"Pain, four"\n'
    table = read_table(write(tmp_path, text))
    assert "readers.wrapped" not in said(table)


def test_lines_that_no_codec_reads_are_rejected_with_their_line(tmp_path: Path) -> None:
    good = "".join(f"Forêt {n};Évron\n" for n in range(30)).encode()
    path = write(tmp_path, b"nom;ville\n" + good + b"caf\xe9;Laval\n" + good)
    rows = list(read_table(path).all_rows())
    (bad,) = [row for row in rows if row.fault]
    assert (bad.number, bad.fault and bad.fault.message) == (32, "readers.undecodable_row")
    assert len(rows) == 61
    assert "readers.some_undecodable" in said(read_table(path))


def test_legacy_text_with_a_byte_of_nothing_keeps_its_other_lines(tmp_path: Path) -> None:
    good = "".join(f"Forêt {n};Évron\n" for n in range(30)).encode("cp1252")
    table = read_table(write(tmp_path, b"nom;ville\n" + good + b"A\x81;B\n" + good))
    assert sum(row.fault is not None for row in table.all_rows()) == 1
    assert cells_of(table)[0] == {"nom": "Forêt 0", "ville": "Évron"}


def test_merged_headings_on_two_rows_are_joined(tmp_path: Path) -> None:
    rows = [
        ["Annuaire du pays"],
        [],
        ["Structure", "Adresse", None, "Contact", None],
        [None, "Rue", "Ville", "Nom", "Courriel"],
        ["Le Fil", "1 rue A", "Angers", "Ada Perrin", "a@fil.example.org"],
        ["La Ruche", "2 rue B", "Laval", "Zoé Marin", "z@ruche.example.org"],
    ]
    table = read_table(write_xlsx(tmp_path / "a.xlsx", {"Feuille": rows}))
    assert table.columns == ["Structure", "Rue", "Ville", "Nom", "Courriel"]
    assert [number for number, _ in table.rows()] == [5, 6]


def test_headings_repeated_under_two_groups_take_the_group_s_name(tmp_path: Path) -> None:
    rows = [
        ["Porteur", None, "Partenaire", None],
        ["Nom", "Ville", "Nom", "Ville"],
        ["Le Fil", "Angers", "La Ruche", "Laval"],
    ]
    table = read_table(write_xlsx(tmp_path / "a.xlsx", {"Feuille": rows}))
    assert table.columns == ["Porteur Nom", "Porteur Ville", "Partenaire Nom", "Partenaire Ville"]


def test_a_row_with_blanks_under_full_headings_is_data(tmp_path: Path) -> None:
    text = "nom;ville;objet\nLe Fil;;\nLa Ruche;Laval;miel\n"
    table = read_table(write(tmp_path, text))
    assert [number for number, _ in table.rows()] == [2, 3]


@pytest.mark.parametrize(
    "text",
    [
        'var lieux = [{nom: \'Le Fil\', "ville": "Angers",},\n'
        " {nom: `La Ruche`, ville: undefined},];",
        "// des lieux\nconst lieux = [\n {'nom': 'Le Fil', ville: 'Angers'}, /* et */\n"
        " {nom: 'La Ruche',},\n]",
        "window.lieux=[{nom:'Le Fil',ville:'Angers'},{nom:'La Ruche'}]",
        'rappel([{"nom": "Le Fil", "ville": "Angers"}, {"nom": "La Ruche"}]);',
        '[{"nom": "Le Fil", "ville": "Angers",}, {"nom": "La Ruche"},]',
    ],
)
def test_scripts_of_data_are_read_as_data(tmp_path: Path, text: str) -> None:
    rows = cells_of(read_table(write(tmp_path, text, "lieux.js")))
    assert rows == [{"nom": "Le Fil", "ville": "Angers"}, {"nom": "La Ruche", "ville": ""}]


def test_escapes_and_numbers_of_scripts_are_kept(tmp_path: Path) -> None:
    text = r"var x = [{nom: 'L\'été \u00e0 Évron', cp: 49000, lat: .5, siret: 01234}];"
    (row,) = cells_of(read_table(write(tmp_path, text)))
    assert row == {"nom": "L'été à Évron", "cp": "49000", "lat": ".5", "siret": "01234"}


@pytest.mark.parametrize(
    "text",
    [
        "var x = [" + "[" * 100_000,
        "var x = [{nom: 'A'",
        "var x = [{nom: alert(1)}];",
        "var x = {};",
        "var x = [{nom: '" + "\\" * 99_999,
        "var x = [" + "/*" * 50_000,
    ],
    ids=lambda text: text[:20],
)
def test_scripts_that_are_no_data_are_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(InputError, match=r"annuaire\.csv"):
        read_table(write(tmp_path, text))


LINKED = """{"@context": ["https://schema.org", {"pair": "http://pair.example.org/#"}],
"@graph": [
 {"@id": "https://carto.example.org/id/Les%20Amis%2Fdu%20four", "@type": "schema:Organization",
  "schema:name": [{"@value": "The Oven", "@language": "en"},
                  {"@value": "Le Four", "@language": "fr"}],
  "pair:label": "Le Four", "http://schema.org/url": {"@id": "https://four.example.org"},
  "address": {"@type": "PostalAddress", "addressLocality": "Angers"},
  "categories": ["pain", "four"]},
 {"@id": "https://carto.example.org/id/caf%C3%A9", "@type": ["pair:Group"],
  "schema:name": "Le Café"}]}
"""


def test_linked_data_become_plain_columns(tmp_path: Path) -> None:
    oven, cafe = cells_of(read_table(write(tmp_path, LINKED, "carte.jsonld")))
    assert (oven["name"], oven["label"], oven["url"]) == (
        "Le Four", "Le Four", "https://four.example.org",
    )  # fmt: skip
    assert (oven["address.addressLocality"], oven["categories"]) == ("Angers", "pain\nfour")
    assert (cafe["@id"], cafe["@type"]) == ("https://carto.example.org/id/café", "Group")


def test_an_id_whose_decoding_is_no_iri_stays_encoded(tmp_path: Path) -> None:
    oven, _ = cells_of(read_table(write(tmp_path, LINKED)))
    assert oven["@id"] == "https://carto.example.org/id/Les%20Amis%2Fdu%20four"


def test_json_lines_reject_the_line_that_is_no_object(tmp_path: Path) -> None:
    text = '{"nom": "Le Fil", "lat": 47.10}\n\n{"nom": \n[1]\n{"nom": "La Ruche"}\n'
    path = write(tmp_path, '{"nom": "A"}\n' + text)
    rows = list(read_table(path).all_rows())
    assert find_format(path) == "JSON lines"
    assert [row.number for row in rows if row.fault] == [4, 5]
    assert [row.cells["lat"] for row in rows if not row.fault] == ["", "47.10", ""]


PAGE = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><style>td{}</style></head>
<body><table><tr><td>menu</td></tr></table><table>
<tr><th colspan=2>Structures<th rowspan=2>Ville</tr>
<tr><th>Nom</th><th>T&eacute;l.</th></tr>
<tr><td rowspan="2">Le&nbsp;Fil<td>02 41 00 00 00</td><td>Angers<script>alert(1)</script></td></tr>
<tr><td>02 41 00 00 01</td><td>Laval</td></tr>
</table></body></html>"""


def test_a_table_in_html_named_xls_is_read(tmp_path: Path) -> None:
    table = read_table(write(tmp_path, PAGE, "annuaire.xls"))
    assert table.format == "html"
    first, second = cells_of(table)
    assert list(first.values()) == ["Le\xa0Fil", "02 41 00 00 00", "Angers"]
    assert list(second.values()) == ["Le\xa0Fil", "02 41 00 00 01", "Laval"]


def test_the_xml_of_old_spreadsheets_is_read_and_expands_nothing(tmp_path: Path) -> None:
    text = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet><Table>
<Row><Cell><Data>nom</Data></Cell><Cell><Data>note</Data></Cell><Cell><Data>ville</Data></Cell></Row>
<Row><Cell><Data>Le Fil &lol9;</Data></Cell><Cell ss:Index="3"><Data>Angers</Data></Cell></Row>
</Table></Worksheet></Workbook>"""
    (row,) = cells_of(read_table(write(tmp_path, text, "a.xls")))
    assert row == {"nom": "Le Fil &lol9;", "note": "", "ville": "Angers"}


@pytest.mark.parametrize(
    "text",
    [
        "<html>" + "<table><tr><td>" * 20_000,
        "<table>" + "<tr><td colspan=99999 rowspan=99999>x" * 3_000,
        "<html><body " + "a=b " * 200_000,
        "<html><p>rien</p></html>",
        "<html>" + "</" * 500_000,
        "<html><table>" + "<!" * 500_000,
        "<table><tr><td>" + "<![" * 300_000,
        "<html>" + "<!--" * 300_000,
        "<html><script>" + "</scrip" * 100_000,
        "<html><a " + "'" * 500_000 + ">",
    ],
    ids=lambda text: text[:20],
)
def test_hostile_html_ends_soon(tmp_path: Path, text: str) -> None:
    path = write(tmp_path, text)
    try:
        assert read_table(path).format == "html"
    except InputError as error:
        assert "annuaire.csv" in error.text("fr")
