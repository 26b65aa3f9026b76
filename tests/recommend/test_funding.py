"""Which funding fits a project, on a real store."""

from typing import Any, get_args

import pytest

from tisserand.errors import InputError
from tisserand.ontology.namespaces import SKILLS
from tisserand.ontology.records import Record, Visibility
from tisserand.ontology.types import FundingKind
from tisserand.recommend.funding import find_funding
from tisserand.recommend.projection import build_projection
from tisserand.reference.places import load_gazetteer
from tisserand.reference.thesaurus import load_thesaurus
from tisserand.store.port import View
from tisserand.store.sqlite import SqliteStore

from .conftest import BASE, Facts, place, record, weave

HERITAGE = ("theme", f"{SKILLS}theme-patrimoine")
FARMING = ("theme", f"{SKILLS}theme-agriculture")
WORDS = {"gazetteer": load_gazetteer(), "thesaurus": load_thesaurus(), "base_iri": BASE}


def scheme(key: str, *requirements: str, facts: Facts = (), funder: str = "fonds") -> Record:
    asked = [("requirement", one) for one in requirements]
    return record(key, "FundingScheme", f"Aide {key}", *facts, *asked,
                  links=[("funder", funder)], source="aides", row=3)  # fmt: skip


def project(*facts: tuple[str, str], leader: str = "asso") -> list[Record]:
    return [
        record("asso", "Association", "Les Fours d'Angers", place("angers"), row=2),
        record("ville", "PublicBody", "Commune d'Avrillé", place("avrille"), row=3),
        record("fonds", "Organization", "Fondation des Fours", row=4),
        record("region", "PublicBody", "Région Pays de la Loire", row=5),
        record("four", "Project", "Remettre le four en état", HERITAGE, place("angers"),
               ("budget", "10000"), ("phase", "idea"), *facts,
               links=[("ledBy", leader)], row=9),
    ]  # fmt: skip


def funding(store: SqliteStore, wanted: str = "", **options: Any) -> dict[str, Any]:
    options = {"day": "2025-02-01", "project": None if wanted else "four", **options}
    with store.read(View(Visibility.AGENT)) as reader:
        return find_funding(reader, build_projection(reader), wanted, **options, **WORDS)


def verdicts(card: dict[str, Any]) -> dict[str, str]:
    return {criterion["topic"]: criterion["verdict"] for criterion in card["criteria"]}


def test_a_scheme_that_fits_is_eligible_with_its_sentences_and_rows(store: SqliteStore) -> None:
    asked = scheme("a", "Réservé aux associations", "Projets en Maine-et-Loire", facts=[HERITAGE])
    weave(store, [*project(), asked])
    [card] = funding(store)["schemes"]
    assert card["verdict"] == "eligible"
    assert verdicts(card) == dict.fromkeys(("applicant", "territory", "theme"), "eligible")
    told = {criterion["sentence"]: criterion["records"][0]["row"] for criterion in card["criteria"]}
    assert told["Réservé aux associations"] == 3


def test_what_was_not_understood_is_never_said_eligible(store: SqliteStore) -> None:
    weave(store, [*project(), scheme("a", "Fours accessibles au public")])
    [card] = funding(store)["schemes"]
    assert card["verdict"] == "cannot_tell"
    assert card["criteria"][0]["sentence"] == "Fours accessibles au public"


@pytest.mark.parametrize(
    "closed",
    [scheme("a", facts=[("closesOn", "2025-01-31")]), scheme("a", "Dossiers avant le 31/01/2025")],
    ids=["on record", "in a sentence"],
)
def test_a_closed_call_is_never_proposed(store: SqliteStore, closed: Record) -> None:
    weave(store, [*project(), closed])
    answer = funding(store)
    assert (answer["schemes"], answer["nearly"], answer["closed"]) == ([], [], 1)
    assert "clos" in answer["message"]


def test_a_call_without_a_date_is_not_said_open(store: SqliteStore) -> None:
    weave(store, [*project(), scheme("a", facts=[("fundingKind", "prix"), HERITAGE])])
    [card] = funding(store)["schemes"]
    assert verdicts(card) == {"deadline": "cannot_tell", "theme": "eligible"}


