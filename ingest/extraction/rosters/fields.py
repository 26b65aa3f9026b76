"""The fields of a line that lists people: what stands between its separators."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from tisserand.ingest.extraction.lexicons import heads, read_words, word_set
from tisserand.ingest.extraction.persons import TITLES
from tisserand.ingest.extraction.roles import Role, find_roles
from tisserand.ingest.extraction.spans import ARTICLES, OF
from tisserand.ingest.extraction.tokens import CLOSING, OPENING, Line

SEPARATORS: Mapping[str, str] = {
    ",": ",", ";": ";", ":": ":", "–": "-", "—": "-", "-": "-", "/": "/", "|": "|", "(": "(",
    "[": "(", ")": ")", "]": ")", "•": ";", "·": ",", "→": "-", ".": ".", "?": ":", "=": ":",
    ">": ":",
}  # fmt: skip
_LETTERS = {"Person": "P", "Organization": "O", "Place": "L"}
_SMALL = (
    OF
    | ARTICLES
    | TITLES
    | {"à", "au", "aux", "chez", "pour", "en", "et", "&", "ainsi", "que"}
    | {"par", "ailleurs", "également", "aussi", "dont"}
)
_NOISE = re.compile(
    r"exc|abs|x|pouvoirs?|procurations?|mandats?|(?:excusée?s?|présente?s?|absente?s?|représentée?s?|distanciel|visio|visioconférence|tél|"
    r"téléphone|mail|courriel|mobile|port|fax|\d.*|[\w.+-]+@[\w.-]+|www\..*|https?:.*|[\w.-]+\.(?:com|fr|org|net|eu|info|bzh)|depuis|dès|"
    r"élue?|nommée?|réélue?|titulaire|suppléante?|janvier|février|mars|avril|mai|juin|juillet|"
    r"cdi|cdd|cddi|mi-temps|jusqu'|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|matin|soir|seulement|"
    r"cae|pec|etp|vsc|vacante?s?|annulée?|réélue?s?|août|septembre|octobre|novembre|décembre|h|heures?|min|alias|voix|[*+>\"«»“”…])"
)


_CIVIL = frozenset(("docteur", "docteure", "maître"))
_LEADS_TO = OF | {"à", "au", "aux", "chez", "pour"}
_HOW = frozenset(("par", "en", "depuis", "à", "le", "pour"))
"""« élu par ses pairs » says how somebody came to a title."""


class Known(NamedTuple):
    """A name at tokens i to j, excluded, and its entity once it has one."""

    i: int
    j: int
    kind: str
    entity: int = -1


class Item(NamedTuple):
    """A name or a title in a field.

    Attributes:
        sign: P for a person, O for a body, L for a place, R for a title, X for another name.
        status: of a title: `past`, `future` or empty.
    """

    sign: str
    i: int
    j: int
    entity: int = -1
    status: str = ""


class Field(NamedTuple):
    """Tokens i to j, excluded, between two separators.

    Attributes:
        before: separator before it, empty for the first.
        depth: how many brackets it stands in.
        items: its names and titles.
        loose: words that neither these nor small words explain.
    """

    before: str
    i: int
    j: int
    depth: int
    items: tuple[Item, ...]
    loose: tuple[tuple[int, int], ...]

    @property
    def signs(self) -> str:
        """The signs of its items; `w` when it holds other words only."""
        return "".join(item.sign for item in self.items) or ("w" if self.loose else "")


def split(line: Line, known: Sequence[Known], first: int = 0) -> list[Field]:
    """The fields of a line from token `first`; a separator inside a name parts nothing."""
    names = [one for one in known if one.i >= first]
    taken = {k for one in known for k in range(one.i, one.j)}
    roles = [role for role in find_roles(line, taken) if role.i >= first]
    return [
        _field(line, *bounds, names, roles)
        for bounds in _bounds(line, taken, first)
        if bounds[1] < bounds[2]
    ]


def _bounds(line: Line, taken: set[int], first: int) -> Iterator[tuple[str, int, int, int]]:
    """Separator before, first token, token after the last, depth in brackets."""
    start, before, depth = first, "", 0
    for i in range(first, len(line.tokens) + 1):
        sign = _separator(line, i) if i < len(line.tokens) and i not in taken else ""
        is_column = first < i < len(line.tokens) and i not in taken and _is_column(line, i)
        is_column = is_column or (first < i < len(line.tokens) and _is_column(line, i))
        if not (sign or is_column or i == len(line.tokens)):
            continue
        yield before, start, i, depth
        depth = max(0, depth + (sign == "(") - (sign == ")"))
        if start < i or not before or sign in ".;(:":
            before = sign or "|"
        start = i + (1 if sign else 0)


def _separator(line: Line, i: int) -> str:
    """The separator at token i; a dash between spaces only, a full stop at an end only."""
    text = line.tokens[i].text
    if text == "." and i and line.lower(i - 1) in read_words("roles")["abbreviations"]:
        return ""
    if text == "." and "." in (_text(line, i - 1), _text(line, i + 1)):
        return "|"  # « Régis Picoche ........ président »
    if text in "-–—" and 0 < i < len(line.tokens) - 1:
        glued = line.tokens[i - 1].end == line.tokens[i].start
        if glued and line.tokens[i].end == line.tokens[i + 1].start:
            return ""
    return SEPARATORS.get(text, "")


def _text(line: Line, i: int) -> str:
    return line.tokens[i].text if 0 <= i < len(line.tokens) else ""


def _is_column(line: Line, i: int) -> bool:
    return "\t" in line.text[line.tokens[i - 1].end : line.tokens[i].start]


def _field(
    line: Line,
    before: str,
    i: int,
    j: int,
    depth: int,
    known: Sequence[Known],
    roles: Sequence[Role],
) -> Field:
    if line.lower(i) in _CIVIL and i + 1 < j:
        i += 1
    items = [
        Item(_LETTERS.get(one.kind, "X"), one.i, one.j, one.entity)
        for one in known
        if i <= one.i < j
    ]
    items += [
        Item("R", role.i, role.j, -1, role.status)
        for role in roles
        if i <= role.i < j
        and not _is_inside_name(line, i, role.i)
        and not _text(line, role.i - 1).isdigit()  # « 2 permanents » are counted, not named.
        and not (line.lower(role.i) in ("élu", "élue") and line.lower(role.i + 1) in _HOW)
    ]
    if line.lower(i) in word_set("roles", "listed") and all(item.sign == "O" for item in items):
        end = _title_end(line, i, j, items)
        items = [Item("R", i, end), *items] if end else items
    if line.lower(i) in read_words("roles")["abbreviations"] and _text(line, i + 1) == ".":
        items.append(Item("R", i, i + 2))
    items.sort(key=lambda item: item.i)
    covered = {k for item in items for k in range(item.i, item.j)}
    for item in items:
        if item.sign in "OX":
            covered.update(range(announced_from(line, item.i, i), item.i))
    loose = _runs([k for k in range(i, j) if k not in covered and not _says_nothing(line, k)])
    kept = [item for k, item in enumerate(items) if not (k and _is_alias(line, items[k - 1], item))]
    if line.lower(i) in ("alias", "dit", "dite"):
        kept = [item for item in kept if item.sign != "O"]
    if before == ":" and line.tokens[i].text in OPENING:
        loose = []
    return _with_long_titles(Field(before, i, j, depth, tuple(kept), tuple(loose)))


def _title_end(line: Line, i: int, j: int, bodies: Sequence[Item]) -> int:
    """Where a title that only lists tell ends: alone, « parents élus », or before its body,
    « bénévole à Roue libre »; 0 where it is none."""
    end = i + 1
    if end < j and line.lower(end) not in _SMALL and line.tokens[end].text[0].islower():
        end += 1
    if end == j:
        return end
    return end if bodies and line.lower(end) in _LEADS_TO and bodies[0].i - end <= 6 else 0


def _is_alias(line: Line, before: Item, item: Item) -> bool:
    """« Agence locale de l'énergie, alias Quercy Énergies »: one body under two names."""
    return item.sign == "O" == before.sign and line.lower(item.i - 1) in ("alias", "dit", "dite")


