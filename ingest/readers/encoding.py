"""The encoding of a text file, found by reading all of it in constant memory."""

import codecs
import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from charset_normalizer import from_bytes

from tisserand.errors import InputError

_CHUNK = 1 << 20
_SAMPLE = 1 << 18
MAX_UNREADABLE = 0.1
"""Share of the lines that no codec reads from which the whole file is refused."""
_LEGACY = ("cp1252", "mac_roman", "cp850")
_SURE = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be")
_FRENCH_ENOUGH = 0.5
# Letters and signs of French texts that are not ASCII, by how often they come.
_FRENCH = {
    **dict.fromkeys("ëäöüÿæÊËÂÄÎÏÔÖÙÛÜŒÆ‘“”—…²³·ñ§®½", 0.3),
    **dict.fromkeys("ôîâûùœïÀÈÇ«»–°€\u00a0", 0.7),
    **dict.fromkeys("éèàêç’É", 1.0),
}
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MULTIBYTE = re.compile(rb"[\xc3\xc5\xe2][\x80-\xbf]{1,2}")


class _Fault(NamedTuple):
    offset: int
    line: int


def find_encoding(path: Path) -> str:
    """The codec that reads the whole file.

    UTF-8 (with or without BOM) and UTF-16 first; else whichever of cp1252, Mac Roman and cp850
    gives the most French letters; else what charset-normalizer finds.

    Raises:
        InputError: no codec reads it; names the line and the offset of the first bad byte.
    """
    start = _beginning(path)
    for bom, codec in _BOMS:
        if start.startswith(bom):
            return _checked(path, codec)
    if _is_utf16(path):
        return _checked(path, "utf-16-le" if start[1:2] == b"\0" else "utf-16-be")
    fault = _decode(path, "utf-8")
    return "utf-8" if fault is None else _legacy_encoding(path, fault)


def _beginning(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(_SAMPLE)


def _is_utf16(path: Path) -> bool:
    """Whether it says so, or one byte in four is null: its lines cannot be read one by one."""
    start = _beginning(path)
    says = start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return says or start.count(0) > len(start) // 4


class LineEncoding(NamedTuple):
    """The codec of a delimited text, and what of its lines it cannot read.

    Attributes:
        unreadable: how many lines; 0 when it reads them all.
        first: number of the first of them, from 1; 0 when there is none.
    """

    codec: str
    unreadable: int = 0
    first: int = 0


def find_line_encoding(path: Path) -> LineEncoding:
    """As `find_encoding`; but a few lines that the codec does not read are told, not fatal.

    Raises:
        InputError: as `find_encoding`, when those lines are more than one in ten.
    """
    try:
        found = find_encoding(path)
    except InputError as error:
        partly = {"readers.mixed_encoding": "utf-8", "readers.undecodable": _LEGACY[0]}
        if error.message not in partly or _is_utf16(path):
            raise
        told = _by_line(path, partly[error.message])
        if told is None:
            raise
        return told
    if found in (*_LEGACY, *_SURE):
        return LineEncoding(found)
    is_french = _frenchness(_foreign_lines(path), _LEGACY[0]) >= _FRENCH_ENOUGH
    told = _by_line(path, _LEGACY[0]) if is_french else None
    return told or LineEncoding(found)


def _by_line(path: Path, codec: str) -> LineEncoding | None:
    """What of the lines a codec cannot read; None when that is more than one in ten."""
    unreadable = first = number = 0
    with path.open("rb") as stream:
        while line := stream.readline(_CHUNK):
            number += 1
            try:
                line.decode(codec)
            except UnicodeDecodeError:
                unreadable += 1
                first = first or number
    if unreadable > MAX_UNREADABLE * number:
        return None
    return LineEncoding(codec, unreadable, first)


def _checked(path: Path, codec: str) -> str:
    fault = _decode(path, codec)
    if fault is not None:
        raise InputError("readers.undecodable", file=path.name, **fault._asdict())
    return codec


def _decode(path: Path, codec: str) -> _Fault | None:
    """Where the codec fails, or None.

    Raises:
        InputError: a whole piece of it is null: a hole in a file, not a text.
    """
    decoder = codecs.getincrementaldecoder(codec)()
    consumed = lines = 0
    with path.open("rb") as stream:
        while True:
            chunk = stream.read(_CHUNK)
            if chunk and not chunk.strip(b"\0"):
                raise InputError("readers.binary", file=path.name)
            pending = decoder.getstate()[0]
            try:
                decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                before = (pending + chunk)[: error.start]
                offset = consumed - len(pending) + error.start
                return _Fault(offset, lines + before.count(b"\n") + 1)
            if not chunk:
                return None
            consumed += len(chunk)
            lines += chunk.count(b"\n")


def _legacy_encoding(path: Path, fault: _Fault) -> str:
    foreign = _foreign_lines(path)
    if _is_mostly_utf8(foreign):
        raise InputError("readers.mixed_encoding", file=path.name, **fault._asdict())
    scores = {codec: _frenchness(foreign, codec) for codec in _LEGACY}
    best = max(_LEGACY, key=lambda codec: scores[codec])
    if scores[best] >= _FRENCH_ENOUGH and _decode(path, best) is None:
        return best
    guess = from_bytes(foreign).best()
    if guess is not None and guess.encoding != "ascii" and _decode(path, guess.encoding) is None:
        return guess.encoding
    raise InputError("readers.undecodable", file=path.name, **fault._asdict())


def _foreign_lines(path: Path) -> bytes:
    """The first lines that hold bytes beyond ASCII: what tells one encoding from another."""
    found, size = [], 0
    with path.open("rb") as stream:
        while size < _SAMPLE and (line := stream.readline(_CHUNK)):
            if not line.isascii():
                found.append(line)
                size += len(line)
    return b"".join(found)


def _is_mostly_utf8(sample: bytes) -> bool:
    """Whether a text in UTF-8 had a few bytes of another encoding pasted in."""
    sequences = sum(len(match) for match in _MULTIBYTE.findall(sample))
    foreign = sum(byte >= 0x80 for byte in sample)
    return foreign > 0 and sequences / foreign > 0.5


def _frenchness(sample: bytes, codec: str) -> float:
    """How French the characters beyond ASCII look, from 0 to 1."""
    characters = Counter(c for c in sample.decode(codec, errors="replace") if ord(c) > 127)
    total = characters.total()
    return sum(n * _FRENCH.get(c, 0) for c, n in characters.items()) / total if total else 0.0
