"""Places and concepts that the graph refers to: their types, labels and hierarchy."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple, Protocol

from pyoxigraph import Literal, NamedNode, Quad

from tisserand.ontology.namespaces import RDFS, SKOS, TIS
from tisserand.publish.entities import TYPE
from tisserand.publish.terms import clean, iri, literal, term


class Description(NamedTuple):
    """What is said of a place or a concept.

    Attributes:
        kind: name of its class: Place, Skill or Theme.
        labels: (text, language) pairs, the preferred label first in each language.
        parents: IRIs of what it lies within, or of its broader concepts.
        codes: (property, code) pairs: `inseeCode`, `placeKind`.
        themes: IRIs of the themes of a skill.
    """

    kind: str
    labels: tuple[tuple[str, str], ...]
    parents: tuple[str, ...] = ()
    codes: tuple[tuple[str, str], ...] = ()
    themes: tuple[str, ...] = ()


class Vocabulary(Protocol):
    """Where places and concepts are described."""

    def describe(self, reference: str) -> Description | None:
        """The description of an IRI; None when this vocabulary does not know it."""


class Vocabularies:
    """Several vocabularies as one: the first that knows an IRI describes it."""

    def __init__(self, *vocabularies: Vocabulary) -> None:
        self._vocabularies = vocabularies

    def describe(self, reference: str) -> Description | None:
        found = (vocabulary.describe(reference) for vocabulary in self._vocabularies)
        return next((description for description in found if description), None)


def closure(used: Iterable[str], vocabulary: Vocabulary) -> dict[str, Description]:
    """Descriptions of the references used and of all that lies above them."""
    found: dict[str, Description] = {}
    waiting = sorted(set(used), reverse=True)
    while waiting:
        reference = waiting.pop()
        description = None if reference in found else vocabulary.describe(reference)
        if description is not None:
            found[reference] = description
            waiting += description.parents + description.themes
    return found


def reference_quads(reference: str, description: Description) -> Iterator[Quad]:
    """Quads of the default graph that describe one place or concept."""
    subject = iri(reference)
    if subject is None:
        return
    yield Quad(subject, TYPE, term(TIS, description.kind))
    yield from _labels(subject, description)
    for name, code in description.codes:
        yield Quad(subject, term(TIS, name), literal(code))
    above = term(TIS, "within") if description.kind == "Place" else term(SKOS, "broader")
    for relation, others in (
        (above, description.parents),
        (term(TIS, "theme"), description.themes),
    ):
        for other in others:
            node = iri(other)
            if node is not None:
                yield Quad(subject, relation, node)


def _labels(subject: NamedNode, description: Description) -> Iterator[Quad]:
    concept = description.kind != "Place"
    if concept:
        yield Quad(subject, TYPE, term(SKOS, "Concept"))
    seen = set()
    for text, language in description.labels:
        label = Literal(clean(text), language=language)
        if language not in seen:
            yield Quad(subject, term(RDFS, "label"), label)
        if concept:
            kind = "altLabel" if language in seen else "prefLabel"
            yield Quad(subject, term(SKOS, kind), label)
        seen.add(language)