def _is_inside_name(line: Line, i: int, k: int) -> bool:
    """« Solidarité ‹ paysans › du Maine »: a capitalised word before, that nothing explains."""
    return k > i and line.tokens[k - 1].is_capital and line.tokens[k].text[0].islower()


def announced_from(line: Line, i: int, least: int) -> int:
    """Where the noun that announces a body named at token i begins: « ‹ l'association › X »."""
    known = heads("organizations", "kept", "dropped")
    first = i
    for start in range(i - 1, max(least, i - 6) - 1, -1):
        head = known.at(line, start)
        if head and start + len(head.words) <= i:
            first = start
        elif not line.tokens[start].text[0].islower() or line.lower(start) in OF:
            break
    return first


def _says_nothing(line: Line, k: int) -> bool:
    word = line.lower(k)
    return word in _SMALL or bool(_NOISE.fullmatch(word)) or word in OPENING + CLOSING


def _runs(tokens: Sequence[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for k in tokens:
        if found and k - found[-1][1] <= 2:
            found[-1] = (found[-1][0], k + 1)
        else:
            found.append((k, k + 1))
    return found


def _with_long_titles(field: Field) -> Field:
    """A title goes on with the words after it, up to the body where it is held."""
    items, loose = list(field.items), list(field.loose)
    for position, item in enumerate(items):
        if item.sign != "R":
            continue
        limit = items[position + 1].i if position + 1 < len(items) else field.j
        after = [run for run in loose if item.j <= run[0] and run[1] <= limit]
        if after and after[0][0] - item.j <= 2:
            items[position] = item._replace(j=after[-1][1])
            loose = [run for run in loose if run not in after]
    return field._replace(items=tuple(items), loose=tuple(loose))
