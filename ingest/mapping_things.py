"""The rules of a thing, as functions from a row to drafts: the things that the row names."""

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache, partial

from tisserand.ingest.draft import Draft
from tisserand.ingest.mapping_checks import columns_of_thing
from tisserand.ingest.mapping_conditions import SEARCHED, Cells, cell, said, test_of
from tisserand.ingest.mapping_facts import (
    REMEMBERED,
    AddFacts,
    FactMapper,
    Facts,
    RowRejectedError,
    Warn,
    keep_unknown,
)
from tisserand.ingest.mapping_identifiers import identifiers
from tisserand.ingest.mapping_model import ITEM, EachRule, KindRule, Take, ThingRule, visibility_of
from tisserand.ingest.mapping_several import ORGANIZATIONS, organizations_in
from tisserand.ingest.mapping_values import FirstText, first_of
from tisserand.ingest.normalisation.amounts import parse_number
from tisserand.ingest.normalisation.dates import normalise_date
from tisserand.ingest.normalisation.legal_forms import kind_of_legal_form
from tisserand.ingest.normalisation.lists import split_list
from tisserand.ingest.normalisation.names import (
    kind_of_name,
    normalise_name,
)
from tisserand.ingest.normalisation.nulls import is_null
from tisserand.ingest.normalisation.person_names import normalise_person
from tisserand.ontology.model import CLASSES
from tisserand.ontology.properties import PROPERTIES
from tisserand.ontology.records import Visibility
from tisserand.reference.places import Gazetteer
from tisserand.reference.text import fold
from tisserand.reference.thesaurus import Thesaurus


class ThingMapper:
    """Makes what maps each rule of things, with the references that they need."""

    def __init__(self, gazetteer: Gazetteer, thesaurus: Thesaurus | None, warn: Warn) -> None:
        self.gazetteer = gazetteer
        self.warned = 0
        self._warn = warn
        self.facts = FactMapper(gazetteer, thesaurus, self.warn)

    def warn(self, message: str, **details: object) -> None:
        """Tell of something left out."""
        self.warned += 1
        self._warn(message, **details)

    def thing(self, rule: ThingRule, is_first: bool) -> "MappedThing":
        """What maps one rule; `is_first`: of the thing that the row is about."""
        return MappedThing(rule, is_first, self)


class MappedThing:
    """One rule of things, ready to be applied to rows."""

    def __init__(self, rule: ThingRule, is_first: bool, mapper: ThingMapper) -> None:
        is_one = rule.each is None or not rule.each.split
        self.local = rule.local
        self._rule = rule
        self._mapper = mapper
        self._columns = tuple(dict.fromkeys(columns_of_thing(rule)))
        self._known: dict[tuple[str | None, ...], Draft | None] = {}
        self._is_needed = (is_first or rule.required) and is_one
        self._passes = test_of(rule.when) if rule.when else None
        self._contexts = _contexts_of(rule.each) if rule.each else None
        self._parted = rule.each.column if rule.each else ""
        self._names = [_name_of(take, mapper.gazetteer) for take in rule.name]
        self._kind = _kind_of(rule.kind)
        self._facts = cache(lambda kind: _facts_of(rule, kind, mapper.facts))
        self._identifiers = identifiers(rule.identifiers, mapper.warn)
        self._key = first_of(rule.key) if rule.key else None
        self._since = _date_of(rule.since) if rule.since else None
        self._until = _date_of(rule.until) if rule.until else None
        self._visibility = visibility_of(rule.visibility)
        self._confidence = _confidence_of(rule.confidence)

    def drafts(self, cells: Cells) -> Iterator[Draft]:
        """The drafts of the rule for one row, their links left out.

        Raises:
            RowRejectedError: a thing that the row is about has no name, kind or place.
        """
        if self._passes is not None and not self._passes(cells):
            return
        if self._contexts is None:
            draft = (
                self._remembered(cells) if self._rule.once else self._draft(self.local, "", cells)
            )
            if draft is not None:
                yield draft
            return
        contexts = list(self._contexts(cells))
        if self._is_needed and not contexts:
            raise RowRejectedError("mapping.no_name", columns=self._parted)
        for number, context in enumerate(contexts, start=1):
            ending = "" if number == 1 else f"-{number}"
            draft = self._draft(f"{self.local}{ending}", ending, context)
            if draft is not None:
                yield draft

    def _remembered(self, cells: Cells) -> Draft | None:
        """The draft of what many rows name, made once of equal cells unless there was a warning."""
        told = tuple(map(cells.get, self._columns))
        if told in self._known:
            return self._known[told]
        warned = self._mapper.warned
        draft = self._draft(self.local, "", cells)
        if self._mapper.warned == warned:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            self._known[told] = draft
        return draft

    def _draft(self, local: str, ending: str, cells: Cells) -> Draft | None:
        name = next((name for name_of in self._names if (name := name_of(cells))), "")
        if not name:
            if self._is_needed:
                raise RowRejectedError("mapping.no_name", columns=_origins(self._rule))
            return None
        kind = self._kind(cells, name)
        if kind == "Person":
            name = normalise_person(name)
        facts = Facts()
        for add_facts in self._facts(kind):
            add_facts(cells, facts)
        keep_unknown(facts)
        key = self._key(cells) if self._key else None
        return Draft(
            local,
            kind,
            name,
            self._identifiers(cells),
            tuple(facts.values),
            (),
            f"{key}{ending}" if key else None,
            self._rule.once,
            max(self._visibility, Visibility.AGENT) if kind == "Person" else self._visibility,
            self._confidence(cells),
            self._since(cells) if self._since else None,
            self._until(cells) if self._until else None,
        )


