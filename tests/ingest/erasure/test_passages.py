"""What names a person in a text."""

from time import process_time

import pytest

from tisserand.ingest.erasure.fingerprint import Hasher, Traits
from tisserand.ingest.erasure.marks import make_mark
from tisserand.ingest.erasure.passages import Passages

NAME = "Ozanne Tribouillard"


@pytest.fixture
def passages() -> Passages:
    hasher = Hasher(b"key")
    traits = Traits((("ozanne", "tribouillard"),))
    return Passages([make_mark("tombstone", traits, (), "2024-05-01", "", hasher)], hasher)


@pytest.mark.parametrize("between", [" : ", " - ", " -- ", "\n"])
def test_what_parts_a_name_from_a_centre_tells_the_person(passages: Passages, between: str) -> None:
    assert passages.names(f"Directrice du centre{between}{NAME}")
    assert not passages.names(f"le centre {NAME}")


def test_spaces_before_a_name_cost_what_they_are(passages: Passages) -> None:
    start = process_time()
    assert not passages.names(f"centre{' ' * 80_000}{NAME}")
    assert process_time() - start < 1.0
