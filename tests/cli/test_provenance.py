"""Where facts come from, and where sources contradict each other, on the demonstration."""

from pathlib import Path
from typing import Any

import pytest
from cli.conftest import Command
from fixtures.weaver import Weaver

from tisserand.bootstrap import STORE_FILE
from tisserand.ingest.draft import Draft
from tisserand.ingest.judgements import judge
from tisserand.ontology.namespaces import place_iri
from tisserand.ontology.records import Identifier, Value
from tisserand.reference.places import load_gazetteer
from tisserand.store.sqlite import open_sqlite

NAME = "Fournil des Deux Rives"
SIREN = "299601070"
SEGRE = place_iri("commune", "49331")
IN_REGISTER = Draft(
    "a",
    "Association",
    "Pains et Levains du Haut-Anjou",
    identifiers=(Identifier("siren", SIREN),),
    values=(
        Value("locatedIn", SEGRE),
        Value("address", "3 place de la Gare"),
        Value("dissolvedOn", "2019-06-30"),
    ),
)


@pytest.fixture
def contradicted(demo_copy: Path) -> Path:
    """The demonstration, where a national register knows the Fournil by another name and town."""
    store = open_sqlite(demo_copy / STORE_FILE, "http://127.0.0.1:8000/")
    Weaver(store, load_gazetteer()).weave("registre", IN_REGISTER, rank=0)
    store.close()
    return demo_copy


def facts(answer: dict[str, Any], name: str) -> list[dict[str, Any]]:
    return [fact for fact in answer["facts"] if fact["property"] == name]


def test_why_cites_source_title_file_and_row_of_every_fact(tisserand: Command, demo: Path) -> None:
    answer = tisserand("why", NAME, "--json", "--workspace", demo).json
    assert list(answer) == ["iri", "kind", "name", "facts", "links", "joined"]
    keys = [*("property", "value", "text", "since", "until", "chosen", "records", "instead")]
    assert all(list(fact) == keys for fact in answer["facts"])
    cited = [record for told in (*answer["facts"], *answer["links"]) for record in told["records"]]
    assert cited
    for record in cited:
        assert record["title"] and record["file"] and record["date"]
        assert record["row"] or record["passage"]
        assert "licence" in record


def test_why_names_what_joined_each_record(tisserand: Command, demo: Path) -> None:
    joined = tisserand("why", NAME, "--json", "--workspace", demo).json["joined"]
    assert joined[0]["ground"] is None
    grounds = {one["ground"]["kind"] for one in joined[1:]}
    assert {"identifier", "content", "match"} <= grounds
    (number,) = [one["ground"] for one in joined[1:] if one["ground"]["kind"] == "identifier"]
    assert (number["scheme"], number["value"]) == ("siren", SIREN)
    assert SIREN in number["text"]


def test_every_ground_leads_to_a_record_of_the_same_thing(tisserand: Command, demo: Path) -> None:
    joined = tisserand("why", NAME, "--json", "--workspace", demo).json["joined"]
    iris = {one["iri"] for one in joined}
    assert all(one["ground"]["with"] in iris - {one["iri"]} for one in joined[1:])


def test_a_register_wins_and_others_are_told_instead(
    tisserand: Command, contradicted: Path
) -> None:
    answer = tisserand("why", NAME, "--json", "--workspace", contradicted).json
    assert answer["name"] == IN_REGISTER.name
    (address,) = facts(answer, "address")
    assert address["value"] == "3 place de la Gare"
    (other,) = address["instead"]
    assert (other["value"], other["because"]) == ("22 rue du Champ-de-Foire", "register")
    (name,) = facts(answer, "name")
    assert (NAME, "register") in {(one["value"], one["because"]) for one in name["instead"]}


def test_a_place_not_shown_is_told_with_its_records(tisserand: Command, contradicted: Path) -> None:
    (place,) = facts(
        tisserand("why", NAME, "--json", "--workspace", contradicted).json, "locatedIn"
    )
    assert place["value"] == SEGRE
    assert [(one["text"], one["because"]) for one in place["instead"]] == [("Craon", "register")]
    assert place["instead"][0]["records"]


