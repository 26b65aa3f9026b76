"""The ruler of « qui peut aider »."""

import csv
from pathlib import Path

import pytest

from benchmarks.helpers import GOLD, PARTS, main, measure, read_rows
from benchmarks.offer_ranking import Need, Offer, rank_by_product, rank_by_vectors
from benchmarks.ranking_scores import ndcg_at, recall_at, score_rankings

TRUTH = {"a": {"1": 2.0, "2": 1.0}, "b": {"3": 2.0}}


def test_the_best_ranking_scores_one() -> None:
    best = {"a": ["1", "2"], "b": ["3"], "c": []}
    scores = score_rankings(["a", "b", "c"], best, TRUTH)
    assert scores["recall@1"] == scores["recall@5"] == scores["ndcg@10"] == 1.0
    assert scores["unmeetable_answered"] == scores["meetable_unanswered"] == 0.0


def test_an_answer_to_a_need_that_nobody_can_meet_counts() -> None:
    scores = score_rankings(["a", "b", "c"], {"b": ["3"], "c": ["1"]}, TRUTH)
    assert scores["unmeetable_answered"] == 1.0
    assert scores["meetable_unanswered"] == scores["recall@5"] == 0.5


def test_a_partial_answer_first_costs_gain_but_no_recall() -> None:
    turned = ["2", "1"]
    assert recall_at(turned, TRUTH["a"], 1) == 1.0
    # 2^1-1 first and 2^2-1 second, over the reverse, logarithms of 2 and 3 in base 2.
    assert ndcg_at(turned, TRUTH["a"], 10) == pytest.approx((1 + 3 / 1.58496) / (3 + 1 / 1.58496))


@pytest.mark.parametrize("part", PARTS)
def test_gold_is_whole(part: str) -> None:
    needs, offers, truth = (
        read_rows(GOLD / part / f"{n}.csv") for n in ("needs", "offers", "truth")
    )
    assert len(needs) >= 100
    assert len(offers) >= 100
    for rows in (needs, offers):
        assert len({row["id"] for row in rows}) == len({row["text"] for row in rows}) == len(rows)
    assert {row["offer"] for row in truth} < {row["id"] for row in offers}
    answered = {row["need"] for row in truth}
    assert answered < {row["id"] for row in needs}
    assert answered == {row["need"] for row in truth if row["relevance"] == "2"}
    assert 0.1 < 1 - len(answered) / len(needs) < 0.35


def test_the_product_names_the_offer_that_its_reason_rests_on() -> None:
    offers = [
        Offer("compta", "Fours et chiffres", "comptabilité associative", "Angers"),
        Offer("four", "Fours et chiffres", "maçonnerie de\nfour à bois", "Angers"),
    ]
    ranked = rank_by_product([Need("n", "réparer un four à pain", "Angers")], offers)
    assert ranked["n"] == ["four"]


def test_plain_vectors_propose_something_to_every_need() -> None:
    offers = [Offer("1", "A", "boulangerie artisanale", ""), Offer("2", "B", "plomberie", "")]
    ranked = rank_by_vectors([Need("n", "il manque du pain frais", ""), Need("m", "?", "")], offers)
    assert ranked["n"] == ["1", "2"]
    assert len(ranked["m"]) == 2


def test_needs_offers_and_truth_go_together(tmp_path: Path) -> None:
    with pytest.raises(SystemExit):
        main(["--needs", str(tmp_path / "needs.csv")])
    with pytest.raises(FileNotFoundError):
        measure(*(tmp_path / name for name in ("a", "b", "c")))


def test_a_csv_may_start_with_a_byte_order_mark(tmp_path: Path) -> None:
    file = tmp_path / "needs.csv"
    with file.open("w", encoding="utf-8-sig", newline="") as opened:
        csv.writer(opened).writerows([["id", "text"], ["n1", " un four "]])
    assert read_rows(file) == [{"id": "n1", "text": "un four"}]
