"""The page of what is held about a person: where each thing is said."""

from typing import Any

from tisserand.publish.person_page import person_page

SOURCE: dict[str, Any] = {
    "id": "cr", "title": "Compte rendu", "publisher": "", "licence": "", "legal_basis": "",
    "date": None, "retain_until": None,
    "records": [{
        "kind": "Person", "name": "Ada Perrin", "about": "person", "file": "cr.txt",
        "sheet": None, "row": None, "page": None, "passage": "Présente : Ada Perrin.",
        "visibility": "agent", "facts": [], "links": [],
    }],
    "sentences": [{"page": 2, "passage": "On a salué <b>Ada Perrin</b>."}],
}  # fmt: skip
ANSWER: dict[str, Any] = {
    "iri": "https://graphe.example/id/a", "name": "Ada Perrin", "date": "2026-01-02",
    "sources": [SOURCE], "judgements": [], "introductions": [], "earlier": [], "requests": [],
}  # fmt: skip


def test_sentences_of_the_text_kept_are_told_with_their_page() -> None:
    page = person_page(ANSWER)
    heading, _, rest = page.partition("Phrases qui vous nomment, dans le texte gardé")
    assert "cr.txt · visible des agents" in heading
    assert "page 2" in rest
    assert "On a salué &lt;b&gt;Ada Perrin&lt;/b&gt;." in rest


def test_page_of_who_is_only_named_in_passing_says_so() -> None:
    assert "Identifiant : https://graphe.example/id/a." in person_page(ANSWER)
    assert "ce qui porte ce nom en passant" in person_page(ANSWER | {"iri": None})
