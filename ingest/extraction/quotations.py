"""Who says what stands between quotation marks."""

from collections.abc import Mapping

from tisserand.ingest.extraction.grouping import Named
from tisserand.ingest.extraction.spans import Span
from tisserand.ingest.extraction.tokens import Line

OUTSIDE = Named(-1, Span(0, 0, "Person", 0.0, "outside"), "")
"""Who speaks outside of quotation marks, or where nobody is named around them."""
_BESIDE = 7
"""Tokens between a speaker and their body."""


def quoted_speaker(line: Line, i: int, at: Mapping[int, Named]) -> Named | None:
    """Who says a word: a name of the line, nobody that has a name, or `OUTSIDE`.

    Args:
        at: the names of the line, by their first token.
    """
    quote = _quote_around(line, i)
    if quote is None:
        return OUTSIDE
    if _is_nameless(line, quote[1]):
        return None
    first, end = quote
    speakers = [
        named
        for start, named in sorted(at.items())
        if not first <= start < end and named.span.kind in ("Person", "Organization")
    ]
    near = [n for n in speakers if n.span.i >= end and _same_sentence(line, end - 1, n.span.i)]
    before = [n for n in speakers if n.span.j <= first]
    if first and line.lower(first - 1) == ":" and before:
        start = max((s for s in line.starts if s <= first), default=0)
        chosen = [n for n in before if n.span.i >= start][:1] or before[-1:]
    else:
        chosen = near[:1] or before[-1:]
    if chosen and line.lower(i) == "nous" and line.lower(i + 1) == "qui":
        chosen = _bodies_beside(line, chosen[0], speakers) or chosen
    return chosen[0] if chosen else OUTSIDE


def _bodies_beside(line: Line, speaker: Named, others: list[Named]) -> list[Named]:
    """« C'est nous qui portons », dit Odile Coppey, présidente de Mob Ouest: it is Mob Ouest."""
    first = speaker.span.j
    is_told = line.lower(first) in (",", "(")
    near = range(first, first + _BESIDE + 1)
    return [n for n in others if is_told and n.span.kind == "Organization" and n.span.i in near]


def _quote_around(line: Line, i: int) -> tuple[int, int] | None:
    """The tokens of the quotation that holds token i, its marks included, end excluded."""
    start = next((k for k in range(i, -1, -1) if line.tokens[k].text in "«“»”"), None)
    if start is None or line.tokens[start].text in "»”":
        return None
    end = next(
        (k for k in range(i, len(line.tokens)) if line.tokens[k].text in "»”"), len(line.tokens)
    )
    return start, end + 1


def _is_nameless(line: Line, end: int) -> bool:
    """« "Il nous manque des pièces", soupire une bénévole »: nobody that has a name."""
    k = end + (line.lower(end) == ",")
    is_saying = k < len(line.tokens) and line.tokens[k].pos in ("VERB", "NOUN", "ADJ", "AUX")
    return is_saying and line.lower(k + 1) in ("un", "une", "des", "plusieurs", "certains")


def _same_sentence(line: Line, one: int, other: int) -> bool:
    """Whether no sentence begins between two tokens, but with the closing of a quotation."""
    return not any(one < start <= other for start in line.starts if start > one + 1)
