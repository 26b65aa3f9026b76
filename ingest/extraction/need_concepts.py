"""Concepts of the thesaurus that the words of a need surely mean."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from tisserand.ingest.extraction.findings import Need
from tisserand.reference.thesaurus import Thesaurus

SURE = 0.75
"""Score from which a match is sure: that from which the graph links a need to a concept."""
_MOST = 5


def with_concepts(needs: Iterable[Need], thesaurus: Thesaurus) -> Iterator[Need]:
    """The needs, each with the IRIs of the skills and themes that its words surely mean."""
    for need in needs:
        matches = thesaurus.match(need.theme)[:_MOST]
        yield replace(need, concepts=tuple(one.iri for one in matches if one.score >= SURE))
