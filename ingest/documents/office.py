"""What Word and OpenDocument files share: XML parts of a zip archive, read with care."""

import zipfile
from typing import Any

from lxml import etree  # type: ignore[import-untyped] # its types are a package apart

from tisserand.errors import InputError

MAX_PART = 256 << 20
_TITLE = "{http://purl.org/dc/elements/1.1/}title"


def part(archive: zipfile.ZipFile, name: str) -> Any:
    """Root of an XML part; None when the archive has no such part.

    No entity is expanded, nothing is fetched.

    Raises:
        ValueError: the part is too big.
        InputError: it is no XML, or nests deeper than any document.
    """
    try:
        entry = archive.getinfo(name)
    except KeyError:
        return None
    if entry.file_size > MAX_PART:
        raise ValueError(f"{name}: {entry.file_size} bytes")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    with archive.open(entry) as stream:
        try:
            return etree.parse(stream, parser).getroot()
        except etree.XMLSyntaxError as error:
            raise InputError("documents.broken_part") from error


def core_title(archive: zipfile.ZipFile, name: str = "docProps/core.xml") -> str:
    """The title that the document's properties give, or nothing."""
    root = part(archive, name)
    found = None if root is None else next(root.iter(_TITLE), None)
    return "" if found is None else (found.text or "").strip()


class Tables:
    """Numbers the tables of a document, from 0."""

    def __init__(self) -> None:
        self._count = 0

    def next(self) -> int:
        """Number of the table met now."""
        self._count += 1
        return self._count - 1
