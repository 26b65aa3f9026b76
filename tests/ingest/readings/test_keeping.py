"""What is kept of a report without its text, and of one that left, names no erased person."""

from collections.abc import Sequence

from fixtures.people import NAME
from fixtures.weaver import Weaver

from tisserand.ingest.erasure.access import describe_person
from tisserand.ingest.erasure.erase import erase
from tisserand.ingest.readings.decisions import Decision
from tisserand.ingest.readings.keeping import READING
from tisserand.ingest.readings.passages import Passage
from tisserand.ingest.readings.reading import Item, NamedEntity, Reading, from_json
from tisserand.ontology.records import Sealed
from tisserand.store.port import ChangeSet

WHOLE = Passage(f"{NAME} ouvre la séance.", 0, 36, 1)
SHORT = Passage("Mme Tribouillard propose un four.", 40, 73, 1)


def decision(item: str, passage: str, reason: str = "") -> Sealed:
    return Decision(item, "accepted", "Agente", "2024-05-02", reason, passage=passage).sealed()


def kept_after_erasure(weaver: Weaver, kept: Sequence[Sealed]) -> str:
    weaver.store.apply(ChangeSet(sealed=[*kept]))
    erase(weaver.store, NAME, "2024-05-02", "", weaver.gazetteer)
    with weaver.store.resolution() as identity:
        found = [one.body for kind in ("reading", "decision") for one in identity.sealed(kind)]
    return "".join(found)


def test_civility_and_surname_leave_a_reading_whose_text_is_not_kept(weaver: Weaver) -> None:
    proposal = Item("i1", "proposal", {"title": "un four", "person": None}, SHORT, 0.9, "model:m")
    read = Reading("cr.pdf", "", entities={"e1": NamedEntity("e1", "Person", NAME, (), WHOLE)})
    reading = Reading(read.file, "", entities=read.entities, items=(proposal,))
    told = kept_after_erasure(
        weaver, [Sealed(READING, "cr", reading.to_json()), decision("i1", SHORT.text)]
    )
    assert "Tribouillard" not in told
    assert told.count("Mme […] propose un four.") == 2


def test_civility_and_surname_leave_decisions_on_a_report_that_left(weaver: Weaver) -> None:
    kept = [decision("i1", WHOLE.text), decision("i2", SHORT.text, "vu avec Mme Tribouillard")]
    told = kept_after_erasure(weaver, kept)
    assert "Tribouillard" not in told
    assert "vu avec Mme […]" in told


def test_sentences_of_a_report_whose_text_is_not_kept_are_told(weaver: Weaver) -> None:
    entities = {"e1": NamedEntity("e1", "Person", NAME, (), WHOLE)}
    item = Item("i1", "proposal", {"title": "un four"}, SHORT, 0.9, "model:m")
    reading = Reading("cr.pdf", "", entities=entities, items=(item,))
    weaver.weave("cr")
    weaver.store.apply(ChangeSet(sealed=[Sealed(READING, "cr", reading.to_json())]))
    (source,) = describe_person(weaver.store, NAME, str, "2024-05-02")["sources"]
    assert [one["passage"] for one in source["sentences"]] == [WHOLE.text, SHORT.text]


def test_action_stays_with_those_who_carry_it_still(weaver: Weaver) -> None:
    entities = {
        "e1": NamedEntity("e1", "Person", NAME, (), WHOLE),
        "e2": NamedEntity("e2", "Organization", "La Ruche", (f"La Ruche de {NAME}",), WHOLE),
    }
    said = {"title": "un four", "carriers": ["e1", "e2"]}
    item = Item("i1", "action", said, SHORT, 0.9, "plan", ("e1", "e2"))
    reading = Reading("cr.pdf", "", entities=entities, items=(item,))
    told = kept_after_erasure(weaver, [Sealed(READING, "cr", reading.to_json())])
    clean = from_json(told)
    assert (clean.items[0].carriers(), clean.items[0].nearby) == (["e2"], ("e2",))
    assert clean.entities["e2"].alt_names == ()
