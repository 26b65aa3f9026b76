"""A name given by a person means a place of the territory of the graph first."""

import pytest

from tisserand.errors import InputError
from tisserand.recommend.homonyms import find_commune, find_territory
from tisserand.reference.places import load_gazetteer


@pytest.mark.parametrize(
    ("name", "kind", "code"),
    [
        ("Maine-et-Loire", "departement", "49"),
        ("CC du Pays de Craon", "epci", "200048551"),
        ("Pays de la Loire", "region", "52"),
        ("Mayenne", "commune", "53147"),
    ],
)
def test_territory_is_a_commune_or_what_holds_several(name: str, kind: str, code: str) -> None:
    found = find_territory(name, load_gazetteer(), ())
    assert (found.kind, found.code) == (kind, code)


@pytest.mark.parametrize(("home", "code"), [(("53", "86"), "53084"), (("86", "53"), "86087")])
def test_homonym_is_that_of_the_departement_with_most_of_the_graph(
    home: tuple[str, ...], code: str
) -> None:
    assert find_commune("Craon", load_gazetteer(), home).code == code


@pytest.mark.parametrize("name", ["Craon", "Trifouillis-les-Oies"])
def test_name_of_several_or_of_none_is_refused(name: str) -> None:
    with pytest.raises(InputError):
        find_territory(name, load_gazetteer(), ())
