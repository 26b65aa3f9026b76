"""From tagged lines to the mentions of a document, grouped by the entity that they name."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from tisserand.ingest.extraction.acronyms import acronyms, is_acronym
from tisserand.ingest.extraction.articles import with_articles
from tisserand.ingest.extraction.built_names import built_names
from tisserand.ingest.extraction.coined.names import coined_names, without_denied
from tisserand.ingest.extraction.contexts import contextual
from tisserand.ingest.extraction.document import Block
from tisserand.ingest.extraction.findings import MentionKind
from tisserand.ingest.extraction.lexicons import first_name_gender
from tisserand.ingest.extraction.memory import Memory
from tisserand.ingest.extraction.named_projects import told_projects
from tisserand.ingest.extraction.named_things import named_things
from tisserand.ingest.extraction.organizations import organizations
from tisserand.ingest.extraction.persons import persons
from tisserand.ingest.extraction.place_names import PlaceNames, places
from tisserand.ingest.extraction.placed_bodies import headed_body, placed_bodies, spoken_of
from tisserand.ingest.extraction.plans.lines import read_plan_line
from tisserand.ingest.extraction.repeats import lengthen
from tisserand.ingest.extraction.rosters.exchanges import exchanging
from tisserand.ingest.extraction.rosters.names import listed_names
from tisserand.ingest.extraction.sections import label_of, says, titles
from tisserand.ingest.extraction.selection import from_model, select, vote
from tisserand.ingest.extraction.skills import skills
from tisserand.ingest.extraction.spans import OF, Span, chain_end, tail_end
from tisserand.ingest.extraction.tables.names import tables_of, with_columns_named
from tisserand.ingest.extraction.tokens import Line

_MEETINGS = frozenset(
    (
        "copil",
        "cotech",
        "atelier",
        "rencontre",
        "rencontres",
        "forum",
        "assises",
        "journée",
        "séminaire",
        "soirée",
        "matinée",
        "café",
        "colloque",
        "états",
        "concertation",
        "visite",
        "marche",
        "tournée",
    )
)
_SHOUTED_EVENTS = frozenset(
    (
        "rencontres",
        "rencontre",
        "journées",
        "journée",
        "assises",
        "forum",
        "fête",
        "festival",
        "salon",
        "foire",
        "semaine",
        "colloque",
        "nuit",
        "université",
        "universités",
    )
)
LONG_ENOUGH = 60
_GENERIC = re.compile(r"\bfiches?\b|\bprojet\b|\bdossier\b|\bplan\b|\baction\b|\bréunion\b|^\W*\d")
_THIS = re.compile(
    r"(?:Ce|Cette|Cet) (?:projet|programme|dispositif|action|démarche|opération|chantier|"
    r"expérimentation)\b"
)


_MEETING_BELOW = re.compile(
    r"\b(?:la journée|la soirée|la fête|le festival|la matinée|la rencontre|la foire|le salon|"
    r"l['’]événement|la manifestation|le forum) (?:a|avait|a aussi) "
    r"(?:vu|réuni|rassemblé|accueilli|attiré|mobilisé)"
)


def recognize(
    lines: Sequence[Line],
    names: PlaceNames,
    blocks: Sequence[Block],
    graph: Mapping[str, str] | None = None,
) -> list[list[Span]]:
    """The mentions of each line: found by rules, learnt by the document, then found again."""
    above = titles(blocks)
    texts = [other.text for other in blocks if len(other.text) > LONG_ENOUGH]
    sheet = _sheet_head(blocks)
    candidates = [
        [
            *_candidates(line, names, block),
            *skills(line, title, block.kind == "list_item"),
            *_heading_project(line, block, following),
            *_recurring(line, block, texts, number),
            *(_sheet_title(line) if number == sheet else ()),
            *(_titled_event(line) if number < 2 else ()),
            *placed_bodies(line, blocks[number - 1].text if 0 < number < 4 else "", names),
            *(headed_body(line, blocks, names) if number == 0 else ()),
            *(spoken_of(line, names) if number < 3 else ()),
        ]
        for number, (line, title, block, following) in enumerate(
            zip(lines, above, blocks, [*blocks[1:], None], strict=True)
        )
    ]
    tables = tables_of(lines, blocks, candidates)
    candidates = with_columns_named(lines, tables, candidates)
    for number, span in exchanging(lines, blocks):
        candidates[number].append(span)
    tabled = {number for grid in tables for number in grid.blocks}
    towns = [{(one.i, one.j) for one in spans if one.pattern == "place"} for spans in candidates]
    listed = listed_names(lines, blocks, [select(spans) for spans in candidates], tabled, towns)
    candidates = [
        [span for span in spans if _keeps(span, more.titles)] + more.added
        for spans, more in zip(candidates, listed, strict=True)
    ]
    candidates = without_denied(candidates, coined_names(lines, names, above, blocks))
    memory = Memory()
    memory.learn_names(graph or {})
    memory.learn(lines, lengthen(lines, [select(spans) for spans in candidates]))
    memory.prefer_persons()
    chosen = [
        select([*spans, *memory.find(line)]) for line, spans in zip(lines, candidates, strict=True)
    ]
    voted = _alike_in_brackets(lines, vote(lines, chosen))
    return with_articles(lines, lengthen(lines, voted))


def _keeps(span: Span, titles_there: set[int]) -> bool:
    """Whether a candidate is not the title of somebody in a list."""
    return span.kind in ("Person", "Place") or titles_there.isdisjoint(range(span.i, span.j))


def _candidates(line: Line, names: PlaceNames, block: Block) -> list[Span]:
    found = [
        *persons(line),
        *organizations(line, names),
        *built_names(line, names),
        *acronyms(line, names),
        *named_things(line),
        *told_projects(line),
        *places(line, names),
        *contextual(line, names, block.kind in ("list_item", "table_cell")),
        *from_model(line, names),
    ]
    code = coded(line, block)
    return [span for span in found if span.i > code or (span.i == code and span.weight > 5)]


def coded(line: Line, block: Block) -> int:
    """Token where the title begins of a plan's line, « I-2 Piétonniser », which begins no name;
    -1 elsewhere."""
    label = block.label if block.label[:1].isalnum() else ""
    told = read_plan_line(f"{label} {block.text}".strip())
    if told is None or not re.search(r"[A-Z\d]", told.number) or len(told.title) > LONG_ENOUGH * 2:
        return -1
    start = line.text.rfind(told.title[:12])
    return next((k for k, token in enumerate(line.tokens) if token.start >= start), -1)


def _heading_project(line: Line, block: Block, following: Block | None) -> Iterator[Span]:
    """« Un toit à temps », above « Ce dispositif héberge… »."""
    if following is None or not 0 < len(line.tokens) <= 8:
        return
    if _MEETING_BELOW.search(following.text[:200]):
        if block.text[-1] not in ".:;!?," and line.tokens[0].is_capital and not line.is_upper:
            yield Span(0, len(line.tokens), "Event", 6.6, "event-heading")
        return
    if not _THIS.match(following.text):
        return
    if block.text[-1] not in ".:;!?" and line.tokens[0].is_capital:
        yield Span(0, len(line.tokens), "Project", 7.0, "project-heading")


def _recurring(line: Line, block: Block, texts: Sequence[str], rank: int) -> Iterator[Span]:
    """A short title, or a part of the document's, that recurs with its capital letter inside
    sentences: « Pédale douce »."""
    is_title = rank == 0 or (block.kind == "heading" and len(block.text) <= 40)
    if line.is_upper or not line.tokens or not is_title or (rank and label_of(line.text)[0]):
        return
    first = 0
    for k in range(len(line.tokens) + 1):
        if k < len(line.tokens) and line.tokens[k].text not in ":–—-|,(«»":
            continue
        if _can_recur(line, first, k) and _recurs(line.slice(first, k), texts):
            yield Span(first, k, "Project", 4.4, "title-recurring")
        first = k + 1


def _sheet_head(blocks: Sequence[Block]) -> int:
    """The block that names the project of a sheet, told by its labels; -1 elsewhere."""
    labels = {label_of(block.text)[0] for block in blocks} - {""}
    parts = ("carrier", "place", "partners", "funders")
    told = sum(any(says(label, part) for label in labels) for part in parts)
    named = any(says(label, "project_name", "organization_name") for label in labels)
    if told < 2 or named or not any(says(label, "carrier") for label in labels):
        return -1
    heads = (k for k, b in enumerate(blocks[:3]) if not _GENERIC.search(b.text.lower()))
    return next((k for k in heads if not label_of(blocks[k].text)[0]), -1)


def _sheet_title(line: Line) -> Iterator[Span]:
    """« Passe-muraille », at the head of a sheet that says who carries, where, with whom."""
    end = next((k for k, t in enumerate(line.tokens) if t.text in ":–—(|,"), len(line.tokens))
    if 0 < end <= 7 and line.tokens[0].is_capital and not line.is_upper:
        yield Span(0, end, "Project", 6.6, "sheet-title")


def _can_recur(line: Line, i: int, j: int) -> bool:
    tokens = line.tokens[i:j]
    if not (1 < len(tokens) <= 6 and tokens[0].is_capital and all(t.is_word for t in tokens)):
        return False
    if any(token.pos in ("VERB", "AUX", "PRON") for token in tokens):
        return False
    return not any(first_name_gender(token.text) for token in tokens if token.is_capital)


def _recurs(name: str, texts: Sequence[str]) -> bool:
    return any(text.find(name, 2) > 0 for text in texts)


def _titled_event(line: Line) -> Iterator[Span]:
    """« Copil de rentrée – Ambert – 9 septembre »: the meeting that minutes are of."""
    if line.is_upper:
        yield from _shouted_event(line)
        return
    for i, token in enumerate(line.tokens[:8]):
        if i > 1 and line.lower(i - 1) == "de" and line.lower(i - 2) in ("club", "groupe"):
            return
        is_meeting = token.lower in _MEETINGS or (token.lower, line.lower(i + 1)) == (
            "table",
            "ronde",
        )
        if is_meeting and (
            i == 0 or line.lower(i - 1) in ("de", "du", "de la", "l'", "la", "le", "–", "-", ":")
        ):
            end = tail_end(line, i, chain_end(line, i), loose=True)
            if end - i > 2 and line.lower(end - 1) not in OF:
                yield Span(i, end, "Event", 5.2, "event-title")
            return


def _shouted_event(line: Line) -> Iterator[Span]:
    """« 5es RENCONTRES DU LITTORAL VIVANT »"""
    for i, token in enumerate(line.tokens[:3]):
        is_first = (
            i == 0 or line.tokens[i - 1].text[0].isdigit() or line.lower(i - 1) in ("les", "la")
        )
        if is_first and token.lower in _SHOUTED_EVENTS and line.lower(i + 1) in OF:
            end = next(
                (k for k, t in enumerate(line.tokens) if k > i and t.text in ",:–—("),
                len(line.tokens),
            )
            yield Span(i, end, "Event", 6.4, "event-title")
            return


def _alike_in_brackets(lines: Sequence[Line], chosen: Sequence[list[Span]]) -> list[list[Span]]:
    """An acronym in brackets names a thing of the same kind as the name before it."""
    kinds: dict[str, MentionKind] = {}
    for line, spans in zip(lines, chosen, strict=True):
        for before, after in pairwise(spans):
            if (
                before.kind == "Project"
                and after.i == before.j + 1
                and line.lower(before.j) == "("
                and line.lower(after.j) == ")"
                and is_acronym(line, after.i)
            ):
                kinds[line.slice(after.i, after.j)] = before.kind
    return [
        [
            span._replace(kind=kinds[text])
            if (text := line.slice(span.i, span.j)) in kinds
            else span
            for span in spans
        ]
        for line, spans in zip(lines, chosen, strict=True)
    ]
