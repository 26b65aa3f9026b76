"""Twice the text takes some twice the work, whatever it is made of."""

import sys
from collections.abc import Callable
from typing import Any

import pytest

from tisserand.ingest.documents.structuring import structure
from tisserand.ingest.documents.text import text_pieces
from tisserand.ingest.extraction.knowledge import Knowledge
from tisserand.ingest.extraction.reading import extract
from tisserand.reference.places import load_gazetteer
from tisserand.reference.thesaurus import load_thesaurus

HOSTILE: dict[str, Callable[[int], str]] = {
    "names": lambda n: "Aline Gaudin, Paul Tessier, " * (9 * n),
    "amounts": lambda n: "4 000 € " * (30 * n),
    "digits": lambda n: "12345 " * (40 * n),
    "brackets": lambda n: "(a " * (80 * n),
    "capitals": lambda n: "Association " * (20 * n),
    "bullets": lambda n: "\n".join(f"- Aline Gaudin, association {i}" for i in range(8 * n)),
    "headings": lambda n: "\n\n".join(f"{i}. Titre {i}\n\nTexte ici." for i in range(6 * n)),
    "acronyms": lambda n: "\n\n".join(f"Association des Amis {i} (AA{i})." for i in range(6 * n)),
}


def work_on(text: str) -> int:
    """Calls that reading a text makes."""
    knowledge = Knowledge(load_gazetteer(), load_thesaurus(), {})
    document = structure(text_pieces(text), text)
    calls = 0

    def count(frame: Any, event: str, argument: Any) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        extract(document, knowledge)
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_work_grows_as_the_text(text: Callable[[int], str]) -> None:
    work_on(text(2))  # what is loaded once is
    assert work_on(text(30)) < 2.6 * work_on(text(15))
