"""What a model proposes, held to the words of the document: what is not there is dropped.

A passage must stand whole in one block. A name must stand in the document as it is written; a
role, a year, an amount, in the passage that tells them; a literal object too.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple, cast, get_args

from tisserand.ingest.extraction.document import Block, Document
from tisserand.ingest.extraction.findings import (
    EntityFound,
    Fact,
    Findings,
    Grade,
    Mention,
    MentionKind,
    Need,
    Predicate,
    Proposal,
)
from tisserand.reference.text import fold

CONFIDENCE = 0.5
"""What a model reads waits for a person: nothing tells how often this one is right."""
_LITERALS = ("seeks", "offers", "proposed")
_AMOUNT = re.compile(r"\d[\d\s.,]*")
_NAME_LONGEST = 200

Span = tuple[int, int]


class Proposals(NamedTuple):
    """What a model answers on some blocks of a document."""

    blocks: tuple[Block, ...]
    told: dict[str, Any]


def verified(document: Document, proposals: Sequence[Proposals], pattern: str) -> Findings:
    """The findings that stand in the document, out of what a model proposes.

    Args:
        pattern: what stands for a rule, whose precision reviews measure.
    """
    names = _Names(document.blocks)
    for proposal in proposals:
        for one in _listed(proposal.told, "mentions"):
            names.add(one)
    checks = [_Checks(proposal.blocks, names, pattern) for proposal in proposals]
    answers = [proposal.told for proposal in proposals]
    pairs = list(zip(checks, answers, strict=True))
    facts = [
        fact
        for check, told in pairs
        for one in _listed(told, "facts")
        if (fact := check.fact(one)) is not None
    ]
    needs = [
        need
        for check, told in pairs
        for one in _listed(told, "needs")
        if (need := check.need(one)) is not None
    ]
    signed = [
        idea
        for check, told in pairs
        for one in _listed(told, "proposals")
        if (idea := check.proposal(one)) is not None
    ]
    return Findings(
        mentions=tuple(names.mentions()),
        entities=tuple(names.entities()),
        facts=tuple(dict.fromkeys(facts)),
        needs=tuple(dict.fromkeys(needs)),
        proposals=tuple(dict.fromkeys(signed)),
    )


class _Names:
    """The names that a model saw and that stand in the document."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks
        self._kinds: dict[str, MentionKind] = {}
        self._wholes: dict[str, str] = {}
        self._found: dict[str, list[Span]] = {}

    def add(self, told: dict[str, Any]) -> None:
        """Keep a mention, wherever its words stand."""
        name, kind = _string(told, "text"), _string(told, "kind")
        if kind not in get_args(MentionKind) or not name or len(name) > _NAME_LONGEST:
            return
        spans = list(_occurrences(self._blocks, name))
        if spans and name not in self._found:
            self._found[name] = spans
            self._kinds[name] = cast(MentionKind, kind)
            self._wholes[name] = _string(told, "entity") or name

    def entity(self, name: str) -> str | None:
        """The entity of a name, or None when the document does not have it."""
        return self._ids.get(fold(name))

    @property
    def _ids(self) -> dict[str, str]:
        """Id of each name, in the order of first mentions; names of one whole share it."""
        first = sorted(self._found, key=lambda name: (self._found[name][0], name))
        wholes: dict[tuple[str, str], str] = {}
        ids: dict[str, str] = {}
        for name in first:
            whole = (self._kinds[name], fold(self._wholes[name]))
            ids[fold(name)] = wholes.setdefault(whole, f"e{len(wholes) + 1}")
        return ids

    def mentions(self) -> list[Mention]:
        """Each occurrence, the longest where names nest."""
        ids = self._ids
        every = [
            Mention(start, end, self._kinds[name], ids[fold(name)])
            for name, spans in self._found.items()
            for start, end in spans
        ]
        kept: list[Mention] = []
        for one in sorted(every, key=lambda mention: (mention.start, -mention.end)):
            if not kept or one.start >= kept[-1].end:
                kept.append(one)
        return kept

    def entities(self) -> list[EntityFound]:
        """What the mentions name, each by its longest name that is written."""
        ids = self._ids
        names: dict[str, list[str]] = {}
        for name in sorted(self._found, key=lambda one: (-len(one), one)):
            names.setdefault(ids[fold(name)], []).append(name)
        mentioned = {one.entity for one in self.mentions()}
        return [
            EntityFound(entity, self._kinds[given[0]], given[0], tuple(given[1:]))
            for entity, given in sorted(names.items(), key=lambda pair: int(pair[0][1:]))
            if entity in mentioned
        ]


