"""Confidence that can be believed."""

import numpy as np

from tisserand.recommend.links.calibration import calibrate, calibration_error, reliability


def said_and_done(seed: int, rows: int = 20_000):
    """Log-odds that exaggerate: what truly happens has half of them."""
    random = np.random.default_rng(seed)
    odds = random.normal(-4.0, 3.0, rows)
    return odds[:, None], random.random(rows) < 1 / (1 + np.exp(-odds / 2))


def test_of_those_said_thirty_percent_three_in_ten_happen() -> None:
    calibration = calibrate(*said_and_done(1))
    inputs, happened = said_and_done(2)
    sure = calibration.confidence(inputs)
    near = (sure > 0.25) & (sure < 0.35)
    assert abs(happened[near].mean() - 0.3) < 0.04
    assert calibration_error(reliability(sure, happened)) < 0.015


def test_a_curve_that_is_not_logistic_is_followed() -> None:
    def flat_at_the_top(seed: int):
        random = np.random.default_rng(seed)
        odds = random.normal(-3.0, 2.0, 30_000)
        return odds[:, None], random.random(30_000) < np.minimum(1 / (1 + np.exp(-odds)), 0.1)

    calibration = calibrate(*flat_at_the_top(1))
    inputs, happened = flat_at_the_top(2)
    sure = calibration.confidence(inputs)
    assert abs(sure[inputs[:, 0] > 0].mean() - 0.1) < 0.02
    assert calibration_error(reliability(sure, happened)) < 0.005


def test_exaggeration_is_measured() -> None:
    inputs, happened = said_and_done(1)
    raw = 1 / (1 + np.exp(-inputs[:, 0]))
    assert calibration_error(reliability(raw, happened)) > 0.05


def test_a_few_lucky_pairs_do_not_make_a_level() -> None:
    random = np.random.default_rng(1)
    odds = np.concatenate([random.normal(-4.0, 1.0, 5000), np.full(5, 6.0)])
    happened = np.concatenate([random.random(5000) < 0.02, np.ones(5, dtype=bool)])
    calibration = calibrate(odds[:, None], happened)
    assert calibration.confidence(np.array([[6.0]]))[0] < 0.2


def test_nothing_is_said_on_too_few_ties() -> None:
    inputs, _ = said_and_done(1, 60)
    assert calibrate(inputs[:20], np.arange(20) < 3) is None


def test_every_pair_is_counted_once() -> None:
    sure = np.array([0.0, 0.01, 0.02, 0.3, 0.31, 1.0])
    lines = reliability(sure, np.zeros(6, dtype=bool))
    assert sum(line["pairs"] for line in lines) == 6
