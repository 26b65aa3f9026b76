"""Reports on the command line: read without writing, woven with passages, reviewed."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fixtures.rendering import FORMATS

Command = Callable[..., Any]
MINUTES = """Compte rendu de la rencontre du 12 mars 2024

Participants

• Aline Gaudin, présidente de l'association Les Mains vertes
• Paul Tessier, maire de Craon

L'association Les Mains vertes recherche un local à Craon pour ses ateliers.

Le Département de la Mayenne a versé 4 000 € à l'association Les Mains vertes en 2021.
"""


@pytest.fixture
def minutes(tmp_path: Path) -> Path:
    path = tmp_path / "compte-rendu.txt"
    path.write_text(MINUTES, encoding="utf-8")
    return path


def names(answer: dict[str, Any], kind: str) -> set[str]:
    """The names of a kind that were read."""
    return {one["text"] for one in answer["mentions"] if one["kind"] == kind}


def said(answer: dict[str, Any]) -> set[tuple[str, ...]]:
    """The facts, by names."""
    text = {one["entity"]: one["text"] for one in reversed(answer["mentions"])}
    return {
        (text[one["subject"]], one["predicate"], text.get(one["object"], "…"), one["role"] or "")
        for one in answer["facts"]
    }


def test_extract_quotes_the_file_and_touches_no_store(
    tisserand: Command, minutes: Path, tmp_path: Path
) -> None:
    done = tisserand("extract", minutes, "--json", "--workspace", tmp_path / "nulle-part")
    answer = done.json
    assert answer["text"] == MINUTES
    assert set(answer) >= {"text", "mentions", "facts", "needs", "proposals", "plan"}
    for mention in answer["mentions"]:
        assert MINUTES[mention["start"] : mention["end"]] == mention["text"]
    assert not (tmp_path / "nulle-part").exists()


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_gives_the_same_names_and_facts(
    name: str, tisserand: Command, minutes: Path, tmp_path: Path
) -> None:
    suffix, render = FORMATS[name]
    path = tmp_path / f"rapport.{suffix}"
    render(MINUTES, path)
    expected = tisserand("extract", minutes, "--json").json
    answer = tisserand("extract", path, "--json").json
    for kind in ("Person", "Organization", "Place"):
        assert names(answer, kind) == names(expected, kind)
    assert said(answer) == said(expected)
    assert len(answer["needs"]) == len(expected["needs"])


def test_extract_is_told_in_french(tisserand: Command, minutes: Path) -> None:
    told = tisserand("extract", minutes).out.decode()
    assert "Personnes (2)" in told
    assert "Aline Gaudin" in told


@pytest.fixture
def woven(tisserand: Command, minutes: Path, tmp_path: Path) -> Path:
    """The workspace where the report is woven."""
    workspace = tmp_path / "espace"
    assert tisserand("ingest", minutes, "--workspace", workspace).code == 0
    return workspace


def test_why_gives_the_passage_of_each_fact(tisserand: Command, woven: Path) -> None:
    told = tisserand("why", "Aline Gaudin", "--workspace", woven).out.decode()
    assert "« Aline Gaudin, présidente de l'association Les Mains vertes" in told
    assert "compte-rendu.txt" in told


def test_show_cites_words_and_not_rows(tisserand: Command, woven: Path) -> None:
    told = tisserand("show", "Les Mains vertes", "--workspace", woven).out.decode()
    assert "[compte-rendu.txt : «" in told
    assert "ligne None" not in told


def test_review_is_for_stewards(tisserand: Command, woven: Path) -> None:
    done = tisserand("review", "reports", "--role", "agent", "--workspace", woven)
    assert done.code == 1


def test_decision_on_what_nobody_read_is_told(tisserand: Command, woven: Path) -> None:
    done = tisserand("decide", "inconnu", "accepted", "--workspace", woven, "--author", "Odile")
    assert done.code == 1
    assert "inconnu" in done.err


def test_each_rule_of_reading_is_counted(tisserand: Command, woven: Path) -> None:
    rows = tisserand("review", "reports", "--patterns", "--json", "--workspace", woven).json
    assert rows
    assert all(row["precision"] is None and row["read"] > 0 for row in rows)


def test_commands_without_prose_load_no_model() -> None:
    program = (
        "import sys\n"
        "from tisserand.cli.application import app\n"
        "for name in app.commands: app.commands[name]\n"
        "import tisserand.ingest.pipeline, tisserand.bootstrap\n"
        "print('spacy' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout.strip() == b"False"


@pytest.mark.parametrize(
    ("dates", "told"),
    [("depuis 2014", "· depuis 2014 "), ("de 2012 à 2018", "· 2012–2018 ")],
)
def test_dates_of_a_fact_are_told_once(
    tisserand: Command, tmp_path: Path, dates: str, told: str
) -> None:
    report = tmp_path / "note.txt"
    partners = "L'association Les Amis du Four est partenaire de l'association La Roue Libre"
    report.write_text(f"{partners} {dates}.\n", encoding="utf-8")
    assert told in tisserand("extract", report).out.decode()


def test_action_without_a_carrier_is_told_where_it_is_read_and_shown(
    tisserand: Command, tmp_path: Path
) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_text(
        "Plan climat\n\nAction 1. Isoler les écoles (porteur : mairie de Craon)\n"
        "Action 2. Changer les chaudières (porteur : à désigner)\n",
        encoding="utf-8",
    )
    read = tisserand("extract", plan).out.decode()
    assert "action 1 : Isoler les écoles · porteur : mairie de Craon" in read
    assert "action 2 : Changer les chaudières · sans porteur" in read
    tisserand("ingest", plan, "--workspace", tmp_path / "espace")
    shown = tisserand("show", "Plan climat", "--workspace", tmp_path / "espace").out.decode()
    assert "Actions sans porteur : 2 Changer les chaudières." in shown
