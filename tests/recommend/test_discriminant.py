"""Linear discriminants know the classes apart in spite of what varies within each."""

import numpy as np

from tisserand.recommend.discriminant import discriminate


def test_a_direction_that_varies_within_classes_counts_little() -> None:
    random = np.random.default_rng(7)
    classes = np.repeat([0, 1], 50)
    noisy = random.normal(0, 1, 100)
    vectors = np.stack([noisy, classes * 1.0 + random.normal(0, 0.1, 100)], axis=1)
    told = discriminate(vectors.astype(np.float32), classes, 2)
    assert (np.argmax(vectors @ told.slopes + told.offsets, axis=1) == classes).mean() > 0.98


def test_classes_of_equal_means_are_told_apart_by_nothing() -> None:
    vectors = np.array([[1, 0], [-1, 0], [1, 0], [-1, 0]], dtype=np.float32)
    told = discriminate(vectors, np.array([0, 0, 1, 1]), 2)
    assert not told.slopes.any()
    assert not told.offsets.any()
