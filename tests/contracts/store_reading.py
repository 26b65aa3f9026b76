"""Readers give entities, links, answers to words and counts, in a stable order."""

import pytest
from contracts.sample import BRETAGNE, BREZELLE, MASONRY, change_set, record, source
from contracts.store_states import STEWARD, counts, entity, facts, find, keys, links

from tisserand.ontology.records import EntityLink, Identifier
from tisserand.store.port import GraphStore


class ReadingContract:
    """Entities, redirects, links, find, sources, records, counts."""

    def test_entity_shows_what_its_record_says(self, store: GraphStore) -> None:
        values = [("locatedIn", BREZELLE), ("latitude", "48.1"), ("longitude", "-1.6")]
        store.apply(change_set(record("a", values=values, identifiers=[("rna", "W351000000")])))
        found = entity(store, "a")
        assert found is not None
        assert (found.kind, found.name, found.place) == (
            "Association",
            "Fournil des Deux Rives",
            BREZELLE,
        )
        assert (found.latitude, found.longitude) == (48.1, -1.6)
        assert found.identifiers == (Identifier("rna", "W351000000"),)

    def test_absent_entity_is_none(self, store: GraphStore) -> None:
        store.apply(change_set(record("a")))
        assert entity(store, "b") is None

    def test_key_of_any_record_leads_to_its_entity(self, store: GraphStore) -> None:
        store.apply(change_set(record("a"), record("b"), b="a"))
        with store.read(STEWARD) as reader:
            assert reader.entity("b") == reader.entity("a")
            assert set(reader.entities(["a", "b", "c"])) == {"a", "b"}
            assert reader.record_owners(["b", "c"]) == {"b": "a"}

    def test_register_wins_then_newest_then_most_confident(self, store: GraphStore) -> None:
        given = [
            record("a", source="recent", values=[("address", "récente")]),
            record("b", source="registre", values=[("address", "du registre", 0, 0.2)]),
            record("c", source="registre", values=[("address", "sûre", 0, 0.9)]),
        ]
        sources = [source("recent", date="2025"), source("registre", rank=0, date="1999")]
        store.apply(change_set(*given, sources=sources, a="b", c="b"))
        assert facts(store, "b", "address") == ["sûre", "du registre", "récente"]

    def test_disagreements_are_kept_and_one_is_chosen(self, store: GraphStore) -> None:
        both = [record("a", values=[("postcode", "35000")]), record("b", name="Fournil")]
        store.apply(change_set(*both, record("c", values=[("postcode", "35999")]), b="a", c="a"))
        found = entity(store, "a")
        assert found is not None
        told = {(fact.property, fact.value): (fact.chosen, fact.records) for fact in found.facts}
        assert told[("postcode", "35000")] == (True, ("a",))
        assert told[("postcode", "35999")] == (False, ("c",))
        assert told[("name", "Fournil des Deux Rives")] == (True, ("a", "c"))
        assert told[("altName", "Fournil")] == (True, ("b",))

    def test_most_specific_kind_and_finest_place_are_shown(self, store: GraphStore) -> None:
        given = [
            record("a", kind="Organization", values=[("locatedIn", BRETAGNE)]),
            record("b", kind="Cooperative", values=[("locatedIn", BREZELLE)]),
        ]
        store.apply(change_set(*given, b="a"))
        found = entity(store, "a")
        assert found is not None and (found.kind, found.place) == ("Cooperative", BREZELLE)

    def test_entity_keys_come_in_order_page_by_page(self, store: GraphStore) -> None:
        given = [record(key) for key in ("d", "b", "e", "a")]
        store.apply(change_set(*given, record("c", kind="Project"), e="d"))
        with store.read(STEWARD) as reader:
            assert reader.entity_keys(limit=2) == ["a", "b"]
            assert reader.entity_keys(after="b", limit=2) == ["c", "d"]
            assert reader.entity_keys(kind="Association") == ["a", "b", "d"]

    def test_links_come_outward_then_inward(self, store: GraphStore) -> None:
        given = [
            record("a", links=[("takesPartIn", "p"), ("memberOf", "c"), ("memberOf", "b")]),
            record("b", name="B", links=[("partnerOf", "a", 0, 1.0, "2019", None)]),
            record("c", name="C"),
            record("p", name="P", kind="Project", links=[("ledBy", "a")]),
        ]
        store.apply(change_set(*given))
        assert links(store, "a") == [
            EntityLink("memberOf", True, "b", "B", "Association", ("a",)),
            EntityLink("memberOf", True, "c", "C", "Association", ("a",)),
            EntityLink("takesPartIn", True, "p", "P", "Project", ("a",)),
            EntityLink("ledBy", False, "p", "P", "Project", ("p",)),
            EntityLink("partnerOf", False, "b", "B", "Association", ("b",), "2019"),
        ]

    def test_one_link_said_twice_names_both_records(self, store: GraphStore) -> None:
        given = [
            record("a", links=[("memberOf", "n")], since="2020"),
            record("b", links=[("memberOf", "n", 0, 1.0, "2020")]),
            record("n"),
        ]
        store.apply(change_set(*given, b="a"))
        assert [(link.records, link.since) for link in links(store, "b")] == [(("a", "b"), "2020")]

    def test_links_stop_at_the_limit(self, store: GraphStore) -> None:
        given = [record(f"b{number}", links=[("memberOf", "a")]) for number in range(5)]
        store.apply(change_set(record("a"), *given))
        with store.read(STEWARD) as reader:
            assert [link.key for link in reader.links("a", limit=2)] == ["b0", "b1"]

    @pytest.mark.parametrize(
        "asked", ["œuvre", "OEUVRES", "l'œuvre", "L’Œuvres d’eve", "ève", "Saint Mede", "st médé"]
    )
    def test_words_are_found_whatever_their_writing(self, store: GraphStore, asked: str) -> None:
        store.apply(change_set(record("a", name="Les Œuvres d’Ève à St-Médé"), record("b")))
        assert [hit.key for hit in find(store, asked)] == ["a"]

    def test_every_word_asked_must_be_there(self, store: GraphStore) -> None:
        given = [record("a"), record("b", values=[("description", "le pain du fournil")])]
        store.apply(change_set(*given, record("c", name="Chorale")))
        assert [hit.key for hit in find(store, "fournil rives")] == ["a", "b"]
        assert [hit.key for hit in find(store, "pain fournil")] == ["b"]
        assert find(store, "fournil chorale") == []

    def test_best_name_comes_first_then_key(self, store: GraphStore) -> None:
        given = [
            record("a", name="Amis du fournil de Brézelle"),
            record("c", name="Le Fournil"),
            record("b", name="Le Fournil"),
            record("d", name="Chorale", values=[("description", "répète au fournil")]),
        ]
        store.apply(change_set(*given))
        hits = find(store, "fournil")
        assert [hit.key for hit in hits] == ["b", "c", "a", "d"]
        assert hits[0].score == 1.0 and hits[3].score == 0.0

    def test_identifiers_and_other_names_are_found(self, store: GraphStore) -> None:
        given = record("a", values=[("altName", "FDR")], identifiers=[("siren", "732829320")])
        store.apply(change_set(given, record("b", identifiers=[("siren", "1", "operator")])))
        assert [hit.key for hit in find(store, "fdr")] == ["a"]
        assert [hit.key for hit in find(store, "732829320")] == ["a"]

    @pytest.mark.parametrize("asked", ["", "  ", '"', "AND", "* OR (", "a:b*", "fournil NOT", "—'"])
    def test_no_text_breaks_find(self, store: GraphStore, asked: str) -> None:
        store.apply(change_set(record("a", name="Chorale")))
        assert find(store, asked) == []

    def test_find_keeps_to_the_kinds_and_the_limit(self, store: GraphStore) -> None:
        store.apply(change_set(record("a"), record("b", kind="Company"), record("c")))
        with store.read(STEWARD) as reader:
            assert [hit.key for hit in reader.find("fournil", kinds=["Company"])] == ["b"]
            assert [hit.key for hit in reader.find("fournil", limit=2)] == ["a", "b"]

    def test_what_is_no_longer_said_is_no_longer_found(self, store: GraphStore) -> None:
        store.apply(change_set(record("a"), record("b", name="Chorale")))
        replacing = change_set(record("c", name="Fanfare"), c="b")
        replacing.removed_records = ["a"]
        store.apply(replacing)
        assert find(store, "fournil") == []
        assert [hit.key for hit in find(store, "fanfare")] == ["b"]

    def test_sources_come_by_id(self, store: GraphStore) -> None:
        given = [source("b", publisher="Ville", visibility=2), source("a", legal_basis="mission")]
        store.apply(change_set(record("x", source="b"), sources=given))
        with store.read(STEWARD) as reader:
            assert reader.sources() == sorted(given, key=lambda one: one.id)

    def test_records_of_a_source_come_by_key(self, store: GraphStore) -> None:
        store.apply(change_set(record("b"), record("a"), record("c", source="autre")))
        with store.read(STEWARD) as reader:
            assert [one.key for one in reader.records_of_source("annuaire")] == ["a", "b"]
            assert set(reader.records(["c", "absent"])) == {"c"}
            assert list(reader.records_of_source("absente")) == []

    def test_counts_are_of_entities_and_links(self, store: GraphStore) -> None:
        given = [
            record("a", links=[("memberOf", "c"), ("partnerOf", "absent")]),
            record("b", links=[("memberOf", "c")]),
            record("c", kind="Cluster"),
        ]
        store.apply(change_set(*given, b="a"))
        found = counts(store)
        assert (found.sources, found.records) == (1, 3)
        assert found.entities == {"Association": 1, "Cluster": 1}
        assert found.links == {"memberOf": 2}

    def test_reader_keeps_the_state_it_opened_on(self, store: GraphStore) -> None:
        sequence = store.apply(change_set(record("a")))
        with store.read(STEWARD) as reader:
            assert reader.entity_keys() == ["a"]
            store.apply(change_set(record("b")))
            assert reader.sequence == sequence
            assert reader.entity_keys() == ["a"]
        assert keys(store) == ["a", "b"]

    def test_skill_is_a_fact_but_not_a_word(self, store: GraphStore) -> None:
        store.apply(change_set(record("a", values=[("hasSkill", MASONRY)])))
        assert facts(store, "a", "hasSkill") == [MASONRY]
        assert find(store, "maconnerie") == []
