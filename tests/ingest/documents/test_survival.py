"""Documents that are broken, hostile, or no documents at all: a clear message, never a crash."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from tisserand.errors import InputError
from tisserand.ingest.documents.reading import read_document

PHRASE = "L'association cherche un local à Craon."


def pdf(path: Path, draw: Callable[[Canvas], None], **options: object) -> Path:
    """A PDF of what is drawn."""
    canvas = Canvas(str(path), pagesize=A4, invariant=True, **options)
    draw(canvas)
    canvas.save()
    return path


def say(canvas: Canvas) -> None:
    canvas.drawString(60, 700, PHRASE)
    canvas.showPage()


def test_encrypted_pdf_is_told(tmp_path: Path) -> None:
    locked = pdf(tmp_path / "a.pdf", say, encrypt=StandardEncryption("secret", "maître"))
    with pytest.raises(InputError, match="mot de passe"):
        read_document(locked)


def test_pdf_cut_short_is_told(tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf", lambda canvas: [say(canvas) for _ in range(20)] and None)
    path.write_bytes(path.read_bytes()[:-1500])
    with pytest.raises(InputError, match=r"incomplet|abîmé"):
        read_document(path)


def test_scan_is_told(tmp_path: Path) -> None:
    def scan(canvas: Canvas) -> None:
        canvas.rect(50, 50, 400, 600, fill=1)
        canvas.showPage()

    with pytest.raises(InputError, match="numérisé, sans texte"):
        read_document(pdf(tmp_path / "a.pdf", scan))


def test_pages_without_a_word_are_counted(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.showPage()
        say(canvas)
        canvas.rect(50, 50, 400, 600, fill=1)
        canvas.showPage()

    assert read_document(pdf(tmp_path / "a.pdf", draw)).silent_pages == [1, 3]


def test_pdf_of_ten_thousand_pages_is_refused(tmp_path: Path) -> None:
    def pages(canvas: Canvas) -> None:
        for _ in range(10_000):
            canvas.showPage()

    with pytest.raises(InputError, match="10000 pages"):
        read_document(pdf(tmp_path / "a.pdf", pages))


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_page_turned_on_its_side_is_read(turn: int, tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.translate(300, 400)
        canvas.rotate(turn)
        canvas.drawString(0, 0, "Les Mains vertes cherchent")
        canvas.drawString(0, -12, "un local à Craon.")
        canvas.showPage()

    document = read_document(pdf(tmp_path / "a.pdf", draw))
    assert [one.text for one in document.blocks] == ["Les Mains vertes cherchent un local à Craon."]


def test_columns_drawn_row_by_row_are_read_one_after_the_other(tmp_path: Path) -> None:
    left = [f"La colonne de gauche a une ligne {number} assez" for number in range(8)]
    right = [f"La colonne de droite a une ligne {number} assez" for number in range(8)]

    def draw(canvas: Canvas) -> None:
        for number, (one, other) in enumerate(zip(left, right, strict=True)):
            canvas.drawString(50, 700 - 12 * number, one)
            canvas.drawString(320, 700 - 12 * number, other)
        canvas.showPage()

    text = read_document(pdf(tmp_path / "a.pdf", draw)).text
    assert text.index("gauche a une ligne 7") < text.index("droite a une ligne 0")


def test_ruled_table_gives_its_cells(tmp_path: Path) -> None:
    rows = [["Association", "Commune"], ["Les Mains vertes", "Craon"], ["Le Fournil", "Renazé"]]

    def draw(canvas: Canvas) -> None:
        canvas.grid([60, 200, 340], [700, 680, 660, 640])
        for at, row in enumerate(rows):
            canvas.drawString(65, 686 - 20 * at, row[0])
            canvas.drawString(205, 686 - 20 * at, row[1])
        canvas.showPage()

    blocks = read_document(pdf(tmp_path / "a.pdf", draw)).blocks
    cells = [(one.row, one.column, one.text) for one in blocks if one.kind == "table_cell"]
    assert cells == [(r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row)]


def test_docx_bomb_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<a/>" + b" " * (50 << 20))
    with pytest.raises(InputError, match="décompressé"):
        read_document(path)


def test_entities_of_a_docx_are_not_expanded(tmp_path: Path) -> None:
    declared = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
    name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = f'<w:document xmlns:w="{name}"><w:body><w:p><w:r><w:t>&e9;</w:t></w:r></w:p></w:body>'
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "word/document.xml",
            f'<!DOCTYPE d [<!ENTITY e0 "rires">{declared}]>{body}</w:document>',
        )
    with pytest.raises(InputError):
        read_document(path)


def test_macros_of_a_docx_are_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    document = docx.Document()
    document.add_paragraph(PHRASE)
    document.save(str(path))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"Sub AutoOpen()")
    assert read_document(path).text == PHRASE


def test_scripts_and_menus_of_a_page_are_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    items = "".join(f"<li><a href='#'>Rubrique {number}</a></li>" for number in range(9))
    path.write_text(
        f"<html><body><script>document.write('piège')</script><div class='main-menu'>Menu</div>"
        f"<ul>{items}</ul><p onclick='x()'>{PHRASE}</p><noscript>rien</noscript></body></html>"
    )
    assert read_document(path).text == PHRASE


@pytest.mark.parametrize(
    "style", ["visibility: hidden", "font-size:0", "font-size: 0px; color:red", "opacity:0"]
)
def test_what_a_page_hides_is_not_read(style: str, tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(f"<html><body><p>{PHRASE}</p><p style='{style}'>Jean Piège.</p></body></html>")
    assert read_document(path).text == PHRASE


def test_part_of_a_page_is_read_as_one(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(f"<!-- extrait -->\n<div><p onclick='x()'>{PHRASE}</p><script>x</script></div>")
    assert read_document(path).text == PHRASE


def test_pdf_that_begins_late_is_read_and_one_without_its_head_is_told(tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf", say)
    whole = path.read_bytes()
    path.write_bytes(b"Content-Type: application/pdf\r\n\r\n" + whole)
    assert read_document(path).text == PHRASE
    path.write_bytes(whole[100:])
    with pytest.raises(InputError, match="abîmé"):
        read_document(path)


def test_report_too_long_for_a_reader_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"{PHRASE}\n\n" * 130_000)
    with pytest.raises(InputError, match="plus que les 5000000 acceptés"):
        read_document(path)


def test_bytes_that_are_no_text_are_told_as_for_a_report(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\0" * 2000)
    with pytest.raises(InputError, match=r"PDF, DOCX, ODT, HTML ou TXT"):
        read_document(path)


def test_deeply_nested_page_is_read_or_told(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<html><body>" + "<div>" * 100_000 + PHRASE)
    try:
        assert PHRASE in read_document(path).text
    except InputError as error:
        assert "a.html" in error.text("fr")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"0" * 50, "PNG"),
        (b"%PDF-1.7\nrien du tout", "abîmé|incomplet"),
        (b"PK\x03\x04 tronqu", "abîmée"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "ancien"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "passe"),
    ],
)
def test_what_is_no_document_is_told(content: bytes, told: str, tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(content)
    with pytest.raises(InputError, match=told) as caught:
        read_document(path)
    assert "a.bin" in caught.value.text("en")
