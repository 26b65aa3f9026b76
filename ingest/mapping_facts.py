"""The facts of one thing: values, concepts and place that the rules of a mapping take of a row."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from tisserand.ingest.mapping_model import PlaceRule, Take, visibility_of
from tisserand.ingest.mapping_values import (
    NORMALISERS,
    SENTENCE,
    Cells,
    cell,
    first_text,
    normaliser_of,
    take_texts,
)
from tisserand.ingest.normalisation.contacts import is_personal_contact
from tisserand.ingest.normalisation.coordinates import from_lambert93, normalise_wgs84
from tisserand.ingest.normalisation.places import locate, normalise_postcode
from tisserand.ontology.properties import PROPERTIES
from tisserand.ontology.records import Value, Visibility
from tisserand.reference.places import Gazetteer
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
class Facts:
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


class FactMapper:
    """Takes facts of rows, with the references that this needs."""

    def __init__(self, gazetteer: Gazetteer, thesaurus: Thesaurus | None, warn: Warn) -> None:
        self._gazetteer = gazetteer
        self._thesaurus = thesaurus
        self._warn = warn
        self._locate = lru_cache(maxsize=50_000)(
            lambda **where: locate(gazetteer, **where)  # the same communes come back all the time
        )
        self._concepts_of = lru_cache(maxsize=50_000)(self._match)

    def take(self, name: str, take: Take, cells: Cells, facts: Facts) -> None:
        unmatched: list[str] = []
        texts = take_texts(take, cells, unmatched)
        for text in unmatched:
            self._warn("mapping.unknown_value", property=name, value=text[:80])
        if PROPERTIES[name].takes == "reference":
            for text in texts:
                if PROPERTIES[name].range == "Place":
                    self._place_iri(name, text, facts)
                elif take.normaliser == SENTENCE:
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

    def _place_iri(self, name: str, text: str, facts: Facts) -> None:
        if self._gazetteer.get(text):
            facts.add(name, text)
        else:
            self._warn("mapping.unknown_value", property=name, value=text[:80])

    def _concept(self, name: str, text: str, facts: Facts) -> None:
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

    def _sentence(self, name: str, text: str, facts: Facts) -> None:
        """Adds every concept of the property's class that a sentence speaks of."""
        for concept, score in self._concepts_of(text):
            if concept.kind == PROPERTIES[name].range:
                facts.add(name, concept.iri, confidence=score)

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

    def keep_unknown(self, facts: Facts) -> None:
        """Labels that no concept bears stay readable, in the description."""
        if not facts.unknown:
            return
        described = [v for v in facts.values if v.property == "description"]
        texts = [v.value for v in described] + [" ; ".join(dict.fromkeys(facts.unknown))]
        visibility = max((v.visibility for v in described), default=Visibility.PUBLIC)
        for value in described:
            del facts.values[value]
        facts.add("description", "\n".join(texts), visibility)

    def place(self, rule: PlaceRule, cells: Cells, facts: Facts) -> None:
        postcode = normalise_postcode(first_text(rule.postcode, cells) or "")
        point = self._point(rule, cells)
        commune = first_text(rule.commune, cells)
        insee = first_text(rule.insee, cells)
        iri = self._locate(
            commune=commune,
            postcode=postcode,
            insee=insee,
            departement=first_text(rule.departement, cells),
            near=tuple((first_text(rule.near, cells) or "").split()),
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