class _Checks:
    """Holds what is told of some blocks to their words."""

    def __init__(self, blocks: Sequence[Block], names: _Names, pattern: str) -> None:
        self._blocks = blocks
        self._names = names
        self._pattern = pattern

    def fact(self, told: dict[str, Any]) -> Fact | None:
        passage, predicate = _string(told, "passage"), _string(told, "predicate")
        span = self._passage(passage)
        subject = self._names.entity(_string(told, "subject"))
        if span is None or subject is None or predicate not in get_args(Predicate):
            return None
        literal = _string(told, "object")
        thing = self._names.entity(literal)
        if thing is None and predicate in _LITERALS and literal and literal in passage:
            thing = literal
        role = _string(told, "role") or None
        if thing is None or thing == subject or (role and fold(role) not in fold(passage)):
            return None
        return Fact(
            subject, cast(Predicate, predicate), thing, *span, CONFIDENCE, self._pattern,
            role=role,
            amount=_amount(told.get("amount"), passage),
            year=_year(told.get("year"), passage),
            since=_date(told, "since", passage),
            until=_date(told, "until", passage),
        )  # fmt: skip

    def need(self, told: dict[str, Any]) -> Need | None:
        passage, grade = _string(told, "passage"), _string(told, "grade")
        span, theme = self._passage(passage), _string(told, "theme")
        if span is None or grade not in get_args(Grade):
            return None
        written = theme if theme and fold(theme) in fold(passage) else passage
        place = self._names.entity(_string(told, "place"))
        return Need(cast(Grade, grade), written, *span, CONFIDENCE, self._pattern, place=place)

    def proposal(self, told: dict[str, Any]) -> Proposal | None:
        span = self._passage(_string(told, "passage"))
        if span is None:
            return None
        person = self._names.entity(_string(told, "person"))
        body = self._names.entity(_string(told, "organization"))
        return Proposal(*span, person, body, CONFIDENCE, self._pattern)

    def _passage(self, words: str) -> Span | None:
        """Where a passage stands, whole, in one block."""
        if not words:
            return None
        for block in self._blocks:
            at = block.text.find(words)
            if at >= 0:
                return block.span(at, at + len(words))
        return None


def _occurrences(blocks: Iterable[Block], name: str) -> Iterator[Span]:
    pattern = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    for block in blocks:
        for match in pattern.finditer(block.text):
            yield block.span(*match.span())


def _listed(told: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """The objects of a list; whatever else a model wrote there is dropped."""
    listed = told.get(name)
    return [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []


def _string(told: dict[str, Any], name: str) -> str:
    value = told.get(name)
    return " ".join(value.split()) if isinstance(value, str) else ""


def _amount(given: object, passage: str) -> float | None:
    """An amount whose digits the passage has."""
    if isinstance(given, bool) or not isinstance(given, int | float):
        return None
    whole = str(int(given))
    digits = ("".join(filter(str.isdigit, one)) for one in _AMOUNT.findall(passage))
    return float(given) if given > 0 and any(one.startswith(whole) for one in digits) else None


def _year(given: object, passage: str) -> int | None:
    is_there = isinstance(given, int) and re.search(rf"\b{given}\b", passage)
    return cast(int, given) if is_there else None


def _date(told: dict[str, Any], name: str, passage: str) -> str | None:
    """A date whose year the passage has."""
    date = _string(told, name)
    is_date = re.fullmatch(r"\d{4}(-\d{2}){0,2}", date)
    return date if is_date and date[:4] in passage else None
