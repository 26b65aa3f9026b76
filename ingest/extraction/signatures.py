"""Who signs an item of a list: « (M. Aubin, ADMR) », « – idée d'Odile », « Odile Coppey : … »."""

from collections.abc import Sequence
from typing import NamedTuple

from tisserand.ingest.extraction.grouping import Named
from tisserand.ingest.extraction.lexicons import heads
from tisserand.ingest.extraction.persons import TITLES
from tisserand.ingest.extraction.spans import OF
from tisserand.ingest.extraction.tokens import Line

_OPEN, _CLOSE, _DASHES = "([", ")]", "-–—"
_SAID_TEXT = """
    proposé proposée proposés proposées suggéré suggérée suggérés suggérées demandé demandée idée
    proposition suggestion demande souhait vœu portée porté avancé avancée émis émise soufflé
    soufflée lancé lancée
"""
_SAID = frozenset(_SAID_TEXT.split())
_LIGHT = frozenset((*OF, *TITLES, "par", "le", "la", "les", "l'", "pour", "au", "nom", "une", ","))
_BODIES = heads("organizations", "kept", "dropped")
_HEAD_LONGEST = 12


class Signature(NamedTuple):
    """Who signs: a person, a body or both, by numbers of entities.

    Attributes:
        first, last: tokens of the words that are signed, end excluded.
        is_alone: whether it is a person's name and nothing else.
        is_told: whether words say that it is a proposal, « idée de », « proposé par ».
    """

    person: int | None
    body: int | None
    first: int
    last: int
    is_alone: bool = False
    is_told: bool = False


def signature(line: Line, own: Sequence[Named], is_list_told: bool) -> Signature | None:
    """The signature at the end of an item, or at its head where the list is one of proposals.

    Args:
        own: the names of the line, in order.
        is_list_told: whether its title says that it holds proposals: a body alone may sign then.
    """
    end = len(line.tokens)
    while end and line.tokens[end - 1].text in ".;,":
        end -= 1
    found = _at_end(line, own, end) or _in_brackets(line, own)
    if found is None and is_list_told:
        found = _at_head(line, own)
    if found is None or (found.person is None and not (is_list_told or found.is_told)):
        return None
    return found


def _at_end(line: Line, own: Sequence[Named], end: int) -> Signature | None:
    """In the last brackets, or after the last dash."""
    is_bracketed = end > 0 and line.tokens[end - 1].text in _CLOSE
    opening = _OPEN if is_bracketed else _DASHES
    start = next((k for k in range(end - 1, 1, -1) if line.tokens[k].text in opening), -1)
    if start < 2 or _is_only_name(own, start):
        return None
    found = _signed(line, own, start + 1, end - is_bracketed, (0, start))
    if found is None or is_bracketed or found.person is not None or found.is_told:
        return found
    return None  # « un tiers-lieu – La Galerie »: what is proposed, not by whom


def _in_brackets(line: Line, own: Sequence[Named]) -> Signature | None:
    """The last person alone in brackets inside: « ouvrir le samedi (Odile Coppey), à la poste »."""
    for named in reversed(own):
        first, last = named.span.i, named.span.j
        if named.span.kind != "Person" or first < 3 or _is_only_name(own, first - 1):
            continue
        if line.lower(first - 1) in tuple(_OPEN) and line.lower(last) in tuple(_CLOSE):
            return _signed(line, own, first, last, (0, first - 1))
    return None


def _at_head(line: Line, own: Sequence[Named]) -> Signature | None:
    """Before a colon: « Odile Coppey (Mob Ouest) : prêter des vélos »."""
    reach = range(1, min(_HEAD_LONGEST, len(line.tokens) - 1))
    colon = next((k for k in reach if line.tokens[k].text == ":"), -1)
    return _signed(line, own, 0, colon, (colon + 1, len(line.tokens))) if colon > 0 else None


def _signed(
    line: Line, own: Sequence[Named], first: int, last: int, words: tuple[int, int]
) -> Signature | None:
    """The signature that some tokens are; None when they say anything else before a name."""
    inside = [n for n in own if first <= n.span.i and n.span.j <= last]
    named = [n for n in inside if n.span.kind in ("Person", "Organization")]
    if not named:
        return None
    before = {line.lower(k) for k in range(first, named[0].span.i)}
    if not all(word in _LIGHT | _SAID or _BODIES.has(word) for word in before):
        return None
    person = next((n.entity for n in named if n.span.kind == "Person"), None)
    body = next((n.entity for n in named if n.span.kind == "Organization"), None)
    if person is None and (last > named[-1].span.j or _is_named_before(own, named[0])):
        return None
    is_alone = person is not None and last == named[0].span.j and len(named) == 1
    return Signature(person, body, *words, is_alone, bool(before & _SAID))


def _is_named_before(own: Sequence[Named], body: Named) -> bool:
    """« La Galerie Digitale (LGD) »: an acronym, which signs nothing."""
    return any(one.entity == body.entity and one.span.i < body.span.i for one in own)


def _is_only_name(own: Sequence[Named], start: int) -> bool:
    """« Mob Ouest (Odile Coppey) »: a body and who is of it, and nothing proposed."""
    return bool(own) and own[0].span.i <= 1 and own[0].span.j >= start
