"""Change sets are all or nothing, and records say while entities are."""

from dataclasses import replace

import pytest
from contracts.sample import change_set, record, source
from contracts.store_states import changes, entity, facts, keys, links, records, said

from tisserand.errors import StaleError, StoreError
from tisserand.ontology.records import Locator
from tisserand.store.port import ChangeSet, GraphStore


class WritingContract:
    """Adding, replacing, withdrawing, merging, splitting."""

    def test_each_change_set_has_a_greater_sequence(self, store: GraphStore) -> None:
        first = store.apply(change_set(record("a")))
        assert store.apply(change_set(record("b"))) > first

    def test_empty_change_set_returns_the_current_sequence(self, store: GraphStore) -> None:
        sequence = store.apply(change_set(record("a")))
        assert store.apply(ChangeSet()) == sequence
        assert changes(store, sequence) == []

    def test_record_comes_back_as_it_was_given(self, store: GraphStore) -> None:
        given = record(
            "a",
            name="L’Œuvre d’Ève",
            values=[("description", "Pain\nau levain « bio »"), ("locatedIn", "urn:x:1")],
            links=[("memberOf", "absent", 1, 0.5, "2020", "2021-03")],
            identifiers=[("siren", "732829320"), ("siren", "000000000", "operator", True)],
            locator=Locator("rapport.pdf", "Feuille 1", 3, 4, 10, 20, "mot à mot"),
            visibility=1,
            confidence=0.75,
            since="2019",
            until="2023-12-31",
        )
        store.apply(change_set(given))
        assert records(store)["a"] == given

    @pytest.mark.parametrize(
        "wrong",
        [
            change_set(record("b"), record("a")),
            ChangeSet(records=[record("b")], assignments={}),
            ChangeSet(records=[record("b", source="absente")], assignments={"b": "b"}),
            change_set(record("b", signature="absente")),
            ChangeSet(sources=[source("b")], assignments={"absent": "a"}),
            ChangeSet(sources=[source("b")], relocated=[record("absent")]),
        ],
        ids=["stored", "unassigned", "no source", "no signature", "assigned", "relocated"],
    )
    def test_refused_change_set_leaves_the_store_as_it_was(
        self, store: GraphStore, wrong: ChangeSet
    ) -> None:
        store.apply(change_set(record("a")))
        before = said(store)
        with pytest.raises(StoreError):
            store.apply(wrong)
        assert said(store) == before

    def test_change_set_based_on_the_current_state_is_written(self, store: GraphStore) -> None:
        sequence = store.apply(change_set(record("a")))
        store.apply(replace(change_set(record("b")), based_on=sequence))
        assert keys(store) == ["a", "b"]

    def test_change_set_based_on_an_older_state_is_refused(self, store: GraphStore) -> None:
        sequence = store.apply(change_set(record("a")))
        store.apply(change_set(record("b")))
        before = said(store)
        with pytest.raises(StaleError):
            store.apply(replace(change_set(record("c")), based_on=sequence))
        assert said(store) == before

    def test_empty_change_set_is_never_stale(self, store: GraphStore) -> None:
        sequence = store.apply(change_set(record("a")))
        assert store.apply(ChangeSet(based_on=sequence - 1)) == sequence

    def test_replaced_source_says_only_its_new_records(self, store: GraphStore) -> None:
        store.apply(change_set(record("a"), record("b"), record("c", source="autre")))
        replacing = change_set(record("d"), sources=[source(date="2025")])
        replacing.removed_records = ["a", "b"]
        store.apply(replacing)
        assert keys(store) == ["c", "d"]
        assert records(store)["c"].source == "autre"
        found = entity(store, "d")
        assert found is not None and found.records["d"].date == "2025"

    def test_record_removed_and_added_in_one_change_set_is_the_new_one(
        self, store: GraphStore
    ) -> None:
        store.apply(change_set(record("a", name="Avant")))
        replacing = change_set(record("a", name="Après"))
        replacing.removed_records = ["a"]
        store.apply(replacing)
        assert facts(store, "a", "name") == ["Après"]

    def test_withdrawn_source_takes_only_what_it_said(self, store: GraphStore) -> None:
        store.apply(
            change_set(
                record("a", values=[("website", "https://a.example")]),
                record("b", source="autre", values=[("website", "https://b.example")]),
                b="a",
            )
        )
        store.apply(ChangeSet(removed_sources=["annuaire"], assignments={"b": "b"}))
        assert facts(store, "b", "website") == ["https://b.example"]
        assert [one["id"] for one in _sources(store)] == ["autre"]
        assert entity(store, "a") is None

    def test_removing_what_is_not_stored_is_no_error(self, store: GraphStore) -> None:
        store.apply(change_set(record("a")))
        store.apply(ChangeSet(removed_records=["absent"], removed_sources=["absente"]))
        assert keys(store) == ["a"]

    def test_changed_source_changes_what_is_shown(self, store: GraphStore) -> None:
        both = [record("a", name="Un"), record("b", name="Deux", source="autre")]
        store.apply(change_set(*both, sources=[source("autre", rank=1)], a="b"))
        assert facts(store, "b", "name") == ["Deux"]
        sequence = store.apply(ChangeSet(sources=[source("autre", rank=3)]))
        assert facts(store, "b", "name") == ["Un"]
        assert [change.key for change in changes(store, sequence - 1)] == ["b"]

    def test_relocated_record_only_changes_place_in_its_file(self, store: GraphStore) -> None:
        store.apply(change_set(record("a", links=[("memberOf", "b")]), record("b")))
        moved = record("a", links=[("memberOf", "b")], locator=Locator("annuaire.csv", row=9))
        store.apply(ChangeSet(relocated=[moved]))
        found = entity(store, "a")
        assert found is not None and found.records["a"].locator.row == 9
        assert [link.key for link in links(store, "a")] == ["b"]

    def test_merged_actor_keeps_both_sources(self, store: GraphStore) -> None:
        store.apply(change_set(record("a"), record("b", source="autre")))
        store.apply(ChangeSet(assignments={"b": "a"}))
        found = entity(store, "a")
        assert found is not None
        assert [one.source for one in found.records.values()] == ["annuaire", "autre"]
        assert keys(store) == ["a"]

    def test_split_undoes_a_merge(self, store: GraphStore) -> None:
        store.apply(change_set(record("a", name="Un"), record("b", name="Deux")))
        before = said(store)
        store.apply(ChangeSet(assignments={"b": "a"}))
        store.apply(ChangeSet(assignments={"b": "b"}))
        assert said(store) == before
        assert facts(store, "b", "name") == ["Deux"]

    def test_dangling_link_revives_with_its_target(self, store: GraphStore) -> None:
        store.apply(change_set(record("a", links=[("memberOf", "b")])))
        assert links(store, "a") == []
        sequence = store.apply(change_set(record("b", name="Réseau", source="autre")))
        assert [(link.key, link.name) for link in links(store, "a")] == [("b", "Réseau")]
        assert [change.key for change in changes(store, sequence - 1)] == ["a", "b"]

    def test_link_follows_its_target_when_it_is_merged(self, store: GraphStore) -> None:
        store.apply(change_set(record("a", links=[("memberOf", "c")]), record("b"), record("c")))
        store.apply(ChangeSet(assignments={"c": "b"}))
        assert [link.key for link in links(store, "a")] == ["b"]
        store.apply(ChangeSet(removed_records=["c"]))
        assert links(store, "a") == []

    def test_link_of_an_actor_with_itself_is_not_shown(self, store: GraphStore) -> None:
        store.apply(change_set(record("a", links=[("partnerOf", "b")]), record("b")))
        store.apply(ChangeSet(assignments={"b": "a"}))
        assert links(store, "a") == []


def _sources(store: GraphStore) -> list[dict[str, str]]:
    return [{"id": one.id} for one in said(store)["sources"]]  # type: ignore[attr-defined]
