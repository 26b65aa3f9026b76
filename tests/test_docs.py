"""The documentation holds what the product holds."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from rdflib.plugins.sparql import prepareQuery

from tisserand import settings
from tisserand.ontology.model import CLASSES
from tisserand.ontology.namespaces import PREFIXES
from tisserand.ontology.properties import PROPERTIES
from tisserand.queries.catalogue import load_catalogue

DOCS = Path(__file__).parents[1] / "docs"


@pytest.mark.parametrize("name", sorted(CLASSES.keys() | PROPERTIES.keys()))
def test_the_glossary_gives_the_french_word_of_every_term(name: str) -> None:
    assert f"`tis:{name}`" in (DOCS / "glossary.md").read_text(encoding="utf-8")


def test_every_setting_is_documented() -> None:
    source = Path(settings.__file__).read_text(encoding="utf-8")
    named = set(re.findall(r"TISSERAND_[A-Z0-9_]+", source))
    documented = (DOCS / "operating.md").read_text(encoding="utf-8")
    assert named and {name for name in named if name not in documented} == set()


@pytest.mark.parametrize("page", sorted(DOCS.rglob("*.md")), ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


@pytest.mark.parametrize("name", sorted(load_catalogue()))
def test_every_question_is_documented(name: str) -> None:
    assert f"| `{name}` |" in (DOCS / "sparql.md").read_text(encoding="utf-8")


def test_the_query_of_the_documentation_is_sparql() -> None:
    page = (DOCS / "sparql.md").read_text(encoding="utf-8")
    query = re.search(r"```sparql\n(.*?)```", page, re.DOTALL)
    assert query is not None
    assert prepareQuery(query[1], initNs=PREFIXES)


def test_the_answer_of_the_readme_is_the_answer_of_the_demonstration(tmp_path: Path) -> None:
    readme = (DOCS.parent / "README.md").read_text(encoding="utf-8")
    shown = re.search(r"<!-- demo -->\n```\n(.*?)\n```", readme, re.DOTALL)
    command = [sys.executable, "-m", "tisserand.cli.main", "demo", "--no-serve"]
    told = subprocess.run(
        [*command, "--workspace", str(tmp_path)], check=True, capture_output=True, text=True
    )
    assert shown is not None
    assert [line for line in shown[1].splitlines() if line not in told.stdout] == []
