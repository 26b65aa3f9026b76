"""Names of projects, events and funds, by the words that announce them."""

import re
from collections.abc import Iterator

from tisserand.ingest.extraction.findings import MentionKind
from tisserand.ingest.extraction.lexicons import Head, heads, names_by_first, word_set
from tisserand.ingest.extraction.organization_names import is_capital
from tisserand.ingest.extraction.organizations import after_adjectives
from tisserand.ingest.extraction.sections import label_of, says
from tisserand.ingest.extraction.spans import (
    OF,
    Span,
    chain_end,
    is_article,
    quoted,
    starts_name,
    tail_end,
)
from tisserand.ingest.extraction.tokens import OPENING, Line

KNOWN, QUOTED, NAMED, KEPT, TITLED = 8.6, 9.0, 6.6, 6.4, 9.2

_CALLED = word_set("named_things", "called") | {"dit", "dite"}
_LED = frozenset(("animé", "animée", "modéré", "modérée", "présenté", "présentée", "introduit"))
"""Said of what is given in a programme: « Vieillir au village », animé par X."""
_MEETINGS = frozenset(
    ("réunion", "rencontre", "rencontres", "atelier", "soirée", "journée", "visite")
)
_PLAIN = word_set("named_things", "event_plain")
_KINDS: tuple[tuple[str, MentionKind], ...] = (
    ("project", "Project"),
    ("event", "Event"),
    ("fund", "FundingSource"),
)


def named_things(line: Line) -> Iterator[Span]:
    """Candidates of a line."""
    for i in range(len(line.tokens)):
        yield from _known_fund(line, i)
        yield from _kept_event(line, i)
        for part, kind in _KINDS:
            if head := heads("named_things", part).at(line, i):
                yield from _headed(line, i, head, kind)
        if line.lower(i) in _CALLED:
            yield from _called(line, i)
        yield from _quoted_event(line, i)
        if not i and line.lower(0) in _MEETINGS:
            yield from _titled_meeting(line)
        if line.tokens[i].text in OPENING:
            yield from _called(line, i - 1, 6.0)
    yield from _titled_project(line)


def _headed(line: Line, i: int, head: Head, kind: MentionKind) -> Iterator[Span]:
    word = " ".join(head.words)
    k = after_adjectives(line, i + len(head.words))
    if inside := quoted(line, k):
        yield Span(*inside, kind, QUOTED, "named-quoted", head.gender, word)
        return
    if not starts_name(line, k) or not line.is_close(k) or line.tokens[i].is_upper:
        return
    if line.tokens[i].is_capital and i not in line.starts:
        return
    if kind == "Event" and _is_workshop(line, i, k):
        return
    if re.fullmatch(r"[A-Z]{0,2}\d*(?:\.\d+)*|[IVX]+[.-]?\w?", line.tokens[k].text):
        return
    end = chain_end(line, k)
    if kind == "Event" and end - k == 1 and line.lower(end) == "en" and is_capital(line, end + 1):
        end = chain_end(line, end + 1)
    longer = tail_end(line, k, end, loose=kind == "Project")
    if longer > end:
        yield Span(k, longer, kind, NAMED + 0.1, "named-tail", head.gender, word)
    if not (end - k == 1 and is_article(line, k)):
        yield Span(k, end, kind, NAMED, "named-headed", head.gender, word)


def _is_workshop(line: Line, i: int, k: int) -> bool:
    """« Atelier Sève forme… »: with its capital letter and a name beside it, a body."""
    return line.tokens[i].text in ("Atelier", "Ateliers") and k == i + 1


def _titled_meeting(line: Line) -> Iterator[Span]:
    """« Réunion de bassin « Des haies et des hommes » », all that a line says."""
    first = next((k for k, token in enumerate(line.tokens[:6]) if token.text in OPENING), 0)
    inside = quoted(line, first) if first else None
    if inside is not None and inside[1] + 1 >= len(line.tokens):
        yield Span(*inside, "Event", QUOTED, "event-of-title", "f")


def _quoted_event(line: Line, i: int) -> Iterator[Span]:
    """« « L'eau, bien commun ? », table ronde »: the event's kind follows its name."""
    inside = quoted(line, i)
    if inside is None or line.lower(inside[1] + 1) not in (",", "(", ":", "–"):
        return
    if line.lower(inside[1] + 2) in _LED and line.lower(inside[1] + 3) == "par":
        yield Span(*inside, "Event", QUOTED - 0.2, "event-led")
        return
    if heads("named_things", "event").at(line, min(inside[1] + 2, len(line.tokens) - 1)):
        yield Span(*inside, "Event", QUOTED, "event-before")


