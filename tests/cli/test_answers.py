"""The shape of each answer is the one of the contract, key by key."""

import csv
import io
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from cli.conftest import Command

from tisserand.demo.territory import FILES, REPORTS

NEED = "réparer le four à pain"
CITED = {"iri", "source", "file", "row", "date"}
CITED_TOO = {"sheet", "page", "passage"}


def cited(answer: object) -> Iterator[Mapping[str, Any]]:
    """Every record that an answer cites."""
    if isinstance(answer, list):
        for one in answer:
            yield from cited(one)
    elif isinstance(answer, dict):
        yield from answer.get("records") or ()
        for value in answer.values():
            yield from cited(value)


def test_ask_understands_then_ranks_helpers_with_reasons(tisserand: Command, demo: Path) -> None:
    answer = tisserand("ask", NEED, "--near", "Craon", "--json", "--workspace", demo).json
    assert list(answer) == ["understood", "helpers", "message", "nearest"]
    assert list(answer["understood"]) == ["skills", "themes", "place", "kind"]
    scores = [helper["score"] for helper in answer["helpers"]]
    assert scores and scores == sorted(scores, reverse=True)
    for helper in answer["helpers"]:
        keys = ["iri", "name", "kind", "place", "distance_km", "score", "reasons", "introducer"]
        assert list(helper) == [*keys, "news"]
        assert all(list(reason) == ["text", "records"] for reason in helper["reasons"])
        assert any(reason["records"] for reason in helper["reasons"])


def test_what_is_no_word_is_not_understood(tisserand: Command, demo: Path) -> None:
    answer = tisserand("ask", "je veux xyzzyq blabla", "--json", "--workspace", demo).json
    assert answer["helpers"] == []
    assert answer["message"].startswith("Je n'ai pas compris")


def test_what_was_understood_is_corrected(tisserand: Command, demo: Path) -> None:
    said = ("--skill", "menuiserie", "--not", "boulangerie", "--anywhere")
    asked = (f"{NEED} à Craon", *said, "--json", "--workspace", demo)
    understood = tisserand("ask", *asked).json["understood"]
    labels = [skill["label"] for skill in understood["skills"]]
    assert labels[0] == "Menuiserie"
    assert "Boulangerie" not in labels
    assert understood["place"] is None


def test_kind_of_help_is_shown_back(tisserand: Command, demo: Path) -> None:
    need = "il nous manque 20 000 euros pour le toit"
    shown = tisserand("ask", need, "--workspace", demo).out.decode()
    assert shown.startswith("Compris : financement · ")


def test_introducer_is_named_with_reasons(tisserand: Command, demo: Path) -> None:
    answer = tisserand("ask", NEED, "--near", "Craon", "--json", "--workspace", demo).json
    introducers = [one["introducer"] for one in answer["helpers"] if one["introducer"]]
    assert introducers
    assert all(list(one) == ["iri", "name", "reasons"] for one in introducers)


def test_limit_and_distance_are_kept(tisserand: Command, demo: Path) -> None:
    options = ("--near", "Craon", "--within", "20", "--limit", "2", "--workspace", demo)
    helpers = tisserand("ask", NEED, *options, "--json").json["helpers"]
    assert 0 < len(helpers) <= 2
    assert all(helper["distance_km"] <= 20 for helper in helpers)


def test_show_cites_file_and_row_of_each_fact(tisserand: Command, demo: Path) -> None:
    answer = tisserand("show", "Fournil des Deux Rives", "--json", "--workspace", demo).json
    assert list(answer) == ["iri", "kind", "name", "facts", "links", "uncarried"]
    for fact in answer["facts"]:
        assert list(fact) == ["property", "value", "records", "chosen", "since", "until"]
        assert fact["records"]
    link_keys = ["property", "direction", "iri", "name", "kind", "records", "since", "until"]
    assert all(list(link) == link_keys for link in answer["links"])


def test_show_takes_an_iri_as_well_as_a_name(tisserand: Command, demo: Path) -> None:
    by_name = tisserand("show", "Fournil des Deux Rives", "--json", "--workspace", demo)
    by_iri = tisserand("show", by_name.json["iri"], "--json", "--workspace", demo)
    assert by_iri.out == by_name.out


def test_communities_list_their_members(tisserand: Command, demo: Path) -> None:
    answer = tisserand("communities", "--json", "--workspace", demo).json
    assert answer
    for community in answer:
        assert list(community) == ["id", "name", "size", "members"]
        assert community["size"] == len(community["members"])


def test_louvain_is_a_choice(tisserand: Command, demo: Path) -> None:
    assert tisserand("communities", "--algorithm", "louvain", "--json", "--workspace", demo).json


def test_cooperations_pair_two_actors_with_reasons(tisserand: Command, demo: Path) -> None:
    answer = tisserand("cooperations", "--limit", 5, "--json", "--workspace", demo).json
    assert len(answer) == 5
    keys = ["a", "b", "score", "reasons", "confidence", "news"]
    assert all(list(pair) == keys for pair in answer)


def test_projects_are_offered_those_who_should_join_them(tisserand: Command, demo: Path) -> None:
    at = ("cooperations", "--with", "projects", "--limit", 3, "--workspace", demo)
    joins = tisserand(*at, "--json").json
    assert all(one["project"]["name"] and one["reasons"][0]["records"] for one in joins)
    assert joins[0]["actor"]["name"] in tisserand(*at).out.decode()
    project = joins[0]["project"]["name"]
    of_one = tisserand(*at, "--for", project, "--json").json
    assert {one["project"]["name"] for one in of_one} == {project}


