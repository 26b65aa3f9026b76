"""The facts of one thing: values, concepts and place that the rules of a mapping take of a row."""

from collections.abc import Callable, Iterator
from functools import lru_cache, partial

from tisserand.ingest.mapping_conditions import Cells, cell
from tisserand.ingest.mapping_model import PlaceRule, Take, visibility_of
from tisserand.ingest.mapping_values import (
    NORMALISERS,
    SENTENCE,
    FirstText,
    first_of,
    lone_match_of,
    normaliser_of,
    repeats,
    texts_of,
)
from tisserand.ingest.normalisation.contacts import is_personal_contact
from tisserand.ingest.normalisation.coordinates import from_lambert93, normalise_wgs84
from tisserand.ingest.normalisation.places import (
    locate_by_name,
    locate_homonym,
    normalise_postcode,
)
from tisserand.ontology.properties import PROPERTIES
from tisserand.ontology.records import Value, Visibility
from tisserand.reference.places import Gazetteer
from tisserand.reference.thesaurus import Concept, Thesaurus

SURE_MATCH = 0.75
"""Score from which words that are no label stand for a concept."""
REMEMBERED = 50_000
"""Cells whose meaning is remembered: the same communes and labels come back all the time."""

Warn = Callable[..., None]
Reading = tuple[Value, ...]


class RowRejectedError(Exception):
    """The row cannot be taken: `message` and `details` as in `tisserand.errors`."""

    def __init__(self, message: str, **details: object) -> None:
        super().__init__(message)
        self.message = message
        self.details = details


class Facts:
    """What is gathered for one thing."""

    __slots__ = ("unknown", "values")

    def __init__(self) -> None:
        self.values: dict[Value, None] = {}
        self.unknown: list[str] = []


AddFacts = Callable[[Cells, Facts], None]
"""Adds to the facts of a thing what one rule takes of a row."""


def _add_lone(
    lone: FirstText, add: Callable[[str, Facts], None], cells: Cells, facts: Facts
) -> None:
    """Add the one text that a rule takes of a row, if it takes one."""
    text = lone(cells)
    if text is not None:
        add(text, facts)


