"""What the ontology takes of a draft, whichever way it is found out."""

from hypothesis import given
from hypothesis import strategies as st

from tisserand.ingest import validation
from tisserand.ingest.draft import Draft
from tisserand.ingest.validation import InvalidRecordError, validate
from tisserand.ontology.properties import PROPERTIES
from tisserand.ontology.records import Link, Value

TEXTS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(("44260", "2019-05", "https://example.org/a", "0.5", "W442001234", "a\nb")),
)
NAMES = st.sampled_from(sorted(PROPERTIES))
KINDS = st.sampled_from(("Association", "Grant", "Membership", "Person"))
DRAFTS = st.builds(
    Draft,
    st.just("thing"),
    KINDS,
    TEXTS.filter(str.strip),
    values=st.lists(st.builds(Value, NAMES, TEXTS), max_size=4).map(tuple),
    links=st.lists(st.builds(Link, NAMES, st.just("other")), max_size=2).map(tuple),
)


def test_a_sound_draft_is_kept_as_it_is() -> None:
    draft = Draft("a", "Association", "Le Fil", values=(Value("postcode", "44260"),))
    assert validate(draft) == (draft, ())


def test_a_second_value_of_a_functional_property_is_refused() -> None:
    values = (Value("postcode", "44260"), Value("postcode", "44000"))
    kept, refused = validate(Draft("a", "Association", "Le Fil", values=values))
    assert kept.values == values[:1]
    assert [one.message for one in refused] == ["ingest.one_value"]


@given(DRAFTS)
def test_a_draft_is_sound_when_nothing_of_it_is_refused(draft: Draft) -> None:
    facts = tuple((v.property, v.value, False) for v in draft.values)
    facts += tuple((link.property, link.target, True) for link in draft.links)
    try:
        is_sound = not validation._refused(draft.kind, draft.name, facts)
    except InvalidRecordError:
        is_sound = False
    assert validation._is_sound(draft) == is_sound
