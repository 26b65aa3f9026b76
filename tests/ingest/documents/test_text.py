"""Plain text: its layout tells paragraphs, items and headings; the text stays as it is."""

from pathlib import Path

import pytest
from fixtures.minutes import MINUTES

from tisserand.errors import InputError
from tisserand.ingest.documents.reading import read_document
from tisserand.ingest.documents.structuring import structure
from tisserand.ingest.documents.text import text_pieces
from tisserand.ingest.extraction.document import Document


def written(tmp_path: Path, content: str | bytes) -> Path:
    """A file of this content."""
    path = tmp_path / "rapport.txt"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.fixture
def minutes(tmp_path: Path) -> Document:
    return read_document(written(tmp_path, MINUTES))


def test_text_of_a_txt_file_is_the_file_s(minutes: Document) -> None:
    assert minutes.text == MINUTES


def test_blocks_have_kinds_labels_and_headings(minutes: Document) -> None:
    shown = [(one.kind, one.label, one.text[:20]) for one in minutes.blocks]
    assert shown == [
        ("heading", "", "Compte rendu de l'at"),
        ("heading", "1.", "Participants"),
        ("list_item", "•", "Aline Gaudin, Les Ma"),
        ("list_item", "•", "Paul Tessier, mairie"),
        ("heading", "2.", "Échanges"),
        ("paragraph", "", "L'association cherch"),
        ("paragraph", "", "Actions retenues :"),
        ("list_item", "1.", "Ouvrir un guichet"),
        ("list_item", "2.", "Former les bénévoles"),
    ]
    assert minutes.blocks[2].headings[1:] == ("Participants",)


def test_wrapped_lines_make_one_paragraph(minutes: Document) -> None:
    paragraph = minutes.blocks[5]
    assert paragraph.text.endswith("une rencontre avant l'été.")
    assert MINUTES[paragraph.start : paragraph.end].count("\n") == 2


def test_date_and_title_are_those_the_document_gives(minutes: Document) -> None:
    assert (minutes.date, minutes.title) == ("2024-03-12", minutes.blocks[0].text)


def test_short_lines_of_a_timetable_are_no_headings(tmp_path: Path) -> None:
    document = read_document(written(tmp_path, "Horaires\n\nLundi 9 h\nMardi 10 h\nJeudi 9 h\n"))
    assert [one.kind for one in document.blocks[1:]] == ["paragraph"] * 3


def test_initial_of_a_first_name_is_no_number(tmp_path: Path) -> None:
    document = read_document(written(tmp_path, "J. Dupin a parlé le premier.\n"))
    assert document.blocks[0].label == ""


def test_windows_file_keeps_its_own_characters(tmp_path: Path) -> None:
    text = "Réunion des éleveurs\r\n\r\nIls cherchent où mener leurs bêtes âgées.\r\n"
    document = read_document(written(tmp_path, text.encode("cp1252")))
    assert document.text == text
    assert document.blocks[-1].text == "Ils cherchent où mener leurs bêtes âgées."


def test_empty_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="vide"):
        read_document(written(tmp_path, " \n\n"))


@pytest.mark.parametrize("told", ["untitled", "Sans titre 1", "Document2", "(anonymous)"])
def test_what_programs_call_a_file_is_no_title(told: str) -> None:
    assert structure([], "", title=told).title == ""
    assert structure([], "", title="Atelier mobilité").title == "Atelier mobilité"


@pytest.mark.parametrize(
    ("foot", "date"),
    [
        ("Fait à Craon, le 12 mars 2024.", "2024-03-12"),
        ("— Aline Gaudin (@alinegaudin) 23 janvier 2017", "2017-01-23"),
        ("- Prochaine réunion : 12 mai 2024", None),
        ("Les dossiers sont à rendre avant le 12 mai 2024", None),
    ],
)
def test_report_without_a_date_at_its_head_has_that_of_its_signature(
    foot: str, date: str | None
) -> None:
    body = "".join(
        f"La rencontre a duré {number} heures et tous ont parlé.\n\n" for number in range(14)
    )
    text = f"Une rencontre\n\n{body}{foot}\n"
    assert structure(text_pieces(text), text).date == date


def test_first_line_that_names_something_is_a_title() -> None:
    title = "Compte rendu de l'atelier « Bien vieillir »"
    text = f"{title}\n\nRéunion du 14 mars 2025 à Redon\n\nOn parle."
    assert structure(text_pieces(text), text).title == title
