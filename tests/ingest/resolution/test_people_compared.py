"""What the matcher says of two people."""

from fixtures.comparisons import described, verdict

from tisserand.ingest.resolution.shape import Features


def test_people_are_one_only_in_one_organisation_or_place() -> None:
    def person(*where: str) -> Features:
        return described("Aline Ferrandec", *where, kind="Person")

    assert verdict(person("Savenay"), person("Savenay")) == "same"
    assert verdict(person("Savenay"), person("Guérande")) != "same"
    assert verdict(person(), person()) != "same"


def test_people_of_one_name_in_one_organisation_are_one() -> None:
    person = described("Ondine Brisepierre", "", "Person")._replace(organisations=(("brgm",),))
    assert verdict(person, person) == "same"
    assert verdict(person, person._replace(organisations=(("fournil",),))) != "same"
    bakery, workshop = (("fournil", "deux", "rive"),), (("atelier", "velo"),)
    one = person._replace(organisations=bakery)
    assert verdict(one, person._replace(organisations=workshop)) != "same"


def test_a_namesake_without_anything_in_common_is_for_a_person_to_tell() -> None:
    namesake = described("Jean Martin", "", "Person")
    assert verdict(namesake, namesake) == "unsure"


def test_two_given_names_in_one_organisation_are_two_people() -> None:
    jean, paul = (
        described(f"{given} Brisepierre", "", "Person")._replace(organisations=(("brgm",),))
        for given in ("Jean", "Paul")
    )
    assert verdict(jean, paul) == "different"