def _titled_project(line: Line) -> Iterator[Span]:
    """« Intitulé : Vergers partagés », in a project sheet."""
    label, start = label_of(line.text)
    kind: MentionKind = "Project" if says(label, "project_name") else "Organization"
    if not label or not says(label, "project_name", "organization_name"):
        return
    first = next((k for k, token in enumerate(line.tokens) if token.start >= start), None)
    if first is None:
        return
    end = next(
        (k for k in range(first, len(line.tokens)) if line.tokens[k].text in "(.;,–"),
        len(line.tokens),
    )
    if line.tokens[first].text in '«“"':
        first, end = quoted(line, first) or (first, first)
    head = heads("organizations", "dropped").at(line, first) if kind == "Organization" else None
    if head and is_capital(line, first + len(head.words)):
        first += len(head.words)
    if first < end <= first + 12:
        yield Span(first, end, kind, TITLED, "named-label")


def _known_fund(line: Line, i: int) -> Iterator[Span]:
    for words in names_by_first("named_things", "fund_known").get(line.tokens[i].text, ()):
        j = i + len(words)
        if [token.text for token in line.tokens[i:j]] == list(words):
            named = j < len(line.tokens) and words[0].lower() == "fonds" and starts_name(line, j)
            end = tail_end(line, i, chain_end(line, j)) if named and line.is_close(j) else j
            yield Span(i, end, "FundingSource", KNOWN, "fund-known", "m")
            return
    if line.lower(i) in ("fonds", "appel"):
        yield from _kept_fund(line, i)


def _kept_fund(line: Line, i: int) -> Iterator[Span]:
    """« Fonds d'innovation de la Sarthe », with a capital letter."""
    if line.tokens[i].text != "Fonds" or line.lower(i + 1) == "":
        return
    end = tail_end(line, i, chain_end(line, i))
    if end > i + 1:
        yield Span(i, end, "FundingSource", KEPT, "fund-kept", "m")


def _kept_event(line: Line, i: int) -> Iterator[Span]:
    """« Fête de la pomme », « Forum des associations », « Rencontres du bois »."""
    token = line.tokens[i]
    if token.text not in word_set("named_things", "event_kept"):
        return
    k = i + 1
    if k < len(line.tokens) and line.tokens[k].text[0].islower() and line.tokens[k].pos == "ADJ":
        k += 1
    end = _event_end(line, i, k)
    if end > i + 1:
        is_start = i in line.starts
        yield Span(i, end, "Event", KEPT - 2.6 * is_start, "event-kept")
        if _owns_article(line, i):
            yield Span(i - 1, end, "Event", KEPT + 0.1, "event-kept")


def _owns_article(line: Line, i: int) -> bool:
    """« organisons La Nuit des antennes », « Le Marché de minuit a fait le plein » ; where it
    begins a sentence, not before the nouns that name any event: « La Fête du miel »."""
    if not i or not is_article(line, i - 1) or not line.is_close(i):
        return False
    return i - 1 not in line.starts or line.tokens[i].text not in _PLAIN


def _event_end(line: Line, i: int, k: int) -> int:
    end = chain_end(line, k - 1) if k > i + 1 or line.tokens[i].is_capital else k
    return max(tail_end(line, i, max(end, k)), k)


def _called(line: Line, i: int, weight: float = QUOTED - 0.5) -> Iterator[Span]:
    """« un projet de jardin baptisé « La Friche » »: the closest announcing noun tells the kind."""
    inside = quoted(line, i + 1)
    if inside is None and starts_name(line, i + 1):
        inside = (i + 1, max(tail_end(line, i + 1, chain_end(line, i + 1)), _rest(line, i + 1)))
    if inside is None:
        return
    kinds: tuple[tuple[str, MentionKind], ...] = (*_KINDS, ("", "Organization"))
    for k in range(i - (weight > 6), max(-1, i - 8), -1):
        if weight <= 6 and not (line.tokens[k].text[0].islower() or k in line.starts):
            return
        for part, kind in kinds:
            known = (
                heads("named_things", part) if part else heads("organizations", "kept", "dropped")
            )
            if (head := known.at(line, k)) and line.lower(k - 1) not in OF:
                yield Span(*inside, kind, weight, "named-called", head.gender, line.lower(k))
                return


def _rest(line: Line, i: int) -> int:
    """End of a clause so short that a name is all that it holds: « l'action Toit et moi. »"""
    for k in range(i, min(i + 6, len(line.tokens))):
        token = line.tokens[k]
        if token.text in ".,;:)":
            return k
        if (
            not token.is_word
            or token.pos in ("VERB", "AUX")
            or token.lower in ("qui", "que", "par")
        ):
            return i
        if k > i and token.lower in ("à", "au", "aux", "en", "dans", "depuis", "avec"):
            return i
    return i