def test_a_scheme_known_by_its_name_alone_is_not_proposed(store: SqliteStore) -> None:
    weave(store, [*project(), scheme("a")])
    assert funding(store)["schemes"] == []


def test_a_call_is_open_until_the_end_of_its_last_day(store: SqliteStore) -> None:
    weave(store, [*project(), scheme("a", facts=[("closesOn", "2025-02")])])
    assert len(funding(store, day="2025-02-28")["schemes"]) == 1
    assert funding(store, day="2025-03-01")["closed"] == 1


@pytest.mark.parametrize(
    ("requirement", "change"),
    [
        ("Réservé aux communes", "être porté par : commune"),
        ("Budget minimum : 20 000 €", "porter le budget à 20 000 € au moins"),
        ("Projets situés en Bretagne", "se tenir ici : Bretagne"),
        ("Dépôt à partir du 1er mars 2025", "attendre l'ouverture : 1er mars 2025"),
    ],
)
def test_the_smallest_change_is_told(store: SqliteStore, requirement: str, change: str) -> None:
    weave(
        store, [*project(), scheme("a", requirement), scheme("b", requirement, "Réservé aux EPCI")]
    )
    nearly = funding(store)["nearly"]
    spaces = str.maketrans("\u202f\u00a0", "  ")
    assert [one.translate(spaces) for one in nearly[0]["changes"]] == [change]


def test_another_theme_is_refused_when_records_say_both(store: SqliteStore) -> None:
    weave(store, [*project(), scheme("a", facts=[FARMING])])
    answer = funding(store)
    assert (answer["schemes"], len(answer["nearly"])) == ([], 1)


def test_own_money_asked_is_to_be_found(store: SqliteStore) -> None:
    weave(store, [*project(), scheme("a", "Autofinancement minimum de 20 %")])
    [card] = funding(store)["schemes"]
    assert card["criteria"][0]["change"].endswith("20 % d'autofinancement, soit 2 000 €".replace(
        "2 000 €", "2\u202f000\u00a0€"))  # fmt: skip


def gives(amount: str, *requirements: str, key: str, funder: str = "region") -> Record:
    return scheme(key, *requirements, facts=[("maximumAmount", amount)], funder=funder)


def test_a_set_covers_the_budget_with_the_fewest_sources(store: SqliteStore) -> None:
    weave(
        store, [*project(), gives("6000", key="a"), gives("4000", key="b"), gives("3000", key="c")]
    )
    found = funding(store)["set"]
    assert [one["name"] for one in found["sources"]] == ["Aide a", "Aide b"]
    assert (found["total"], found["missing"]) == (10_000, 0)


def test_money_for_other_themes_is_told_apart_and_left_out_of_the_set(store: SqliteStore) -> None:
    sport = [("theme", f"{SKILLS}theme-sport"), ("maximumAmount", "9000")]
    weave(store, [*project(), gives("4000", key="a"), scheme("b", facts=sport)])
    answer = funding(store, "restaurer le patrimoine, budget 10 000 €")
    told = {one["name"]: one["is_off_topic"] for one in answer["schemes"]}
    assert told == {"Aide a": False, "Aide b": True}
    assert [one["name"] for one in answer["set"]["sources"]] == ["Aide a"]


def test_a_stake_is_said_to_be_one(store: SqliteStore) -> None:
    stake = [("maximumAmount", "4000"), ("fundingKind", "business-angel")]
    weave(store, [*project(), scheme("a", facts=stake)])
    assert any("capital" in one for one in funding(store)["set"]["assumptions"])


def test_money_that_may_not_be_added_is_not(store: SqliteStore) -> None:
    weave(store, [*project(), gives("6000", "Non cumulable avec les aides de la Région", key="a"),
                  gives("4000", key="b"), gives("3000", key="c", funder="fonds")])  # fmt: skip
    found = funding(store)["set"]
    assert {one["name"] for one in found["sources"]} == {"Aide a", "Aide c"}


