"""A document as a whole: its language, the names of the graph, the real reports."""

from pathlib import Path

import pytest
from fixtures.reading import document, read

from tisserand.ingest.documents.reading import read_document
from tisserand.ingest.extraction.findings import Findings
from tisserand.ingest.extraction.knowledge import Knowledge
from tisserand.ingest.extraction.reading import extract
from tisserand.reference.places import load_gazetteer
from tisserand.reference.thesaurus import load_thesaurus


def test_other_language_keeps_names_and_places_only() -> None:
    text = (
        "The association was founded by Mary Wilson, who is the director of the centre in Laval. "
        "It needs a new building and it was not able to find one for the last ten years."
    )
    found = read(text)
    assert found.language == "en"
    assert found.facts == found.needs == ()
    assert found.mentions


def test_names_of_the_graph_are_recognised() -> None:
    knowledge = Knowledge(load_gazetteer(), load_thesaurus(), {"Trébuchet d'or": "Association"})
    found = extract(document("On a vu Trébuchet d'or hier."), knowledge)
    assert [mention.kind for mention in found.mentions] == ["Organization"]


def test_reading_twice_gives_the_same() -> None:
    text = "Aline Gaudin préside « Mob Ouest ». Elle cherche un local à Laval."
    assert read(text) == read(text)


def _report(folder: Path, name: str) -> tuple[Findings, dict[str, str]]:
    knowledge = Knowledge(load_gazetteer(), load_thesaurus())
    found = extract(read_document(folder / "reports" / name), knowledge)
    return found, {one.id: one.name for one in found.entities}


@pytest.mark.shared
def test_minutes_sign_their_proposals(shared_data: Path) -> None:
    found, names = _report(shared_data, "construire-la-27e-region-2007.txt")
    signed = [one for one in found.proposals if one.person]
    assert len(signed) >= 24
    assert {names[str(one.person)] for one in signed} <= set(names.values())
    persons = [one for one in found.entities if one.kind == "Person"]
    for surname in ("Coppey", "Castaingts", "Vincent"):
        assert sum(surname in one.name for one in persons) == 1


@pytest.mark.shared
def test_evaluation_has_six_orientations_and_ten_actions(shared_data: Path) -> None:
    found, _ = _report(shared_data, "vallee-de-l-herault-evaluation-ex-ante.txt")
    actions = [action for part in found.plan for action in part.actions]
    assert [part.title is not None for part in found.plan] == [True] * 6
    assert [action.number for action in actions] == [str(n) for n in range(1, 11)]


@pytest.mark.shared
def test_one_person_has_roles_in_two_reports(shared_data: Path) -> None:
    for name in ("gouvernance-participative-sceaux.txt", "up-conference-2015.txt"):
        found, names = _report(shared_data, name)
        held = [fact for fact in found.facts if names[fact.subject] == "Othmane Khaoua"]
        assert any(fact.predicate == "role" for fact in held)


def test_dates_of_another_language_are_no_names() -> None:
    text = (
        "Minutes of the meeting of March 2024. The members of the council have met in Laval and "
        "they will be back in April 2025. In May, it is not possible for them to be here."
    )
    found = read(text)
    assert found.language == "en"
    assert {text[one.start : one.end] for one in found.mentions} == {"Laval"}
