"""Nothing in the demonstration files belongs to a real person or organisation."""

import re

import pytest

PUBLIC_SIREN = {
    "234400034", "224400028", "224900019", "225300011", "200065423", "214400368",
}  # fmt: skip


@pytest.fixture(scope="module")
def cells(rows):
    """Every cell of the three files, as text."""
    return [str(cell) for table in rows.values() for row in table for cell in row if cell != ""]


def luhn_sum(digits):
    """Sum of Luhn: a multiple of ten when the number is valid."""
    total = 0
    for position, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + position % 2)
        total += value - 9 if value > 9 else value
    return total


def sirens(rows):
    """SIREN of the annuaire, and those of the usable SIRET of the grants."""
    annuaire = [str(row[4]) for row in rows["annuaire-ess.xlsx", "Annuaire"][4:]]
    siret = [row[4] for row in rows["subventions.csv", None] if len(row) == 17]
    numbers = [re.sub(r"\D", "", text.removesuffix(".0")) for text in annuaire]
    numbers += [re.sub(r"\D", "", text) for text in siret if not text.rstrip().endswith("0000")]
    return [number[:9] for number in numbers if len(number) in (9, 14)]


def test_sirens_are_valid_and_in_a_range_that_is_not_given(rows):
    found = sirens(rows)
    invented = [siren for siren in found if siren.startswith("2996")]
    assert len(invented) > 400
    assert all(luhn_sum(siren) % 10 == 0 for siren in found)


def test_only_town_halls_have_a_real_siren(rows):
    table = rows["annuaire-ess.xlsx", "Annuaire"][4:]
    given = [(row[3], str(row[4]).replace(" ", "")) for row in table if row[4] not in ("", "SIREN")]
    assert {form for form, siren in given if not siren.startswith("2996")} == {"Commune"}


def test_funders_with_a_real_siren_are_public(rows):
    table = rows["subventions.csv", None]
    given = {row[1][:9] for row in table if len(row) == 17 and row[1][:1].isdigit()}
    assert given <= PUBLIC_SIREN


def test_telephones_are_in_the_range_kept_for_fiction(cells):
    telephones = [
        re.sub(r"\D", "", cell)
        for cell in cells
        if re.fullmatch(r"(\+33 ?|0)\d([ .]\d\d){4}", cell)
    ]
    assert len(telephones) > 200
    assert all(re.fullmatch(r"(0|33)26191\d{4}", number) for number in telephones)


def test_addresses_of_the_web_are_examples(cells):
    hosts = re.findall(r"(?:@|https?://)([\w.-]+)", "\n".join(cells))
    assert len(hosts) > 200
    assert all(re.search(r"(^|\.)example\.(org|fr)$", host) for host in hosts)
