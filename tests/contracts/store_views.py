"""A View shows what one role may see and nothing more: records, values, links, counts, changes."""

import pytest
from contracts.sample import AGENT, PARTNER, PUBLIC, STEWARD, change_set, record, source
from contracts.store_states import changes, counts, entity, facts, find, keys, links, records, view

from tisserand.store.port import Change, ChangeSet, GraphStore


def _layers() -> ChangeSet:
    """One entity described at each visibility, a member of it at each visibility."""
    told = {"a0": PUBLIC, "a1": PARTNER, "a2": AGENT, "a3": STEWARD}
    own = [
        record(key, name=f"Nom {level}", visibility=level, source=f"s{level}")
        for key, level in told.items()
    ]
    members = [
        record(f"m{level}", visibility=level, links=[("memberOf", "a0")]) for level in told.values()
    ]
    sources = [source(f"s{level}", rank=3 - level) for level in told.values()]
    return change_set(*own, *members, sources=sources, **dict.fromkeys(told, "a3"))


class ViewsContract:
    """Each reader stays inside its View."""

    @pytest.mark.parametrize("role", [0, 1, 2, 3])
    def test_role_sees_the_records_up_to_its_own(self, store: GraphStore, role: int) -> None:
        store.apply(_layers())
        found = entity(store, "a3", role)
        assert found is not None
        assert list(found.records) == ["a0", "a1", "a2", "a3"][: role + 1]
        assert found.name == f"Nom {role}"
        assert sorted(records(store, role)) == sorted([*found.records, *keys(store, role)[1:]])

    @pytest.mark.parametrize("role", [0, 1, 2, 3])
    def test_lists_and_words_are_those_of_the_role(self, store: GraphStore, role: int) -> None:
        store.apply(_layers())
        assert [hit.name for hit in find(store, f"nom {role}", role)] == [f"Nom {role}"]
        assert find(store, f"nom {role + 1}", role) == []
        assert [link.key for link in links(store, "a3", role)] == keys(store, role)[1:]
        found = counts(store, role)
        assert (found.entities, found.links) == (
            {"Association": role + 2},
            {"memberOf": role + 1},
        )
        assert (found.sources, found.records) == (role + 2, 2 * role + 2)

    @pytest.mark.parametrize("role", [0, 1, 2, 3])
    def test_values_and_links_have_their_own_visibility(self, store: GraphStore, role: int) -> None:
        given = record(
            "a",
            values=[("description", f"niveau{level}", level) for level in range(4)],
            links=[("partnerOf", f"b{level}", level) for level in range(4)],
        )
        store.apply(change_set(given, *(record(f"b{level}") for level in range(4))))
        seen = [f"niveau{level}" for level in range(role + 1)]
        assert sorted(facts(store, "a", "description", role)) == seen
        assert [len(find(store, f"niveau{level}", role)) for level in range(4)] == [
            int(level <= role) for level in range(4)
        ]
        assert len(links(store, "a", role)) == role + 1
        assert len(records(store, role)["a"].links) == role + 1
        assert [value.value for value in records(store, role)["a"].values] == seen

    def test_entity_without_visible_record_does_not_exist(self, store: GraphStore) -> None:
        store.apply(change_set(record("a", visibility=AGENT, links=[("memberOf", "b")])))
        store.apply(change_set(record("b"), record("c", links=[("leads", "a")])))
        assert entity(store, "a", PARTNER) is None
        assert keys(store, PARTNER) == ["b", "c"]
        assert links(store, "b", PARTNER) == links(store, "c", PARTNER) == []
        assert find(store, "fournil", AGENT) != []

    def test_hidden_record_leads_nowhere(self, store: GraphStore) -> None:
        store.apply(change_set(record("a"), record("b", visibility=AGENT), b="a"))
        assert entity(store, "b", PUBLIC) is None
        with store.read(view(PUBLIC)) as reader:
            assert reader.record_owners(["a", "b"]) == {"a": "a"}
            assert set(reader.records(["a", "b"])) == {"a"}

    def test_key_of_an_entity_stands_though_its_record_is_hidden(self, store: GraphStore) -> None:
        store.apply(change_set(record("a", visibility=AGENT), record("b"), b="a"))
        assert keys(store, PUBLIC) == ["a"]
        found = entity(store, "a", PUBLIC)
        assert found is not None and list(found.records) == ["b"]

    def test_link_to_a_hidden_record_of_a_seen_entity_is_hidden(self, store: GraphStore) -> None:
        given = [record("a"), record("b", visibility=AGENT), record("c", links=[("leads", "b")])]
        store.apply(change_set(*given, b="a"))
        assert links(store, "c", PUBLIC) == []
        assert [link.key for link in links(store, "c", AGENT)] == ["a"]

    def test_source_without_visible_record_is_hidden(self, store: GraphStore) -> None:
        store.apply(change_set(record("a", source="s", visibility=AGENT), sources=[source("vide")]))
        listed = {}
        for role in (PUBLIC, AGENT, STEWARD):
            with store.read(view(role)) as reader:
                listed[role] = [one.id for one in reader.sources()]
        assert listed == {PUBLIC: [], AGENT: ["s"], STEWARD: ["s", "vide"]}

    def test_changes_tell_a_role_only_what_it_may_know(self, store: GraphStore) -> None:
        one = store.apply(change_set(record("a"), record("b", visibility=AGENT)))
        two = store.apply(ChangeSet(removed_records=["a", "b"]))
        assert changes(store, 0, PUBLIC) == [Change(one, "a", False), Change(two, "a", True)]
        assert changes(store, one, AGENT) == [Change(two, "a", True), Change(two, "b", True)]

    def test_hidden_again_is_removed_for_who_no_longer_sees_it(self, store: GraphStore) -> None:
        store.apply(change_set(record("a")))
        hiding = change_set(record("a", visibility=AGENT))
        hiding.removed_records = ["a"]
        sequence = store.apply(hiding)
        assert changes(store, sequence - 1, PUBLIC) == [Change(sequence, "a", True)]
        assert changes(store, sequence - 1, AGENT) == [Change(sequence, "a", False)]

    def test_merged_key_is_removed_and_its_neighbours_touched(self, store: GraphStore) -> None:
        given = [record("a"), record("b"), record("c", links=[("memberOf", "b")]), record("d")]
        before = store.apply(change_set(*given))
        after = store.apply(ChangeSet(assignments={"b": "a"}))
        assert changes(store, before) == [
            Change(after, "a", False),
            Change(after, "b", True),
            Change(after, "c", False),
        ]
