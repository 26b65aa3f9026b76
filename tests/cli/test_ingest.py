"""Directories in, by the command line: counts, repetition, withdrawal, order, interruption."""

import csv
import io
import json
import os
import signal
import subprocess
from collections import Counter
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from cli.conftest import PROGRAM, Command
from fixtures.grants import GRANTS, grant, write_grants

from tisserand.demo.territory import FILES, REPORTS, DemoFile

TOWNS = ("Craon", "Ballots", "Renazé", "Segré", "Laval", "Angers", "Cholet", "Saumur")
WORDS = ("Lin", "Orge", "Houx", "Grue", "Pie", "Sable", "Givre", "Merle", "Fusain", "Tille")
MANY = [
    grant(f"{a} {b} et {c}", n, TOWNS[n % len(TOWNS)])
    for n, (a, b, c) in enumerate(product(WORDS, repeat=3))
]
REPORT = [
    *("source", "rows", "accepted", "skipped", "records", "entities_new", "entities_changed"),
    *("merged", "rejected", "warnings", "unsure", "findings"),
]


def ingested(tisserand: Command, file: DemoFile, workspace: Path) -> dict[str, Any]:
    options = ("--as", file.source, "--date", file.date, "--mapping", file.mapping)
    done = tisserand("ingest", file.path, *options, "--json", "--workspace", workspace)
    assert done.code == 0, done.err
    answer: dict[str, Any] = done.json
    return answer


def nquads(tisserand: Command, workspace: Path) -> bytes:
    options = ("--role", "steward", "--workspace", workspace)
    return tisserand("export", "graph", "--format", "nquads", *options).out


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.source)
def test_every_row_is_counted_and_every_accepted_row_located(
    tisserand: Command, workspace: Path, file: DemoFile
) -> None:
    report = ingested(tisserand, file, workspace)
    assert list(report) == REPORT
    assert report["rows"] == report["accepted"] + len(report["rejected"]) + sum(
        report["skipped"].values()
    )
    table = tisserand("export", "records", "--role", "steward", "--workspace", workspace).out
    records = list(csv.DictReader(io.StringIO(table.decode(), newline="")))
    assert len(records) == report["records"]
    assert len({one["locator"] for one in records}) == report["accepted"]


def test_rejected_rows_are_named_with_a_reason_and_do_not_fail(
    tisserand: Command, workspace: Path
) -> None:
    report = ingested(tisserand, FILES[2], workspace)
    assert report["rejected"]
    for one in report["rejected"]:
        assert list(one) == ["file", "row", "reason", "reason_en"]
        assert one["file"] == "subventions.csv" and one["row"] > 1 and one["reason"]


def test_json_is_alone_on_stdout_and_progress_on_stderr(
    tisserand: Command, workspace: Path, tmp_path: Path
) -> None:
    file = write_grants(tmp_path / "dons.csv")
    done = tisserand("ingest", file, "--json", "--workspace", workspace)
    assert json.loads(done.out)["source"] == "dons"
    assert "Lecture de dons.csv" in done.err and "Écriture" in done.err


def test_ingesting_twice_changes_nothing(tisserand: Command, demo_copy: Path) -> None:
    before = nquads(tisserand, demo_copy)
    for file in FILES:
        report = ingested(tisserand, file, demo_copy)
        assert (report["entities_new"], report["entities_changed"], report["merged"]) == (0, 0, 0)
    assert nquads(tisserand, demo_copy) == before


def test_withdrawing_then_ingesting_in_another_order_gives_the_same_graph(
    tisserand: Command, demo_copy: Path
) -> None:
    before = nquads(tisserand, demo_copy)
    for file in FILES:
        done = tisserand("withdraw", file.source, "--json", "--workspace", demo_copy)
        told = ["source", "records", "entities_removed", "entities_changed", "reread"]
        assert list(done.json) == told
    left = tisserand("sources", "--json", "--workspace", demo_copy).json
    assert {source["id"] for source in left} == {report.source for report in REPORTS}
    for file in reversed(FILES):
        ingested(tisserand, file, demo_copy)
    assert nquads(tisserand, demo_copy) == before


