"""One change set for each source, which replaces what the source said and no more."""

import gc
from collections.abc import Iterator

import pytest
from fixtures.weaver import Weaver

from tisserand.ingest.draft import AcceptedRow, Draft, MappedRow, RejectedRow, SkippedRow
from tisserand.ingest.weaving import ingest_rows
from tisserand.ontology.records import Identifier, Link, Locator, Source, Value, Visibility
from tisserand.reference.places import Gazetteer, load_gazetteer
from tisserand.store.port import GraphStore

SAVENAY = Value("locatedIn", "https://w3id.org/tisserand/place/commune/44195")
FIRST = Draft("a", "Association", "Les Tissandolies", values=(SAVENAY,))
SECOND = Draft("a", "Association", "La Brocantine", values=(SAVENAY,))
FUNDER = Draft("f", "PublicBody", "Département imaginaire", once=True)


def grant(amount: str, to: Draft = FIRST) -> tuple[Draft, ...]:
    links = (Link("funder", "f"), Link("beneficiary", to.local))
    given = Draft("g", "Grant", "Subvention", values=(Value("amount", amount),), links=links)
    return FUNDER, to, given


def test_the_same_rows_again_change_nothing(weaver: Weaver) -> None:
    first = weaver.weave("grants", grant("10.00"), grant("20.00", SECOND))
    again = weaver.weave("grants", grant("10.00"), grant("20.00", SECOND))
    assert again.sequence == first.sequence
    assert (again.entities_new, again.entities_changed, again.merged) == (0, 0, 0)
    assert again.records == first.records == 5


def test_what_others_write_meanwhile_is_taken_into_account(
    weaver: Weaver, store: GraphStore
) -> None:
    def write_meanwhile(step: str, count: int) -> None:
        if step == "write" and not weaver.records("other"):
            weaver.weave("other", FIRST)

    mapped = [AcceptedRow(Locator("directory.csv", row=2), (FIRST,))]
    source = Source("directory", "Directory", "directory.csv")
    ingest_rows(store, source, mapped, weaver.gazetteer, write_meanwhile)
    assert [len(keys) for keys in weaver.partition().values()] == [2]


def test_what_is_named_once_has_one_record_at_its_first_row(weaver: Weaver) -> None:
    weaver.weave("grants", grant("10.00"), grant("20.00", SECOND))
    funders = [record for record in weaver.records("grants") if record.kind == "PublicBody"]
    assert [record.locator.row for record in funders] == [2]
    grants = [record for record in weaver.records("grants") if record.kind == "Grant"]
    assert {record.links[0].target for record in grants} == {funders[0].key}


def test_exact_duplicates_stay_two_records(weaver: Weaver) -> None:
    report = weaver.weave("grants", grant("10.00"), grant("10.00"))
    grants = [record for record in weaver.records("grants") if record.kind == "Grant"]
    assert len({record.key for record in grants}) == 2
    assert len({weaver.owner(record.key) for record in grants}) == 2
    assert report.merged == 2  # the beneficiary of both rows is one association


def test_a_new_version_replaces_only_what_changed(weaver: Weaver) -> None:
    weaver.weave("directory", FIRST, SECOND)
    before = {record.name: record.key for record in weaver.records("directory")}
    report = weaver.weave("directory", FIRST, SECOND._replace(name="La Brocantine du Sillon"))
    after = {record.name: record.key for record in weaver.records("directory")}
    assert report.entities_new == 1
    assert before["Les Tissandolies"] == after["Les Tissandolies"]
    assert before["La Brocantine"] not in after.values()


def test_a_row_that_moves_keeps_its_record(weaver: Weaver) -> None:
    weaver.weave("directory", FIRST, SECOND)
    keys = {record.key for record in weaver.records("directory")}
    weaver.weave("directory", SECOND, FIRST)
    records = weaver.records("directory")
    assert {record.key for record in records} == keys
    assert [record.name for record in records] == ["La Brocantine", "Les Tissandolies"]


