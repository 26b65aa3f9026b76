"""A block as patterns read it: names replaced by signs, generic nouns and articles absorbed.

« L'association Les Mains vertes (LMV) est présidée par Mme Gaudin » becomes
`<O0> est présidée par <P1>`: letter of the kind, number of the entity; `<R3>` is a title,
`<A2>` an amount, `<Y4>` a year.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tisserand.ingest.extraction.coreference import Reference
from tisserand.ingest.extraction.grouping import Entity, Named
from tisserand.ingest.extraction.lexicons import Heads, heads
from tisserand.ingest.extraction.money import Amount, find_amounts
from tisserand.ingest.extraction.persons import TITLES
from tisserand.ingest.extraction.roles import Role, find_roles
from tisserand.ingest.extraction.tokens import Line

LETTERS = {
    "Person": "P",
    "Organization": "O",
    "Place": "L",
    "Project": "J",
    "Skill": "S",
    "FundingSource": "F",
    "Event": "E",
}
_YEAR = re.compile(r"(?:19|20)\d\d")
_ARTICLES = frozenset(("le", "la", "les", "l'"))


@dataclass(slots=True)
class Scene:
    """The abstract text of a block, and where each of its characters comes from.

    Attributes:
        line: number of the block.
        text: in small letters, with signs for names.
        origins: of each sign or word: (start in `text`, start and end in the block's text).
        sentences: ranges of `text`.
        pieces: the signs and words themselves, with their parts of speech; for a sign, the
            pronoun that it stands for, or empty.
        doubts: pronouns that another name would fit: (start, end in the block's text, entity).
    """

    line: int
    text: str
    origins: list[tuple[int, int, int]]
    sentences: list[tuple[int, int]]
    roles: list[Role] = field(default_factory=list)
    amounts: list[Amount] = field(default_factory=list)
    pieces: list[tuple[str, str]] = field(default_factory=list)
    doubts: list[tuple[int, int, int]] = field(default_factory=list)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a slice of the abstract text stands in the block's text."""
        inside = [origin for origin in self.origins if start <= origin[0] < end]
        if not inside:
            inside = [max((o for o in self.origins if o[0] <= start), default=self.origins[0])]
        return inside[0][1], inside[-1][2]

    def sentence(self, position: int) -> tuple[int, int]:
        """The sentence that holds a position of the abstract text."""
        for start, end in self.sentences:
            if start <= position < end:
                return start, end
        return 0, len(self.text)


class _Builder:
    """Writes the abstract text piece by piece."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.parts: list[str] = []
        self.length = 0
        self.origins: list[tuple[int, int, int]] = []
        self.pieces: list[tuple[str, str]] = []
        self.last_end = 0

    def add(self, piece: str, i: int, j: int) -> None:
        start, end = self.line.tokens[i].start, self.line.tokens[j - 1].end
        if self.parts and start > self.last_end:
            gap = " | " if "\t" in self.line.text[self.last_end : start] else " "
            self.parts.append(gap)
            self.length += len(gap)
        self.origins.append((self.length, start, end))
        is_name = piece[0] == "<" and self.line.tokens[i].pos != "PRON"
        told = self.line.lower(i) if piece[0] == "<" else self.line.tokens[i].pos
        self.pieces.append((piece, "" if is_name else told))
        self.parts.append(piece)
        self.length += len(piece)
        self.last_end = end


def build_scene(
    number: int,
    line: Line,
    mentions: Sequence[Named],
    references: Mapping[int, Reference],
    entities: Sequence[Entity],
) -> Scene:
    """The scene of a block.

    Args:
        references: of « elle », « l'association »…, by their first token.
    """
    taken = {t for named in mentions for t in range(named.span.i, named.span.j)}
    taken.update(t for i, one in references.items() for t in range(i, one.end))
    signs: dict[int, tuple[int, str]] = {}
    for named in mentions:
        i, j = _absorbed(line, named)
        signs[i] = (j, _sign(entities[named.entity]))
    for i, one in references.items():
        signs.setdefault(i, (one.end, _sign(one.entity)))
    people = {m.span.j for m in mentions if m.span.kind == "Person"}
    roles = list(find_roles(line, taken, {j + 1 for j in people}))
    amounts = find_amounts(line, taken)
    for number_, role in enumerate(roles):
        signs.setdefault(role.i, (role.j, f"<R{number_}>"))
    for number_, amount in enumerate(amounts):
        signs.setdefault(amount.i, (amount.j, f"<A{number_}>"))
    scene = _write(number, line, signs, roles, amounts)
    scene.doubts = [
        (line.tokens[i].start, line.tokens[one.end - 1].end, one.entity.number)
        for i, one in references.items()
        if one.is_doubtful
    ]
    return scene


def _write(
    number: int,
    line: Line,
    signs: Mapping[int, tuple[int, str]],
    roles: list[Role],
    amounts: list[Amount],
) -> Scene:
    builder = _Builder(line)
    starts: list[int] = []
    i = 0
    while i < len(line.tokens):
        if i in line.starts:
            starts.append(builder.length)
        if i in signs:
            j, sign = signs[i]
            j = _after_repeat(line, signs, sign, j)
            builder.add(sign, i, j)
            starts.extend(builder.length for k in range(i + 1, j) if k in line.starts)
            i = j
            continue
        token = line.tokens[i]
        if token.lower in _ARTICLES and i + 1 in signs and signs[i + 1][1][1] not in "RA":
            i += 1
            continue
        builder.add(token.lower if token.text not in '«»“”"' else '"', i, i + 1)
        i += 1
    text = "".join(builder.parts)
    ends = [*starts[1:], len(text)]
    sentences = list(zip(starts, ends, strict=True))
    return Scene(number, text, builder.origins, sentences, roles, amounts, builder.pieces)


def _after_repeat(line: Line, signs: Mapping[int, tuple[int, str]], sign: str, j: int) -> int:
    """« <O1> (<O1>) »: the acronym in brackets adds nothing."""
    end, again = signs.get(j + 1, (0, ""))
    if line.lower(j) == "(" and again == sign and line.lower(end) == ")":
        return end + 1
    return j


def _absorbed(line: Line, named: Named) -> tuple[int, int]:
    """A name with the generic noun before it and the quotation marks around it."""
    i, j = named.span.i, named.span.j
    if i and line.tokens[i - 1].text in '«“"' and line.lower(j)[:1] in ("»", "”", '"'):
        i, j = i - 1, j + 1
    if named.span.kind == "Person" and line.lower(i - 1) in TITLES:
        return i - 1, j
    if named.span.kind not in ("Organization", "Project", "Event", "FundingSource"):
        return i, j
    for size in range(1, 7):
        first = i - size
        if first < 0 or not line.tokens[first].is_word:
            break
        for known in _announcing():
            head = known.at(line, first)
            if head and _only_adjectives(line, first + len(head.words), i):
                return first, j
    return i, j


def _announcing() -> tuple[Heads, Heads]:
    things = heads("named_things", "project", "event", "fund")
    return heads("organizations", "kept", "dropped"), things


def _only_adjectives(line: Line, first: int, last: int) -> bool:
    return first <= last and all(
        line.tokens[k].pos in ("ADJ", "NOUN", "ADP")
        and line.tokens[k].text[0].islower()
        and line.tokens[k].lower not in ("de", "du", "des", "à", "au")
        for k in range(first, last)
    )


def _sign(entity: Entity) -> str:
    return f"<{LETTERS[entity.kind]}{entity.number}>"