class FactMapper:
    """Makes functions of the rules of facts, with the references that they need."""

    def __init__(self, gazetteer: Gazetteer, thesaurus: Thesaurus | None, warn: Warn) -> None:
        self._gazetteer = gazetteer
        self._thesaurus = thesaurus
        self._warn = warn
        self._located = lru_cache(REMEMBERED)(self._locate)
        self._spoken_of = lru_cache(REMEMBERED)(self._match)
        self._meant = lru_cache(REMEMBERED)(self._understood)

    def fact(self, name: str, take: Take) -> AddFacts:
        """What adds the values of a property that a rule takes."""
        add, lone = self._add_of(name, take), lone_match_of(take)
        if lone is not None:
            return partial(_add_lone, lone, add)
        texts, warn = texts_of(take), self._warn

        def add_facts(cells: Cells, facts: Facts) -> None:
            unmatched: list[str] = []
            found = texts(cells, unmatched)
            for text in unmatched:
                warn("mapping.unknown_value", property=name, value=text[:80])
            for text in found:
                add(text, facts)

        return add_facts

    def _add_of(self, name: str, take: Take) -> Callable[[str, Facts], None]:
        if PROPERTIES[name].takes != "reference":
            return self._literal(name, take)
        if PROPERTIES[name].range == "Place":
            return self._place_iri(name)
        return self._sentence(name) if take.normaliser == SENTENCE else self._concept(name)

    def _literal(self, name: str, take: Take) -> Callable[[str, Facts], None]:
        normalise = NORMALISERS[take.normaliser] if take.normaliser else normaliser_of(name)
        given = visibility_of(take.visibility)
        may_be_personal = name in ("email", "telephone")

        def value_of(text: str) -> Value | None:
            value = normalise(text)
            if value is None:
                return None
            is_personal = may_be_personal and is_personal_contact(value)
            return Value(name, value, max(given, Visibility.AGENT) if is_personal else given)

        read = lru_cache(REMEMBERED)(value_of) if repeats(normalise) else value_of

        def add(text: str, facts: Facts) -> None:
            value = read(text)
            if value is not None:
                facts.values.setdefault(value)
            else:
                self._warn("mapping.not_a_value", property=name, value=text[:80])

        return add

    def _place_iri(self, name: str) -> Callable[[str, Facts], None]:
        def add(text: str, facts: Facts) -> None:
            if self._gazetteer.get(text):
                facts.values.setdefault(Value(name, text))
            else:
                self._warn("mapping.unknown_value", property=name, value=text[:80])

        return add

    def _concept(self, name: str) -> Callable[[str, Facts], None]:
        """Adds the concept that a label means; a theme met among skills is kept as a theme."""

        def add(text: str, facts: Facts) -> None:
            concept, confidence = self._meant(text)
            if concept is None:
                facts.unknown.append(text)
                self._warn("mapping.unknown_label", property=name, value=text[:80])
            for value in _said(name, concept, confidence):
                facts.values.setdefault(value)

        return add

    def _sentence(self, name: str) -> Callable[[str, Facts], None]:
        """Adds every concept of the property's class that a sentence speaks of."""

        def add(text: str, facts: Facts) -> None:
            for concept, score in self._spoken_of(text):
                if concept.kind == PROPERTIES[name].range:
                    facts.values.setdefault(Value(name, concept.iri, confidence=score))

        return add

    def _match(self, text: str) -> list[tuple[Concept, float]]:
        """The concepts that a text surely speaks of."""
        if self._thesaurus is None:
            return []
        sure = [match for match in self._thesaurus.match(text) if match.score >= SURE_MATCH]
        found = [(self._thesaurus.get(match.iri), match.score) for match in sure]
        return [(concept, score) for concept, score in found if concept]

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

    def place(self, rule: PlaceRule) -> AddFacts:
        """What adds where a thing is.

        It raises RowRejectedError where the place that a rule requires is not found.
        """
        takes = (rule.commune, rule.postcode, rule.insee, rule.departement, rule.near)
        first_texts = tuple(map(first_of, takes))
        point_of = self._point_of(rule)

        def add_place(cells: Cells, facts: Facts) -> None:
            commune, postcode, insee, departement, near = [first(cells) for first in first_texts]
            place, code = self._located(commune, postcode, insee, departement)
            point = point_of(cells) if point_of else None
            if place is None and commune:
                spot = (point[0].value, point[1].value) if point else None
                around = (near or "").split()
                iri = locate_homonym(self._gazetteer, commune, departement, around, spot)
                place = Value("locatedIn", iri) if iri else None
            if place is not None:
                facts.values.setdefault(place)
            elif rule.required:
                raise RowRejectedError("mapping.no_place", commune=commune or insee or "")
            elif commune or insee:
                said = {"commune": commune or insee, "postcode": code.value if code else ""}
                self._warn("mapping.unknown_commune", **said)
            for value in ((code,) if code else ()) + (point or ()):
                facts.values.setdefault(value)

        return add_place

    def _locate(
        self, commune: str | None, postcode: str | None, insee: str | None, departement: str | None
    ) -> tuple[Value | None, Value | None]:
        """The commune that these cells alone name, and their postcode."""
        code = normalise_postcode(postcode or "")
        iri = locate_by_name(self._gazetteer, commune, code, insee, departement)
        return Value("locatedIn", iri) if iri else None, Value("postcode", code) if code else None

    def _point_of(self, rule: PlaceRule) -> Callable[[Cells], Reading | None] | None:
        convert: Callable[[str, str], tuple[str, str] | None] = from_lambert93
        if rule.x and rule.y:
            columns = rule.x, rule.y
        elif rule.latitude and rule.longitude:
            columns, convert = (rule.latitude, rule.longitude), normalise_wgs84
        else:
            return None

        def point_of(cells: Cells) -> Reading | None:
            a, b = cell(cells, columns[0]), cell(cells, columns[1])
            point = convert(a, b)
            if point is None:
                if a or b:
                    self._warn("mapping.not_a_point", value=f"{a} {b}"[:80])
                return None
            return Value("latitude", point[0]), Value("longitude", point[1])

        return point_of


def _said(name: str, concept: Concept | None, confidence: float) -> Iterator[Value]:
    """The values that a concept met in a property gives."""
    if concept is None:
        return
    if concept.kind == PROPERTIES[name].range:
        yield Value(name, concept.iri, confidence=confidence)
        return
    for theme in concept.themes if concept.kind == "Skill" else (concept.iri,):
        yield Value("theme", theme, confidence=confidence)


def keep_unknown(facts: Facts) -> None:
    """Labels that no concept bears stay readable, in the description."""
    if not facts.unknown:
        return
    described = [v for v in facts.values if v.property == "description"]
    texts = [v.value for v in described] + [" ; ".join(dict.fromkeys(facts.unknown))]
    visibility = max((v.visibility for v in described), default=Visibility.PUBLIC)
    for value in described:
        del facts.values[value]
    facts.values.setdefault(Value("description", "\n".join(texts), visibility))
