"""Introductions: their steps, what is due, what they tie and what they teach."""

from collections.abc import Callable
from typing import Any

import pytest
from fixtures.parts import Parts
from recommend.conftest import BASE, OVEN, place, record, weave

from tisserand.application.introductions import Asked, Introductions
from tisserand.errors import InputError, NotFoundError, RefusedError
from tisserand.ontology.records import Record, Visibility
from tisserand.recommend.cooperations import suggest_cooperations
from tisserand.recommend.earlier import earlier_line
from tisserand.recommend.introductions import SOURCE, Step
from tisserand.recommend.projection import build_projection
from tisserand.reference.places import load_gazetteer
from tisserand.reference.thesaurus import load_thesaurus
from tisserand.store.port import ChangeSet, GraphStore, View

AGENT = Visibility.AGENT
Json = dict[str, Any]


@pytest.fixture
def known(store) -> list[Record]:
    """« Jardin » needs masonry, which « Maçon » masters; only agents see « Claire »."""
    records = [
        record("jardin", "Association", "Jardin", place("angers")),
        record("besoin", "Need", "Refaire le four", ("requiresSkill", OVEN),
               links=[("neededBy", "jardin")]),
        record("macon", "Company", "Maçon", place("saumur"), ("hasSkill", OVEN)),
        record("claire", "Person", "Claire Exemple", visibility=AGENT,
               links=[("worksFor", "jardin"), ("memberOf", "macon")]),
    ]  # fmt: skip
    weave(store, records)
    return records


@pytest.fixture
def made(store, known) -> Introductions:
    return Introductions(Parts(store))


def propose(made: Introductions, date: str = "2026-03-02", **options: Any) -> Json:
    return made.propose(AGENT, Asked("jardin", "macon", date=date, by="Agnès", **options))


def walk(made: Introductions, *states: str) -> None:
    for month, state in enumerate(states, 4):
        made.step(AGENT, 1, Step(state, f"2026-{month:02}-01", "Agnès"))  # type: ignore[arg-type]


def network_of(store: GraphStore) -> int:
    with store.read(View(AGENT)) as reader:
        return len(build_projection(reader).network.member)


def test_each_step_is_kept_with_its_date_and_who_said_it(made) -> None:
    propose(made)
    walk(made, "accepted", "met", "cooperation")
    made.step(AGENT, 1, Step("ended", "2026-09-01", "Luc", outcome="four refait", lesson="écrire"))
    (told,) = made.list(AGENT, "2026-09-02")
    assert [(x["state"], x["date"], x["by"]) for x in told["history"]] == [
        ("proposed", "2026-03-02", "Agnès"), ("accepted", "2026-04-01", "Agnès"),
        ("met", "2026-05-01", "Agnès"), ("cooperation", "2026-06-01", "Agnès"),
        ("ended", "2026-09-01", "Luc"),
    ]  # fmt: skip
    assert (told["state"], told["a"]["name"], told["b"]["name"]) == ("ended", "Jardin", "Maçon")


@pytest.mark.parametrize(
    ("walked", "step"),
    [
        ((), "met"),
        ((), "ended"),
        (("accepted",), "cooperation"),
        (("accepted",), "declined"),
        (("declined",), "accepted"),
        (("accepted", "met"), "accepted"),
        (("accepted", "ended"), "met"),
    ],
)
def test_an_illegal_step_is_refused_and_changes_nothing(made, walked, step) -> None:
    propose(made)
    walk(made, *walked)
    before = made.list(AGENT, "2026-12-01")
    with pytest.raises(InputError):
        made.step(AGENT, 1, Step(step, "2026-12-01"))
    assert made.list(AGENT, "2026-12-01") == before


def test_an_illegal_step_names_the_legal_ones(made) -> None:
    propose(made)
    with pytest.raises(InputError) as caught:
        made.step(AGENT, 1, Step("met", "2026-04-01"))
    assert caught.value.details["legal"] == "acceptée, refusée"


@pytest.mark.parametrize(
    ("walked", "day_before", "day"),
    [
        ((), "2026-03-16", "2026-03-17"),
        (("accepted",), "2026-05-01", "2026-05-02"),
        (("accepted", "met"), "2026-07-30", "2026-07-31"),
    ],
)
def test_reminders_are_due_when_patience_is_over(made, walked, day_before, day) -> None:
    propose(made)
    walk(made, *walked)
    assert made.list(AGENT, day_before, due=True) == []
    assert [one["id"] for one in made.list(AGENT, day, due=True)] == [1]


def test_what_is_over_is_never_due(made) -> None:
    propose(made)
    walk(made, "declined")
    assert made.list(AGENT, "2030-01-01", due=True) == []
    assert made.list(AGENT, "2030-01-01")[0]["due_on"] is None


def test_only_what_is_accepted_ties_them(made, store) -> None:
    without = network_of(store)
    propose(made)
    assert network_of(store) == without
    walk(made, "accepted")
    assert network_of(store) == without + 2


def test_declined_it_ties_nobody_and_never_returns(made, store) -> None:
    def names() -> list[set[str]]:
        with store.read(View(AGENT)) as reader:
            found = suggest_cooperations(
                reader, build_projection(reader), gazetteer=load_gazetteer(),
                thesaurus=load_thesaurus(), base_iri=BASE,
            )  # fmt: skip
        return [{pair["a"]["name"], pair["b"]["name"]} for pair in found]

    without, proposed = network_of(store), {"Jardin", "Maçon"}
    assert proposed in names()
    propose(made)
    assert proposed in names()
    walk(made, "declined")
    assert all(proposed not in names() for _ in range(100))
    assert network_of(store) == without


