"""The same report in every format: the same blocks, so that the extractor reads the same."""

from pathlib import Path

import pytest
from fixtures.minutes import MINUTES
from fixtures.rendering import FORMATS

from tisserand.ingest.documents.reading import read_document
from tisserand.ingest.extraction.document import Block, Document

LONG = (
    "Le Pays de Brécelle réunit depuis 2014 quarante communes et trois syndicats. "
    "Ses agents ont rencontré au printemps les associations, les artisans et les éleveurs "
    "pour savoir ce qui leur manque et ce qu'ils savent faire. "
)
REPORT = MINUTES + "\n" + "\n\n".join(f"{number} réunions. {LONG * 4}" for number in range(2, 12))


def essence(blocks: tuple[Block, ...]) -> list[tuple[str, str, bool]]:
    """What the extractor reads: bullets are all the same."""
    return [(one.kind, one.text.replace("➤", "•"), one.label[:1].isdigit()) for one in blocks]


def rendered(text: str, name: str, tmp_path: Path) -> Document:
    """A text laid out in a format, and read again."""
    suffix, render = FORMATS[name]
    path = tmp_path / f"rapport.{suffix}"
    render(text, path)
    return read_document(path)


@pytest.fixture
def reference(tmp_path: Path) -> Document:
    path = tmp_path / "rapport.txt"
    path.write_text(REPORT, encoding="utf-8")
    return read_document(path)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_gives_the_same_blocks(name: str, reference: Document, tmp_path: Path) -> None:
    document = rendered(REPORT, name, tmp_path)
    assert essence(document.blocks) == essence(reference.blocks)
    assert [one.headings for one in document.blocks] == [one.headings for one in reference.blocks]
    assert document.date == "2024-03-12"


@pytest.mark.parametrize("name", FORMATS)
def test_blocks_stand_where_they_say(name: str, tmp_path: Path) -> None:
    document = rendered(REPORT, name, tmp_path)
    for block in document.blocks:
        assert document.text[block.start : block.end] == block.text


def test_pages_of_a_pdf_are_told(tmp_path: Path) -> None:
    document = rendered(REPORT, "PDF", tmp_path)
    assert document.pages > 1
    assert {one.page for one in document.blocks} == set(range(1, document.pages + 1))


@pytest.mark.shared
@pytest.mark.parametrize("name", FORMATS)
def test_real_reports_give_the_same_blocks(name: str, shared_data: Path, tmp_path: Path) -> None:
    for path in sorted((shared_data / "reports").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        expected = read_document(path)
        assert essence(rendered(text, name, tmp_path).blocks) == essence(expected.blocks)
