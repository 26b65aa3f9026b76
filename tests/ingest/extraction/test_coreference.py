"""A pronoun that two names of its sentence would fit is a doubt, told as such."""

from fixtures.reading import read

from tisserand.ingest.extraction.records import EVEN_CHANCE


def sureness(text: str) -> dict[str, float]:
    """How sure each fact is, by its predicate."""
    return {fact.predicate: fact.confidence for fact in read(text).facts}


def test_pronoun_that_two_names_fit_leaves_an_even_chance() -> None:
    told = sureness(
        "Aline Gaudin a reçu Odile Coppey en mars. Elle enseigne la greffe de fruitiers."
    )
    assert told["has_skill"] == EVEN_CHANCE


def test_pronoun_that_one_name_fits_is_sure() -> None:
    told = sureness(
        "Aline Gaudin a reçu Paul Tessier en mars. Elle enseigne la greffe de fruitiers."
    )
    assert told["has_skill"] > EVEN_CHANCE


def test_pronoun_beside_the_name_that_it_stands_for_is_sure() -> None:
    told = sureness("Aline Gaudin enseigne la greffe de fruitiers depuis qu'elle habite Laval.")
    assert told["has_skill"] > EVEN_CHANCE
