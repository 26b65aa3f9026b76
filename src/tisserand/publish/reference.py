"""The reference data as vocabularies: the places of the gazetteer, and the thesaurus."""

from functools import cache

from tisserand.publish.vocabulary import Description, Vocabularies, Vocabulary
from tisserand.reference.places import Gazetteer, load_gazetteer
from tisserand.reference.thesaurus import Thesaurus, load_thesaurus


class Places:
    """The gazetteer as a vocabulary.

    A place lies within each of its ancestors directly: an EPCI may lie in two départements, so
    following `tis:within` upwards step by step would put its communes in both.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def describe(self, reference: str) -> Description | None:
        place = self._gazetteer.get(reference)
        if place is None:
            return None
        codes = (("inseeCode", place.code), ("placeKind", place.kind))
        parents = self._gazetteer.ancestors(reference)
        return Description("Place", ((place.name, "fr"),), parents, codes)


class Concepts:
    """The thesaurus as a vocabulary."""

    def __init__(self, thesaurus: Thesaurus) -> None:
        self._thesaurus = thesaurus

    def describe(self, reference: str) -> Description | None:
        concept = self._thesaurus.get(reference)
        if concept is None:
            return None
        others = ((label, "fr") for label in concept.alternatives)
        labels = ((concept.label_fr, "fr"), *others, (concept.label_en, "en"))
        return Description(concept.kind, labels, concept.broader, themes=concept.themes)


@cache
def known_vocabulary() -> Vocabulary:
    """The places and the concepts that ship with the package."""
    return Vocabularies(Places(load_gazetteer()), Concepts(load_thesaurus()))
