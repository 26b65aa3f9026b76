"""What holds the records of one thing together, the strongest ground first."""

from fixtures.weaver import Weaver

from tisserand.ingest.draft import Draft
from tisserand.ingest.grounds import Ground, join_grounds
from tisserand.ingest.judgements import judge
from tisserand.ontology.records import Identifier, Value

SAVENAY = Value("locatedIn", "https://w3id.org/tisserand/place/commune/44195")
SIREN = (Identifier("siren", "732829320"),)
LEFT = Draft("a", "Association", "Les Tissandolies", values=(SAVENAY,))
RIGHT = Draft("a", "Association", "La Brocantine", values=(SAVENAY,))


def grounds(weaver: Weaver, *rows: Draft) -> tuple[list[str], list[Ground]]:
    """Rows, each of its own source, and what joins their records."""
    for number, row in enumerate(rows):
        weaver.weave(f"source{number}", row)
    keys = [weaver.records(f"source{number}")[0].key for number in range(len(rows))]
    with weaver.store.resolution() as reader:
        return keys, join_grounds(reader, keys)


def test_a_shared_number_is_a_ground(weaver: Weaver) -> None:
    left, right = (one._replace(identifiers=SIREN) for one in (LEFT, RIGHT))
    _, (ground,) = grounds(weaver, left, right)
    assert (ground.kind, ground.scheme, ground.value) == ("identifier", "siren", "732829320")


def test_equal_content_is_a_ground_with_its_probability(weaver: Weaver) -> None:
    _, (ground,) = grounds(weaver, LEFT, LEFT)
    assert ground.kind == "content"
    assert ground.probability is not None and ground.probability > 0.9
    assert ground.alike == ("name", "place")


def test_a_likeness_is_a_ground_with_its_probability(weaver: Weaver) -> None:
    reachable = LEFT._replace(values=(SAVENAY, Value("telephone", "+33240000001")))
    _, (ground,) = grounds(weaver, LEFT, reachable)
    assert ground.kind == "match"
    assert ground.probability is not None and ground.probability > 0.9


def test_a_judgement_comes_before_any_other_ground(weaver: Weaver) -> None:
    keys, _ = grounds(weaver, LEFT, LEFT)
    judge(weaver.store, keys[0], keys[1], "same", "Claire", "2024-05-02", "vue sur place")
    with weaver.store.resolution() as reader:
        (ground,) = join_grounds(reader, keys)
    assert ground.kind == "judgement"
    assert ground.judgement is not None and ground.judgement.author == "Claire"


def test_there_are_as_many_grounds_as_needed_and_no_more(weaver: Weaver) -> None:
    numbered = LEFT._replace(identifiers=SIREN)
    keys, found = grounds(weaver, numbered, numbered, LEFT, LEFT)
    assert len(found) == len(keys) - 1
    assert {key for one in found for key in (one.a, one.b)} == set(keys)


def test_nothing_joins_strangers(weaver: Weaver) -> None:
    assert grounds(weaver, LEFT, RIGHT)[1] == []
