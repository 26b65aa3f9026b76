"""A mapping applied to tables: accepted, skipped and rejected rows, and what was left out."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from operator import eq

from tisserand.ingest.draft import AcceptedRow, Draft, MappedRow, RejectedRow, SkippedRow
from tisserand.ingest.mapping_conditions import said, test_of
from tisserand.ingest.mapping_facts import RowRejectedError
from tisserand.ingest.mapping_identifiers import identifiers
from tisserand.ingest.mapping_model import Mapping, TableRule, ThingRule, visibility_of
from tisserand.ingest.mapping_things import ThingMapper
from tisserand.ingest.parts import in_parts
from tisserand.ingest.readers import Finding, Table
from tisserand.ontology.properties import PROPERTIES, is_kind_of
from tisserand.ontology.records import Link, Locator, Visibility
from tisserand.reference.places import Gazetteer
from tisserand.reference.text import fold
from tisserand.reference.thesaurus import Thesaurus

MAX_WARNINGS = 1_000
EMPTY, HEADING = "empty_row", "repeated_heading"
"""Rules that every mapping has: rows without any value, rows that repeat the headings."""
_NOWHERE = Locator("")
Groups = dict[str, list[Draft]]

_WORD_OF_MAIL = 3
"""Letters of a name, at least, to be looked for in an e-mail."""


@dataclass(frozen=True, slots=True)
class RowWarning:
    """Something of an accepted row that was left out; `message` as in `tisserand.errors`."""

    locator: Locator
    message: str
    details: dict[str, object]


@dataclass(slots=True)
class MappingRun:
    """A mapping applied to tables: iterate it once for the mapped rows, then read the rest.

    Attributes:
        findings: what the readers found out.
        warnings: the first thousand of them.
        warning_counts: how many warnings of each message.
        unknown_labels: labels that no concept of the thesaurus bears, and how often.
    """

    mapping: Mapping
    tables: Sequence[tuple[TableRule, Table]]
    gazetteer: Gazetteer
    thesaurus: Thesaurus | None
    findings: list[Finding] = field(default_factory=list)
    warnings: list[RowWarning] = field(default_factory=list)
    warning_counts: Counter[str] = field(default_factory=Counter)
    unknown_labels: Counter[str] = field(default_factory=Counter)
    _locator: Locator = _NOWHERE
    _own_keys: dict[str, dict[str, int]] = field(default_factory=dict)

    def __iter__(self) -> Iterator[MappedRow]:
        mapper = ThingMapper(self.gazetteer, self.thesaurus, self._warn)
        for rule, table in self.tables:
            drafts_of, skip_rule = _RowMapper(rule, mapper).drafts, _skip_rule_of(rule)
            reserved_of = identifiers(rule.reserve, _unsaid)
            for row in chain.from_iterable(in_parts(table.all_rows())):
                self._locator = locator = Locator(table.file, table.sheet, row.number)
                if row.fault is not None:
                    fault = row.fault
                    yield RejectedRow(locator, fault.message, fault.details, row.cells)
                    continue
                cells = said(row.cells)
                reserved = reserved_of(cells) if rule.reserve else ()
                if skipped := skip_rule(cells):
                    yield SkippedRow(locator, skipped, reserved)
                    continue
                try:
                    drafts = drafts_of(cells)
                    self._check_keys(drafts)
                except RowRejectedError as error:
                    yield RejectedRow(locator, error.message, error.details, row.cells, reserved)
                else:
                    yield AcceptedRow(locator, tuple(drafts), row.cells, reserved)
        self._own_keys.clear()

    def _warn(self, message: str, **details: object) -> None:
        self.warning_counts[message] += 1
        if message == "mapping.unknown_label":
            self.unknown_labels[str(details["value"])] += 1
        if len(self.warnings) < MAX_WARNINGS:
            self.warnings.append(RowWarning(self._locator, message, details))

    def _check_keys(self, drafts: list[Draft]) -> None:
        """Two rows of one source may not have one key, but for what it names many times."""
        keyed = [(d.local, d.own_key) for d in drafts if d.own_key and not d.once]
        for local, key in keyed:
            row = self._own_keys.get(local, {}).get(key)
            if row is not None:
                raise RowRejectedError("mapping.repeated_key", key=key, row=row)
        for local, key in keyed:
            self._own_keys.setdefault(local, {})[key] = self._locator.row or 0


def _unsaid(message: str, **details: object) -> None:
    """What a number is not, the thing that bears it tells."""


class _RowMapper:
    """The rules of a table, ready to be applied to rows."""

    def __init__(self, rule: TableRule, mapper: ThingMapper) -> None:
        self._things = [
            (mapper.thing(thing, is_first=position == 0), _links_of(thing))
            for position, thing in enumerate(rule.things)
        ]

    def drafts(self, cells: dict[str, str]) -> list[Draft]:
        """The drafts of a row, linked.

        Raises:
            RowRejectedError: nothing of it can be taken.
        """
        groups = {thing.local: list(thing.drafts(cells)) for thing, _ in self._things}
        drafts = [draft for found in groups.values() for draft in found]
        if not drafts:
            raise RowRejectedError("mapping.nothing_named")
        persons = [draft for draft in drafts if draft.kind == "Person"]
        if persons:
            names = tuple(fold(person.name) for person in persons)
            groups = {local: [_shielded(d, names) for d in of] for local, of in groups.items()}
        return [
            draft._replace(links=links)
            if (links := tuple(links_of(draft, groups, cells)))
            else draft
            for thing, links_of in self._things
            for draft in groups[thing.local]
        ]


def _skip_rule_of(rule: TableRule) -> Callable[[dict[str, str]], str | None]:
    """What names the rule that leaves a row out."""
    tests = [(skip.rule, test_of(skip.when)) for skip in rule.skip]

    def skip_rule(cells: dict[str, str]) -> str | None:
        if not cells:
            return EMPTY
        if sum(map(eq, cells.keys(), cells.values())) >= len(cells) / 2:
            return HEADING
        return next((name for name, passes in tests if passes(cells)), None)

    return skip_rule


def _shielded(draft: Draft, persons: tuple[str, ...]) -> Draft:
    """What names a person of the row (« Subvention à Mme … ») is seen as little as the person."""
    if draft.kind == "Person":
        return draft

    def level(text: str, visibility: int) -> int:
        named = any(person in fold(text) for person in persons)
        return max(visibility, Visibility.AGENT) if named else visibility

    values = tuple(
        v._replace(visibility=max(v.visibility, Visibility.AGENT))
        if v.property == "email" and _is_mail_of(v.value, persons)
        else v._replace(visibility=level(v.value, v.visibility))
        for v in draft.values
    )
    return draft._replace(values=values, visibility=level(draft.name, draft.visibility))


def _is_mail_of(address: str, persons: tuple[str, ...]) -> bool:
    """Whether an e-mail is written with a name of one of these people (« ada.perrin@ »)."""
    box = fold(address.partition("@")[0])
    words = (word for person in persons for word in person.split() if len(word) >= _WORD_OF_MAIL)
    return any(word in box for word in words)


def _links_of(thing: ThingRule) -> Callable[[Draft, Groups, dict[str, str]], Iterator[Link]]:
    """What gives the links of a draft to the other drafts of its row."""
    rules = [
        (
            PROPERTIES[name],
            test_of(rule.when) if rule.when else None,
            rule.to,
            visibility_of(rule.visibility),
        )
        for name, targets in thing.links.items()
        for rule in targets
    ]

    def links(draft: Draft, groups: Groups, cells: dict[str, str]) -> Iterator[Link]:
        for described, passes, to, visibility in rules:
            if draft.kind not in described.domains or (passes and not passes(cells)):
                continue
            for target in groups[to]:
                if target.local != draft.local and is_kind_of(target.kind, described.range):
                    yield Link(described.name, target.local, visibility)

    return links
