"""What a report says once is reviewed once."""

from dataclasses import replace

from fixtures.readings import REPORT, findings

from tisserand.ingest.documents.structuring import structure
from tisserand.ingest.documents.text import text_pieces
from tisserand.ingest.extraction.findings import Fact, Findings, Proposal
from tisserand.ingest.readings.reading import Item, make_reading

IDEA = "Ouvrir un jardin partagé (Aline Gaudin)"


def items(text: str, found: Findings) -> list[Item]:
    document = structure(text_pieces(text), text)
    return list(make_reading("rapport.txt", document, found, b"key").items)


def about(words: str, found: Findings) -> list[Item]:
    return [one for one in items(REPORT, found) if words in one.passage.text]


def test_signed_idea_is_a_proposal_alone() -> None:
    start = REPORT.index(IDEA)
    idea = Fact("e1", "proposed", "Ouvrir", start, start + len(IDEA), 0.9, "proposal-signed")
    told = findings(REPORT)
    (item,) = about("Ouvrir", replace(told, facts=(*told.facts, idea)))
    assert (item.type, item.said["person"]) == ("proposal", "e1")


def test_need_takes_who_seeks_from_the_fact_of_its_passage() -> None:
    (item,) = about("cherchent", findings(REPORT))
    assert (item.type, item.said["needed_by"]) == ("need", "e2")


def test_what_seeks_elsewhere_is_still_a_fact() -> None:
    (item,) = about("cherchent", replace(findings(REPORT), needs=()))
    assert item.said["predicate"] == "seeks"


def test_action_of_a_plan_is_no_proposal_besides() -> None:
    start = REPORT.index("Former des jardiniers")
    besides = Proposal(start, start + 10)
    assert [
        one.type for one in about("Former", replace(findings(REPORT), proposals=(besides,)))
    ] == ["action"]


def test_key_of_a_need_does_not_depend_on_numbers_of_entities() -> None:
    told = findings(REPORT)
    renamed = {"e2": "e12"}
    again = replace(
        told,
        mentions=tuple(replace(m, entity=renamed.get(m.entity, m.entity)) for m in told.mentions),
        entities=tuple(replace(e, id=renamed.get(e.id, e.id)) for e in told.entities),
        facts=tuple(replace(f, subject=renamed.get(f.subject, f.subject)) for f in told.facts),
    )
    (one,), (other,) = about("cherchent", told), about("cherchent", again)
    assert other.said["needed_by"] == "e12"
    assert one.key == other.key
