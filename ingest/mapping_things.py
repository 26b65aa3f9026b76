"""One rule and one row to drafts: the things that the row names."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from tisserand.ingest.draft import Draft
from tisserand.ingest.mapping_model import (
    ITEM,
    IdentifierRule,
    KindRule,
    PlaceRule,
    Take,
    ThingRule,
    visibility_of,
)
from tisserand.ingest.mapping_values import (
    NORMALISERS,
    SENTENCE,
    Cells,
    all_hold,
    cell,
    holds,
    normaliser_of,
    take_texts,
)
from tisserand.ingest.normalisation.amounts import parse_number
from tisserand.ingest.normalisation.contacts import is_personal_contact
from tisserand.ingest.normalisation.coordinates import from_lambert93, normalise_wgs84
from tisserand.ingest.normalisation.dates import normalise_date
from tisserand.ingest.normalisation.identifiers import NotAnIdentifierError, identifiers_of
from tisserand.ingest.normalisation.legal_forms import kind_of_legal_form
from tisserand.ingest.normalisation.lists import split_list
from tisserand.ingest.normalisation.names import kind_of_name, normalise_name
from tisserand.ingest.normalisation.nulls import is_null
from tisserand.ingest.normalisation.places import locate, normalise_postcode
from tisserand.ontology.model import CLASSES
from tisserand.ontology.properties import PROPERTIES
from tisserand.ontology.records import Identifier, Value, Visibility
from tisserand.reference.places import Gazetteer
from tisserand.reference.text import fold
from tisserand.reference.thesaurus import Concept, Thesaurus

SURE_MATCH = 0.75
"""Score from which words that are no label stand for a concept."""

Warn = Callable[..., None]


class RowRejectedError(Exception):
    """The row cannot be taken: `message` and `details` as in `tisserand.errors`."""

    def __init__(self, message: str, **details: object) -> None:
        super().__init__(message)
        self.message = message
        self.details = details


@dataclass(slots=True)
class _Facts:
    """What is gathered for one thing."""

    values: dict[Value, None] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)

    def add(
        self,
        name: str,
        value: str,
        visibility: int = Visibility.PUBLIC,
        confidence: float = 1.0,
    ) -> None:
        self.values.setdefault(Value(name, value, visibility, confidence))


class ThingMapper:
    """Applies the rules of things to rows, with the references that they need."""

    def __init__(self, gazetteer: Gazetteer, thesaurus: Thesaurus | None, warn: Warn) -> None:
        self._thesaurus = thesaurus
        self._warn = warn
        self._locate = lru_cache(maxsize=50_000)(
            lambda **where: locate(gazetteer, **where)  # the same communes come back all the time
        )

    def drafts(self, rule: ThingRule, cells: Cells, is_first: bool) -> Iterator[Draft]:
        """The drafts of one rule for one row, their links left out.

        Raises:
            RowRejectedError: a thing that the row is about has no name, kind or place.
        """
        if rule.when and not all_hold(rule.when, cells):
            return
        needed = (is_first or rule.required) and rule.each is None
        for number, context in enumerate(_contexts(rule, cells), start=1):
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
        facts = _Facts()
        for property_name, takes in rule.properties.items():
            if kind in PROPERTIES[property_name].domains:
                for take in takes:
                    self._take(property_name, take, cells, facts)
        if rule.place:
            self._place(rule.place, cells, facts)
        self._keep_unknown(facts)
        visibility = visibility_of(rule.visibility)
        if kind == "Person":
            visibility = max(visibility, Visibility.AGENT)
        return Draft(
            local,
            kind,
            name,
            identifiers=self._identifiers(rule.identifiers, kind, cells),
            values=tuple(facts.values),
            own_key=self._first(rule.key, cells),
            once=rule.once,
            visibility=visibility,
            confidence=self._confidence(rule.confidence, cells),
            since=_date(self._first(rule.since, cells)),
            until=_date(self._first(rule.until, cells)),
        )

    def _name(self, rule: ThingRule, cells: Cells) -> str:
        for take in rule.name:
            if (text := self._first(take, cells)) and (name := normalise_name(text)):
                return name
        return ""

    def _first(self, take: Take | None, cells: Cells) -> str | None:
        texts = take_texts(take, cells, []) if take else []
        return texts[0] if texts else None

    def _confidence(self, rule: float | Take, cells: Cells) -> float:
        if not isinstance(rule, Take):
            return rule
        number = parse_number(self._first(rule, cells) or "")
        return float(number) if number is not None and 0 <= number <= 1 else 1.0

    def _take(self, name: str, take: Take, cells: Cells, facts: _Facts) -> None:
        unmatched: list[str] = []
        texts = take_texts(take, cells, unmatched)
        for text in unmatched:
            self._warn("mapping.unknown_value", property=name, value=text[:80])
        if PROPERTIES[name].takes == "reference":
            for text in texts:
                if take.normaliser == SENTENCE:
                    self._sentence(name, text, facts)
                else:
                    self._concept(name, text, facts)
            return
        normalise = NORMALISERS[take.normaliser] if take.normaliser else normaliser_of(name)
        for text in texts:
            value = normalise(text)
            if value is None:
                self._warn("mapping.not_a_value", property=name, value=text[:80])
                continue
            visibility = visibility_of(take.visibility)
            if name in ("email", "telephone") and is_personal_contact(value):
                visibility = max(visibility, Visibility.AGENT)
            facts.add(name, value, visibility)

    def _concept(self, name: str, text: str, facts: _Facts) -> None:
        """Adds the concept that a label means; a theme met among skills is kept as a theme."""
        concept, confidence = self._understood(text)
        if concept is None:
            facts.unknown.append(text)
            self._warn("mapping.unknown_label", property=name, value=text[:80])
        elif concept.kind == PROPERTIES[name].range:
            facts.add(name, concept.iri, confidence=confidence)
        else:
            for theme in concept.themes if concept.kind == "Skill" else (concept.iri,):
                facts.add("theme", theme, confidence=confidence)

    def _sentence(self, name: str, text: str, facts: _Facts) -> None:
        """Adds every concept of the property's class that a sentence speaks of."""
        for match in self._thesaurus.match(text) if self._thesaurus else ():
            concept = self._thesaurus.get(match.iri) if self._thesaurus else None
            if concept and concept.kind == PROPERTIES[name].range and match.score >= SURE_MATCH:
                facts.add(name, concept.iri, confidence=match.score)

    def _understood(self, text: str) -> tuple[Concept | None, float]:
        """The concept of a label and how sure that is: its own name, else the surest match."""
        if self._thesaurus is None:
            return None, 0.0
        concept = self._thesaurus.get(text) or self._thesaurus.from_label(text)
        if concept is not None:
            return concept, 1.0
        for match in self._thesaurus.match(text)[:1]:
            if match.score >= SURE_MATCH:
                return self._thesaurus.get(match.iri), match.score
        return None, 0.0

    def _keep_unknown(self, facts: _Facts) -> None:
        """Labels that no concept bears stay readable, in the description."""
        if not facts.unknown:
            return
        described = [v for v in facts.values if v.property == "description"]
        texts = [v.value for v in described] + [" ; ".join(dict.fromkeys(facts.unknown))]
        visibility = max((v.visibility for v in described), default=Visibility.PUBLIC)
        for value in described:
            del facts.values[value]
        facts.add("description", "\n".join(texts), visibility)

    def _place(self, rule: PlaceRule, cells: Cells, facts: _Facts) -> None:
        postcode = normalise_postcode(self._first(rule.postcode, cells) or "")
        point = self._point(rule, cells)
        commune = self._first(rule.commune, cells)
        insee = self._first(rule.insee, cells)
        iri = self._locate(
            commune=commune,
            postcode=postcode,
            insee=insee,
            departement=self._first(rule.departement, cells),
            latitude=point[0] if point else None,
            longitude=point[1] if point else None,
        )
        if iri:
            facts.add("locatedIn", iri)
        elif rule.required:
            raise RowRejectedError("mapping.no_place", commune=commune or insee or "")
        elif commune or insee:
            where = {"commune": commune or insee, "postcode": postcode or ""}
            self._warn("mapping.unknown_commune", **where)
        if postcode:
            facts.add("postcode", postcode)
        if point:
            facts.add("latitude", point[0])
            facts.add("longitude", point[1])

    def _point(self, rule: PlaceRule, cells: Cells) -> tuple[str, str] | None:
        if rule.x and rule.y:
            a, b = cell(cells, rule.x), cell(cells, rule.y)
            point = from_lambert93(a, b)
        elif rule.latitude and rule.longitude:
            a, b = cell(cells, rule.latitude), cell(cells, rule.longitude)
            point = normalise_wgs84(a, b)
        else:
            return None
        if point is None and (a or b):
            self._warn("mapping.not_a_point", value=f"{a} {b}"[:80])
        return point

    def _identifiers(
        self, rules: tuple[IdentifierRule, ...], kind: str, cells: Cells
    ) -> tuple[Identifier, ...]:
        found: dict[Identifier, None] = {}
        for rule in rules:
            text = cell(cells, rule.column)
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


def _origins(rule: ThingRule) -> str:
    found = [take.column or take.template or ", ".join(take.columns) for take in rule.name]
    return " / ".join(origin for origin in found if origin)


def _date(text: str | None) -> str | None:
    return normalise_date(text) if text else None


def _shown(text: str) -> str:
    """The value as a message may show it: never what may be a person's social security number."""
    digits = re.sub(r"\s", "", text)
    return "…" if re.fullmatch(r"[12]\d{12}(\d\d)?", digits) else text[:40]
