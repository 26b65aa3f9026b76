"""One normalised line of text out of the lines of a paragraph, and where each part comes from.

Whatever the format, the extractor meets the same characters: NFC, no ligature, no soft hyphen,
no control character, one kind of space, words that the end of a line cut made whole.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator

from tisserand.ingest.extraction.document import Run

SPELLED = {
    "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st",
    "\u2010": "-", "\u2011": "-",
}  # fmt: skip
"""Ligatures and hyphens that are written otherwise."""
_SOFT_HYPHEN = "\u00ad"
_DROPPED = (
    "\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ufffe\uffff\x00-\x08\x0e-\x1f\x7f-\x9f"
)
_MARKS = "\u0300-\u036f"
_ODD = re.compile(
    rf"(?P<space>[\s\u00a0]{{2,}}|[^\S ]|\u00a0)|(?P<dropped>[{_DROPPED}]+)"
    rf"|(?P<ligature>[{''.join(SPELLED)}])|(?P<marked>[^\W_][{_MARKS}]+)"
)
_CUT = re.compile(r"(?<=\w)-$")
_LAST_WORD = re.compile(r"[\w'’-]*\w$")
_FIRST_WORD = re.compile(r"\w+")

Parts = Iterator[tuple[str, int, int]]


def flow(text: str, lines: Iterable[tuple[int, int]], words: Collection[str]) -> "Flowed":
    """Join lines of a text.

    Args:
        lines: start and end of each, in code points of `text`.
        words: those of the document, in lower case: they tell a hyphen from a cut word.
    """
    joined = Flowed()
    is_cut = False
    for first, last in lines:
        start, end = _trimmed(text, first, last)
        if joined.text and not is_cut:
            joined.join(text[start:end], words)
        is_cut = text[start:end].endswith(_SOFT_HYPHEN)
        for part, position, width in _normalised(text, start, end):
            joined.add(part, position, width)
    joined.strip()
    return joined


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    line = text[start:end]
    return end - len(line.lstrip()), start + len(line.rstrip())


class Flowed:
    """A normalised text under construction, with its runs."""

    def __init__(self) -> None:
        self.text = ""
        self.runs: list[Run] = []

    def add(self, part: str, start: int, width: int) -> None:
        """Add a part that stands at `start`; each of its code points is `width` wide."""
        if part == " " and (not self.text or self.text.endswith(" ")):
            return
        last = self.runs[-1] if self.runs else None
        follows = last is not None and start - last.start == len(self.text) - last.position
        if not (follows and width == 1 and last is not None and last.width == 1):
            self.runs.append(Run(len(self.text), start, width))
        self.text += part

    def join(self, following: str, words: Collection[str]) -> None:
        """End a line: a space, or nothing after a hyphen, which goes if it only cut a word."""
        if not (self.text.endswith("-") and _CUT.search(self.text)):
            if not self.text.endswith(" "):
                self._space()
        elif _is_cut(self.text, following, words):
            self._drop(1)

    def drop_start(self, count: int) -> None:
        """Leave out the first code points: a label."""
        self.text = self.text[count:]
        kept: list[Run] = []
        for run, after in zip(self.runs, [*self.runs[1:], None], strict=True):
            if after is None or after.position > count:
                skipped = max(0, count - run.position)
                kept.append(Run(run.position + skipped - count, run.start + skipped, run.width))
        self.runs = kept if self.text else []

    def between(self, start: int, end: int) -> "Flowed":
        """The code points between two positions, without the space at the end."""
        part = Flowed()
        part.text = self.text[:end]
        part.runs = [run for run in self.runs if run.position < end]
        part.drop_start(start)
        part.strip()
        return part

    def strip(self) -> None:
        """Drop the space at the end."""
        self._drop(len(self.text) - len(self.text.rstrip()))

    def _space(self) -> None:
        """A space that stands where the line ends."""
        last = self.runs[-1]
        self.add(" ", last.start + (len(self.text) - last.position - 1) + last.width, 1)

    def _drop(self, count: int) -> None:
        self.text = self.text[: len(self.text) - count]
        while self.runs and self.runs[-1].position >= len(self.text):
            self.runs.pop()


def normalise(text: str) -> str:
    """The normalised form of a text, on one line."""
    return flow(text, [(0, len(text))], ()).text


def _normalised(text: str, start: int, end: int) -> Parts:
    """The parts of a line: as they are, or in the place of what was odd."""
    position = start
    for match in _ODD.finditer(text, start, end):
        if match.start() > position:
            yield text[position : match.start()], position, 1
        position = match.end()
        if match["space"]:
            yield " ", match.start(), 1
        elif match["ligature"]:
            for letter in SPELLED[match["ligature"]]:
                yield letter, match.start(), 1
        elif match["marked"]:
            composed = unicodedata.normalize("NFC", match["marked"])
            yield composed[0], match.start(), match.end() - match.start()
            if composed[1:]:
                yield composed[1:], match.start() + 1, 1
    if position < end:
        yield text[position:end], position, 1


def _is_cut(before: str, following: str, words: Collection[str]) -> bool:
    """Whether the hyphen at the end of a line only cuts a word.

    The document itself tells, when it has the word elsewhere; else a small letter that follows.
    """
    head, tail = _LAST_WORD.search(before[:-1]), _FIRST_WORD.match(following.lstrip())
    if head is None or tail is None or not tail[0][0].islower():
        return False
    if f"{head[0]}-{tail[0]}".lower() in words:
        return False
    return f"{head[0]}{tail[0]}".lower() in words or _is_plain(head[0], tail[0])


_KEPT_BEFORE = frozenset((
    "celui", "celle", "ceux", "celles", "peut", "rendez", "avant", "après", "demi", "semi",
    "non", "sous", "vice", "grand", "grande", "chef", "mi", "ex", "co", "arc", "outre",
    "micro", "auto", "socio", "éco", "agro", "viti", "porte", "mot", "c", "est", "dit",
    "vis", "là", "quelques", "quelqu", "lui", "moi", "toi", "nous", "vous", "elle", "eux",
    "savoir",
))  # fmt: skip
_KEPT_AFTER = frozenset((
    "ci", "là", "même", "mêmes", "t", "il", "elle", "ils", "elles", "on", "je", "tu",
    "nous", "vous", "y", "en", "ce",
))  # fmt: skip


def _is_plain(head: str, tail: str) -> bool:
    last = head.rpartition("-")[2].lower()
    return last not in _KEPT_BEFORE and tail.lower() not in _KEPT_AFTER
