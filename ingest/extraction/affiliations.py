"""The body of each person, for what they propose: as the document tells it, wherever it does."""

import re
from collections.abc import Iterator, Sequence

from tisserand.ingest.extraction.authors import Authors
from tisserand.ingest.extraction.findings import Fact
from tisserand.ingest.extraction.grouping import Named
from tisserand.ingest.extraction.owner import is_public
from tisserand.ingest.extraction.records import Located
from tisserand.ingest.extraction.sections import plain

_TOLD = ("role", "member_of", "works_for")
_SPEAKS_FOR = re.compile(
    r"(?:au nom|pour le compte) (?:de |d'|du |des )?(?P<o1><O\d+>),? (?P<p1><P\d+>)"
    r"|(?P<p2><P\d+>)(?:,| \()? (?:qui (?:représente|parle pour|siège pour)|représentante?|"
    r"porte-parole (?:de |d'|du |des )?|déléguée? (?:de |d'|du |des |par )?|mandatée? par|pour|"
    r"(?:au nom|pour le compte) (?:de |d'|du |des )?) ?(?P<o2><O\d+>)"
)
_HOUSE = re.compile(
    r"assemblée générale|procès-verbal|lettre|gazette|bulletin|rapport moral|journal|newsletter|"
    r"conseil d'administration"
)
"""What a house writes of itself, in the titles of its papers."""
_ELECTED = re.compile(r"(?i)maire|adjoint|élue?\b|conseill")
_TITLES = 3


def affiliations(read: Located, facts: Sequence[Fact]) -> dict[str, str]:
    """The body of each person, by ids: the surest that is not of the past, or else the one for
    which they speak; in the papers of a house, the house of those told to be nothing else."""
    found: dict[str, str] = {}
    elsewhere: set[str] = set()
    for fact in sorted(facts, key=lambda one: -one.confidence):
        if fact.predicate not in _TOLD:
            continue
        elsewhere.add(fact.subject)
        if fact.status != "past" and _is_body(read, fact):
            found.setdefault(fact.subject, fact.object)
    for person, body in _spoken_for(read):
        found.setdefault(person, body)
    house = _house(read)
    if house is not None:
        described = _described(read)
        for one in read.entities:
            person = f"e{one.number + 1}"
            if one.kind == "Person" and person not in elsewhere and one.number not in described:
                found.setdefault(person, house)
    return found


def _is_body(read: Located, fact: Fact) -> bool:
    """A body, or the town that stands for its town hall: « maire de Renazé »."""
    kind = read.entities[int(fact.object[1:]) - 1].kind
    is_elected = kind == "Place" and _ELECTED.match(fact.role or "") is not None
    return kind == "Organization" or is_elected


def _spoken_for(read: Located) -> Iterator[tuple[str, str]]:
    for scene in read.scenes:
        for match in _SPEAKS_FOR.finditer(scene.text):
            person, body = match["p1"] or match["p2"], match["o1"] or match["o2"]
            yield f"e{int(person[2:-1]) + 1}", f"e{int(body[2:-1]) + 1}"


def _house(read: Located) -> str | None:
    """The body whose papers these are: minutes of its assembly, its newsletter, its letter."""
    if read.owner is None or is_public(read.entities[read.owner]):
        return None
    by_line: list[list[Named]] = [[] for _ in read.lines]
    for named in read.mentions:
        by_line[named.line].append(named)
    is_own = any(_HOUSE.search(plain(one.text)) for one in read.document.blocks[:_TITLES])
    if not is_own and not Authors(read.lines, by_line).is_letter:
        return None
    return f"e{read.owner + 1}"


def _described(read: Located) -> set[int]:
    """Persons whose name is followed by what they are: « Luc Perrin, boulanger »."""
    found = set()
    for named in read.mentions:
        line, after = read.lines[named.line], named.span.j
        is_told = line.lower(after) in (",", "(") and after + 1 < len(line.tokens)
        if is_told and line.tokens[after + 1].pos not in ("VERB", "AUX", "PRON", "ADV", "SCONJ"):
            found.add(named.entity)
    return found