def test_what_became_of_the_same_two_is_told_before_they_are_asked_again(made) -> None:
    assert propose(made)["earlier"] == []
    made.step(AGENT, 1, Step("declined", "2026-04-01", "Agnès", reason="trop loin"))
    (earlier,) = made.draft(AGENT, Asked("macon", "jardin", date="2026-05-01"))["earlier"]
    assert earlier_line(earlier) == (
        "Déjà proposée : n° 1, refusée le 1er avril 2026, « trop loin »."
    )
    assert [one["id"] for one in propose(made, "2026-05-01")["earlier"]] == [1]
    assert [one["id"] for one in propose(made, "2026-05-02")["earlier"]] == [2, 1]


def test_others_stay_as_they_were_when_one_goes_further(made) -> None:
    propose(made)
    propose(made, through="claire", need="Refaire le four")
    before = made.list(AGENT, "2026-03-03")[1]
    walk(made, "accepted")
    assert made.list(AGENT, "2026-03-03")[1] == before
    assert (before["introducer"]["name"], before["need"]) == ("Claire Exemple", "Refaire le four")


def test_withdrawn_they_are_forgotten(made, store) -> None:
    propose(made)
    store.apply(ChangeSet(removed_sources=[SOURCE]))
    assert made.list(AGENT, "2026-03-03") == []


def test_it_holds_when_a_side_is_told_anew(made, store) -> None:
    propose(made)
    walk(made, "accepted")
    anew = record("plus-tot", "Company", "Maçon", ("telephone", "0200000000"))
    store.apply(ChangeSet(records=[anew], assignments={"plus-tot": "macon"}))
    (told,) = made.list(AGENT, "2026-04-03")
    assert told["b"] == {"iri": f"{BASE}id/macon", "name": "Maçon"}


@pytest.mark.parametrize("role", [Visibility.PUBLIC, Visibility.PARTNER])
def test_it_is_for_agents(made, role) -> None:
    asked = Asked("jardin", "macon", date="2026-03-02")
    calls: list[Callable[[], object]] = [
        lambda: made.propose(role, asked),
        lambda: made.draft(role, asked),
        lambda: made.step(role, 1, Step("accepted", "2026-03-02")),
        lambda: made.list(role, "2026-03-02"),
    ]
    for call in calls:
        with pytest.raises(RefusedError):
            call()


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        (Asked("jardin", "jardin", date="2026-03-02"), InputError),
        (Asked("jardin", "macon", through="macon", date="2026-03-02"), InputError),
        (Asked("jardin", "besoin", date="2026-03-02"), InputError),
        (Asked("jardin", "macon", date="demain"), InputError),
        (Asked("jardin", "macon", date="2026"), InputError),
        (Asked("jardin", "personne", date="2026-03-02"), NotFoundError),
    ],
)
def test_bad_proposals_are_refused(made, asked, error) -> None:
    with pytest.raises(error):
        made.propose(AGENT, asked)
    assert made.list(AGENT, "2026-03-03") == []


def test_bad_steps_are_refused(made) -> None:
    propose(made)
    with pytest.raises(NotFoundError):
        made.step(AGENT, 7, Step("accepted", "2026-04-01"))
    with pytest.raises(InputError):
        made.step(AGENT, 1, Step("accepted", "2026-03-01"))
    with pytest.raises(InputError):
        made.list(AGENT, "2026-04-01", state="finie")


@pytest.fixture
def three(store) -> Introductions:
    """« Ancien » knew both in 2005, « Récent » in 2022; « Vague » without a date."""
    records = [record(key, "Association", name) for key, name in
               (("jardin", "Jardin"), ("macon", "Maçon"))]  # fmt: skip
    for key, name, year in (("ancien", "Ancien", "2005"), ("recent", "Récent", "2022"),
                            ("vague", "Vague", "")):  # fmt: skip
        dated = [("startDate", year)] if year else []
        done = [f"{key}avec{end}" for end in ("jardin", "macon")]
        records += [record(one, "Project", f"Projet {one}", *dated,
                           links=[("ledBy", one.removeprefix(f"{key}avec"))])
                    for one in done]  # fmt: skip
        records.append(
            record(key, "Association", name, links=[("takesPartIn", one) for one in done])
        )
    weave(store, records)
    return Introductions(Parts(store))


def introducers(found: Json) -> list[str]:
    return [one["name"] for one in found["introducers"]]


def test_the_introducer_is_who_knew_both_last_and_the_next_best_is_told(three) -> None:
    noted = propose(three)
    assert (introducers(noted), noted["introducer"]["name"]) == (["Récent", "Ancien"], "Récent")
    assert "Récent vous connaît tous deux" in noted["message"]["text"]
    assert all(reason["records"] for one in noted["introducers"] for reason in one["reasons"])


def test_who_was_refused_with_either_side_introduces_nobody(three, store) -> None:
    three.propose(AGENT, Asked("recent", "macon", date="2026-03-01", direct=True))
    three.step(AGENT, 1, Step("declined", "2026-03-02"))
    assert introducers(propose(three)) == ["Ancien", "Vague"]


def test_an_introducer_named_or_nobody_is_as_asked(three) -> None:
    assert propose(three, through="vague")["introducer"]["name"] == "Vague"
    direct = propose(three, direct=True)
    assert (direct["introducer"], direct["introducers"]) == (None, [])


def test_without_anybody_who_knows_both_contact_is_direct(made, store) -> None:
    weave(store, [record("seul", "Association", "Seul")])
    found = made.draft(AGENT, Asked("seul", "macon"))
    assert found["introducers"] == []
