"""Proposals, and who made them: in brackets in minutes, or by « propose », « suggère »."""

from collections.abc import Iterator, Mapping, Sequence

from tisserand.ingest.extraction.affiliations import affiliations
from tisserand.ingest.extraction.findings import Fact, Orientation, Proposal
from tisserand.ingest.extraction.grouping import Named
from tisserand.ingest.extraction.raw_facts import RawFact
from tisserand.ingest.extraction.records import Located
from tisserand.ingest.extraction.sections import plain, says, titles
from tisserand.ingest.extraction.signatures import Signature, signature
from tisserand.ingest.extraction.spans import OF

_PEOPLE = ("present", "absent", "partners", "funders", "board")
_BY = frozenset((*OF, "par"))


def read_proposals(
    read: Located, facts: Sequence[Fact], plan: Sequence[Orientation] = ()
) -> tuple[list[Proposal], list[RawFact]]:
    """Proposals in order, and a `proposed` fact for each that a list signs.

    Args:
        facts: those found, for the organisation of each person and those already `proposed`.
        plan: what it holds is no proposal besides, unless somebody signs it.
    """
    bodies = affiliations(read, facts)
    listed = list(_listed(read, bodies))
    planned = set(_planned(plan))
    proposals = [
        one
        for one, _ in listed
        if one.person or one.organization or planned.isdisjoint(range(one.start, one.end))
    ]
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


def _planned(plan: Sequence[Orientation]) -> Iterator[int]:
    """The offsets of the titles of a plan."""
    for part in plan:
        if part.start is not None and part.end is not None:
            yield from range(part.start, part.end)
        for action in part.actions:
            yield from range(action.start, action.end)


def _is_person(read: Located, entity: str) -> bool:
    return read.entities[int(entity[1:]) - 1].kind == "Person"


def _listed(read: Located, bodies: Mapping[str, str]) -> Iterator[tuple[Proposal, RawFact | None]]:
    """The items of lists of proposals: all of a list where one at least is signed or its title
    says so; elsewhere, those that say so themselves."""
    above = titles(read.document.blocks)
    by_line = _by_line(read)
    for items in _lists(read):
        title = above[items[0]]
        told = _is_told(read, items[0], title)
        signed = {n: signature(read.lines[n], by_line[n], told) for n in items}
        kept = items
        authors = [one for one in signed.values() if one is not None]
        is_signed = len(items) > 1 and any(one.is_alone for one in authors)
        if not told and (not is_signed or says(title, *_PEOPLE)):
            kept = [n for n in items if (one := signed[n]) is not None and one.is_told]
        together = _titled(read, items[0] - 1, by_line) if told else None
        for number in kept:
            yield _proposal(read, number, signed[number] or together, bodies)


def _by_line(read: Located) -> list[list[Named]]:
    found: list[list[Named]] = [[] for _ in read.lines]
    for named in read.mentions:
        found[named.line].append(named)
    return found


def _titled(read: Located, number: int, by_line: Sequence[Sequence[Named]]) -> Signature | None:
    """Who signs a whole list by its title: « Propositions de Mob Ouest »."""
    if number < 0 or not says(plain(read.document.blocks[number].text), "proposals"):
        return None
    named = [one for one in by_line[number] if one.span.kind in ("Person", "Organization")]
    if len(named) != 1 or read.lines[number].lower(_before(read, named[0])) not in _BY:
        return None
    is_person = named[0].span.kind == "Person"
    number = named[0].entity
    return Signature(number if is_person else None, None if is_person else number, 0, 0)


def _before(read: Located, named: Named) -> int:
    """The token before a name, its article and its generic noun aside."""
    line, k = read.lines[named.line], named.span.i - 1
    while k >= 0 and (line.lower(k) in ("le", "la", "les", "l'") or line.tokens[k].pos == "NOUN"):
        if says(line.lower(k), "proposals"):
            break
        k -= 1
    return k


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


def _proposal(
    read: Located, number: int, signed: Signature | None, bodies: Mapping[str, str]
) -> tuple[Proposal, RawFact | None]:
    block = read.document.blocks[number]
    start, end = block.span(0, len(block.text))
    if signed is None:
        return Proposal(start, end, None, None, 0.8, "proposal-unsigned"), None
    person = None if signed.person is None else f"e{signed.person + 1}"
    body = None if signed.body is None else f"e{signed.body + 1}"
    if person is not None:
        body = bodies.get(person, body)
    told = Proposal(start, end, person, body, 0.92, "proposal-signed")
    author = signed.body if signed.person is None else signed.person
    if author is None:
        return told, None
    fact = Fact(str(author), "proposed", "", 0, len(block.text), 0.92, "proposal-signed")
    letters = "OT" if signed.person is None else "PT"
    return told, RawFact(
        author, "proposed", f"={_words(read, number, signed)}", fact, letters, number
    )


def _words(read: Located, number: int, signed: Signature) -> str:
    """What is proposed, without who signs it."""
    line = read.lines[number]
    if signed.last == 0:
        return line.text.strip(" .")
    return line.slice(signed.first, signed.last).strip(" .?:–—-")
