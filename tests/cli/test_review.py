"""Judgements by people, from the command line: given, told, taken back to the byte."""

from pathlib import Path

import pytest
from cli.conftest import Command

from tisserand.demo.territory import FILES

OLIVE = ("--author", "Olive", "--date", "2025-02-03", "--reason", "vue sur place")


def nquads(tisserand: Command, workspace: Path) -> bytes:
    options = ("--role", "steward", "--workspace", workspace)
    return tisserand("export", "graph", "--format", "nquads", *options).out


def pairs(tisserand: Command, workspace: Path) -> list[tuple[str, str]]:
    """Records of the doubtful pairs, the most valuable first."""
    answer = tisserand("review", "--limit", 100, "--json", "--workspace", workspace).json
    return [(one["a"]["record"], one["b"]["record"]) for one in answer]


def test_review_shows_the_most_valuable_pairs_first(tisserand: Command, demo: Path) -> None:
    answer = tisserand("review", "--json", "--workspace", demo).json
    assert answer
    assert all(
        list(one) == ["a", "b", "probability", "value", "agrees", "differs"] for one in answer
    )
    values = [one["value"] for one in answer]
    assert values == sorted(values, reverse=True)
    for one in answer:
        for side in (one["a"], one["b"]):
            assert side["records"][0]["iri"] == side["record"]
            assert side["count"] and side["kind"] and side["name"]


def test_review_tells_in_french_what_agrees_and_what_differs(
    tisserand: Command, demo: Path
) -> None:
    told = tisserand("review", "--limit", 2, "--workspace", demo).out.decode()
    assert "concorde : " in told and "probabilité" in told
    assert "tisserand judge" in told


@pytest.mark.parametrize("verdict", ["same", "different", "unsure"])
def test_a_pair_judged_waits_no_more(tisserand: Command, demo_copy: Path, verdict: str) -> None:
    first = pairs(tisserand, demo_copy)[0]
    answer = tisserand("judge", *first, verdict, *OLIVE, "--json", "--workspace", demo_copy).json
    assert (answer["verdict"], answer["author"], answer["date"]) == (verdict, "Olive", "2025-02-03")
    assert answer["joined"] is (verdict == "same")
    assert first not in pairs(tisserand, demo_copy)


def test_undoing_restores_the_graph_byte_for_byte(tisserand: Command, demo_copy: Path) -> None:
    before = nquads(tisserand, demo_copy)
    first = pairs(tisserand, demo_copy)[0]
    tisserand("judge", *first, "same", *OLIVE, "--workspace", demo_copy)
    assert nquads(tisserand, demo_copy) != before
    done = tisserand("judge", "--undo", *first, "--json", "--workspace", demo_copy)
    assert (done.code, done.json["joined"]) == (0, False)
    assert nquads(tisserand, demo_copy) == before
    assert first in pairs(tisserand, demo_copy)


def test_a_judgement_gives_the_graph_that_a_rebuild_gives(
    tisserand: Command, demo_copy: Path
) -> None:
    for pair, verdict in zip(pairs(tisserand, demo_copy), ("same", "different"), strict=False):
        tisserand("judge", *pair, verdict, *OLIVE, "--workspace", demo_copy)
    judged = nquads(tisserand, demo_copy)
    for file in FILES:
        tisserand("withdraw", file.source, "--workspace", demo_copy)
    for file in reversed(FILES):
        named = ("--as", file.source, "--date", file.date, "--mapping", file.mapping)
        assert tisserand("ingest", file.path, *named, "--workspace", demo_copy).code == 0
    assert nquads(tisserand, demo_copy) == judged


def test_things_are_judged_by_name_and_the_undoing_finds_the_judgement(
    tisserand: Command, demo_copy: Path
) -> None:
    names = ("Thermique des Trois-Haies", "La Compagnie des Trois-Haies")
    before = nquads(tisserand, demo_copy)
    done = tisserand("judge", *names, "same", *OLIVE, "--workspace", demo_copy)
    assert done.code == 0, done.err
    assert "sont la même chose : noté le 2025-02-03 par Olive" in done.out.decode()
    assert tisserand("judge", "--undo", *names, "--workspace", demo_copy).code == 0
    assert nquads(tisserand, demo_copy) == before


