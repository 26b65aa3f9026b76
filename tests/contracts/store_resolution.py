"""What resolution reads: signatures, blocks, matches, members and judgements, of every record."""

from dataclasses import replace

from contracts.sample import change_set, record, signature, source

from tisserand.ontology.records import Judgement, Match
from tisserand.store.blocks import block_number
from tisserand.store.port import ChangeSet, GraphStore, Member

SAME = Judgement("a", "b", "same", "agent", "2024-05-01", "même adresse")
DIFFERENT = Judgement("a", "c", "different", "agent", "2024-05-02")


def _signed() -> ChangeSet:
    given = [
        record("a", signature="s1", visibility=3),
        record("b", signature="s1", source="registre"),
        record("c", signature="s2"),
    ]
    changes = change_set(*given, sources=[source("registre", rank=0)], a="b")
    changes.signatures = [signature("s1", "nom:four", "siren:1"), signature("s2", "nom:four")]
    changes.matches = [Match("s1", "s2", 0.75, "modele-1")]
    changes.judgements = [DIFFERENT, SAME]
    return changes


class ResolutionContract:
    """Identity is global: no View here."""

    def test_signatures_are_found_by_block(self, store: GraphStore) -> None:
        store.apply(_signed())
        with store.resolution() as reader:
            found = list(reader.signatures_in_blocks(["siren:1", "nom:four", "absent"]))
            assert reader.signatures(["s2", "absent"]) == {"s2": signature("s2", "nom:four")}
        assert [(block, one.digest) for block, one in found] == [
            ("nom:four", "s1"),
            ("siren:1", "s1"),
            ("nom:four", "s2"),
        ]
        assert found[0][1] == signature("s1", "nom:four", "siren:1")

    def test_glances_are_found_by_block(self, store: GraphStore) -> None:
        changes = _signed()
        changes.signatures[1] = replace(changes.signatures[1], glance=b"s2")
        store.apply(changes)
        with store.resolution() as reader:
            (found,) = reader.glances_in_blocks(["siren:1", "nom:four", "nom:four", "absent"])
        of = [found.digests[place] for place in found.places]
        assert set(zip(found.blocks.tolist(), of, strict=True)) == {
            (block_number("siren:1"), "s1"),
            (block_number("nom:four"), "s1"),
            (block_number("nom:four"), "s2"),
        }
        assert len(of) == 3
        told = dict(zip(found.digests, found.told, strict=True))
        assert told in ({"s1": b"", "s2": b"s2"}, {"s1": b"", "s2": b""})

    def test_matches_are_found_by_either_end(self, store: GraphStore) -> None:
        store.apply(_signed())
        with store.resolution() as reader:
            for digests in (["s1"], ["s2"], ["s1", "s2"]):
                assert reader.matches_of(digests) == [Match("s1", "s2", 0.75, "modele-1")]
            assert reader.matches_of(["s3"]) == []

    def test_members_come_by_rank_then_key(self, store: GraphStore) -> None:
        store.apply(_signed())
        with store.resolution() as reader:
            assert reader.members_of(["s1", "s2", "s3"]) == {
                "s1": [Member("b", 0, "b"), Member("a", 2, "b")],
                "s2": [Member("c", 2, "c")],
            }
            assert reader.signatures_of(["a", "c", "absent"]) == {"a": "s1", "c": "s2"}

    def test_judgements_are_found_by_either_record(self, store: GraphStore) -> None:
        store.apply(_signed())
        with store.resolution() as reader:
            assert reader.judgements_of(["a"]) == [SAME, DIFFERENT]
            assert reader.judgements_of(["c", "x"]) == [DIFFERENT]

    def test_judgement_outlives_its_records_until_removed(self, store: GraphStore) -> None:
        store.apply(_signed())
        store.apply(ChangeSet(removed_sources=["annuaire"]))
        with store.resolution() as reader:
            assert list(reader.judgements()) == [SAME, DIFFERENT]
        store.apply(ChangeSet(removed_judgements=[("a", "b")]))
        with store.resolution() as reader:
            assert reader.judgements_of(["b", "a"]) == [DIFFERENT]

    def test_newer_judgement_of_a_pair_replaces_the_older(self, store: GraphStore) -> None:
        store.apply(_signed())
        changed = Judgement("a", "b", "unsure", "autre", "2024-06-01")
        store.apply(ChangeSet(judgements=[changed]))
        with store.resolution() as reader:
            assert reader.judgements_of(["b"]) == [changed]

    def test_signature_that_no_record_bears_goes_with_its_matches(self, store: GraphStore) -> None:
        store.apply(_signed())
        store.apply(ChangeSet(removed_records=["c"]))
        with store.resolution() as reader:
            assert list(reader.signature_digests()) == ["s1"]
            assert reader.matches_of(["s1"]) == []
            assert [one.digest for _, one in reader.signatures_in_blocks(["nom:four"])] == ["s1"]

    def test_signature_borne_by_another_record_stays(self, store: GraphStore) -> None:
        store.apply(_signed())
        store.apply(ChangeSet(removed_records=["a"]))
        with store.resolution() as reader:
            assert list(reader.signature_digests()) == ["s1", "s2"]
            assert reader.members_of(["s1"]) == {"s1": [Member("b", 0, "b")]}

    def test_newer_match_of_a_pair_replaces_the_older(self, store: GraphStore) -> None:
        store.apply(_signed())
        store.apply(ChangeSet(matches=[Match("s1", "s2", 0.5, "modele-2")]))
        with store.resolution() as reader:
            assert reader.matches_of(["s2"]) == [Match("s1", "s2", 0.5, "modele-2")]
