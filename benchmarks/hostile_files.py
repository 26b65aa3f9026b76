"""Hostile files, made when they are needed: each function writes one in a folder."""

import gzip
import json
import os
import struct
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

ORDINARY = "ordinary"
ROWS = "nom;commune\nLes Amis du four;Angers\nLa Trame;Laval\n"
_LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghij", "bcdefghijk", strict=True)
    )
    + "]>"
)
_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DOC = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def _text(name: str, content: str) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        (folder / name).write_text(content, encoding="utf-8")
        return folder / name

    return make


def _zip(path: Path, parts: Mapping[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def workbook(path: Path, sheet: str | bytes) -> Path:
    """An XLSX of one sheet, of whatever XML."""
    target = 'Target="worksheets/sheet1.xml"'
    book = f'<workbook xmlns="{_MAIN}" xmlns:r="{_DOC}"><sheets>'
    book += '<sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>'
    relation = f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1" Type="{_DOC}/%s" %s/>'
    return _zip(path, {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": relation % ("officeDocument", 'Target="xl/workbook.xml"')
        + "</Relationships>",
        "xl/workbook.xml": book,
        "xl/_rels/workbook.xml.rels": relation % ("worksheet", target) + "</Relationships>",
        "xl/worksheets/sheet1.xml": sheet,
    })  # fmt: skip


def zip_bomb(folder: Path) -> Path:
    """A sheet of 400 MB of spaces, in 400 kB."""
    return workbook(folder / "bombe.xlsx", b"<worksheet>" + b" " * (400 << 20))


def lying_bomb(folder: Path) -> Path:
    """The same, whose directory says that it holds a kilobyte."""
    path = zip_bomb(folder)
    data = bytearray(path.read_bytes())
    start = data.rfind(b"PK\x01\x02")
    struct.pack_into("<I", data, start + 24, 1024)
    path.write_bytes(bytes(data))
    return path


def wide_bomb(folder: Path) -> Path:
    """A sheet with one cell at its far corner: seventeen billion cells between."""
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>nom</t></is></c></row>'
    rows += '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
    sheet = f'<worksheet xmlns="{_MAIN}"><dimension ref="A1:XFD1048576"/>'
    return workbook(folder / "coin.xlsx", f"{sheet}<sheetData>{rows}</sheetData></worksheet>")


def nested_zip(folder: Path) -> Path:
    """An archive in an archive, ten deep."""
    content = b"0" * (10 << 20)
    for _ in range(10):
        inner = folder / "inner.zip"
        content = _zip(inner, {"inner.zip": content}).read_bytes()
    (folder / "poupees.xlsx").write_bytes(content)
    return folder / "poupees.xlsx"


def path_in_archive(folder: Path) -> Path:
    """An archive whose entries would be written elsewhere."""
    evil = {"../../../evil.csv": ROWS, "/etc/evil": "x", "xl/workbook.xml": "<workbook/>"}
    return _zip(folder / "chemin.xlsx", evil)


def laughs_xlsx(folder: Path) -> Path:
    """Ten billion letters of entities in a cell of XLSX."""
    cells = '<row r="1"><c r="A1" t="inlineStr"><is><t>&k;</t></is></c></row>'
    sheet = f'<worksheet xmlns="{_MAIN}"><sheetData>{cells}</sheetData></worksheet>'
    return workbook(folder / "rires.xlsx", _LAUGHS + sheet)


def _ods(path: Path, content: str) -> Path:
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    spaces = f'xmlns:manifest="{_OASIS}manifest:1.0"'
    entry = f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
    manifest = f"<manifest:manifest {spaces}>{entry}</manifest:manifest>"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", kind, zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", content)
    return path


def _cells(repeated_rows: int, repeated_cells: int, text: str) -> str:
    spaces = "".join(f' xmlns:{n}="{_OASIS}{n}:1.0"' for n in ("office", "table", "text"))
    cell = f'<table:table-cell table:number-columns-repeated="{repeated_cells}"'
    cell += f' office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
    row = f'<table:table-row table:number-rows-repeated="{repeated_rows}">{cell}</table:table-row>'
    table = f'<table:table table:name="A">{row}</table:table>'
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    return f"<office:document-content{spaces}>{body}</office:document-content>"


def laughs_ods(folder: Path) -> Path:
    """The same in ODS."""
    return _ods(folder / "rires.ods", _LAUGHS + _cells(1, 1, "&k;"))


def repeated_ods(folder: Path) -> Path:
    """A cell of ODS repeated sixteen thousand times, on a million rows."""
    return _ods(folder / "repete.ods", _cells(1_000_000, 16_000, "x"))


def laughs_docx(folder: Path) -> Path:
    """The same in a report."""
    parts = {"[Content_Types].xml": _TYPES, "word/document.xml": _LAUGHS + "<x>&k;</x>"}
    return _zip(folder / "rires.docx", dict(parts))


def sparse_quoted(folder: Path) -> Path:
    """Ten gigabytes of nothing in a quoted cell."""
    path = folder / "vide.csv"
    path.write_text('nom;commune\n"')
    os.truncate(path, 10 << 30)
    return path


def sparse_line(folder: Path) -> Path:
    """A line of 500 MB."""
    path = folder / "ligne.csv"
    path.write_text(ROWS)
    os.truncate(path, 500 << 20)
    return path


def long_line(folder: Path) -> Path:
    """A line of 500 MB of letters, without a delimiter."""
    path = folder / "lettres.csv"
    with path.open("w") as stream:
        stream.write(ROWS)
        for _ in range(500):
            stream.write("a" * (1 << 20))
    return path


def sparse_text(folder: Path) -> Path:
    """A gigabyte of zeros that says it is a report."""
    path = folder / "rapport.txt"
    path.write_text("Compte rendu de la réunion\n\nLes Amis du four cherchent un four.\n")
    os.truncate(path, 1 << 30)
    return path


def long_json(folder: Path) -> Path:
    """A gigabyte of JSON that never ends."""
    path = folder / "long.json"
    path.write_text('[{"nom": "')
    os.truncate(path, 1 << 30)
    return path


def endless_gzip(folder: Path) -> Path:
    """A gigabyte compressed, under the name of a CSV."""
    path = folder / "compresse.csv"
    with gzip.open(path, "wb", compresslevel=1) as stream:
        for _ in range(1 << 6):
            stream.write(b"0" * (1 << 24))
    return path


def million_columns(folder: Path) -> Path:
    """A row of a million columns, and one more."""
    path = folder / "colonnes.csv"
    names = ";".join(f"c{n}" for n in range(1_000_000))
    path.write_text(f"{names}\n{';' * 999_999}\n")
    return path


def deep_json(folder: Path) -> Path:
    """A list in a list, a million deep."""
    path = folder / "profond.json"
    path.write_text("[" * 1_000_000)
    return path


def nested_json(folder: Path) -> Path:
    """Objects in objects, two hundred deep, with names that multiply."""
    inner: dict[str, object] = {"nom": "Le Fil"}
    for _ in range(200):
        inner = {"a" * 1000: inner, "b": 1}
    path = folder / "objets.json"
    path.write_text(json.dumps([inner] * 200))
    return path


def wide_json(folder: Path) -> Path:
    """Rows that each have names of their own: as many columns as rows."""
    path = folder / "large.json"
    path.write_text(json.dumps([{f"c{n}": "x", "nom": f"Le Fil {n}"} for n in range(100_000)]))
    return path


def ragged(folder: Path) -> Path:
    """Rows of every width."""
    path = folder / "inegal.csv"
    path.write_text(ROWS + "".join("x;" * (n % 400) + "\n" for n in range(2_000)))
    return path


def big_cell(folder: Path) -> Path:
    """A cell of a megabyte."""
    path = folder / "cellule.csv"
    path.write_text(f"{ROWS}{'a' * (1 << 20)};Angers\n")
    return path


def symlink(folder: Path) -> Path:
    """A link to a device without end."""
    path = folder / "lien.csv"
    path.symlink_to("/dev/zero")
    return path


def fifo(folder: Path) -> Path:
    """A pipe that nobody writes into."""
    os.mkfifo(folder / "tube.csv")
    return folder / "tube.csv"


_RDF = '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
_IRIS = "nom;commune;site web\nLe Fil;Angers;javascript:alert(1)\nLa Trame;Laval;data:text/html,x\n"
_FORMULAS = "nom;commune\n=cmd|' /C calc'!A0;Angers\n@SUM(1+1);Laval\n+HYPERLINK(\"x\");Laval\n"
_MARKS = "nom;commune\nLe \u202eliF\u202c\u2066;Angers\nLa\u0000 Tr\u0007ame\u001b[2J;Laval\n"
HOSTILE: dict[str, Callable[[Path], Path]] = {
    ORDINARY: _text("annuaire.csv", ROWS),
    "ordinary_report": _text("rapport.txt", "Les Amis du four, à Angers, cherchent un four.\n"),
    "zip_bomb": zip_bomb,
    "lying_bomb": lying_bomb,
    "wide_bomb": wide_bomb,
    "nested_zip": nested_zip,
    "path_in_archive": path_in_archive,
    "laughs_xlsx": laughs_xlsx,
    "laughs_ods": laughs_ods,
    "repeated_ods": repeated_ods,
    "laughs_docx": laughs_docx,
    "laughs_rdf": _text("rires.rdf", f"{_LAUGHS}{_RDF}&k;</r:RDF>"),
    "laughs_html": _text("rires.html", _LAUGHS.partition("?>")[2] + "<html><p>&k;</p></html>"),
    "sparse_quoted": sparse_quoted,
    "sparse_line": sparse_line,
    "long_line": long_line,
    "sparse_text": sparse_text,
    "long_json": long_json,
    "endless_gzip": endless_gzip,
    "million_columns": million_columns,
    "deep_json": deep_json,
    "nested_json": nested_json,
    "wide_json": wide_json,
    "ragged": ragged,
    "big_cell": big_cell,
    "symlink_to_device": symlink,
    "fifo": fifo,
    "device": lambda _: Path("/dev/zero"),
    "empty": _text("vide.csv", ""),
    "directory": lambda folder: folder,
    "formulas": _text("formules.csv", _FORMULAS),
    "control_and_bidi": _text("marques.csv", _MARKS),
    "javascript_iris": _text("iri.csv", _IRIS),
}
