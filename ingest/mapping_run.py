"""A mapping applied to tables: accepted, skipped and rejected rows, and what was left out."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from tisserand.ingest.draft import AcceptedRow, Draft, MappedRow, RejectedRow, SkippedRow
from tisserand.ingest.mapping_facts import RowRejectedError
from tisserand.ingest.mapping_model import LinkRule, Mapping, TableRule, visibility_of
from tisserand.ingest.mapping_things import ThingMapper
from tisserand.ingest.mapping_values import all_hold
from tisserand.ingest.normalisation.nulls import is_null
from tisserand.ingest.readers import Finding, Row, Table
from tisserand.ontology.properties import PROPERTIES, is_kind_of
from tisserand.ontology.records import Link, Locator, Visibility
from tisserand.reference.places import Gazetteer
from tisserand.reference.text import fold
from tisserand.reference.thesaurus import Thesaurus

MAX_WARNINGS = 1_000
EMPTY, HEADING = "empty_row", "repeated_heading"
"""Rules that every mapping has: rows without any value, rows that repeat the headings."""
_NOWHERE = Locator("")


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
    _own_keys: dict[str, Locator] = field(default_factory=dict)

    def __iter__(self) -> Iterator[MappedRow]:
        mapper = ThingMapper(self.gazetteer, self.thesaurus, self._warn)
        for rule, table in self.tables:
            headings = {column: column for column in table.columns}
            for row in table.all_rows():
                self._locator = Locator(table.file, table.sheet, row.number)
                yield self._mapped(rule, row, headings, mapper)

    def _warn(self, message: str, **details: object) -> None:
        self.warning_counts[message] += 1
        if message == "mapping.unknown_label":
            self.unknown_labels[str(details["value"])] += 1
        if len(self.warnings) < MAX_WARNINGS:
            self.warnings.append(RowWarning(self._locator, message, details))

    def _mapped(
        self, rule: TableRule, row: Row, headings: dict[str, str], mapper: ThingMapper
    ) -> MappedRow:
        if row.fault is not None:
            return RejectedRow(self._locator, row.fault.message, row.fault.details, row.cells)
        skipped = _skip_rule(rule, row.cells, headings)
        if skipped:
            return SkippedRow(self._locator, skipped)
        try:
            return AcceptedRow(self._locator, self._drafts(rule, row.cells, mapper), row.cells)
        except RowRejectedError as error:
            return RejectedRow(self._locator, error.message, error.details, row.cells)

    def _drafts(
        self, rule: TableRule, cells: dict[str, str], mapper: ThingMapper
    ) -> tuple[Draft, ...]:
        by_rule: list[list[Draft]] = []
        for position, thing in enumerate(rule.things):
            by_rule.append(list(mapper.drafts(thing, cells, is_first=position == 0)))
        drafts = [draft for found in by_rule for draft in found]
        if not drafts:
            raise RowRejectedError("mapping.nothing_named")
        self._check_keys(drafts)
        by_rule = [[_shielded(d, _persons(drafts)) for d in found] for found in by_rule]
        groups = {t.local: found for t, found in zip(rule.things, by_rule, strict=True)}
        linked = []
        for thing, found in zip(rule.things, by_rule, strict=True):
            for draft in found:
                links = tuple(_links(thing.links, draft, groups, cells))
                linked.append(replace(draft, links=links) if links else draft)
        return tuple(linked)

    def _check_keys(self, drafts: list[Draft]) -> None:
        """Two rows of one source may not have one key, but for what it names many times."""
        keyed = [draft for draft in drafts if draft.own_key and not draft.once]
        for draft in keyed:
            first = self._own_keys.get(f"{draft.local} {draft.own_key}")
            if first is not None:
                raise RowRejectedError(
                    "mapping.repeated_key", key=draft.own_key, row=first.row or 0
                )
        for draft in keyed:
            self._own_keys[f"{draft.local} {draft.own_key}"] = self._locator


def _skip_rule(rule: TableRule, cells: dict[str, str], headings: dict[str, str]) -> str | None:
    if all(map(is_null, cells.values())):
        return EMPTY
    same = sum(1 for column, text in cells.items() if text and headings.get(column) == text)
    if same and same >= sum(1 for text in cells.values() if text) / 2:
        return HEADING
    return next((skip.rule for skip in rule.skip if all_hold(skip.when, cells)), None)


def _persons(drafts: list[Draft]) -> tuple[str, ...]:
    return tuple(fold(draft.name) for draft in drafts if draft.kind == "Person")


def _shielded(draft: Draft, persons: tuple[str, ...]) -> Draft:
    """What names a person of the row (« Subvention à Mme … ») is seen as little as the person."""
    if not persons or draft.kind == "Person":
        return draft

    def level(text: str, visibility: int) -> int:
        named = any(person in fold(text) for person in persons)
        return max(visibility, Visibility.AGENT) if named else visibility

    values = tuple(v._replace(visibility=level(v.value, v.visibility)) for v in draft.values)
    return replace(draft, values=values, visibility=level(draft.name, draft.visibility))


def _links(
    rules: dict[str, tuple[LinkRule, ...]],
    draft: Draft,
    groups: dict[str, list[Draft]],
    cells: dict[str, str],
) -> Iterator[Link]:
    for name, targets in rules.items():
        described = PROPERTIES[name]
        if draft.kind not in described.domains:
            continue
        for rule in targets:
            if rule.when and not all_hold(rule.when, cells):
                continue
            for target in groups[rule.to]:
                if target.local != draft.local and is_kind_of(target.kind, described.range):
                    yield Link(name, target.local, visibility_of(rule.visibility))
