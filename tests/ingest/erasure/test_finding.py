"""Who is meant by a name."""

from fixtures.people import NAME, names, weave_all
from fixtures.weaver import Weaver

from tisserand.ingest.erasure.erase import erase


def test_a_civility_before_a_name_means_the_person_of_that_name(weaver: Weaver) -> None:
    weave_all(weaver)
    erase(weaver.store, f"Mme {NAME}", "2024-05-01", "", weaver.gazetteer)
    assert NAME not in names(weaver)
