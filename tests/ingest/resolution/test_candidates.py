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
from tisserand.ontology.records import Identifier, Locator, Record, Value
from tisserand.reference.places import load_gazetteer

GAZETTEER = load_gazetteer()
WORDS = (
    "amicale", "laïque", "comité", "fêtes", "Tissandol", "Tisandol", "Brécelle", "judo", "club",
    "école", "ecol", "n° 1", "n° 2", "Savenay", "halage", "halge", "fournil", "atelier", "dép.",
)  # fmt: skip


def described(name: str, commune: str, *others: str, number: int = 0) -> Features:
    """The features of an invented association, in a real commune or nowhere.

    Args:
        others: its other names.
        number: of its RNA, if any.
    """
    place = GAZETTEER.find(commune)
    values = tuple(Value("altName", other) for other in others)
    values += (Value("locatedIn", place.iri),) if place else ()
    identifiers = (Identifier("rna", f"W44{number:07}"),) if number else ()
    return features_of(
        Record("k", "s", "Association", name, Locator("f.csv"), identifiers, values), GAZETTEER
    )


def name_drawn(random: Random) -> str:
    return " ".join(random.sample(WORDS, random.randint(1, 4)))


def drawn(count: int) -> list[Features]:
    random = Random(4)
    return [
        described(
            name_drawn(random),
            random.choice(("Savenay", "Savenay", "Guérande", "")),
            *(name_drawn(random) for _ in range(random.choice((0, 0, 1, 2)))),
            number=random.choice((0, 0, 0, 1, 2)),
        )
        for _ in range(count)
    ]


def test_every_pair_that_is_not_different_passes_the_glance() -> None:
    known = drawn(220)
    met = candidate_pairs([["all"]] * len(known), known, len(known))
    least = load_model().unsure
    alike = [
        (a, b)
        for a, b in combinations(range(len(known)), 2)
        if compare(known[a], known[b]).probability >= least
        and set(known[a].identifiers).isdisjoint(known[b].identifiers)
    ]
    assert len(alike) > 100
    assert set(alike) <= set(met)


def test_two_associations_of_the_register_are_not_compared() -> None:
    numbers = [described("Les Tissandolies", "Savenay", number=number) for number in (1, 2, 0)]
    assert candidate_pairs([["one"]] * 3, numbers, 3) == [(0, 2), (1, 2)]


def test_words_of_two_communes_tell_their_names_apart() -> None:
    known = [described(f"Théâtre de {town}", town) for town in ("Savenay", "Guérande")]
    assert candidate_pairs([["one"]] * 2, known, 2) == []


def test_a_pair_holds_a_new_signature() -> None:
    known = [described("Les Tissandolies", "Savenay")] * 4
    met = candidate_pairs([["one"], *[["one", "two"]] * 3], known, 2)
    assert met == [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3)]


def test_what_is_stored_is_met_as_what_is_new() -> None:
    known = drawn(220)
    blocks_of = [["all"]] * 120 + [["all", "some"]] * 100
    met = candidate_pairs(blocks_of, known, len(known))
    assert candidate_pairs(blocks_of, known, 90) == [pair for pair in met if pair[0] < 90]


@pytest.mark.parametrize("other", ["Les Tissandolies du Halage", "Comité des fêtes", "École n° 2"])
def test_names_that_share_no_word_do_not_pass(other: str) -> None:
    known = [described("École n° 1", "Savenay"), described(other, "Savenay")]
    assert candidate_pairs([["one"]] * 2, known, 2) == []


@pytest.mark.parametrize("other", ["Amicale philatélique de Paris", "Club philatélique Tissandol"])
def test_names_that_weigh_too_little_for_their_place_do_not_pass(other: str) -> None:
    known = [described("Philatélique de Paris", "Paris"), described(other, "Paris")]
    assert compare(*known).probability < load_model().unsure
    assert candidate_pairs([["one"]] * 2, known, 2) == []


@pytest.mark.parametrize(("word", "is_met"), [("TISN", True), ("Tissandieu", False)])
def test_a_word_that_initials_do_not_explain_is_no_acronym(word: str, is_met: bool) -> None:
    known = [described(word, "Savenay"), described("Théâtre Icare Sans Nom", "Savenay")]
    assert bool(candidate_pairs([["one"]] * 2, known, 2)) is is_met


def test_homonyms_that_a_number_tells_apart_are_not_compared() -> None:
    known = [described(f"Comité des fêtes du Val-{number}", "Savenay") for number in range(300)]
    assert candidate_pairs([blocks(one) for one in known], known, len(known)) == []
