"""Which pairs are compared, of those that share a block."""

from itertools import combinations
from random import Random

import pytest

from tisserand.ingest.resolution.blocking import blocks
from tisserand.ingest.resolution.candidates import candidate_pairs
from tisserand.ingest.resolution.comparison import compare
from tisserand.ingest.resolution.features import features_of
from tisserand.ingest.resolution.model import load_model
from tisserand.ingest.resolution.shape import Features
from tisserand.ontology.records import Locator, Record, Value
from tisserand.reference.places import load_gazetteer

GAZETTEER = load_gazetteer()
WORDS = (
    "amicale", "laïque", "comité", "fêtes", "Tissandol", "Tisandol", "Brécelle", "judo", "club",
    "école", "ecol", "n° 1", "n° 2", "Savenay", "halage", "halge", "fournil", "atelier", "dép.",
)  # fmt: skip


def described(name: str, commune: str) -> Features:
    """The features of an invented association, in a real commune or nowhere."""
    place = GAZETTEER.find(commune)
    values = (Value("locatedIn", place.iri),) if place else ()
    return features_of(
        Record("k", "s", "Association", name, Locator("f.csv"), (), values), GAZETTEER
    )


def drawn(count: int) -> list[Features]:
    random = Random(4)
    return [
        described(
            " ".join(random.sample(WORDS, random.randint(1, 4))),
            random.choice(("Savenay", "Savenay", "Guérande", "")),
        )
        for _ in range(count)
    ]


def test_every_pair_that_is_not_different_passes_the_glance() -> None:
    known = drawn(150)
    met = candidate_pairs({"all": range(len(known))}, known, len(known))
    least = load_model().unsure
    alike = [
        (a, b)
        for a, b in combinations(range(len(known)), 2)
        if compare(known[a], known[b]).probability >= least
    ]
    assert len(alike) > 100
    assert set(alike) <= set(met)


def test_a_pair_holds_a_new_signature() -> None:
    known = [described("Les Tissandolies", "Savenay")] * 4
    met = candidate_pairs({"one": [0, 1, 2, 3], "two": [3, 2, 1]}, known, 2)
    assert met == [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3)]


@pytest.mark.parametrize("other", ["Les Tissandolies du Halage", "Comité des fêtes", "École n° 2"])
def test_names_that_share_no_word_do_not_pass(other: str) -> None:
    known = [described("École n° 1", "Savenay"), described(other, "Savenay")]
    assert candidate_pairs({"one": [0, 1]}, known, 2) == []


def test_homonyms_that_a_number_tells_apart_are_not_compared() -> None:
    known = [described(f"Comité des fêtes du Val-{number}", "Savenay") for number in range(300)]
    found: dict[str, list[int]] = {}
    for place, features in enumerate(known):
        for block in blocks(features):
            found.setdefault(block, []).append(place)
    assert candidate_pairs(found, known, len(known)) == []
