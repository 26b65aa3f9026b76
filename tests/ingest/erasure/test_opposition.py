"""Who opposes is shown to stewards only, in every source, until the opposition is lifted."""

import pytest
from fixtures.people import (
    HOME,
    MAIL,
    MOBILE,
    NAME,
    OTHER,
    everything,
    fournil,
    names,
    person,
    weave_all,
)  # fmt: skip
from fixtures.weaver import Weaver

from tisserand.errors import NotFoundError
from tisserand.ingest.draft import AcceptedRow, Draft
from tisserand.ingest.erasure.access import describe_person
from tisserand.ingest.erasure.erase import erase
from tisserand.ingest.erasure.fingerprint import Hasher
from tisserand.ingest.erasure.opposition import doubts, forget_tombstone, lift, oppose, spare
from tisserand.ingest.weaving import ingest_rows
from tisserand.ontology.records import Locator, Record, Source, Value, Visibility
from tisserand.store.port import View

AGENT = Visibility.AGENT


def seen_by_agents(weaver: Weaver, source: str) -> list[Record]:
    with weaver.store.read(View(AGENT)) as reader:
        return list(reader.records_of_source(source))


def waiting(weaver: Weaver) -> list[str]:
    with weaver.store.read(View(Visibility.STEWARD)) as reader, weaver.store.resolution() as held:
        return [one.key for one, _ in doubts(reader, held, Hasher(weaver.store.hash_key))]


def test_who_opposes_is_shown_to_stewards_only(weaver: Weaver) -> None:
    weave_all(weaver)
    told = oppose(weaver.store, NAME, "2024-05-02")
    assert told["records"] == 3
    assert names(weaver, AGENT) == [OTHER, HOME]
    assert NAME in names(weaver)


def test_what_names_them_in_passing_is_hidden_too(weaver: Weaver) -> None:
    weave_all(weaver)
    oppose(weaver.store, MAIL, "2024-05-02")
    (association,) = seen_by_agents(weaver, "bureau")
    assert (association.get("email"), association.get("description")) == (None, None)


def said_to_agents(weaver: Weaver) -> dict[str, str | None]:
    return {one.name: one.get("description") for one in seen_by_agents(weaver, "bureau")}


def test_civility_and_surname_are_hidden_where_they_are_told(weaver: Weaver) -> None:
    here = fournil(Value("description", "Mme Tribouillard le mardi."))
    there = fournil(Value("description", "Mme Tribouillard le lundi."))._replace(name="La Ruche")
    weaver.weave("bureau", (here, person()), there)
    before = everything(weaver)
    oppose(weaver.store, NAME, "2024-05-02")
    assert said_to_agents(weaver) == {HOME: None, "La Ruche": "Mme Tribouillard le lundi."}
    veiled = everything(weaver)
    weaver.weave("bureau", (here, person()), there)
    assert everything(weaver) == veiled
    lift(weaver.store, NAME)
    assert everything(weaver) == before


def test_who_is_only_named_in_passing_may_oppose(weaver: Weaver) -> None:
    said = Value("description", "Voir Zoé Kermarec le mardi ; Mme Kermarec ouvre à 9 h.")
    weaver.weave("bureau", fournil(said))
    oppose(weaver.store, "Zoé Kermarec", "2024-05-02")
    assert said_to_agents(weaver) == {HOME: None}
    lift(weaver.store, "Zoé Kermarec")
    assert said_to_agents(weaver) == {HOME: said.value}
    with pytest.raises(NotFoundError):
        oppose(weaver.store, "Zoé Inconnue", "2024-05-02")


def test_passage_of_a_report_is_told_without_who_opposes(weaver: Weaver) -> None:
    opening = Locator("cr.txt", start=0, end=30, passage=f"{NAME} ouvre la séance.")
    asking = Locator("cr.txt", start=30, end=60, passage="Mme Tribouillard veut un four.")
    need = Draft("b", "Need", "un four", values=(Value("description", "un four à pain"),))
    rows = [AcceptedRow(opening, (person(org=False),)), AcceptedRow(asking, (need,))]
    ingest_rows(weaver.store, Source("cr", "", "cr.txt"), rows, weaver.gazetteer)
    before = everything(weaver)
    oppose(weaver.store, NAME, "2024-05-02")
    (shown,) = seen_by_agents(weaver, "cr")
    assert shown.locator.passage == "Mme […] veut un four."
    held = describe_person(weaver.store, NAME, str, "2024-05-02")
    (source,) = held["sources"]
    assert [one["passage"] for one in source["records"]] == [opening.passage, asking.passage]
    lift(weaver.store, NAME)
    assert everything(weaver) == before


def test_new_import_keeps_the_opposition(weaver: Weaver) -> None:
    weave_all(weaver)
    oppose(weaver.store, NAME, "2024-05-02")
    before = everything(weaver)
    weave_all(weaver)
    assert everything(weaver) == before
    weaver.weave("neuve", (fournil(), person()))
    assert names(weaver, AGENT) == [OTHER, HOME]


