"""Where entities are: their own coordinates, else their place, else their neighbours there."""

import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from tisserand.ontology.namespaces import place_iri
from tisserand.ontology.records import Visibility
from tisserand.recommend.projection import build_projection
from tisserand.recommend.territory import Territory, on_sphere, whereabouts
from tisserand.reference.places import load_gazetteer
from tisserand.store.port import View

from .conftest import record, weave

ANGERS, CHOLET = place_iri("commune", "49007"), place_iri("commune", "49099")
ELSEWHERE = "https://example.org/place/commune/0"


@pytest.fixture
def territory(store) -> Territory:
    own = (("latitude", "47.4"), ("longitude", "-0.5"))
    weave(store, [
        record("a", "Association", "A", ("locatedIn", ANGERS), *own),
        record("b", "Association", "B", ("locatedIn", ANGERS)),
        record("c", "Association", "C", ("locatedIn", ELSEWHERE), *own),
        record("d", "Association", "D", ("locatedIn", ELSEWHERE)),
        record("e", "Association", "E"),
    ])  # fmt: skip
    with store.read(View(Visibility.AGENT)) as reader:
        return Territory(build_projection(reader), load_gazetteer())


def test_own_coordinates_come_before_those_of_the_place(territory: Territory) -> None:
    place = load_gazetteer().get(ANGERS)
    assert place is not None
    assert place.latitude is not None
    assert place.longitude is not None
    assert np.allclose(territory.points(0), on_sphere(47.4, -0.5))
    assert np.allclose(territory.points(1), on_sphere(place.latitude, place.longitude))


def test_place_that_no_table_knows_is_where_its_entities_are(territory: Territory) -> None:
    assert np.allclose(territory.points(3), territory.points(2))


def test_entity_without_place_is_nowhere(territory: Territory) -> None:
    assert np.isnan(territory.points(4)).all()
    assert territory.epcis(np.array([4])).tolist() == [-1]


def test_points_do_not_depend_on_what_was_asked_before(territory: Territory) -> None:
    one_by_one = np.array([territory.points(number) for number in (3, 1, 4, 0, 2)])
    assert np.array_equal(territory.points([3, 1, 4, 0, 2]), one_by_one, equal_nan=True)


def test_intercommunality_is_shared_by_those_of_one_place_only(territory: Territory) -> None:
    gazetteer = load_gazetteer()
    places = [gazetteer.get(iri) for iri in (ANGERS, CHOLET)]
    here, there = (whereabouts(territory, place).epci for place in places if place)
    assert territory.epcis(slice(None)).tolist() == [here, here, -1, -1, -1]
    assert there != here


def test_places_that_another_request_looked_up_meanwhile_are_not_looked_up_again(
    territory: Territory,
) -> None:
    with ThreadPoolExecutor(1) as thread:
        with territory._turn:
            waiting = thread.submit(territory.points, 1)
            time.sleep(0.2)  # it has seen that the place is unknown, and waits for its turn
            territory._is_known[:] = True
        assert waiting.result(10).shape == (3,)
