"""What identifiers say of two records."""

import pytest
from fixtures.comparisons import described, verdict

from tisserand.ingest.resolution.comparison import compare
from tisserand.ontology.records import Identifier

SIREN = {"first": "732829320", "second": "404833048"}


def siren(which: str, role: str = "self", guessed: bool = False) -> tuple[Identifier, ...]:
    return (Identifier("siren", SIREN[which], role, guessed),)  # type: ignore[arg-type]


def test_one_siren_joins_whatever_the_name() -> None:
    a = described("Une ancienne raison sociale", identifiers=siren("first"))
    assert verdict(a, described("Tout autre nom", identifiers=siren("first"))) == "same"


def test_two_sirens_keep_apart_equal_names() -> None:
    a = described("Les Tissandolies", "Savenay", identifiers=siren("first"))
    b = described("Les Tissandolies", "Savenay", identifiers=siren("second"))
    assert compare(a, b).guarded


@pytest.mark.parametrize(
    "identifiers", [siren("first", role="operator"), siren("first", guessed=True)]
)
def test_the_number_of_an_operator_or_a_guess_joins_nobody(
    identifiers: tuple[Identifier, ...],
) -> None:
    a = described("Garage des Trois Ponts", identifiers=identifiers)
    assert verdict(a, described("La Manufacture", identifiers=siren("first"))) == "different"


def test_a_rounded_siret_is_no_identifier() -> None:
    rounded = (Identifier("siret", "39500000000000"),)
    assert described("Un nom", identifiers=rounded).identifiers == ()


def test_an_organisation_and_its_site_stay_two() -> None:
    a = described("Les Tissandolies", "Savenay")
    assert compare(a, described("Les Tissandolies", "Savenay", kind="Site")).guarded


def test_sites_join_by_siret_and_not_by_the_siren_of_their_operator() -> None:
    siret = (Identifier("siret", "73282932000074"),)
    site = described("Agence", kind="Site", identifiers=siret)
    assert verdict(site, described("Bureau", kind="Site", identifiers=siret)) == "same"
    assert described("Agence", kind="Site", identifiers=siren("first")).identifiers == ()
