"""A judgement is taken back by the names of the two things it is about, and no other is."""

import pytest
from fixtures.weaver import Weaver

from tisserand.errors import InputError, NotFoundError, RefusedError
from tisserand.ingest.draft import Draft
from tisserand.ingest.judgements import judge
from tisserand.ingest.verdicts import take_back
from tisserand.ontology.records import Value

LAVAL = Value("locatedIn", "https://w3id.org/tisserand/place/commune/53130")
NAMES = ("Atelier Vélo", "Atelier du Vélo", "Le Moulin", "La Forge", "La Ruche")


@pytest.fixture
def keys(weaver: Weaver) -> dict[str, str]:
    """Keys of records by name. The matcher joins the first two; a person, mill and workshop."""
    drafts = [Draft("a", "Association", name, values=(LAVAL,)) for name in NAMES]
    for number, draft in enumerate(drafts):
        weaver.weave(f"s{number}", draft)
    found = {name: weaver.records(f"s{n}")[0].key for n, name in enumerate(NAMES)}
    same(weaver, found["Atelier Vélo"], found["Le Moulin"])
    assert {len(group) for group in weaver.partition().values()} == {3, 1}
    return found


def same(weaver: Weaver, a: str, b: str) -> None:
    judge(weaver.store, a, b, "same", "Agente", "2024-05-02")


def undone(weaver: Weaver, a: str, b: str) -> set[str]:
    answer = take_back(weaver.store, a, b)
    return {answer[side]["name"] for side in ("a", "b")}


def test_names_joined_by_the_matcher_undo_no_judgement(
    weaver: Weaver, keys: dict[str, str]
) -> None:
    with pytest.raises(RefusedError, match="Aucun avis ne relie") as refused:
        take_back(weaver.store, "Atelier Vélo", "atelier du velo")
    assert keys["Le Moulin"] in str(refused.value)


def test_a_thing_is_known_by_the_other_name_that_the_matcher_joined(
    weaver: Weaver, keys: dict[str, str]
) -> None:
    assert undone(weaver, "Atelier du Vélo", "Le Moulin") == {"Atelier Vélo", "Le Moulin"}


def test_the_judgement_named_is_undone_among_those_of_one_thing(
    weaver: Weaver, keys: dict[str, str]
) -> None:
    same(weaver, keys["Le Moulin"], keys["La Forge"])
    with pytest.raises(RefusedError, match="Plusieurs avis"):
        take_back(weaver.store, "La Forge", "Atelier du Vélo")
    assert undone(weaver, "La Forge", "Le Moulin") == {"La Forge", "Le Moulin"}


def test_two_things_that_nobody_judged_undo_nothing(weaver: Weaver, keys: dict[str, str]) -> None:
    with pytest.raises(NotFoundError, match="aucun avis"):
        take_back(weaver.store, "La Ruche", "La Forge")
    with pytest.raises(InputError):
        take_back(weaver.store, "Le Moulin", "LE MOULIN")


def test_records_judged_different_are_told_by_the_names_of_their_things(
    weaver: Weaver, keys: dict[str, str]
) -> None:
    judge(weaver.store, keys["La Ruche"], keys["Le Moulin"], "different", "Agente", "2024-05-02")
    assert undone(weaver, "Atelier du Vélo", "La Ruche") == {"Le Moulin", "La Ruche"}
