"""The page of what is held about a person."""

import re
from html.parser import HTMLParser
from pathlib import Path

from cli.conftest import Command
from cli.persons.conftest import MAIL, NAME, ROWS, Place

COMMON = "Marie Martin"


class Text(HTMLParser):
    """The text of a page, and the addresses that it loads."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text, self.loaded = "", list[str]()
        self.feed(page)
        self.text = re.sub(r"\s+", " ", self.text)

    def handle_data(self, data: str) -> None:
        self.text += data + " "

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.loaded += [value or "" for name, value in attrs if name in ("src", "href")]


def test_page_tells_each_fact_with_its_source_and_ground(place: Place, directory: Path) -> None:
    place.weave(directory)
    page = Text(place.run("person", NAME, "--export"))
    assert page.loaded == []
    for said in (
        "droit d'accès",
        "Base légale Consentement (RGPD, article 6.1.a)",
        "Durée de conservation 2026-03-01",
        "bureaux.csv, ligne 2",
        MAIL,
        "+33612345678",
        "visible de tous",
        "Fournil des Deux Rives",
        "contact Ozanne Tribouillard (06 12 34 56 78).",
    ):
        assert said in page.text


def test_page_cannot_be_scripted(tisserand: Command, workspace: Path, directory: Path) -> None:
    hostile = ROWS.replace("Cuire", "<script>alert(1)</script>")
    (directory / "bureaux.csv").write_text(hostile, encoding="utf-8")
    place = Place(tisserand, workspace)
    place.weave(directory)
    assert "<script" not in place.run("person", NAME, "--export")


def test_several_persons_of_a_name_are_listed(
    tisserand: Command, workspace: Path, directory: Path
) -> None:
    rows = ROWS.replace(NAME, COMMON).replace(MAIL, "") + f"Atelier Vélo,Laval,{COMMON},,,Réparer\n"
    (directory / "bureaux.csv").write_text(rows, encoding="utf-8")
    place = Place(tisserand, workspace)
    place.weave(directory)
    listed = tisserand("person", COMMON, "--json", *place.options).json
    assert [one["organisations"] for one in listed] in (
        [["Atelier Vélo"], ["Fournil des Deux Rives"]],
        [["Fournil des Deux Rives"], ["Atelier Vélo"]],
    )
    assert tisserand("person", COMMON, "--export", *place.options).code == 1
    chosen = tisserand("person", listed[0]["iri"], "--json", *place.options).json
    assert chosen["iri"] == listed[0]["iri"]