def test_a_changed_row_with_its_own_key_stays_the_same_record(weaver: Weaver) -> None:
    weaver.weave("directory", FIRST._replace(own_key="12"))
    (before,) = weaver.records("directory")
    weaver.weave("directory", FIRST._replace(own_key="12", name="Les Tissandolies de Savenay"))
    (after,) = weaver.records("directory")
    assert (after.key, after.name) == (before.key, "Les Tissandolies de Savenay")


def test_two_rows_with_one_key_are_told(weaver: Weaver) -> None:
    report = weaver.weave("directory", FIRST._replace(own_key="12"), SECOND._replace(own_key="12"))
    (rejected,) = report.as_dict()["rejected"]
    assert (report.rows, report.accepted) == (2, 1)
    assert rejected["row"] == 3
    assert "directory.csv, ligne 2" in rejected["reason"]


def test_records_of_one_own_key_are_one_thing(weaver: Weaver) -> None:
    project = Draft("p", "Project", "Tiers-lieu", own_key="ANR-1", once=True)
    weaver.weave("projects", project, project._replace(name="Tiers lieu des Tanneries"))
    assert len(weaver.records("projects")) == 2
    assert len(weaver.partition()) == 1


def test_two_sources_that_name_one_thing_merge(weaver: Weaver) -> None:
    weaver.weave("directory", FIRST)
    report = weaver.weave("grants", grant("10.00"))
    assert (report.merged, report.entities_changed, report.entities_new) == (1, 1, 2)
    (first,) = weaver.records("directory")
    assert weaver.owner(first.key) == weaver.owner(weaver.records("grants")[0].key)


def test_an_entity_takes_the_key_of_its_best_ranked_record(weaver: Weaver) -> None:
    weaver.weave("grants", FIRST, rank=2)
    weaver.weave("register", FIRST, rank=0)
    (registered,) = weaver.records("register")
    assert set(weaver.partition()) == {registered.key}
    weaver.weave("register", FIRST, rank=3)
    assert set(weaver.partition()) == {weaver.records("grants")[0].key}


def test_rows_are_accepted_rejected_or_skipped(
    store: GraphStore, gazetteer: Gazetteer, weaver: Weaver
) -> None:
    rows: list[MappedRow] = [
        AcceptedRow(Locator("f.csv", row=2), (FIRST,)),
        SkippedRow(Locator("f.csv", row=3), "total"),
        RejectedRow(Locator("f.csv", row=4), "ingest.nothing_named", cells={"nom": ""}),
        AcceptedRow(Locator("f.csv", row=5), (FIRST._replace(name=" "),)),
        AcceptedRow(Locator("f.csv", row=6), (FIRST._replace(kind="Licorne"),)),
    ]
    told = ingest_rows(store, Source("f", "F", "f.csv"), rows, gazetteer).as_dict()
    assert told["skipped"] == {"total": 1}
    assert told["rows"] == told["accepted"] + len(told["rejected"]) + 1 == 5
    assert [rejected["row"] for rejected in told["rejected"]] == [4, 5, 6]


def test_a_value_that_the_ontology_refuses_is_left_out_and_told(weaver: Weaver) -> None:
    values = (SAVENAY, Value("email", "personne"), Value("couleur", "bleu"))
    report = weaver.weave("directory", FIRST._replace(values=values))
    (record,) = weaver.records("directory")
    assert record.values == (SAVENAY,)
    told = [warning["text"] for warning in report.as_dict()["warnings"]]
    assert len(told) == 2
    assert all("directory.csv, ligne 2" in text for text in told)


