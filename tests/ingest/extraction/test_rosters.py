"""Lists of people: whatever the layout, who holds which title in which body comes back."""

import re
from functools import cache

import pytest
from fixtures.reading import KNOWLEDGE, told
from fixtures.rosters import LAYOUTS, Layout, members, render, truth

from tisserand.ingest.documents.structuring import structure
from tisserand.ingest.documents.text import text_pieces
from tisserand.ingest.extraction.reading import extract
from tisserand.reference.text import fold

Told = set[tuple[frozenset[str], str, str]]
_ARTICLE = re.compile(r"^(?:l[ae]s? |l')")


def _key(person: str, title: str, body: str) -> tuple[frozenset[str], str, str]:
    words = frozenset(fold(person).replace("-", " ").split())
    return words, fold(title)[:6], _ARTICLE.sub("", fold(body))


def _read(text: str) -> Told:
    found = extract(structure(text_pieces(text), text), KNOWLEDGE)
    names = {one.id: one.name for one in found.entities}
    return {
        _key(names[one.subject], one.role or "", names[one.object])
        for one in found.facts
        if one.predicate in ("role", "member_of", "works_for")
    }


@cache
def _counts(name: str) -> tuple[int, int, int]:
    """Right, found and wanted, over two lists of one layout."""
    right = found = wanted = 0
    layout: Layout = LAYOUTS[name]
    for seed in (21, 22):
        people = members(seed, 6 if layout.by == 3 else 4)
        expected = {_key(*one) for one in truth(layout, people)}
        read = _read(render(layout, people))
        right, found, wanted = (
            right + len(read & expected),
            found + len(read),
            wanted + len(expected),
        )
    return right, found, wanted


@pytest.mark.parametrize("name", LAYOUTS)
def test_layout_gives_its_people_back(name: str) -> None:
    right, found, wanted = _counts(name)
    assert 2 * right >= 0.75 * (found + wanted)


def test_all_layouts_together_give_nearly_everybody_back() -> None:
    right, found, wanted = map(sum, zip(*map(_counts, LAYOUTS), strict=True))
    assert 2 * right >= 0.95 * (found + wanted)


def test_title_without_a_body_is_held_in_the_body_of_the_heading() -> None:
    text = (
        "# Bureau de l'association Mob Ouest\n- Présidente : Aline Gaudin\n- Yann Morel, trésorier"
    )
    assert told(text) == ["Aline Gaudin role Mob Ouest", "Yann Morel role Mob Ouest"]


def test_trade_beside_a_body_is_no_title_in_it() -> None:
    assert told("Présents : Paul Ferrand, maraîcher, CCI de la Sarthe ; Zoé Roy, Mob Ouest.") == [
        "Paul Ferrand member_of CCI de la Sarthe",
        "Zoé Roy member_of Mob Ouest",
    ]


def test_signed_proposals_are_no_memberships() -> None:
    text = "# Idées\n- Ouvrir un atelier (Aline Gaudin)\n- Acheter une remorque (Yann Morel)"
    assert not any(" member_of " in fact for fact in told(text))