@pytest.mark.parametrize("given", [NAME, MAIL])
def test_lifting_shows_again_what_sources_said(weaver: Weaver, given: str) -> None:
    weave_all(weaver)
    before = everything(weaver)
    oppose(weaver.store, NAME, "2024-05-02")
    lift(weaver.store, given)
    assert everything(weaver) == before
    with weaver.store.resolution() as reader:
        assert list(reader.sealed("held")) == []


def test_an_opposition_that_was_never_made_is_told(weaver: Weaver) -> None:
    weave_all(weaver)
    with pytest.raises(NotFoundError, match="Zoé"):
        lift(weaver.store, "Zoé Inconnue")


def test_who_opposed_can_be_erased(weaver: Weaver) -> None:
    weave_all(weaver)
    oppose(weaver.store, NAME, "2024-05-02")
    erase(weaver.store, NAME, "2024-05-03", "", weaver.gazetteer)
    assert names(weaver) == [OTHER, HOME]
    with weaver.store.resolution() as reader:
        assert list(reader.sealed("held")) == []


def test_forgotten_tombstone_lets_them_come_back_at_the_next_import(weaver: Weaver) -> None:
    weave_all(weaver)
    before = everything(weaver)
    erase(weaver.store, NAME, "2024-05-02", "", weaver.gazetteer)
    forget_tombstone(weaver.store, MAIL)
    assert names(weaver) == [OTHER, HOME]
    weave_all(weaver)
    assert everything(weaver) == before


def test_record_of_somebody_else_is_shown_again_and_stays_so(weaver: Weaver) -> None:
    weave_all(weaver)
    erase(weaver.store, NAME, "2024-05-02", "", weaver.gazetteer)
    weaver.weave("neuve", (fournil(), person("O. Tribouillard")))
    (key,) = waiting(weaver)
    assert "O. Tribouillard" not in names(weaver, AGENT)
    spare(weaver.store, key)
    weaver.weave("neuve", (fournil(), person("O. Tribouillard")))
    assert waiting(weaver) == []
    assert "O. Tribouillard" in names(weaver, AGENT)
    with pytest.raises(NotFoundError):
        spare(weaver.store, key)


def test_record_that_was_theirs_after_all_is_erased(weaver: Weaver) -> None:
    weave_all(weaver)
    erase(weaver.store, NAME, "2024-05-02", "", weaver.gazetteer)
    weaver.weave("neuve", (fournil(), person("O. Tribouillard")))
    erase(weaver.store, waiting(weaver)[0], "2024-05-03", "", weaver.gazetteer)
    assert names(weaver) == [OTHER, HOME]
    weaver.weave("neuve", (fournil(), person("O. Tribouillard")))
    assert names(weaver) == [OTHER, HOME]


def with_a_doubt(weaver: Weaver) -> None:
    """She is erased; another has her telephone."""
    mobile = Value("telephone", MOBILE)
    weaver.weave("bureau", (fournil(), person(NAME, mobile)), (fournil(), person("Lou Garcin")))
    said = Value("description", f"Remplace {NAME}, {MAIL}.")
    weaver.weave("cartes", (fournil(), person(OTHER, said, mobile, Value("email", "b@q.example"))))
    erase(weaver.store, NAME, "2024-05-01", "", weaver.gazetteer)


def test_a_doubt_about_a_telephone_waits_whatever_others_ask(weaver: Weaver) -> None:
    with_a_doubt(weaver)
    assert len(waiting(weaver)) == 1
    oppose(weaver.store, "Lou Garcin", "2024-05-02")
    assert len(waiting(weaver)) == 1
    assert names(weaver, AGENT) == [HOME]


def test_a_doubtful_record_names_nobody_erased(weaver: Weaver) -> None:
    with_a_doubt(weaver)
    (doubtful,) = [one for one in weaver.records("cartes") if one.kind == "Person"]
    assert doubtful.get("description") == "Remplace […], […]."
    assert (doubtful.get("telephone"), doubtful.get("email")) == (MOBILE, "b@q.example")


def test_somebody_opposes_after_an_erasure_in_what_is_veiled(weaver: Weaver) -> None:
    veiled = fournil(Value("email", MAIL), Value("description", "Demander Lou Garcin."))
    weaver.weave("bureau", (veiled, person(NAME, Value("email", MAIL))))
    weaver.weave("autres", (fournil(), person(OTHER)), (fournil(), person("Lou Garcin")))
    oppose(weaver.store, "Lou Garcin", "2024-05-01")
    erase(weaver.store, NAME, "2024-05-02", "", weaver.gazetteer)
    oppose(weaver.store, OTHER, "2024-05-03")
    assert names(weaver, AGENT) == [HOME]