def test_a_commune_keeps_a_fifth_for_itself(store: SqliteStore) -> None:
    weave(store, [*project(leader="ville"), gives("10000", key="a")])
    found = funding(store)["set"]
    assert (found["total"], found["missing"]) == (8000, 2000)
    assert any("80 %" in assumption for assumption in found["assumptions"])


def test_private_money_is_not_held_by_the_ceiling_of_public_aid(store: SqliteStore) -> None:
    gift = [("maximumAmount", "4000"), ("fundingKind", "mecenat")]
    weave(store, [*project(leader="ville"), gives("8000", key="a"), scheme("b", facts=gift)])
    assert funding(store)["set"]["total"] == 10_000


@pytest.mark.parametrize("kind", get_args(FundingKind))
def test_every_kind_of_funding_is_proposed(store: SqliteStore, kind: str) -> None:
    weave(store, [*project(), scheme("a", facts=[("fundingKind", kind), HERITAGE])])
    [card] = funding(store)["schemes"]
    assert card["kind"] == kind


def test_a_sentence_says_who_asks_where_and_how_much(store: SqliteStore) -> None:
    weave(store, [*project(), scheme("a", "Réservé aux associations"),
                  scheme("b", "Réservé aux communes")])  # fmt: skip
    answer = funding(store, "Notre association veut restaurer le four d'Angers pour 12 000 €")
    assert [card["name"] for card in answer["schemes"]] == ["Aide a"]
    assert answer["understood"]["budget"] == 12_000
    assert answer["understood"]["place"]["name"] == "Angers"


@pytest.mark.parametrize("said", ["portés par une commune", "un projet porté par la commune"])
def test_who_carries_a_project_is_read_in_its_sentence(store: SqliteStore, said: str) -> None:
    weave(store, [*project(), scheme("a", "Réservé aux associations"),
                  scheme("b", "Réservé aux communes")])  # fmt: skip
    answer = funding(store, f"Restaurer le four d'Angers, {said}")
    assert [card["name"] for card in answer["schemes"]] == ["Aide b"]


def test_who_funded_the_like_is_told_without_any_scheme(store: SqliteStore) -> None:
    grant = record("don", "Grant", "Aide de 2021", ("purpose", "Remettre en état le four communal"),
                   ("year", "2021"), ("amount", "4500"), HERITAGE,
                   links=[("funder", "region"), ("beneficiary", "ville")], row=8)  # fmt: skip
    weave(store, [*project(), grant])
    [told] = funding(store)["precedents"]
    assert (told["funders"], told["amount"], told["year"]) == (
        ["Région Pays de la Loire"],
        4500,
        "2021",
    )
    assert told["records"][0]["row"] == 8


def test_words_without_meaning_are_refused(store: SqliteStore) -> None:
    weave(store, project())
    with pytest.raises(InputError, match="Rien à chercher"):
        funding(store, " …")


def test_where_no_name_of_a_list_of_places_fits_somebody_looks_at_those_unknown(
    store: SqliteStore,
) -> None:
    asked = [scheme("a", "Territoire : Creuse, Pays des Fours"), scheme("b", "Territoire : Creuse")]
    weave(store, [*project(), *asked, scheme("c", "Périmètre : France")])
    answer = funding(store)
    told = {one["name"]: verdicts(one)["territory"] for one in answer["schemes"]}
    assert told == {"Aide a": "cannot_tell", "Aide c": "eligible"}
    assert [one["name"] for one in answer["nearly"]] == ["Aide b"]


def test_who_has_grown_too_old_is_told(store: SqliteStore) -> None:
    old = record("vieux", "Association", "Les Vieux Fours", ("foundedOn", "2001"), row=12)
    weave(store, [*project(leader="vieux"), old, scheme("a", "Associations de moins de huit ans")])
    [card] = funding(store)["nearly"]
    assert card["changes"] == ["être porté par quelqu'un qui existe depuis 96 mois au plus"]
