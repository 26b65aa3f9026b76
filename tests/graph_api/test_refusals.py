"""Noting by the API that people refused a cooperation."""

from typing import Any

import pytest


def test_the_public_notes_no_refusal(client: Any) -> None:
    answer = client.post("/api/v1/cooperations/refusals", json={"a": "x", "b": "y"})
    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("a", "b", "status"), [("inconnu", "ailleurs", 404), ("Grain de Brécelle",) * 2 + (400,)]
)
def test_a_refusal_is_about_two_known_actors(
    client: Any, agent: dict[str, str], a: str, b: str, status: int
) -> None:
    given = {"a": a, "b": b}
    answer = client.post("/api/v1/cooperations/refusals", json=given, headers=agent)
    assert answer.status_code == status, answer.text