def _facts_of(rule: ThingRule, kind: str, mapper: FactMapper) -> list[AddFacts]:
    """What adds the facts that a thing of this class may have."""
    found = [
        mapper.fact(name, take)
        for name, takes in rule.properties.items()
        if kind in PROPERTIES[name].domains
        for take in takes
    ]
    return [*found, mapper.place(rule.place)] if rule.place else found


def _contexts_of(rule: EachRule) -> Callable[[Cells], Iterator[Cells]]:
    """The row and each part of a cell, for a thing that is read from each."""
    pattern = re.compile(rule.match) if rule.match else None
    parts_of = _cutting(rule.split)

    def contexts(cells: Cells) -> Iterator[Cells]:
        text = cell(cells, rule.column)
        for part in parts_of(text):
            if is_null(part):
                continue
            context = {**cells, ITEM: part}
            match = pattern.search(part[:SEARCHED]) if pattern else None
            groups = match.groupdict("") if match else {}
            yield context | said({f"{ITEM}.{name}": text.strip() for name, text in groups.items()})

    return contexts


def _cutting(split: bool | str) -> Callable[[str], list[str]]:
    """What cuts a cell into parts, each of one thing."""
    if split == ORGANIZATIONS:
        return organizations_in
    if not split:
        return lambda text: [text]
    return partial(split_list, separator=split if isinstance(split, str) else "")


def _name_of(take: Take, gazetteer: Gazetteer) -> Callable[[Cells], str]:
    first = first_of(take)
    known = _names_by_siren(gazetteer) if take.lookup else None

    def name_of(cells: Cells) -> str:
        text = first(cells)
        if text and known is not None:
            text = known.get(text.strip())
        return normalise_name(text) if text else ""

    return name_of


@lru_cache(maxsize=4)
def _names_by_siren(gazetteer: Gazetteer) -> dict[str, str]:
    """Names of the territories whose public body has a SIREN."""
    kinds = ("region", "departement", "epci", "commune")
    places = (place for kind in kinds for place in gazetteer.places(kind))
    return {place.siren: place.name for place in places if place.siren}


def _kind_of(rules: str | tuple[KindRule, ...]) -> Callable[[Cells, str], str]:
    """What gives the class of a thing, of its cells and its name."""
    if isinstance(rules, str):
        return lambda cells, name: rules
    told = [(rule.column, _told_by(rule)) for rule in rules]
    otherwise, last = rules[-1].otherwise, rules[-1].column

    def kind_of(cells: Cells, name: str) -> str:
        found = (tell(text) for column, tell in told if (text := cell(cells, column)))
        kind = next(filter(None, found), None) or otherwise
        if kind is None or kind not in CLASSES:
            value = cell(cells, last)[:80]
            raise RowRejectedError("mapping.unknown_kind", column=last, value=value)
        return kind

    return kind_of


def _told_by(rule: KindRule) -> Callable[[str], str | None]:
    """The class that the text of a column tells, or None."""
    table = {fold(key): kind for key, kind in rule.values.items()}

    @lru_cache(maxsize=50_000)
    def tell(text: str) -> str | None:
        kind = table.get(fold(text))
        if kind is None and rule.legal_form:
            kind = kind_of_legal_form(text)
        return kind_of_name(text) if kind is None and rule.words else kind

    return tell


def _confidence_of(rule: float | Take) -> Callable[[Cells], float]:
    if not isinstance(rule, Take):
        return lambda _: rule
    first = first_of(rule)

    def confidence_of(cells: Cells) -> float:
        number = parse_number(first(cells) or "")
        return float(number) if number is not None and 0 <= number <= 1 else 1.0

    return confidence_of


def _date_of(take: Take) -> FirstText:
    first = first_of(take)
    read = lru_cache(maxsize=50_000)(normalise_date)

    def date_of(cells: Cells) -> str | None:
        text = first(cells)
        return read(text) if text else None

    return date_of


def _origins(rule: ThingRule) -> str:
    found = [take.column or take.template or ", ".join(take.columns) for take in rule.name]
    return " / ".join(origin for origin in found if origin)
