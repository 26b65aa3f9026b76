"""Keys are those of what a source says, and little is remembered of it."""

import pytest

from tisserand.ingest.draft import AcceptedRow, Draft
from tisserand.ingest.keys import DuplicateKeyError, RecordKeys
from tisserand.ontology.records import Link, Locator, Value

ACTOR = Draft("actor", "Association", "Le Fil du Sillon", values=(Value("postcode", "44260"),))


@pytest.fixture
def keys() -> RecordKeys:
    return RecordKeys(b"k" * 32, "directory")


def keyed(keys: RecordKeys, row: int, *drafts: Draft) -> list[str]:
    found = keys.records(AcceptedRow(Locator("f.csv", row=row), drafts))
    return [one.record.key for one in found]


def test_a_key_lasts_from_one_version_to_the_next() -> None:
    """A stored key is never computed otherwise: this one was given by the first release."""
    keys = RecordKeys(b"k" * 32, "directory")
    assert keyed(keys, 1, ACTOR) == ["re7gurpmjqs2xwgzmco63edhyy"]
    assert keyed(keys, 2, ACTOR._replace(own_key="12")) == ["ja2eax2pdgkukm4nrynrrlr6gu"]


def test_exact_duplicates_are_records_of_their_own(keys: RecordKeys) -> None:
    assert keyed(keys, 1, ACTOR) != keyed(keys, 2, ACTOR)


def test_what_is_named_on_many_rows_is_one_record(keys: RecordKeys) -> None:
    funder = ACTOR._replace(once=True)
    first, second = (
        keys.records(AcceptedRow(Locator("f.csv", row=row), (funder,)))[0] for row in (1, 2)
    )
    assert first.record.key == second.record.key
    assert (first.is_new, second.is_new) == (True, False)


def test_an_own_key_borne_twice_names_the_row_that_bore_it_first(keys: RecordKeys) -> None:
    keyed(keys, 7, ACTOR._replace(own_key="12"))
    with pytest.raises(DuplicateKeyError) as refused:
        keyed(keys, 8, ACTOR._replace(own_key="12", name="Un autre"))
    assert refused.value.first[:3] == ("f.csv", None, 7)


def test_what_rows_say_otherwise_of_one_own_key_is_another_record(keys: RecordKeys) -> None:
    once = ACTOR._replace(own_key="12", once=True)
    other = once._replace(values=(Value("postcode", "44000"),))
    plain, varied = keyed(keys, 1, once), keyed(keys, 2, other)
    assert plain != varied
    assert (keyed(keys, 3, once), keyed(keys, 4, other)) == (plain, varied)


def test_order_of_values_changes_no_key(keys: RecordKeys) -> None:
    values = (Value("postcode", "44260"), Value("address", "1 rue du Port"))
    one = ACTOR._replace(once=True, values=values)
    assert keyed(keys, 1, one) == keyed(keys, 2, one._replace(values=values[::-1]))


def test_a_link_counts_for_what_its_target_says(keys: RecordKeys) -> None:
    grant = Draft("grant", "Grant", "Aide", links=(Link("beneficiary", "actor"),), once=True)
    first = keyed(keys, 1, grant, ACTOR._replace(once=True))
    other = keyed(keys, 2, grant, ACTOR._replace(once=True, name="La Brocante"))
    assert first[0] != other[0]
