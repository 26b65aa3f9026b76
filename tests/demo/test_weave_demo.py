"""The committed files are what the authoring script writes."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tisserand.demo.territory import FILES

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder where the script has just written everything."""
    pytest.importorskip("openpyxl", reason="only the authoring script needs openpyxl")
    folder = tmp_path_factory.mktemp("woven")
    script = ROOT / "tools" / "weave_demo.py"
    subprocess.run([sys.executable, str(script), "--into", str(folder)], check=True, timeout=120)
    return folder


def unzip(path: Path) -> dict[str, bytes]:
    """Members of a zip: their compressed bytes may differ from one zlib to another."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("name", ["mediation-numerique.json", "subventions.csv"])
def test_the_committed_text_file_is_what_the_script_writes(written, name):
    committed = next(file.path for file in FILES if file.name == name)
    assert (written / name).read_bytes() == committed.read_bytes()


def test_the_committed_workbook_is_what_the_script_writes(written):
    committed = next(file.path for file in FILES if file.name.endswith(".xlsx"))
    assert unzip(written / committed.name) == unzip(committed)


@pytest.mark.parametrize("name", ["planted.yaml", "truth.csv"])
def test_the_committed_answers_are_what_the_script_writes(written, name):
    committed = Path(__file__).parent / name
    assert (written / name).read_bytes() == committed.read_bytes()
