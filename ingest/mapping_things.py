"""One rule and one row to drafts: the things that the row names."""

import re
from collections.abc import Iterator
from functools import cached_property

from tisserand.ingest.draft import Draft
from tisserand.ingest.mapping_facts import FactMapper, Facts, RowRejectedError, Warn
from tisserand.ingest.mapping_model import (
    ITEM,
    IdentifierRule,
    KindRule,
    Take,
    ThingRule,
    visibility_of,
)
from tisserand.ingest.mapping_values import (
    Cells,
    all_hold,
    cell,
    first_text,
    holds,
)
from tisserand.ingest.normalisation.amounts import parse_number
from tisserand.ingest.normalisation.dates import normalise_date
from tisserand.ingest.normalisation.identifiers import NotAnIdentifierError, identifiers_of
from tisserand.ingest.normalisation.legal_forms import kind_of_legal_form
from tisserand.ingest.normalisation.lists import split_list
from tisserand.ingest.normalisation.names import kind_of_name, normalise_name
from tisserand.ingest.normalisation.nulls import is_null
from tisserand.ontology.model import CLASSES
from tisserand.ontology.properties import PROPERTIES
from tisserand.ontology.records import Identifier, Visibility
from tisserand.reference.places import Gazetteer
from tisserand.reference.text import fold
from tisserand.reference.thesaurus import Thesaurus


class ThingMapper:
    """Applies the rules of things to rows, with the references that they need."""

    def __init__(self, gazetteer: Gazetteer, thesaurus: Thesaurus | None, warn: Warn) -> None:
        self._gazetteer = gazetteer
        self._warn = warn
        self._facts = FactMapper(gazetteer, thesaurus, warn)

    def drafts(self, rule: ThingRule, cells: Cells, is_first: bool) -> Iterator[Draft]:
        """The drafts of one rule for one row, their links left out.

        Raises:
            RowRejectedError: a thing that the row is about has no name, kind or place.
        """
        if rule.when and not all_hold(rule.when, cells):
            return
        is_one = rule.each is None or not rule.each.split
        needed = (is_first or rule.required) and is_one
        contexts = list(_contexts(rule, cells))
        if needed and not contexts:
            raise RowRejectedError("mapping.no_name", columns=rule.each.column if rule.each else "")
        for number, context in enumerate(contexts, start=1):
            local = rule.local if number == 1 else f"{rule.local}-{number}"
            draft = self._draft(rule, local, context, needed)
            if draft is not None:
                yield draft

    def _draft(self, rule: ThingRule, local: str, cells: Cells, needed: bool) -> Draft | None:
        name = self._name(rule, cells)
        if not name:
            if needed:
                raise RowRejectedError("mapping.no_name", columns=_origins(rule))
            return None
        kind = _kind(rule, cells, name)
        facts = Facts()
        for property_name, takes in rule.properties.items():
            if kind in PROPERTIES[property_name].domains:
                for take in takes:
                    self._facts.take(property_name, take, cells, facts)
        if rule.place:
            self._facts.place(rule.place, cells, facts)
        self._facts.keep_unknown(facts)
        visibility = visibility_of(rule.visibility)
        if kind == "Person":
            visibility = max(visibility, Visibility.AGENT)
        return Draft(
            local,
            kind,
            name,
            identifiers=self._identifiers(rule.identifiers, kind, cells),
            values=tuple(facts.values),
            own_key=_own_key(rule, local, cells),
            once=rule.once,
            visibility=visibility,
            confidence=self._confidence(rule.confidence, cells),
            since=_date(first_text(rule.since, cells)),
            until=_date(first_text(rule.until, cells)),
        )

    def _name(self, rule: ThingRule, cells: Cells) -> str:
        for take in rule.name:
            text = first_text(take, cells)
            if text and take.lookup:
                text = self._names_by_siren.get(text.strip())
            if text and (name := normalise_name(text)):
                return name
        return ""

    @cached_property
    def _names_by_siren(self) -> dict[str, str]:
        """Names of the territories whose public body has a SIREN."""
        kinds = ("region", "departement", "epci", "commune")
        places = (place for kind in kinds for place in self._gazetteer.places(kind))
        return {place.siren: place.name for place in places if place.siren}

    def _confidence(self, rule: float | Take, cells: Cells) -> float:
        if not isinstance(rule, Take):
            return rule
        number = parse_number(first_text(rule, cells) or "")
        return float(number) if number is not None and 0 <= number <= 1 else 1.0

    def _identifiers(
        self, rules: tuple[IdentifierRule, ...], kind: str, cells: Cells
    ) -> tuple[Identifier, ...]:
        found: dict[Identifier, None] = {}
        for rule in rules:
            text = rule.constant or cell(cells, rule.column or "")
            if text and rule.match:
                match = re.search(rule.match, text[:2000])
                text = match[1] if match else ""
            if not text or (rule.when and not all_hold(rule.when, cells)):
                continue
            try:
                pairs = identifiers_of(rule.scheme, text)
            except NotAnIdentifierError as error:
                details = {"scheme": rule.scheme.upper(), "value": _shown(text)}
                self._warn(f"mapping.{error.reason}", **details)
                continue
            guessed = rule.guessed if isinstance(rule.guessed, bool) else holds(rule.guessed, cells)
            for scheme, value in pairs:
                found.setdefault(Identifier(scheme, value, rule.role, guessed))
        return tuple(found)


def _contexts(rule: ThingRule, cells: Cells) -> Iterator[Cells]:
    """The row itself; or, for a thing read from each part of a cell, the row and that part."""
    if rule.each is None:
        yield cells
        return
    text = cell(cells, rule.each.column)
    separator = rule.each.split if isinstance(rule.each.split, str) else ""
    parts = split_list(text, separator) if rule.each.split else [text]
    for part in parts:
        if is_null(part):
            continue
        context = {**cells, ITEM: part}
        match = re.search(rule.each.match, part[:2000]) if rule.each.match else None
        for group, value in (match.groupdict() if match else {}).items():
            context[f"{ITEM}.{group}"] = (value or "").strip()
        yield context


def _kind(rule: ThingRule, cells: Cells, name: str) -> str:
    if not isinstance(rule.kind, KindRule):
        return rule.kind
    text = cell(cells, rule.kind.column)
    folded = {fold(key): kind for key, kind in rule.kind.values.items()}
    kind = folded.get(fold(text)) if text else None
    if kind is None and text and rule.kind.legal_form:
        kind = kind_of_legal_form(text)
    if kind is None and text and rule.kind.words:
        kind = kind_of_name(text)
    kind = kind or rule.kind.otherwise
    if kind is None or kind not in CLASSES:
        raise RowRejectedError("mapping.unknown_kind", column=rule.kind.column, value=text[:80])
    return kind


def _own_key(rule: ThingRule, local: str, cells: Cells) -> str | None:
    """The source's own key; the second thing of a cell gets `-2` after it, and so on."""
    key = first_text(rule.key, cells)
    return f"{key}{local.removeprefix(rule.local)}" if key else None


def _origins(rule: ThingRule) -> str:
    found = [take.column or take.template or ", ".join(take.columns) for take in rule.name]
    return " / ".join(origin for origin in found if origin)


def _date(text: str | None) -> str | None:
    return normalise_date(text) if text else None


def _shown(text: str) -> str:
    """The value as a message may show it: never what may be a person's social security number."""
    digits = re.sub(r"\s", "", text)
    return "…" if re.fullmatch(r"[12]\d{12}(\d\d)?", digits) else text[:40]
