"""Exit codes, and what a person reads when something cannot be done."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from cli.conftest import PROGRAM, Command, run_process

READING = [
    ("ask", "un four à pain"),
    ("show", "Fournil"),
    ("communities",),
    ("cooperations",),
    ("question", "rare_skills"),
    ("sources",),
    ("withdraw", "dons"),
    ("export", "graph"),
    ("export", "records"),
    ("serve",),
]


@pytest.mark.parametrize("command", READING, ids=" ".join)
def test_absent_workspace_is_told_and_not_made(
    tisserand: Command, workspace: Path, command: tuple[str, ...]
) -> None:
    done = tisserand(*command, "--workspace", workspace)
    assert (done.code, done.out) == (1, b"")
    assert "Aucun espace de travail" in done.err and "No workspace" in done.err
    assert not workspace.exists()


@pytest.mark.parametrize(
    ("command", "french", "english"),
    [
        (("ask",), "Il manque BESOIN", "is missing"),
        (
            ("ask", "x", "--limit", "peu"),
            "--limit (ce n'est pas un nombre entier)",
            "no whole number",
        ),
        (("ask", "x", "--limit", "0"), "--limit (le moins est 1)", "the least is 1"),
        (("review", "--limit", "1000000"), "--limit (le plus est 100000)", "the most is 100000"),
        (
            ("ask", "x", "--within", "loin"),
            "--within (ce n'est pas un nombre)",
            "this is no number",
        ),
        (
            ("ask", "x", "--role", "chef"),
            "--role (« chef » n'en est pas : 'public'",
            "none of 'pub",
        ),
        (("ask", "x", "--limite", "3"), "Option inconnue : --limite", "Unknown option"),
        (("ask", "un", "four"), "ne se lit pas", "unexpected extra"),
        (("demander",), "Commande inconnue : « demander »", "Unknown command"),
        (("export", "tout"), "Commande inconnue : « tout »", "Unknown command"),
        (("question", "x", "--param", "y"), "nom=valeur", "name=value"),
        (("sources", "--store", "mysql"), "Stockage inconnu", "Unknown store"),
        (("copy", "--from", "sqlite", "--to", "sqlite"), "même endroit", "same place"),
        (("ingest", "absent.csv"), "n'existe pas", "no such file"),
    ],
    ids=lambda case: " ".join(case) if isinstance(case, tuple) else "",
)
def test_misuse_is_told_in_french_then_in_english(
    tisserand: Command, demo: Path, command: tuple[str, ...], french: str, english: str
) -> None:
    done = tisserand(*command, *(() if command[0] == "demander" else ("--workspace", demo)))
    assert (done.code, done.out) == (2, b"")
    assert french in done.err and english in done.err
    assert done.err.index(french) <= done.err.index(english)


@pytest.mark.parametrize(
    ("command", "code", "told"),
    [
        (("ask", "un four", "--near", "Nullepart-sur-Rien"), 2, "Commune inconnue"),
        (("show", "Personne de ce nom"), 1, "Rien ne s'appelle"),
        (("question", "toutes"), 1, "Aucune question"),
        (("question", "paths_between"), 2, "demande une valeur"),
        (("communities", "--algorithm", "hasard"), 2, "Algorithme inconnu"),
        (("export", "graph", "--format", "docx"), 2, "docx"),
        (("export", "graph", "--format", "gexf", "--json"), 2, "--json"),
        (("export", "records", "--format", "xlsx"), 2, "xlsx"),
        (("export", "records", "--output", "absent/ici/x.csv"), 1, "ne peut pas être"),
        (("withdraw", "absente"), 1, "aucune source"),
    ],
    ids=lambda case: " ".join(case) if isinstance(case, tuple) else "",
)
def test_what_cannot_be_done_is_told(
    tisserand: Command, demo: Path, command: tuple[str, ...], code: int, told: str
) -> None:
    done = tisserand(*command, "--workspace", demo)
    assert (done.code, done.out) == (code, b"")
    assert told in done.err and len(done.err.splitlines()) == 2


def test_port_already_taken_is_told(tisserand: Command, demo: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = tisserand("serve", "--port", port, "--workspace", demo)
    assert (done.code, done.out) == (1, b"")
    assert f"port {port} est déjà pris" in done.err and "ouvert" not in done.err


def test_address_of_another_machine_is_refused(tisserand: Command, demo: Path) -> None:
    done = tisserand("serve", "--host", "192.0.2.1", "--workspace", demo)
    assert done.code == 2 and "192.0.2.1" in done.err


def test_need_that_nobody_meets_is_an_answer(tisserand: Command, demo: Path) -> None:
    done = tisserand("ask", "xyzzy", "--json", "--workspace", demo)
    assert done.code == 0
    assert done.json["helpers"] == [] and done.json["message"]


def test_program_gives_the_same_codes_and_streams() -> None:
    done = run_process("ask")
    assert (done.code, done.out) == (2, b"")
    assert done.err.startswith("Il manque BESOIN.\nBESOIN is missing.\n")


def test_reader_that_stops_reading_is_no_error(demo: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write) as closed:
        command = [*PROGRAM, "export", "records", "--workspace", str(demo)]
        done = subprocess.run(
            command, stdout=closed, stderr=subprocess.PIPE, text=True, check=False
        )
    assert (done.returncode, done.stderr) == (0, "")


def test_help_and_refusals_load_no_part_that_they_do_not_use() -> None:
    script = (
        "import sys; from tisserand.cli.application import run\n"
        "for arguments in (['--help'], ['unknown'], ['judge', '--help']): run(arguments)\n"
        "print(*{'fastapi', 'scipy', 'numba', 'neo4j', 'rdflib', 'spacy'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert done.stdout.splitlines()[-1] == b""


def test_memory_is_not_looked_through_when_the_program_ends() -> None:
    script = (
        "import gc, sys; from tisserand.cli.main import main\n"
        "sys.argv[1:] = ['--help']\n"
        "try: main()\n"
        "except SystemExit: print(gc.get_freeze_count() > 10_000)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert done.stdout.splitlines()[-1] == b"True"
