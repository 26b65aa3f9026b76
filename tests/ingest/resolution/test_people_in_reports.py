"""A person whom two reports name: what surrounds a name in a text is not where the person is."""

from tisserand.ingest.resolution.comparison import compare
from tisserand.ingest.resolution.model import load_model
from tisserand.ingest.resolution.shape import Features

SAME = 0.9


def named(around: str, organisation: str) -> Features:
    return Features(
        family="person",
        names=(("dupre", "solveig"),),
        organisations=((organisation,),),
        around=(around,),
    )


def test_one_organisation_joins_a_person_of_two_reports_about_different_places() -> None:
    assert compare(named("13", "brindilles"), named("92", "brindilles")).probability >= SAME


def test_a_namesake_elsewhere_is_for_a_person_to_judge() -> None:
    probability = compare(named("13", "brindilles"), named("92", "fougeres")).probability
    assert load_model().bounds["namesake"] <= probability < SAME
