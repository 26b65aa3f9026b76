"""Who seeks and who gives what, in the lines of a board."""

import pytest
from fixtures.reading import told

from tisserand.ingest.extraction.rosters.exchanges import read_exchange


@pytest.mark.parametrize(
    "line",
    [
        "Roue libre : cherche un local",
        "Roue libre – recherche : un local",
        "Roue libre (Redon) : demande un local.",
    ],
)
def test_verb_after_a_name_says_what_it_seeks(line: str) -> None:
    exchange = read_exchange(line)
    assert exchange is not None
    assert exchange.asked == (("seeks", "un local"),)


@pytest.mark.parametrize("line", ["Objet : demande refusée", "Roue libre cherche un local"])
def test_label_or_sentence_is_no_exchange(line: str) -> None:
    assert read_exchange(line) is None


def test_parts_of_a_line_go_on_in_the_same_name() -> None:
    text = "# Petites annonces\nLa Grange aux savoirs — offre : un four ; cherche : un local"
    assert set(told(text)) == {
        "La Grange aux savoirs offers un four",
        "La Grange aux savoirs seeks un local",
    }


def test_title_of_a_letter_is_no_body_that_asks() -> None:
    assert told("Objet : demande d'aide\nMob Ouest cherche un local.") == []
