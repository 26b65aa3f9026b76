"""Proposals, and who made them: in brackets in minutes, or by « propose », « suggère »."""

from collections.abc import Iterator, Mapping, Sequence

from tisserand.ingest.extraction.findings import Fact, Proposal
from tisserand.ingest.extraction.grouping import Named
from tisserand.ingest.extraction.raw_facts import RawFact
from tisserand.ingest.extraction.records import Located
from tisserand.ingest.extraction.sections import plain, says, titles
from tisserand.ingest.extraction.tokens import Line

_OPEN, _CLOSE, _DASHES = "([", ")]", "-–—"
AFFILIATIONS = ("role", "member_of", "works_for")


def read_proposals(read: Located, facts: Sequence[Fact]) -> tuple[list[Proposal], list[RawFact]]:
    """Proposals in order, and a `proposed` fact for each that a list signs.

    Args:
        facts: those found, for the organisation of each person and those already `proposed`.
    """
    bodies = affiliations(facts)
    listed = list(_listed(read, bodies))
    proposals = [proposal for proposal, _ in listed]
    proposals += [
        Proposal(
            fact.start,
            fact.end,
            fact.subject if _is_person(read, fact.subject) else None,
            bodies.get(fact.subject) if _is_person(read, fact.subject) else fact.subject,
            fact.confidence,
            fact.pattern,
        )
        for fact in facts
        if fact.predicate == "proposed"
    ]
    return sorted(proposals, key=lambda one: (one.start, one.end)), [
        fact for _, fact in listed if fact is not None
    ]


def affiliations(facts: Sequence[Fact]) -> dict[str, str]:
    """The body of each person, the surest that is not of the past."""
    found: dict[str, str] = {}
    for fact in sorted(facts, key=lambda one: -one.confidence):
        if fact.predicate in AFFILIATIONS and fact.status != "past":
            found.setdefault(fact.subject, fact.object)
    return found


def _is_person(read: Located, entity: str) -> bool:
    return read.entities[int(entity[1:]) - 1].kind == "Person"


def _listed(read: Located, bodies: Mapping[str, str]) -> Iterator[tuple[Proposal, RawFact | None]]:
    """The items of lists of proposals: all of a list where one at least is signed or its title
    says so."""
    above = titles(read.document.blocks)
    by_line: list[list[Named]] = [[] for _ in read.lines]
    for named in read.mentions:
        by_line[named.line].append(named)
    for items in _lists(read):
        signed = {number: _author(read, number, by_line[number]) for number in items}
        told = _is_told(read, items[0], above[items[0]])
        if not told and says(above[items[0]], "present", "absent", "partners", "funders", "board"):
            continue
        if not told and (len(items) == 1 or not any(signed.values())):
            continue
        for number in items:
            yield _proposal(read, number, signed[number], bodies)


def _is_told(read: Located, number: int, title: str) -> bool:
    """Whether the title of a list, or the heading that it stands under, tells of proposals."""
    headings = read.document.blocks[number].headings
    return says(title, "proposals") or (
        bool(headings) and says(plain(headings[-1]), "proposals") and not says(title, "people")
    )


def _lists(read: Located) -> Iterator[list[int]]:
    current: list[int] = []
    for number, block in enumerate(read.document.blocks):
        if block.kind == "list_item":
            current.append(number)
        elif current:
            yield current
            current = []
    if current:
        yield current


def _author(read: Located, number: int, own: Sequence[Named]) -> Named | None:
    """The person alone in brackets, or after a dash at the end of the item, past more than the
    name of their body."""
    line = read.lines[number]
    for named in reversed(own):
        if named.span.kind != "Person" or named.span.i < 3:
            continue
        if own[0].span.i == 0 and own[0].span.j >= named.span.i - 1:
            return None
        before, after = line.lower(named.span.i - 1), line.lower(named.span.j)
        if before and before in _OPEN and after and after in _CLOSE:
            return named
        if _says_who(line, named.span.i) and after and after in _CLOSE:
            return named
        if before and before in _DASHES and after in ("", ".", ";", ","):
            return named
    return None


def _says_who(line: Line, i: int) -> bool:
    """« (proposé par <P1>) », « (idée de <P1>) »."""
    return line.lower(i - 1) in ("par", "de", "d'") and line.lower(i - 3) in _OPEN


def _proposal(
    read: Located, number: int, author: Named | None, bodies: Mapping[str, str]
) -> tuple[Proposal, RawFact | None]:
    block = read.document.blocks[number]
    start, end = block.span(0, len(block.text))
    if author is None:
        return Proposal(start, end, None, None, 0.8, "proposal-unsigned"), None
    person = f"e{author.entity + 1}"
    line = read.lines[number]
    last = author.span.i - (3 if _says_who(line, author.span.i) else 1)
    words = line.text[: line.tokens[last].start].strip(" .?:–—-")
    fact = Fact(str(author.entity), "proposed", "", 0, len(block.text), 0.92, "proposal-signed")
    return (
        Proposal(start, end, person, bodies.get(person), 0.92, "proposal-signed"),
        RawFact(author.entity, "proposed", f"={words}", fact, "PT", number),
    )
