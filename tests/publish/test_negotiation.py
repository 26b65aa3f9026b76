"""Content negotiation as RFC 9110 has it."""

import pytest

from tisserand.publish.negotiation import GRAPHS, SOLUTIONS, Format, choose


def chosen(accept: str | None, offered: tuple[Format, ...] = SOLUTIONS) -> str | None:
    found = choose(accept, offered)
    return found.media_type if found else None


@pytest.mark.parametrize("accept", [None, "", "*/*", "application/*", "text/html, */*;q=0.1"])
def test_without_preference_the_first_offered_is_chosen(accept: str | None) -> None:
    assert chosen(accept) == "application/sparql-results+json"


def test_the_highest_quality_wins() -> None:
    assert chosen("text/csv;q=0.5, application/sparql-results+xml;q=0.9, */*;q=0.1") == (
        "application/sparql-results+xml"
    )


def test_the_most_precise_range_gives_the_quality() -> None:
    assert chosen("text/*, text/csv;q=0") == "text/tab-separated-values"


@pytest.mark.parametrize("accept", ["image/png", "text/csv;q=0", "*/*;q=0", "text/csv;q=x", "csv"])
def test_nothing_is_chosen_when_nothing_is_accepted(accept: str) -> None:
    assert chosen(accept) is None


def test_a_browser_gets_xml() -> None:
    accept = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    assert chosen(accept) == "application/xml"
    assert chosen(accept, GRAPHS) == "application/xml"


def test_case_and_parameters_do_not_count() -> None:
    assert chosen("TEXT/Turtle; charset=UTF-8", GRAPHS) == "text/turtle"