def test_a_more_specific_kind_is_preferred(tisserand: Command, demo: Path) -> None:
    (kind,) = facts(tisserand("why", NAME, "--json", "--workspace", demo).json, "kind")
    assert kind["value"] == "Association"
    assert [(one["value"], one["because"]) for one in kind["instead"]] == [
        ("Organization", "specific")
    ]


def test_a_judgement_is_told_with_who_gave_it_to_agents_only(
    tisserand: Command, demo_copy: Path
) -> None:
    store = open_sqlite(demo_copy / STORE_FILE, "")
    weaver = Weaver(store, load_gazetteer())
    weaver.weave("carnet", Draft("a", "Association", "La Brocantine"))
    weaver.weave("cahier", Draft("a", "Association", "Les Tissandolies"))
    pair = [weaver.records(source)[0].key for source in ("carnet", "cahier")]
    judge(store, pair[0], pair[1], "same", "Claire", "2024-05-02", "vue sur place")
    store.close()
    options = ("--json", "--workspace", demo_copy)
    (ground,) = [
        one["ground"] for one in tisserand("why", pair[0], *options).json["joined"] if one["ground"]
    ]
    assert ground["kind"] == "judgement"
    assert (ground["author"], ground["reason"]) == ("Claire", "vue sur place")
    public = tisserand("why", pair[0], "--role", "public", *options)
    assert "Claire" not in public.out.decode()
    assert "2024-05-02" in public.out.decode()


def test_why_reads_in_french(tisserand: Command, contradicted: Path) -> None:
    told = tisserand("why", NAME, "--workspace", contradicted).out.decode()
    assert "au lieu de « 22 rue du Champ-de-Foire » : une source de meilleur rang" in told
    assert "même SIREN" in told
    assert "annuaire-ess.xlsx, feuille Annuaire, ligne" in told


def test_why_of_nobody_is_not_found(tisserand: Command, demo: Path) -> None:
    done = tisserand("why", "Zorglub et Fils", "--workspace", demo)
    assert (done.code, done.out) == (1, b"")


def test_disagreements_come_by_weight_with_both_sides(
    tisserand: Command, contradicted: Path
) -> None:
    answer = tisserand("disagreements", "--json", "--workspace", contradicted).json
    keys = ["iri", "name", "kind", "disagreement", "property", "weight", "sides"]
    assert all(list(one) == keys for one in answer)
    weights = [one["weight"] for one in answer]
    assert weights == sorted(weights, reverse=True)
    found = [one["disagreement"] for one in answer if one["name"] == IN_REGISTER.name]
    assert found == ["closure", "place", "name", "address"]
    for one in answer:
        assert len(one["sides"]) > 1
        assert len({r["source"] for side in one["sides"] for r in side["records"]}) > 1


def test_a_closed_thing_that_others_still_name_is_contradicted(
    tisserand: Command, contradicted: Path
) -> None:
    options = ("--kind", "closure", "--json", "--workspace", contradicted)
    (one,) = tisserand("disagreements", *options).json
    closed, alive = one["sides"]
    assert closed["value"] == "2019-06-30"
    assert alive["value"] is None
    assert "2024" in alive["text"]
    assert all(record["file"] != "registre.csv" for record in alive["records"])


def test_the_demonstration_does_not_contradict_itself_on_numbers(
    tisserand: Command, demo: Path
) -> None:
    options = ("--kind", "identifier", "--json", "--workspace", demo)
    assert tisserand("disagreements", *options).json == []


def test_limit_is_kept_and_the_rest_is_counted(tisserand: Command, contradicted: Path) -> None:
    options = ("--limit", 2, "--workspace", contradicted)
    assert len(tisserand("disagreements", *options, "--json").json) == 2
    assert "autres contradictions" in tisserand("disagreements", *options).out.decode()


def test_an_unknown_kind_of_disagreement_is_refused(tisserand: Command, demo: Path) -> None:
    done = tisserand("disagreements", "--kind", "humeur", "--workspace", demo)
    assert done.code == 2
    assert "identifier" in done.err
