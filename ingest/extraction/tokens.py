"""Words of a block of French: elisions apart, hyphenated words whole, initials whole."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from tisserand.reference.text import fold

OPENING, CLOSING = '«“"', '»”"'

_TOKEN = re.compile(
    r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|[#@]\w+"
    r"|[A-ZÀ-Þ]\.(?:[- ]?[A-ZÀ-Þ]\.)+|[A-ZÀ-Þ]\.(?=[ -]?[A-ZÀ-Þ])"
    r"|(?:[dlnscjmt]|[DLNSCJMT]|[Qq]u|[Jj]usqu|[Ll]orsqu|[Pp]uisqu)['’](?=\w)"
    r"|(?:MM|Mme|Mmes|Mlle|Mlles|Dr|Pr|Me|St|Ste|av|bd|M|art|cf|ex|env|min|max|etc|p|n°)\."
    r"|\d+(?:[.  \u202f]\d{3})+(?:,\d+)?(?!\d)|\d+,\d+|\d+(?:er|re|e|ème|nd|nde)?(?![\w])"
    r"|\w+(?:[-‐‑'’.&]\w+)*\+?|[^\w\s]"
)
_END = re.compile(r"[.!?…]+")


@dataclass(slots=True)
class Token:
    """A word or a sign, by code points of its block, end excluded.

    Attributes:
        lower: in small letters, apostrophes straight.
        pos: universal part of speech, once tagged.
    """

    text: str
    start: int
    end: int
    lower: str
    pos: str = ""

    @property
    def is_word(self) -> bool:
        return self.text[0].isalpha()

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital letter; elisions aside."""
        return self.text[0].isupper() and not (len(self.text) <= 3 and self.text[-1] in "'’")

    @property
    def is_upper(self) -> bool:
        """Whether it is all in capitals, with two letters at least."""
        return len(self.text) > 1 and self.text.isupper() and self.text[1].isalpha()

    @property
    def is_initials(self) -> bool:
        return self.text[-1] == "." and self.text[0].isupper() and len(self.text) < 8


@dataclass(slots=True)
class Line:
    """The tokens of a block.

    Attributes:
        entities: what the model names: (first token, token after the last, label).
        starts: positions of the tokens that begin a sentence.
    """

    text: str
    tokens: list[Token]
    is_upper: bool
    starts: list[int] = field(default_factory=list)
    entities: list[tuple[int, int, str]] = field(default_factory=list)

    def slice(self, i: int, j: int) -> str:
        """The text from token i to token j, excluded."""
        return self.text[self.tokens[i].start : self.tokens[j - 1].end]

    def lower(self, i: int) -> str:
        """Token i in small letters; empty outside of the line."""
        return self.tokens[i].lower if 0 <= i < len(self.tokens) else ""

    def is_close(self, i: int) -> bool:
        """Whether only one space, or none, parts token i from the one before; not a tab."""
        end = self.tokens[i - 1].end
        return self.tokens[i].start - end <= 1 and self.text[end : end + 1] != "\t"


def tokenize(text: str) -> list[Token]:
    """The tokens of a text, in order."""
    return [
        Token(found[0], found.start(), found.end(), found[0].lower().replace("’", "'"))
        for found in _TOKEN.finditer(text)
    ]


def read_line(text: str) -> Line:
    """The tokens of a block and where its sentences start."""
    tokens = tokenize(text)
    line = Line(text, tokens, _is_upper(text))
    line.starts = _sentence_starts(tokens)
    return line


_SHOUTED = re.compile(
    r"\W*(?:L['’]|(?:LE|LA|LES|NOS|NOTRE|VOS|ON|NOUS|ILS|QUI|OÙ|OU|UN|UNE|CE|DES) )"
)
"""How a title in capitals begins, which no acronym does: « L'ÉQUIPE », « ON CHERCHE »."""


def _is_upper(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    if _SHOUTED.match(text) and all(map(str.isupper, letters)):
        return True
    return len(letters) > 7 and sum(map(str.isupper, letters)) > 0.8 * len(letters)


def _sentence_starts(tokens: Sequence[Token]) -> list[int]:
    starts = [0] if tokens else []
    for i in range(1, len(tokens) - 1):
        if not _END.fullmatch(tokens[i].text):
            continue
        after = i + 1
        while after < len(tokens) - 1 and tokens[after].text in '»”")':
            after += 1
        follows = tokens[after].text
        begins = follows[0].isupper() or follows[0] in '«“"-–—•' or follows[0].isdigit()
        if begins and tokens[after].start > tokens[i].end and after > starts[-1]:
            starts.append(after)
    return starts


def sentences(line: Line) -> list[tuple[int, int]]:
    """The sentences of a line, as ranges of tokens."""
    ends = [*line.starts[1:], len(line.tokens)]
    return list(zip(line.starts, ends, strict=True))


def key_of(text: str) -> str:
    """A name as it is compared: folded, dots and quotation marks out."""
    folded = fold(text)
    return folded if folded.replace(" ", "").isalnum() else _plain(folded)


def _plain(folded: str) -> str:
    letters = (letter if letter.isalnum() or letter in "&+" else " " for letter in folded)
    return " ".join("".join(letters).split())
