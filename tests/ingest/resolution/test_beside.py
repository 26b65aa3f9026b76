"""What one row says tells things apart, and together."""

from fixtures.weaver import Weaver

from tisserand.ingest.draft import Draft
from tisserand.ingest.judgements import judge, unsure_pairs
from tisserand.ontology.records import Identifier, Link, Value

NANTES = (Value("locatedIn", "https://w3id.org/tisserand/place/commune/44109"),)
SIREN = (Identifier("siren", "732829320"),)


def organisation(local: str, name: str, identifiers: tuple[Identifier, ...] = ()) -> Draft:
    return Draft(local, "Organization", name, identifiers, NANTES)


HALAGE, FOYER = "Collectif Tissandol Halage", "Tissandol Halage"


def names_of(weaver: Weaver) -> list[list[str]]:
    """The names of the records of each entity."""
    records = {
        record.key: record.name
        for source in ("one", "two", "three")
        for record in weaver.records(source)
    }
    return sorted(sorted(records[key] for key in keys) for keys in weaver.partition().values())


def test_names_alike_of_two_rows_are_one_organisation(weaver: Weaver) -> None:
    weaver.weave("one", organisation("a", HALAGE), organisation("b", FOYER))
    assert names_of(weaver) == [[HALAGE, FOYER]]


def test_two_organisations_of_one_row_are_not_one(weaver: Weaver) -> None:
    weaver.weave("one", (organisation("a", HALAGE), organisation("b", FOYER)))
    assert names_of(weaver) == [[HALAGE], [FOYER]]


def test_a_third_record_does_not_chain_what_a_row_tells_apart(weaver: Weaver) -> None:
    weaver.weave("one", (organisation("a", HALAGE), organisation("b", FOYER)))
    weaver.weave("two", organisation("a", "COLLECTIF TISSANDOL HALAJE"))
    weaver.weave("three", organisation("a", FOYER))
    assert all(not {HALAGE, FOYER} <= set(names) for names in names_of(weaver))


def test_a_person_joins_what_a_row_tells_apart(weaver: Weaver) -> None:
    weaver.weave("one", (organisation("a", HALAGE), organisation("b", FOYER)))
    a, b = sorted(record.key for record in weaver.records("one"))
    judge(weaver.store, a, b, "same", "Agente", "2024-05-02")
    assert names_of(weaver) == [[HALAGE, FOYER]]


def test_an_identifier_joins_what_a_row_names_twice(weaver: Weaver) -> None:
    weaver.weave("one", (organisation("a", HALAGE, SIREN), organisation("b", FOYER, SIREN)))
    assert names_of(weaver) == [[HALAGE, FOYER]]


def test_one_name_in_one_project_is_one_person_whoever_employs_them(weaver: Weaver) -> None:
    def row(employer: str) -> tuple[Draft, ...]:
        links = (Link("worksFor", "a"), Link("takesPartIn", "p"))
        project = Draft("p", "Project", "Tissandolies", (Identifier("anr", "ANR-1"),))
        return organisation("a", employer), project, Draft("r", "Person", "Odile Brac", links=links)

    weaver.weave("one", row("Institut du Halage"), row("Laboratoire Corbineau"))
    people = {record.key for record in weaver.records("one") if record.kind == "Person"}
    assert {weaver.owner(key) for key in people} == {min(people)}
    assert not unsure_pairs(weaver.store)
