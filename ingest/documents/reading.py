"""Reading documents of any format, told by their content, in a disposable process."""

import re
from pathlib import Path
from typing import Any

from tisserand.errors import InputError
from tisserand.ingest.extraction.document import Block, Document, Run
from tisserand.ingest.readers import find_format
from tisserand.ingest.readers.sandbox import ParsedRows

WORKER = "tisserand.ingest.documents.worker"
_PARSERS = {"PDF": "pdf", "docx": "docx", "odt": "odt", "HTML": "html", "csv": "text"}
_TEXTS = ("csv", "json", "JSON lines", "JavaScript", "XML")
_WORD = "WordDocument".encode("utf-16-le")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_FRAGMENT = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)*"
    rb"<(?:body|main|article|section|header|div|p|h[1-6]|ul|ol|dl|nav|span|script)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_PDF_ANYWHERE, _PDF_END = b"%PDF-", b"startxref"
# Messages written for tables, and what they become for a report.
_SAID = {
    "readers.binary": "documents.not_a_text",
    "readers.too_big": "documents.too_big",
    "readers.too_long": "documents.too_slow",
}


def document_format(path: Path) -> str:
    """`PDF`, `docx`, `odt`, `HTML`, or `csv` for any text: what a document can be read as.

    Raises:
        InputError: it is something else; says what, and what to do.
    """
    found = find_format(path)
    if found in _TEXTS:
        return _markup_or_text(path)
    if found in _PARSERS:
        return found
    if found == "xls":
        raise InputError(_compound_file(path), file=path.name)
    raise InputError("documents.not_a_document", file=path.name, format=found)


def read_document(path: Path) -> Document:
    """Read a report: PDF, DOCX, ODT, HTML or TXT.

    Raises:
        InputError: there is no such file, it is empty, encrypted, cut short, scanned, too long,
            or cannot be read; names the file and what to do.
    """
    parser = _PARSERS[document_format(path)]
    try:
        rows = ParsedRows(path, parser, {}, worker=WORKER)
    except InputError as error:
        raise InputError(_SAID.get(error.message, error.message), **error.details) from error
    text, blocks = "", []
    for number, row in rows:
        if number:
            blocks.append(_block(row))
        else:
            text = row
    if not blocks:
        raise InputError("documents.no_text", file=path.name)
    report = rows.report
    return Document(text, tuple(blocks), report["title"], report["date"], report["pages"])


def _block(row: list[Any]) -> Block:
    fields = dict(zip(Block.__dataclass_fields__, row, strict=True))
    fields["runs"] = tuple(Run(*run) for run in fields["runs"])
    fields["headings"] = tuple(fields["headings"])
    return Block(**fields)


def _markup_or_text(path: Path) -> str:
    """What a text is: a part of a page, a PDF that begins late or has lost its head, or a text."""
    with path.open("rb") as stream:
        start = stream.read(4096)
        stream.seek(max(0, path.stat().st_size - 4096))
        end = stream.read()
    if _PDF_ANYWHERE in start[:1024]:
        return "PDF"
    if _PDF_END in end and b"%%EOF" in end:
        raise InputError("documents.broken", file=path.name)
    return "HTML" if _FRAGMENT.match(start) else "csv"


def _compound_file(path: Path) -> str:
    """What an old Office file or an encrypted one is: their first megabyte tells."""
    with path.open("rb") as stream:
        start = stream.read(1 << 20)
        stream.seek(max(0, path.stat().st_size - (1 << 20)))
        start += stream.read()
    if _ENCRYPTED in start:
        return "documents.encrypted"
    return "documents.old_word" if _WORD in start else "documents.not_a_text"