def test_author_and_day_are_those_of_the_machine_by_default(
    tisserand: Command, demo_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOGNAME", "olivia")
    first = pairs(tisserand, demo_copy)[0]
    answer = tisserand("judge", *first, "unsure", "--json", "--workspace", demo_copy).json
    assert answer["author"] == "olivia"
    assert len(answer["date"]) == 10


@pytest.mark.parametrize("command", ["judge", "review"])
def test_an_agent_does_not_judge(tisserand: Command, demo: Path, command: str) -> None:
    given = ("a", "b", "same") if command == "judge" else ()
    done = tisserand(command, *given, "--role", "agent", "--workspace", demo)
    assert (done.code, done.out) == (1, b"")
    assert "steward" in done.err


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (("Fournil des Deux Rives", "Zorglub et Fils", "same"), 1),
        (("Fournil des Deux Rives", "Fournil des Deux Rives", "same"), 2),
        (("a", "b"), 2),
        (("a", "b", "peut-être"), 2),
        (("--undo", "a", "b", "same"), 2),
        (("--undo", "Fournil des Deux Rives", "Maison des associations du Craonnais"), 1),
    ],
)
def test_what_cannot_be_judged_is_refused(
    tisserand: Command, demo: Path, given: tuple[str, ...], code: int
) -> None:
    done = tisserand("judge", *given, "--author", "Olive", "--workspace", demo)
    assert (done.code, done.out) == (code, b"")
    assert done.err


def test_a_date_that_is_none_is_refused(tisserand: Command, demo: Path) -> None:
    first = pairs(tisserand, demo)[0]
    done = tisserand("judge", *first, "same", "--date", "demain", "--workspace", demo)
    assert done.code == 2
    assert "demain" in done.err


@pytest.fixture
def joined(tisserand: Command, workspace: Path, tmp_path: Path) -> Path:
    """Two things of two records each, one under two names, that a person then joined."""
    for source, names in (("a", "Atelier Vélo;Le Moulin"), ("b", "Atelier du Vélo;Moulin (Le)")):
        rows = "\n".join(f"{name};53000;Laval" for name in names.split(";"))
        file = tmp_path / f"{source}.csv"
        file.write_text(f"nom;code postal;commune\n{rows}\n", encoding="utf-8")
        assert tisserand("ingest", file, "--workspace", workspace).code == 0
    given = (
        "judge",
        "Atelier Vélo",
        "Le Moulin",
        "same",
        *OLIVE,
        "--json",
        "--workspace",
        workspace,
    )
    assert tisserand(*given).json["joined"]
    return workspace


@pytest.mark.parametrize("b", ["Le Moulin", "Moulin (Le)"])
def test_a_judgement_is_undone_by_the_names_it_was_given_by(
    tisserand: Command, joined: Path, b: str
) -> None:
    undone = tisserand("judge", "--undo", "Atelier Vélo", b, "--json", "--workspace", joined)
    assert (undone.code, undone.json["joined"]) == (0, False)


def test_a_judgement_waits_for_records_that_were_withdrawn(
    tisserand: Command, joined: Path, tmp_path: Path
) -> None:
    given = ("judge", "--undo", "Atelier du Vélo", "Moulin (Le)", "--workspace", joined)
    for source in ("a", "b"):
        assert tisserand("withdraw", source, "--workspace", joined).code == 0
    assert tisserand(*given).code == 1
    for source in ("a", "b"):
        assert tisserand("ingest", tmp_path / f"{source}.csv", "--workspace", joined).code == 0
    assert tisserand(*given).code == 0


def test_two_names_of_one_thing_are_told_apart(tisserand: Command, joined: Path) -> None:
    given = (
        "judge",
        "Atelier Vélo",
        "Le Moulin",
        "different",
        *OLIVE,
        "--json",
        "--workspace",
        joined,
    )
    assert not tisserand(*given).json["joined"]
