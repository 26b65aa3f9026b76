"""The ruler of extraction measures what the annotation guide says."""

import copy
import json
from pathlib import Path

import pytest

from benchmarks.extraction_scores import match_passages, score_document, sentence_around
from benchmarks.gold import GoldDocument, load_gold
from benchmarks.tallies import Tally

GOLD = Path(__file__).parents[2] / "benchmarks" / "extraction_gold"
HALVES = sorted({file.parent for file in GOLD.glob("*/*.txt")})
TEXT = "Aline Gaudin préside Les Mains vertes. Le Département a versé 4 000 € en 2021."


def mention(words: str, kind: str, entity: str, **more: object) -> dict[str, object]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "kind": kind, "entity": entity, **more}


ALINE = mention("Aline Gaudin", "Person", "aline")
MAINS = mention("Les Mains vertes", "Organization", "mains")
ROLE = {"subject": "aline", "predicate": "role", "object": "mains", "role": "préside"}
GRANT = {"subject": "cd", "predicate": "finances", "object": "mains", "amount": 4000, "year": 2021}


def figures(gold: dict, found: dict, name: str) -> tuple[float, float]:
    tally = Tally()
    score_document(gold, found, TEXT, tally)
    scored = tally.figures(name)
    return scored["precision"], scored["recall"]


@pytest.fixture(scope="module", params=HALVES, ids=lambda half: half.name)
def half(request: pytest.FixtureRequest) -> list[GoldDocument]:
    return load_gold(request.param)


def test_gold_read_as_it_is_scores_one(half: list[GoldDocument]) -> None:
    tally = Tally()
    errors = [score_document(one.gold, one.gold, one.text, tally) for one in half]
    assert not any(errors)
    assert tally.figures("facts.all")["f1"] == tally.figures("needs")["f1"] == 1.0


def test_facts_and_carriers_of_the_gold_are_about_its_mentions(half: list[GoldDocument]) -> None:
    for document in half:
        named = {one["entity"] for one in document.gold["mentions"]}
        facts = document.gold["facts"] + document.gold["denied"]
        assert {one["subject"] for one in facts} <= named, document.name
        literal = {"seeks", "offers", "proposed"}
        objects = {one["object"] for one in facts if one["predicate"] not in literal}
        assert objects <= named, document.name


def test_a_mention_one_character_too_long_is_wrong() -> None:
    longer = MAINS | {"start": MAINS["start"] - 1}
    assert figures({"mentions": [MAINS]}, {"mentions": [longer]}, "mentions.Organization") == (0, 0)


def test_an_optional_mention_is_neither_required_nor_a_fault() -> None:
    gold = {"mentions": [ALINE, mention("Département", "Organization", "cd", optional=True)]}
    found = {"mentions": [ALINE, mention("Le Département", "Organization", "e2")]}
    tally = Tally()
    assert not score_document(gold, found, TEXT, tally)
    assert "mentions.Organization.gold" not in tally


def test_facts_align_by_their_mentions_and_titles_by_their_stems() -> None:
    gold = {"mentions": [ALINE, MAINS], "facts": [ROLE]}
    renamed = [ALINE | {"entity": "e1"}, MAINS | {"entity": "e2", "start": MAINS["start"] + 4}]
    role = {"subject": "e1", "predicate": "role", "object": "e2", "role": "présidente"}
    assert figures(gold, {"mentions": renamed, "facts": [role]}, "facts.all") == (1, 1)


def test_an_ended_fact_given_as_current_is_wrong() -> None:
    gold = {"mentions": [ALINE, MAINS], "facts": [ROLE | {"status": "past"}]}
    tally = Tally()
    score_document(gold, {"mentions": [ALINE, MAINS], "facts": [ROLE]}, TEXT, tally)
    assert tally["facts.all.right"] == 0
    assert tally["past.given_as_current"] == 1


@pytest.mark.parametrize(("amount", "recall"), [(4000.0, 1), (40.0, 0), (None, 0)])
def test_a_grant_needs_its_amount(amount: float | None, recall: float) -> None:
    payer = mention("Département", "Organization", "cd")
    gold = {"mentions": [payer, MAINS], "facts": [GRANT]}
    found = {"mentions": [payer, MAINS], "facts": [GRANT | {"amount": amount}]}
    assert figures(gold, found, "facts.all")[1] == recall


def test_a_partnership_is_the_same_both_ways() -> None:
    told = {"subject": "aline", "predicate": "partner_of", "object": "mains"}
    turned = told | {"subject": "mains", "object": "aline"}
    gold = {"mentions": [ALINE, MAINS], "facts": [told]}
    assert figures(gold, {"mentions": [ALINE, MAINS], "facts": [told, turned]}, "facts.all") == (
        1,
        1,
    )


def test_who_speaks_may_stand_for_those_she_speaks_for() -> None:
    seeks = {"subject": "mains", "predicate": "seeks", "object": "un local"}
    gold = {"mentions": [ALINE, MAINS], "facts": [seeks | {"or_subject": ["aline"]}]}
    found = {"mentions": [ALINE, MAINS], "facts": [seeks | {"subject": "aline"}]}
    assert figures(gold, found, "facts.all") == (1, 1)


def test_a_denied_fact_is_counted_when_it_is_produced() -> None:
    gold = {"mentions": [ALINE, MAINS], "facts": [], "denied": [ROLE]}
    tally = Tally()
    score_document(gold, {"mentions": [ALINE, MAINS], "facts": [ROLE]}, TEXT, tally)
    assert (tally["denied.produced"], tally["denied.gold"]) == (1, 1)


def test_a_need_in_the_next_sentence_does_not_match() -> None:
    first = {"start": 0, "end": TEXT.index(".") + 1}
    whole = {"start": 0, "end": len(TEXT)}
    assert match_passages([first], [first], TEXT)
    assert not match_passages([first], [{"start": first["end"] + 1, "end": len(TEXT)}], TEXT)
    assert not match_passages([first], [whole], TEXT)


def test_a_civil_title_does_not_end_a_sentence() -> None:
    text = "On cherche. M. Rouault attend un comptable. Fin."
    start = text.index("comptable")
    around = sentence_around(text, start, start + 9)
    assert text[around["start"] : around["end"]].strip() == "M. Rouault attend un comptable."


def test_two_entities_for_one_lower_linking(half: list[GoldDocument]) -> None:
    gold = half[0].gold
    split = copy.deepcopy(gold)
    for number, one in enumerate(split["mentions"]):
        one["entity"] = f"e{number}"
    tally = Tally()
    score_document(gold, {"mentions": split["mentions"]}, half[0].text, tally)
    assert tally["linking.recall"] < tally["linking.precision"] == tally["linking.mentions"]


def test_a_gold_may_lack_keys(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.json").write_text(json.dumps({"mentions": [ALINE]}), encoding="utf-8")
    tally = Tally()
    score_document(load_gold(tmp_path)[0].gold, {"facts": [ROLE]}, TEXT, tally)
    assert "facts.all.gold" not in tally


def test_an_offset_outside_the_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("court", encoding="utf-8")
    (tmp_path / "a.json").write_text(json.dumps({"needs": [ALINE]}), encoding="utf-8")
    with pytest.raises(ValueError, match="outside"):
        load_gold(tmp_path)
