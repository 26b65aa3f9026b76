"""Woven, the demonstration territory gives the answers planted in it."""

from collections import Counter

import pytest

from tisserand.demo.territory import QUESTION
from tisserand.ontology.records import Visibility
from tisserand.recommend.helpers import ask
from tisserand.recommend.projection import load_projection
from tisserand.reference.places import load_gazetteer
from tisserand.reference.thesaurus import load_thesaurus
from tisserand.store.port import View

EXPLAINED = {"blank", "heading", "total"}


@pytest.fixture(scope="module")
def answers(woven, planted, tmp_path_factory):
    """The answer to each planted need, asked by an agent near who needs it."""
    cache = tmp_path_factory.mktemp("cache") / "projection"
    with woven.store.read(View(Visibility.AGENT)) as reader:
        projection = load_projection(reader, cache)
        return {
            need["id"]: ask(
                reader,
                projection,
                need["text"],
                near=need["near"],
                thesaurus=load_thesaurus(),
                gazetteer=load_gazetteer(),
                base_iri=woven.store.base_iri,
            )
            for need in planted["needs"]
        }


def keys_of(answer):
    """Keys of the entities that an answer proposes, in order."""
    return [helper["iri"].rsplit("/", 1)[1] for helper in answer["helpers"]]


def test_only_the_planted_rows_are_rejected(woven, planted):
    rejected = [
        (found.locator.file, found.locator.sheet, found.locator.row)
        for report in woven.reports
        for found in report.rejected
    ]
    expected = [(row["file"], row["sheet"], row["row"]) for row in planted["rejected"]]
    assert sorted(rejected, key=str) == sorted(expected, key=str)


def test_only_headings_totals_and_blank_rows_are_skipped(woven, planted):
    found = Counter(rule for report in woven.reports for rule in report.skipped.elements())
    expected = Counter(row["reason"] for row in planted["skipped"])
    assert found["total"] == expected["total"]
    assert found["repeated_heading"] == expected["heading"]
    assert found["empty_row"] <= expected["blank"]
    assert set(expected) == EXPLAINED


def test_rows_that_name_one_actor_are_joined(woven, planted):
    apart = [
        pair for pair in planted["must_merge"] if woven.owner(pair["a"]) != woven.owner(pair["b"])
    ]
    assert apart == []


def test_homonyms_stay_apart(woven, planted):
    joined = [
        pair
        for pair in planted["must_not_merge"]
        if woven.owner(pair["a"]) == woven.owner(pair["b"])
    ]
    assert joined == []


def test_names_one_letter_apart_stay_apart(woven, planted):
    for pair in planted["one_letter_apart"]:
        assert woven.owner(pair["a"]) != woven.owner(pair["b"])


def test_the_schemes_of_grants_are_those_of_the_directory(woven):
    with woven.store.read(View(Visibility.AGENT)) as reader:
        assert reader.counts().entities["FundingScheme"] == 14


def test_the_first_to_help_is_the_one_planted(woven, planted, answers):
    for need in planted["needs"]:
        first = woven.owner(need["helpers"][0]["rows"][0])
        assert keys_of(answers[need["id"]])[0] == first, need["text"]


def test_helpers_come_in_the_order_planted(woven, planted, answers):
    for need in planted["needs"]:
        expected = [woven.owner(helper["rows"][0]) for helper in need["helpers"]]
        found = [key for key in keys_of(answers[need["id"]]) if key in expected]
        assert found == expected, need["text"]


def cited(answer):
    """File and row of all that the reasons of the first helper cite."""
    reasons = answer["helpers"][0]["reasons"]
    return {(record["file"], record["row"]) for reason in reasons for record in reason["records"]}


def test_reasons_cite_the_row_that_says_the_skill(planted, answers):
    for need in planted["needs"]:
        row = need["helpers"][0]["rows"][0]
        assert (row["file"], row["row"]) in cited(answers[need["id"]]), need["text"]


def test_the_answer_of_the_demonstration_cites_the_directory_and_a_grant(planted, answers):
    need = next(need for need in planted["needs"] if need["text"] == QUESTION)
    expected = {(row["file"], row["row"]) for row in need["helpers"][0]["rows"]}
    assert expected <= cited(answers[need["id"]])


def test_no_entity_gathers_the_rows_of_two_actors(woven, truth):
    actors: dict[str, set[str]] = {}
    for line in truth:
        actors.setdefault(woven.owner(line), set()).add(line["actor"])
    assert [named for named in actors.values() if len(named) > 1] == []


def test_nearly_all_actors_are_whole(woven, truth):
    entities: dict[str, set[str]] = {}
    for line in truth:
        entities.setdefault(line["actor"], set()).add(woven.owner(line))
    split = [actor for actor, keys in entities.items() if len(keys) > 1]
    assert len(split) <= 0.02 * len(entities), split
