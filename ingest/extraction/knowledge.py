"""What an extractor knows before it reads: places, skills, and the names already in the graph."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tisserand.reference.places import Gazetteer
from tisserand.reference.thesaurus import Thesaurus


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Gazetteers of an extraction.

    Attributes:
        names: names of the graph, as they are written there, with their class (`Association`).
    """

    gazetteer: Gazetteer
    thesaurus: Thesaurus
    names: Mapping[str, str] = field(default_factory=dict)