def test_a_person_is_for_agents_until_a_legal_basis_is_recorded(
    store: GraphStore, gazetteer: Gazetteer, weaver: Weaver
) -> None:
    person = Draft("p", "Person", "Aline Ferrand", visibility=Visibility.PUBLIC)
    weaver.weave("people", person)
    assert weaver.records("people")[0].visibility == Visibility.AGENT
    consent = Source("consent", "C", "c.csv", legal_basis="Consentement (article 6, 1, a)")
    row = AcceptedRow(Locator("c.csv", row=2), (person,))
    ingest_rows(store, consent, [row], gazetteer)
    assert weaver.records("consent")[0].visibility == Visibility.PUBLIC


def test_an_interruption_leaves_the_store_as_it_was(
    store: GraphStore, gazetteer: Gazetteer, weaver: Weaver
) -> None:
    weaver.weave("directory", FIRST)

    def interrupted() -> Iterator[MappedRow]:
        yield AcceptedRow(Locator("f.csv", row=2), (SECOND,))
        raise KeyboardInterrupt

    before = weaver.sequence
    with pytest.raises(KeyboardInterrupt):
        ingest_rows(store, Source("directory", "D", "f.csv"), interrupted(), gazetteer)
    assert weaver.sequence == before
    assert [record.name for record in weaver.records("directory")] == ["Les Tissandolies"]


def test_a_source_without_any_row_taken_is_known_all_the_same(weaver: Weaver) -> None:
    first = weaver.weave("empty", FIRST._replace(name=" "))
    again = weaver.weave("empty", FIRST._replace(name=" "))
    assert (first.records, len(first.rejected)) == (0, 1)
    assert again.sequence == first.sequence


def test_identical_rounded_numbers_merge_nobody(weaver: Weaver) -> None:
    rounded = (Identifier("siret", "39500000000000"),)
    weaver.weave(
        "grants",
        FIRST._replace(identifiers=rounded, values=()),
        SECOND._replace(identifiers=rounded, values=()),
    )
    assert len(weaver.partition()) == 2


def scheme(name: str, funder: Draft) -> tuple[Draft, ...]:
    return funder, Draft("s", "FundingScheme", name, links=(Link("funder", "f"),))


def funder(name: str, siren: str) -> Draft:
    return Draft("f", "PublicBody", name, (Identifier("siren", siren),), once=True)


def test_a_scheme_is_known_by_its_name_and_its_funder(weaver: Weaver) -> None:
    first, second = funder("Conseil départemental", "224400028"), funder("Région", "234400034")
    weaver.weave("grants", scheme("FILIERES COURTES", first), scheme("Filières courtes", second))
    weaver.weave("directory", scheme("Filières courtes", first._replace(name="Département")))
    schemes = {
        (source, record.locator.row): weaver.owner(record.key)
        for source in ("grants", "directory")
        for record in weaver.records(source)
        if record.kind == "FundingScheme"
    }
    assert schemes["directory", 2] == schemes["grants", 2] != schemes["grants", 3]


def test_rows_with_their_own_keys_and_equal_words_share_a_signature(weaver: Weaver) -> None:
    weaver.weave("directory", FIRST._replace(own_key="12"), FIRST._replace(own_key="13"))
    first, second = weaver.records("directory")
    assert first.signature == second.signature


def test_an_own_key_that_two_rows_bear_makes_them_one(weaver: Weaver) -> None:
    named = FIRST._replace(own_key="12", name="Pôle nord")
    weaver.weave("directory", named, named._replace(once=True, name="Brocante du sud"))
    assert [len(keys) for keys in weaver.partition().values()] == [2]


def test_an_ingestion_that_fails_lets_go_of_its_garbage_again(weaver: Weaver) -> None:
    def rows() -> Iterator[MappedRow]:
        assert not gc.isenabled()
        yield SkippedRow(Locator("f.csv", row=1), "total")
        raise OSError("le disque est plein")

    source = Source("directory", "Annuaire", "f.csv")
    with pytest.raises(OSError, match="plein"):
        ingest_rows(weaver.store, source, rows(), load_gazetteer())
    assert gc.isenabled()
