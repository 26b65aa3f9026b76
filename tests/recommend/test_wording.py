"""Small turns of a sentence."""

import pytest

from tisserand.recommend.wording import in_sentence, period, span


@pytest.mark.parametrize(
    ("label", "inside"),
    [("Maraîchage", "maraîchage"), ("RGPD et données", "RGPD et données"), ("", "")],
)
def test_label_loses_its_capital_unless_an_acronym(label: str, inside: str) -> None:
    assert in_sentence(label) == inside


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2020-03", "2022", ", 2020–2022"),
        ("2021", None, ", 2021"),
        ("2021-01", "2021-12", ", 2021"),
        (None, "2019", ", 2019"),
        (None, None, ""),
    ],
)
def test_span_says_the_years(first: str | None, last: str | None, said: str) -> None:
    assert span("Fête", first, last) == said


def test_year_is_not_said_twice() -> None:
    assert span("Aide de 2021", "2021", None) == ""


def test_period_says_since_when_or_until_when() -> None:
    assert period("2020", None, "fr") == " depuis 2020"
    assert period(None, "2022-05", "fr") == " jusqu'en 2022"
    assert period("2019", "2022", "fr") == ", 2019–2022"
    assert period(None, None, "fr") == ""
