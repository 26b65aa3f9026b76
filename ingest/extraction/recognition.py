"""From tagged lines to the mentions of a document, grouped by the entity that they name."""

from collections.abc import Sequence

from tisserand.ingest.extraction.acronyms import acronyms
from tisserand.ingest.extraction.contexts import contextual
from tisserand.ingest.extraction.document import Block
from tisserand.ingest.extraction.memory import Memory
from tisserand.ingest.extraction.named_things import named_things
from tisserand.ingest.extraction.organizations import organizations
from tisserand.ingest.extraction.persons import persons
from tisserand.ingest.extraction.place_names import PlaceNames, places
from tisserand.ingest.extraction.sections import titles
from tisserand.ingest.extraction.selection import from_model, select, vote
from tisserand.ingest.extraction.skills import skills
from tisserand.ingest.extraction.spans import Span
from tisserand.ingest.extraction.tokens import Line


def recognize(
    lines: Sequence[Line], names: PlaceNames, blocks: Sequence[Block]
) -> list[list[Span]]:
    """The mentions of each line: found by rules, learnt by the document, then found again."""
    above = titles(blocks)
    candidates = [
        [*_candidates(line, names), *skills(line, title, block.kind == "list_item")]
        for line, title, block in zip(lines, above, blocks, strict=True)
    ]
    memory = Memory()
    memory.learn(lines, [select(spans) for spans in candidates])
    chosen = [
        select([*spans, *memory.find(line)]) for line, spans in zip(lines, candidates, strict=True)
    ]
    return vote(lines, chosen)


def _candidates(line: Line, names: PlaceNames) -> list[Span]:
    return [
        *persons(line),
        *organizations(line, names),
        *acronyms(line),
        *named_things(line),
        *places(line, names),
        *contextual(line, names),
        *from_model(line),
    ]
