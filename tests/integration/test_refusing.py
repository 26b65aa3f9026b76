"""A refusal holds for the facts of the state that it follows, whoever else writes."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from contracts.sample import change_set, record

from tisserand.application import refusals
from tisserand.bootstrap import Workspace
from tisserand.errors import StaleError
from tisserand.ingest.refusals import write_refusal
from tisserand.ontology.records import Visibility
from tisserand.recommend.refusals import FACT, SOURCE
from tisserand.reference.thesaurus import load_thesaurus
from tisserand.settings import Settings
from tisserand.store.port import View

SKILLS = [concept.iri for concept in load_thesaurus().concepts() if concept.kind == "Skill"][:3]
SKILLED = [("hasSkill", skill) for skill in SKILLS]


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Workspace]:
    opened = Workspace(Settings.from_environment(tmp_path / "w", None))
    opened.store.apply(
        change_set(
            record("jardin", name="Jardin partagé"),
            record("macon", name="Maçon des Rives", kind="Company", values=SKILLED),
        )
    )
    yield opened
    opened.close()


def _need(number: int) -> Any:
    links = [("neededBy", "jardin")]
    need = record(
        f"b{number}", f"Besoin {number}", "Need", "n", [("requiresSkill", SKILLS[number])], links
    )
    return change_set(need)


def _noted(work: Workspace) -> list[set[str]]:
    """Facts of each refusal."""
    with work.store.read(View(Visibility.STEWARD)) as reader:
        told = list(reader.records_of_source(SOURCE))
    return [{v.value for v in one.values if v.value.startswith(FACT)} for one in told]


def test_facts_written_meanwhile_are_among_those_refused(
    work: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    work.store.apply(_need(0))
    work.refuse(Visibility.AGENT, "jardin", "macon", "trop loin", "2026-03-02")
    (before,) = _noted(work)
    work.store.apply(_need(1))
    waiting = [_need(2)]

    def outrun(*given: Any, **told: Any) -> int:
        if waiting:
            work.store.apply(waiting.pop())
        return write_refusal(*given, **told)

    monkeypatch.setattr(refusals, "write_refusal", outrun)
    work.refuse(Visibility.AGENT, "jardin", "macon", "trop loin", "2026-03-03")
    assert not waiting
    _, after = sorted(_noted(work), key=len)
    assert len(after - before) == 2


def test_refusal_of_an_older_state_is_refused(work: Workspace) -> None:
    with work.store.read(View(Visibility.AGENT)) as reader:
        based_on = reader.sequence
    work.store.apply(_need(1))
    with pytest.raises(StaleError):
        write_refusal(
            work.store, SOURCE, [], work.gazetteer, reason="", date="2026-03-02", based_on=based_on
        )
    assert _noted(work) == []
