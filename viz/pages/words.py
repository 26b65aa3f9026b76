"""Values as people read them."""

from tisserand.messages import code_label
from tisserand.ontology.namespaces import PLACES, SKILLS
from tisserand.ontology.types import check_iri
from tisserand.reference.places import load_gazetteer
from tisserand.reference.thesaurus import load_thesaurus


def shown_value(value: str, property: str = "") -> str:
    """The label of a place, a concept or a code of this property; any other value as it is."""
    if value.startswith(PLACES):
        place = load_gazetteer().get(value)
        return value if place is None else place.name
    if value.startswith(SKILLS):
        concept = load_thesaurus().get(value)
        return value if concept is None else concept.label_fr
    return code_label(property, value) or value


def is_link(value: str) -> bool:
    """Whether a value may be clicked: a source may write `javascript:` as its website."""
    try:
        return check_iri(value).lower().startswith(("http://", "https://"))
    except ValueError:
        return False
