"""Reads a document: names, entities, facts, needs, proposals, plans."""

from collections.abc import Sequence

from tisserand.ingest.extraction.authors import Authors
from tisserand.ingest.extraction.coreference import resolve
from tisserand.ingest.extraction.document import Document, with_columns
from tisserand.ingest.extraction.employers import employers
from tisserand.ingest.extraction.facts import FactReader
from tisserand.ingest.extraction.findings import EntityFound, Findings, Mention
from tisserand.ingest.extraction.frames import FrameReader
from tisserand.ingest.extraction.grouping import Entity, Named, group
from tisserand.ingest.extraction.knowledge import Knowledge
from tisserand.ingest.extraction.language import is_date, language_of
from tisserand.ingest.extraction.lists import read_lists
from tisserand.ingest.extraction.need_concepts import with_concepts
from tisserand.ingest.extraction.needs import find_needs
from tisserand.ingest.extraction.owner import find_owner
from tisserand.ingest.extraction.place_names import PlaceNames
from tisserand.ingest.extraction.plans.reading import read_plan
from tisserand.ingest.extraction.proposals import read_proposals
from tisserand.ingest.extraction.recognition import recognize
from tisserand.ingest.extraction.records import Located, located_facts
from tisserand.ingest.extraction.scene import Scene, build_scene
from tisserand.ingest.extraction.sections import label_of, says, titles
from tisserand.ingest.extraction.sheets import with_labels
from tisserand.ingest.extraction.speakers import told_by_bodies
from tisserand.ingest.extraction.tagging import tag
from tisserand.ingest.extraction.tokens import Line, read_line

FOREIGN_KINDS = ("Person", "Organization", "Place")


def extract(document: Document, knowledge: Knowledge) -> Findings:
    """What a document says. Offsets are those of `document.text`."""
    language = language_of(document.text)
    document = with_labels(document)
    lines = [read_line(with_columns(document, block)) for block in document.blocks]
    tag(lines)
    chosen = recognize(lines, PlaceNames(knowledge.gazetteer), document.blocks, knowledge.names)
    mentions, entities = group(lines, chosen)
    if language != "fr":
        return _names_only(document, lines, mentions, entities, language)
    scenes, owner = build_scenes(lines, mentions, entities)
    located = Located(document, lines, mentions, entities, scenes, owner)
    plan = read_plan(located)
    raw = FactReader(scenes, owner, _guests(document)).read()
    raw += FrameReader(scenes, owner, employers(entities), raw).read()
    raw = list(told_by_bodies(read_lists(located, raw, bool(plan)), scenes))
    proposals, signed = read_proposals(located, located_facts(located, raw), plan)
    facts = located_facts(located, [*raw, *signed])
    return Findings(
        mentions=tuple(_mentions(document, lines, mentions)),
        entities=tuple(map(_entity, entities)),
        facts=tuple(facts),
        needs=tuple(with_concepts(find_needs(located), knowledge.thesaurus)),
        proposals=tuple(proposals),
        plan=tuple(plan),
        language=language,
    )


def _guests(document: Document) -> frozenset[int]:
    """The blocks of lists of participants: titles there are held in other bodies."""
    return frozenset(
        number
        for number, title in enumerate(titles(document.blocks))
        if says(title, "present", "absent")
        or says(label_of(document.blocks[number].text)[0], "present", "absent")
    )


def build_scenes(
    lines: Sequence[Line], mentions: Sequence[Named], entities: Sequence[Entity]
) -> tuple[list[Scene], int | None]:
    """The abstract text of each block, and the entity in whose name the document speaks."""
    by_line: list[list[Named]] = [[] for _ in lines]
    for named in mentions:
        by_line[named.line].append(named)
    authors = Authors(lines, by_line)
    owner = find_owner(lines, by_line, entities, authors)
    references = resolve(lines, by_line, entities, owner, authors)
    scenes = [
        build_scene(number, line, by_line[number], references[number], entities)
        for number, line in enumerate(lines)
    ]
    return scenes, owner.number if owner else None


def _names_only(
    document: Document,
    lines: Sequence[Line],
    mentions: Sequence[Named],
    entities: Sequence[Entity],
    language: str,
) -> Findings:
    kept = [
        named
        for named in mentions
        if named.span.kind in FOREIGN_KINDS and not is_date(named.text, language)
    ]
    numbers = {named.entity for named in kept}
    return Findings(
        mentions=tuple(_mentions(document, lines, kept)),
        entities=tuple(_entity(one) for one in entities if one.number in numbers),
        language=language,
    )


def _mentions(
    document: Document, lines: Sequence[Line], mentions: Sequence[Named]
) -> list[Mention]:
    found = []
    for named in mentions:
        tokens = lines[named.line].tokens
        start, end = tokens[named.span.i].start, tokens[named.span.j - 1].end
        where = document.blocks[named.line].span(start, end)
        found.append(Mention(*where, named.span.kind, entity_id(named.entity)))
    return found


def entity_id(number: int) -> str:
    """The local id of an entity."""
    return f"e{number + 1}"


def _entity(entity: Entity) -> EntityFound:
    others = dict.fromkeys(named.text for named in entity.mentions)
    others.pop(entity.name)
    return EntityFound(entity_id(entity.number), entity.kind, entity.name, tuple(others))
