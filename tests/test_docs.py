"""The documentation holds what the product holds."""

from pathlib import Path

import pytest

from tisserand.ontology.model import CLASSES
from tisserand.ontology.properties import PROPERTIES

DOCS = Path(__file__).parents[1] / "docs"


@pytest.mark.parametrize("name", sorted(CLASSES.keys() | PROPERTIES.keys()))
def test_the_glossary_gives_the_french_word_of_every_term(name: str) -> None:
    assert f"`tis:{name}`" in (DOCS / "glossary.md").read_text(encoding="utf-8")
