"""Dates, amounts, contacts, booleans, lists and nulls, as directories write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from tisserand.ingest.normalisation.amounts import (
    normalise_amount,
    normalise_count,
    normalise_share,
)
from tisserand.ingest.normalisation.booleans import normalise_boolean
from tisserand.ingest.normalisation.contacts import (
    is_personal_contact,
    normalise_email,
    normalise_telephone,
    normalise_url,
)
from tisserand.ingest.normalisation.dates import normalise_date, normalise_year, split_interval
from tisserand.ingest.normalisation.lists import split_list
from tisserand.ingest.normalisation.nulls import is_null
from tisserand.ontology.types import Amount, Email, Iri, PartialDate, Telephone


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2019-04-26", "2019-04-26"),
        ("2022-09-26 19:00:45", "2022-09-26"),
        ("26/04/2019", "2019-04-26"),
        ("26.4.19", "2019-04-26"),
        ("26/04/98", "1998-04-26"),
        ("1er mars 2020", "2020-03-01"),
        ("le 14 août 2021", "2021-08-14"),
        ("lundi 3 févr. 2020", "2020-02-03"),
        ("décembre 2018", "2018-12"),
        ("04/2019", "2019-04"),
        ("2014", "2014"),
        ("2014.0", "2014"),
        ("20200301", "2020-03-01"),
        ("43831", "2020-01-01"),
        ("31/02/2020", None),
        ("09/0102023", None),
        ("bientôt", None),
        ("9999", None),
    ],
)
def test_dates_are_iso_or_none(text: str, date: str | None) -> None:
    assert normalise_date(text) == date


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        ("2017-10-06/2018-06-30", ("2017-10-06", "2018-06-30")),
        ("2017-09-30_2021-06-30", ("2017-09-30", "2021-06-30")),
        ("du 1er mars 2020 au 31 mars 2020", ("2020-03-01", "2020-03-31")),
        ("2017-10-06", ("2017-10-06", None)),
        ("26/04/2019", ("2019-04-26", None)),
    ],
)
def test_intervals_have_two_ends(text: str, interval: tuple[str | None, str | None]) -> None:
    assert split_interval(text) == interval


def test_year_comes_from_a_date_or_from_words() -> None:
    found = [normalise_year(t) for t in ("26/04/2019", "saison 2019/2020", "exercice 2011", "12")]
    assert found == ["2019", "2019", "2011", None]


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("24 975,00", "24975"),
        ("24\u00a0975,50\u202f€", "24975.50"),
        ("102991,5", "102991.50"),
        ("1,234,567.89", "1234567.89"),
        ("1.234.567,89", "1234567.89"),
        ("12 k€", "12000"),
        ("1,5 M€", "1500000"),
        ("3 000 euros", "3000"),
        ("8048.0", "8048"),
        ("-120", "-120"),
        ("(120)", "-120"),
        ("gratuit", None),
        ("12 ou 13", None),
        ("1e400", None),
        ("9" * 40, None),
    ],
)
def test_amounts_are_plain_decimals_or_none(text: str, amount: str | None) -> None:
    assert normalise_amount(text) == amount


def test_shares_and_counts() -> None:
    assert [normalise_share(t) for t in ("80 %", "0,8", "80", "800")] == ["0.8", "0.8", "0.8", None]
    assert [normalise_count(t) for t in ("1 234", "12,5", "-3")] == ["1234", None, None]


@pytest.mark.parametrize(
    ("text", "telephone"),
    [
        ("02 61 91 28 13", "+33261912813"),
        ("02.61.91.28.13", "+33261912813"),
        ("+33 (0)2 61 91 28 13", "+33261912813"),
        ("0033261912813", "+33261912813"),
        ("261912813", "+33261912813"),
        ("0262 91 28 13", "+262262912813"),
        ("3631", "3631"),
        ("voir le site", None),
        ("02 61", None),
    ],
)
def test_telephones_are_international(text: str, telephone: str | None) -> None:
    assert normalise_telephone(text) == telephone


def test_email_is_found_in_the_cell() -> None:
    assert normalise_email("mailto:Contact@Fournil.Example.ORG") == "contact@fournil.example.org"
    assert normalise_email("contact (a) fournil") is None


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("www.fournil.example.org", "https://www.fournil.example.org"),
        ("http:/fournil.example.org/a", "http://fournil.example.org/a"),
        ("HTTPS://fournil.example.org", "https://fournil.example.org"),
        ("javascript:alert(1)", None),
        ("https://a.fr/<script>", None),
        ("data:text/html,x", None),
        ("58928", None),
    ],
)
def test_only_safe_addresses_are_taken(text: str, url: str | None) -> None:
    assert normalise_url(text) == url


def test_personal_mailboxes_and_mobiles_are_told() -> None:
    contacts = ["ada@gmail.com", "contact@fournil.example.org", "+33639981234", "+33261912813"]
    assert [is_personal_contact(c) for c in contacts] == [True, False, True, False]


def test_yes_no_and_neither() -> None:
    assert [normalise_boolean(t) for t in ("Oui", "x", "non", "0", "?")] == [
        True, True, False, False, None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("PiNG; Beau-Tiers-Lieu; Plan B", ["PiNG", "Beau-Tiers-Lieu", "Plan B"]),
        ("couture ; vélo\ncouture", ["couture", "vélo"]),
        ("Fournil / Ferme", ["Fournil", "Ferme"]),
        ("km/h et/ou rien", ["km/h et/ou rien"]),
        ("Pain, vin et fromage", ["Pain, vin et fromage"]),
    ],
)
def test_lists_in_a_cell(text: str, parts: list[str]) -> None:
    assert split_list(text) == parts


def test_words_are_cut_at_commas_and_et_when_asked() -> None:
    assert split_list("pain, vin et fromage", "words") == ["pain", "vin", "fromage"]


def test_nulls_are_told_from_what_says_something() -> None:
    assert all(map(is_null, ["", " - ", "NC", "N/A", "Non renseigné", "sans objet", "???", "[ND]"]))
    assert not any(map(is_null, ["0", "non", "Aucun", "NA Tournefeuille", "É"]))


@given(st.text(max_size=40))
def test_whatever_comes_out_suits_the_model(text: str) -> None:
    checks = (
        (normalise_date, PartialDate),
        (normalise_amount, Amount),
        (normalise_telephone, Telephone),
        (normalise_email, Email),
        (normalise_url, Iri),
    )
    for normalise, model in checks:
        value = normalise(text)
        if value is not None:
            assert TypeAdapter(model).validate_python(value) == value


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ('{couture,"filage, tissage"}', ["couture", "filage, tissage"]),
        ('["couture", "filage, tissage"]', ["couture", "filage, tissage"]),
        ("{}", []),
        ("[couture", ["[couture"]),
    ],
)
def test_arrays_of_databases_are_lists(text: str, parts: list[str]) -> None:
    assert split_list(text) == parts