def test_cooperations_for_an_actor_all_hold_it(tisserand: Command, demo: Path) -> None:
    name = "Fournil des Deux Rives"
    answer = tisserand("cooperations", "--for", name, "--json", "--workspace", demo).json
    assert answer
    assert all(name in (pair["a"]["name"], pair["b"]["name"]) for pair in answer)


def test_question_gives_columns_and_rows(tisserand: Command, demo: Path) -> None:
    answer = tisserand("question", "rare_skills", "--json", "--workspace", demo).json
    assert list(answer) == ["columns", "rows"]
    assert answer["rows"]
    assert all(len(row) == len(answer["columns"]) for row in answer["rows"])


def test_question_takes_parameters(tisserand: Command, demo: Path) -> None:
    everybody = tisserand("question", "who_can_help", "--json", "--workspace", demo).json["rows"]
    options = ("--param", "skill=Danse", "--json", "--workspace", demo)
    some = tisserand("question", "who_can_help", *options)
    assert some.code == 0, some.err
    assert 0 < len(some.json["rows"]) < len(everybody)


def test_sources_are_listed_by_id(tisserand: Command, demo: Path) -> None:
    answer = tisserand("sources", "--json", "--workspace", demo).json
    ids = [one["id"] for one in answer]
    assert ids == sorted(file.source for file in (*FILES, *REPORTS))
    keys = ["id", "title", "publisher", "licence", "date", "file"]
    assert all(list(one) == keys for one in answer)


@pytest.mark.parametrize(
    "question",
    [("ask", NEED), ("show", "Fournil des Deux Rives"), ("cooperations", "--limit", "5")],
)
def test_records_are_cited_by_file_and_row(
    tisserand: Command, demo: Path, question: tuple[str, ...]
) -> None:
    records = list(cited(tisserand(*question, "--json", "--workspace", demo).json))
    assert records
    assert all(set(one) >= CITED and set(one) <= CITED | CITED_TOO for one in records)
    assert all((one["row"] or 0) >= 2 or one["passage"] for one in records)


def test_export_records_has_the_columns_of_the_contract(tisserand: Command, demo: Path) -> None:
    table = tisserand("export", "records", "--format", "csv", "--workspace", demo).out.decode()
    rows = list(csv.reader(io.StringIO(table, newline="")))
    assert rows[0] == ["source", "file", "locator", "kind", "name", "siren", "place", "entity"]
    directories = {file.source for file in FILES}
    of_rows = [row for row in rows[1:] if row[0] in directories]
    assert of_rows
    assert all(row[2].rsplit(":", 1)[-1].isdecimal() for row in of_rows)


def test_exports_as_json_hold_json_alone(tisserand: Command, demo: Path) -> None:
    records = tisserand("export", "records", "--json", "--workspace", demo).json
    graph = tisserand("export", "graph", "--json", "--workspace", demo).json
    assert set(records[0]) >= {"source", "locator", "entity"}
    assert "@context" in graph


def test_public_sees_no_person(tisserand: Command, demo: Path) -> None:
    kinds = {
        role: {
            one["kind"]
            for one in tisserand(
                "export", "records", "--json", "--role", role, "--workspace", demo
            ).json
        }
        for role in ("public", "partner", "agent", "steward")
    }
    assert "Person" in kinds["agent"] and "Person" in kinds["steward"]
    assert "Person" not in kinds["public"] | kinds["partner"]


def test_public_finds_no_person_by_name(tisserand: Command, demo: Path) -> None:
    records = tisserand("export", "records", "--json", "--workspace", demo).json
    person = next(one["entity"] for one in records if one["kind"] == "Person")
    assert tisserand("show", person, "--json", "--workspace", demo).code == 0
    hidden = tisserand("show", person, "--json", "--role", "public", "--workspace", demo)
    assert (hidden.code, hidden.out) == (1, b"")


EVERYTHING = f"""
import sys
from tisserand.cli.application import run
for command in (
    ["ask", "{NEED}"], ["show", "Fournil des Deux Rives"], ["communities"], ["cooperations"],
    ["question", "who_can_help"], ["sources"], ["export", "graph"], ["export", "records"],
):
    assert run([*command, "--json", "--workspace", sys.argv[1]]) == 0
"""


def test_two_runs_give_equal_bytes(demo: Path) -> None:
    """Whatever the order of sets in each process."""

    def answers(seed: str) -> bytes:
        command = [sys.executable, "-c", EVERYTHING, str(demo)]
        environment = os.environ | {"PYTHONHASHSEED": seed}
        return subprocess.run(command, capture_output=True, check=True, env=environment).stdout

    first = answers("1")
    assert len(first) > 100_000
    assert first == answers("2")


def test_show_speaks_french(tisserand: Command, demo: Path) -> None:
    shown = tisserand("show", "Fournil des Deux Rives", "--workspace", demo).out.decode()
    assert "situé à" in shown and "Craon" in shown and "Maçonnerie de four à bois" in shown
    assert "locatedIn" not in shown and "/skills/" not in shown


def test_questions_are_listed_when_none_is_named(tisserand: Command, demo: Path) -> None:
    listed = tisserand("question", "--json", "--workspace", demo).json
    assert "who_can_help" in {one["name"] for one in listed}
    shown = tisserand("question", "--workspace", demo).out.decode()
    assert "Qui peut aider ?" in shown


def test_gaps_tell_every_theme_in_json_and_keep_a_limit(tisserand: Command, demo: Path) -> None:
    every = tisserand("gaps", "--json", "--workspace", demo).json
    assert {"covered", "gap"} <= {one["status"] for one in every}
    assert tisserand("gaps", "--limit", "2", "--json", "--workspace", demo).json == every[:2]
