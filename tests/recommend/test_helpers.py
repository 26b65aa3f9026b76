"""Who can help: ranked actors, reasons that cite records, an introducer."""

import pytest

from tisserand.errors import NotFoundError
from tisserand.ontology.records import Visibility
from tisserand.store.port import ChangeSet

from .conftest import OVEN

NEED = "Qui peut remettre en état le four à pain communal ?"


def names(answer) -> list[str]:
    return [helper["name"] for helper in answer["helpers"]]


def reasons(helper) -> list[str]:
    return [reason["text"] for reason in helper["reasons"]]


def test_answer_has_the_fields_of_the_contract(answer) -> None:
    given = answer(NEED, near="Angers")
    assert given.keys() == {"understood", "helpers", "message", "nearest"}
    assert given["understood"].keys() == {"skills", "themes", "place", "kind"}
    assert given["helpers"][0].keys() == {
        "iri", "name", "kind", "place", "distance_km", "score", "reasons", "introducer", "news",
    }  # fmt: skip


def test_closer_holder_comes_first(answer) -> None:
    assert names(answer(NEED, near="Angers")) == ["Fournil des Deux Rives", "Fours du Thouet"]
    assert names(answer(NEED, near="Saumur")) == ["Fours du Thouet", "Fournil des Deux Rives"]


def test_reason_says_the_skill_is_rare(answer) -> None:
    first = answer(NEED, near="Angers")["helpers"][0]
    assert (
        "sait : maçonnerie de four à bois (compétence rare : 2 détenteurs à moins de 50 km)"
        in reasons(first)
    )


def test_reason_cites_the_row_that_says_it(answer) -> None:
    first = answer(NEED, near="Angers")["helpers"][0]
    assert first["reasons"][0]["records"] == [
        {
            "iri": "http://tisserand.test/record/fournil",
            "source": "annuaire",
            "file": "annuaire.csv",
            "row": 2,
            "date": "2023-05-01",
        }
    ]


def test_past_grant_is_a_reason_with_its_year(answer) -> None:
    second = answer(NEED, near="Angers")["helpers"][1]
    assert "a été soutenu pour : Restauration du four à bois, 2021" in reasons(second)
    rows = {r["row"] for reason in second["reasons"] for r in reason["records"]}
    assert 214 in rows


def test_distance_is_told_in_kilometres(answer) -> None:
    first = answer(NEED, near="Angers")["helpers"][0]
    assert "à 5 km" in reasons(first)
    assert first["distance_km"] == pytest.approx(4.8, abs=0.5)


def test_every_reason_cites_a_record(answer) -> None:
    helpers = answer(NEED, near="Angers")["helpers"]
    told = [reason for helper in helpers for reason in helper["reasons"]]
    told += [
        r for helper in helpers if helper["introducer"] for r in helper["introducer"]["reasons"]
    ]
    assert told
    assert all(reason["records"] for reason in told)


def test_introducer_is_tied_to_both_sides(answer) -> None:
    introducer = answer(NEED, near="Angers")["helpers"][0]["introducer"]
    assert introducer["name"] == "Claire Exemple"
    assert [reason["text"] for reason in introducer["reasons"]] == [
        "a travaillé avec Fournil des Deux Rives : Fête du pain, 2020–2022",
        "travaille pour Maison des associations (Angers) depuis 2020",
    ]


def test_person_introduces_nobody_to_the_public(answer) -> None:
    helper = answer(NEED, role=Visibility.PUBLIC, near="Angers")["helpers"][0]
    assert helper["name"] == "Fournil des Deux Rives"
    assert helper["introducer"] is None


def test_withdrawn_record_takes_its_reasons_away(answer, territory) -> None:
    territory.apply(ChangeSet(removed_records=["subvention"]))
    second = answer(NEED, near="Angers")["helpers"][1]
    assert not any("soutenu" in reason for reason in reasons(second))


def test_withdrawn_source_leaves_nobody(answer, territory) -> None:
    territory.apply(ChangeSet(removed_sources=["annuaire"]))
    assert answer(NEED, near="Angers")["helpers"] == []


def test_asker_does_not_help_itself(answer) -> None:
    assert names(answer(NEED, asker="fournil")) == ["Fours du Thouet"]


def test_unknown_asker_is_refused(answer) -> None:
    with pytest.raises(NotFoundError):
        answer(NEED, asker="personne")


def test_tie_with_the_asker_brings_closer(answer) -> None:
    without = answer(NEED)["helpers"]
    asked = answer(NEED, asker="mairie")["helpers"]
    assert {h["name"]: h["score"] for h in asked}["Fours du Thouet"] > max(
        h["score"] for h in without if h["name"] == "Fours du Thouet"
    )


def test_nobody_within_says_who_is_nearest(answer) -> None:
    given = answer(NEED, near="Nantes", within_km=20)
    assert given["helpers"] == []
    assert given["nearest"]["name"] == "Fournil des Deux Rives"
    assert given["message"].startswith("Personne à moins de 20 km. Le plus proche : Fournil")


def test_nobody_at_all_is_said(answer) -> None:
    given = answer("Nous cherchons un expert de la fermentation de la bière artisanale")
    assert given["helpers"] == []
    assert given["message"]


def test_nothing_understood_is_said(answer) -> None:
    given = answer("blurp zork")
    assert given["helpers"] == []
    assert given["message"].startswith("Je n'ai pas compris")


def test_kind_of_help_is_named_in_french_when_nobody_has_it(answer, territory) -> None:
    territory.apply(ChangeSet(removed_sources=["annuaire"]))
    given = answer("il nous manque 300 euros")
    assert given["message"] == "Personne n'est encore recensé pour : financement."


def test_money_is_asked_of_funders(answer) -> None:
    given = answer("Nous cherchons un financement")
    assert names(given) == ["Mairie d'Angers"]
    assert reasons(given["helpers"][0]) == ["a financé : Restauration du four à bois, 2021"]


def test_understood_skill_has_its_name_and_score(answer) -> None:
    (skill,) = answer(NEED)["understood"]["skills"]
    assert skill["iri"] == OVEN
    assert skill["label"] == "Maçonnerie de four à bois"
    assert 0.5 < skill["score"] <= 1


def test_english_is_spoken_too(answer) -> None:
    given = answer(NEED, near="Angers", language="en")
    assert "5 km away" in reasons(given["helpers"][0])


def test_who_is_far_is_proposed_with_the_word_that_nobody_is_near(answer) -> None:
    found = answer(NEED, near="Marseille 8e")
    assert names(found)
    assert found["message"].startswith("Personne à moins de 50 km. Le plus proche :")
    assert not any("compétence rare" in reason for reason in reasons(found["helpers"][0]))


def test_no_matter_is_told_twice(answer) -> None:
    for helper in answer(NEED, near="Angers")["helpers"]:
        told = reasons(helper)
        assert len(told) == len(set(told))
        assert sum(reason.startswith("a été soutenu") for reason in told) <= 2
