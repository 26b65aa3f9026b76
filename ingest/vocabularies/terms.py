"""A term of a vocabulary while its files are read: what is said of it may lie in several."""

from collections.abc import Set
from dataclasses import dataclass, field
from typing import Literal

from tisserand.reference.thesaurus import Concept


@dataclass
class Term:
    """What the files say of one concept; labels by language, the preferred one first."""

    labels: dict[str, str] = field(default_factory=dict)
    alternatives: dict[str, None] = field(default_factory=dict)
    broader: set[str] = field(default_factory=set)
    kind: Literal["Skill", "Theme"] = "Skill"


class Terms(dict[str, Term]):
    """Terms by IRI, each made when first spoken of."""

    def __missing__(self, iri: str) -> Term:
        self[iri] = Term()
        return self[iri]

    def concepts(self, known: Set[str]) -> list[Concept]:
        """The terms that have a name, linked to such terms and to known concepts only."""
        named = {iri: term for iri, term in self.items() if term.labels}
        return [_concept(iri, term, known | named.keys()) for iri, term in sorted(named.items())]


def _concept(iri: str, term: Term, linked: Set[str]) -> Concept:
    french = term.labels.get("fr") or next(iter(term.labels.values()))
    english = term.labels.get("en", french)
    others = tuple(name for name in sorted(term.alternatives) if name != french)
    broader = tuple(sorted((term.broader - {iri}).intersection(linked)))
    return Concept(iri, term.kind, french, english, others, broader, (), ())
