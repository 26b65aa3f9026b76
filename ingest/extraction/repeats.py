"""Names that a document repeats whole: « Fil et Fournil », « Kaz à lire », « Musique en Berry ».

Where a name found is followed, each time that it occurs, by the same words, those are of the name.
"""

from collections import defaultdict
from collections.abc import Sequence

from tisserand.ingest.extraction.spans import Span
from tisserand.ingest.extraction.tokens import Line

_KINDS = ("Organization", "Project", "Event")
_INSIDE = frozenset(
    ("de", "du", "des", "d'", "la", "le", "les", "l'", "et", "en", "à", "au", "aux", "sur", "sous",
     "pour", "sans", "&", "un", "une", "chez", "ou")
)  # fmt: skip
_ENDS = ("NOUN", "PROPN", "ADJ", "NUM", "X")
_LONGEST = 5


def lengthen(lines: Sequence[Line], chosen: Sequence[list[Span]]) -> list[list[Span]]:
    """The mentions of a document, with those that it repeats within a longer name made longer."""
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, (line, spans) in enumerate(zip(lines, chosen, strict=True)):
        for span in spans:
            if span.kind in _KINDS and not line.is_upper:
                places[line.slice(span.i, span.j)].append((number, span.j))
    more = {
        text: size
        for text, found in places.items()
        if len(found) > 1 and (size := _common(lines, found))
    }
    return [_lengthened(line, spans, more) for line, spans in zip(lines, chosen, strict=True)]


def _common(lines: Sequence[Line], found: Sequence[tuple[int, int]]) -> int:
    """How many words follow every occurrence alike, up to one that can end a name."""
    best = 0
    for size in range(1, _LONGEST + 1):
        texts = {_after(lines[number], j, size) for number, j in found}
        if len(texts) != 1 or None in texts:
            break
        if all(_can_end(lines[number], j, j + size - 1) for number, j in found):
            best = size
    return best


def _after(line: Line, j: int, size: int) -> str | None:
    """The words from j, as far as they can be of a name."""
    tokens = line.tokens[j : j + size]
    if len(tokens) < size or not all(line.is_close(k) for k in range(j, j + size)):
        return None
    for token in tokens:
        is_content = token.is_word and (token.pos in _ENDS or token.is_capital)
        if not is_content and token.lower not in _INSIDE:
            return None
    return " ".join(token.lower for token in tokens)


def _can_end(line: Line, j: int, last: int) -> bool:
    token = line.tokens[last]
    if token.lower in _INSIDE or token.pos not in _ENDS:
        return False
    return not (token.text[0].islower() and line.tokens[j].lower in ("à", "pour", "chez", "sur"))


def _lengthened(line: Line, spans: Sequence[Span], more: dict[str, int]) -> list[Span]:
    kept: list[Span] = []
    for span in spans:
        if kept and span.i < kept[-1].j:
            continue
        size = more.get(line.slice(span.i, span.j), 0) if span.kind in _KINDS else 0
        if size and not line.is_upper:
            span = span._replace(j=span.j + size)
        kept.append(span)
    return kept