def test_files_given_together_are_one_source_under_one_id(
    tisserand: Command, workspace: Path, tmp_path: Path
) -> None:
    files = [write_grants(tmp_path / f"{n}.csv", [GRANTS[n]]) for n in range(3)]
    report = tisserand("ingest", *files, "--as", "dons", "--json", "--workspace", workspace).json
    assert (report["source"], report["rows"]) == ("dons", 3)
    assert len(tisserand("sources", "--json", "--workspace", workspace).json) == 1


def test_files_of_one_name_do_not_replace_each_other(
    tisserand: Command, workspace: Path, tmp_path: Path
) -> None:
    for year in ("2020", "2021"):
        (tmp_path / year).mkdir()
    files = [write_grants(tmp_path / year / "dons.csv") for year in ("2020", "2021")]
    done = tisserand("ingest", *files, "--workspace", workspace)
    assert done.code == 2
    assert "--as" in done.err and not workspace.exists()


def test_what_was_woven_before_a_bad_file_is_told(
    tisserand: Command, workspace: Path, tmp_path: Path
) -> None:
    good, empty = write_grants(tmp_path / "dons.csv"), tmp_path / "vide.csv"
    empty.touch()
    done = tisserand("ingest", good, empty, "--json", "--workspace", workspace)
    assert done.code == 2
    assert [report["source"] for report in done.json] == ["dons"]
    assert "vide.csv" in done.err


def test_rejected_rows_can_be_written_to_a_file(
    tisserand: Command, workspace: Path, tmp_path: Path
) -> None:
    file = write_grants(tmp_path / "dons.csv", [*GRANTS, grant("", 9)])
    rejects = tmp_path / "rejets.csv"
    options = ("--rejects", rejects, "--json", "--workspace", workspace)
    report = tisserand("ingest", file, *options).json
    assert Counter(one["row"] for one in report["rejected"]) == {5: 1}
    assert "Fête de la moisson 9" in rejects.read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("step", ["Lecture", "Rapprochement", "Écriture"])
def test_ctrl_c_leaves_the_store_as_it_was(
    tisserand: Command, workspace: Path, tmp_path: Path, step: str
) -> None:
    tisserand("ingest", write_grants(tmp_path / "dons.csv"), "--workspace", workspace)
    before = nquads(tisserand, workspace)
    file = write_grants(tmp_path / "beaucoup.csv", MANY)
    assert interrupted_at(step, "ingest", str(file), "--workspace", str(workspace)) == 130
    assert nquads(tisserand, workspace) == before
    assert tisserand("ingest", file, "--json", "--workspace", workspace).json["accepted"] == len(
        MANY
    )


def interrupted_at(step: str, *arguments: str) -> int:
    """Run the program, press Ctrl-C (its whole group hears it) when it tells this step."""
    # A test run that was started in the background ignores Ctrl-C, and so would its children.
    process = subprocess.Popen(
        [*PROGRAM, *arguments],
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    assert process.stderr is not None
    with process.stderr as told:
        for line in told:
            if line.startswith(step):
                os.killpg(process.pid, signal.SIGINT)
                break
        rest = told.read()
    assert "Traceback" not in rest
    return process.wait(timeout=60)


def test_drafted_mapping_is_written_then_used(tisserand: Command, tmp_path: Path) -> None:
    directory, draft = tmp_path / "clubs.csv", tmp_path / "clubs.yaml"
    directory.write_text("Nom du club;Ville;CP\nLe Club des Prés;Craon;53400\n", encoding="utf-8")
    shown = tisserand("inspect", directory, "--draft", draft).out.decode()
    assert draft.read_text(encoding="utf-8") in shown
    workspace = ("--workspace", tmp_path / "w")
    woven = tisserand("ingest", directory, "--mapping", draft, "--json", *workspace).json
    assert woven["accepted"] == 1
