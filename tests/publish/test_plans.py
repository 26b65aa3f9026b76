"""An action that nobody carries is told wherever one looks at its plan from."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fixtures.weaver import Weaver

from tisserand.ingest.draft import Draft
from tisserand.ontology.records import Link, Value, Visibility
from tisserand.publish.description import describe, find_key
from tisserand.reference.places import load_gazetteer
from tisserand.store.port import View
from tisserand.store.sqlite import open_sqlite

BASE = "https://example.org/"
Uncarried = Callable[[str], list[tuple[Any, Any]]]


@pytest.fixture
def uncarried(tmp_path: Path) -> Iterator[Uncarried]:
    """Number and name of the actions without a carrier, at or under a thing."""
    store = open_sqlite(tmp_path / "graph.sqlite", BASE)
    plan = Draft("p", "Project", "Plan climat", own_key="plan")
    axis = Draft("a", "Action", "Rénover", links=(Link("partOf", "p"),), own_key="a")
    body = Draft("o", "Association", "Les Mains vertes", own_key="o")
    parts = [
        Draft(
            f"b{number}", "Action", name, values=(Value("number", number),), own_key=number,
            links=(Link("partOf", "a"), *((Link("ledBy", "o"),) if number == "1.1" else ())),
        )
        for number, name in (("1.10", "Peindre"), ("1.2", "Chauffer"), ("1.1", "Isoler"))
    ]  # fmt: skip
    Weaver(store, load_gazetteer()).weave("plan", (plan, axis, body, *parts))

    def found(name: str) -> list[tuple[Any, Any]]:
        with store.read(View(Visibility.AGENT)) as reader:
            told: Any = describe(reader, find_key(reader, name, BASE), BASE)["uncarried"]
        return [(one["number"], one["name"]) for one in told]

    yield found
    store.close()


@pytest.mark.parametrize("name", ["Plan climat", "Rénover"])
def test_plan_tells_its_actions_without_a_carrier_by_number(
    uncarried: Uncarried, name: str
) -> None:
    assert uncarried(name) == [("1.2", "Chauffer"), ("1.10", "Peindre")]


def test_action_tells_that_nobody_carries_it(uncarried: Uncarried) -> None:
    assert uncarried("Peindre") == [("1.10", "Peindre")]
    assert uncarried("Isoler") == uncarried("Les Mains vertes") == []
