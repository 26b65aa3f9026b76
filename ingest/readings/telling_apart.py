"""Reports and directories told apart by what they hold, so that `ingest` takes both."""

import re
from collections import Counter
from pathlib import Path

from tisserand.ingest.readers import find_format
from tisserand.ingest.readers.encoding import find_encoding

_DOCUMENTS = ("PDF", "docx", "odt")
_DIRECTORIES = (".csv", ".tsv", ".tab")
_WORD_FILES = (".doc", ".docx")
_SAMPLE = 1 << 18
_DELIMITERS = ";\t|,"
_SAME_COUNT = 0.7
_ROWS_AT_LEAST = 3
_TAG = re.compile(r"<[^<>]{0,2000}>")
_SCRIPT = re.compile(r"<(script|style|head)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)


def is_report(path: Path) -> bool:
    """Whether a file is prose rather than rows.

    Raises:
        InputError: there is no such file, it is empty, or no encoding reads it.
    """
    found = find_format(path)
    if found in _DOCUMENTS:
        return True
    if found == "xls":
        return path.suffix.lower() in _WORD_FILES
    if found == "HTML":
        return not _is_mostly_tables(_beginning(path))
    return found == "csv" and path.suffix.lower() not in _DIRECTORIES and not _is_delimited(path)


def _beginning(path: Path) -> str:
    with path.open("rb") as stream:
        return stream.read(_SAMPLE).decode(find_encoding(path), "replace")


def _is_delimited(path: Path) -> bool:
    """Whether most lines have the same number of a delimiter."""
    lines = [line for line in _beginning(path).splitlines()[:-1] if line.strip()][:200]
    if len(lines) < _ROWS_AT_LEAST:
        return False
    for delimiter in _DELIMITERS:
        counts = Counter(line.count(delimiter) for line in lines)
        counts.pop(0, None)
        if counts and counts.most_common(1)[0][1] >= _SAME_COUNT * len(lines):
            return True
    return False


def _is_mostly_tables(markup: str) -> bool:
    """Whether more is written inside tables of several rows than outside."""
    bare = _SCRIPT.sub(" ", markup)
    inside, outside, rows = 0, 0, 0
    for number, part in enumerate(re.split(r"<table\b", bare, flags=re.IGNORECASE)):
        table, _, rest = part.partition("</table") if number else ("", "", part)
        inside += len(_TAG.sub("", table).split())
        outside += len(_TAG.sub("", rest).split())
        rows = max(rows, table.lower().count("<tr"))
    return rows >= _ROWS_AT_LEAST and inside > outside
