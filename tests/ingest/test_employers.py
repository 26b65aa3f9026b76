"""A body that a row of a person names without its place is met where the person is."""

from collections.abc import Callable, Sequence

import pytest
from fixtures.weaver import Weaver

from tisserand.ingest.draft import Draft
from tisserand.ingest.erasure.erase import erase
from tisserand.ingest.erasure.opposition import oppose
from tisserand.ingest.judgements import unsure_pairs
from tisserand.ontology.records import Link, Value

CRAON, ERNEE, LAVAL = (
    Value("locatedIn", f"https://w3id.org/tisserand/place/commune/{code}")
    for code in ("53084", "53096", "53130")
)
MILL = "Fournil des Trois Moulins"


def person(name: str, employer: str, place: Value | None) -> tuple[Draft, Draft]:
    """A row about a person, and the employer that it names."""
    said = (place,) if place else ()
    works = (Link("worksFor", "b"),)
    return Draft("a", "Person", name, values=said, links=works), body(employer)


def body(name: str) -> Draft:
    return Draft("b", "Organization", name, once=True)


def met(weaver: Weaver) -> bool:
    """Whether the body of the directory is the employer of the people."""
    (known,) = weaver.records("structures")
    found = [one for one in weaver.records("gens") if one.kind == "Organization"]
    assert found and not any(one.get("locatedIn") for one in found)
    return any(weaver.owner(one.key) == weaver.owner(known.key) for one in found)


@pytest.mark.parametrize("gens_first", [False, True])
def test_an_employer_meets_the_body_of_its_name_where_its_people_are(
    weaver: Weaver, gens_first: bool
) -> None:
    people = [person("Alix Durand", MILL, CRAON), person("Lou Garcin", MILL, None)]
    structure = Draft("a", "Organization", MILL, values=(CRAON,))
    for source in sorted(("gens", "structures"), reverse=not gens_first):
        weaver.weave(source, *(people if source == "gens" else [structure]))
    assert met(weaver)


@pytest.mark.parametrize("places", [[ERNEE], [CRAON, ERNEE], [ERNEE, CRAON, CRAON], [None]])
def test_a_body_of_that_name_elsewhere_waits_for_a_person(
    weaver: Weaver, places: Sequence[Value | None]
) -> None:
    weaver.weave("structures", Draft("a", "Organization", MILL, values=(CRAON,)))
    people = [person(f"Alix Durand{n}", MILL, place) for n, place in enumerate(places)]
    weaver.weave("gens", *people)
    assert not met(weaver)
    assert len(unsure_pairs(weaver.store)) == 1


def test_a_body_that_says_its_place_takes_no_hint(weaver: Weaver) -> None:
    weaver.weave("structures", Draft("a", "Organization", MILL, values=(CRAON,)))
    alix, mill = person("Alix Durand", MILL, CRAON)
    weaver.weave("gens", (alix, mill._replace(values=(LAVAL,))))
    assert len({weaver.owner(one.key) for one in weaver.records("gens")}) == 2
    assert len([group for group in weaver.partition().values() if len(group) > 1]) == 0


def test_a_row_that_changes_the_place_of_people_parts_what_it_joined(weaver: Weaver) -> None:
    weaver.weave("structures", Draft("a", "Organization", MILL, values=(CRAON,)))
    weaver.weave("gens", person("Alix Durand", MILL, CRAON))
    assert met(weaver)
    weaver.weave("gens", person("Alix Durand", MILL, CRAON), person("Lou Garcin", MILL, LAVAL))
    assert not met(weaver)


@pytest.mark.parametrize("ask", [oppose, erase])
def test_an_employer_told_otherwise_stays_where_its_people_are(
    weaver: Weaver, ask: Callable[..., object]
) -> None:
    weaver.weave("structures", Draft("a", "Organization", MILL, values=(CRAON,)))
    said = Value("description", "Demander Alix Durand.")
    rows = [person(name, f"{MILL} de Craon", CRAON) for name in ("Alix Durand", "Lou Garcin")]
    rows = [(one, mill._replace(values=(said,))) for one, mill in rows]
    weaver.weave("gens", *rows)
    assert met(weaver)
    given = ("", weaver.gazetteer) if ask is erase else ()
    ask(weaver.store, "Alix Durand", "2024-05-01", *given)
    before = weaver.partition()
    assert met(weaver)
    weaver.weave("gens", *rows)
    assert weaver.partition() == before
