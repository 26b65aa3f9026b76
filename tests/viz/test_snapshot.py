"""The picture in one file: whole, harmless, and loading nothing."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from clients.demonstration import HOSTILE, weave

from tisserand.bootstrap import Workspace
from tisserand.ontology.records import Visibility
from tisserand.recommend.picture import whole_network
from tisserand.viz.snapshot import write_snapshot


class Page(HTMLParser):
    """The tags of a page, with their attributes, and the text of its title and headings."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.said: dict[str, str] = {}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.tags:
            self.said.setdefault(self.tags[-1][0], data)


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    workspace = weave(tmp_path_factory.mktemp("workspace"))
    yield workspace
    workspace.close()


@pytest.fixture(scope="module")
def drawn(work: Workspace) -> tuple[Any, Any]:
    """Projection and picture of what agents see."""
    with work.read(Visibility.AGENT) as reader:
        projection = work.projection(reader)
    return projection, work.picture(projection)


@pytest.fixture(scope="module")
def text(drawn: tuple[Any, Any], tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of the whole network."""
    path = tmp_path_factory.mktemp("snapshot") / "reseau.html"
    write_snapshot(*drawn, path, limit=1000)
    return path.read_text(encoding="utf-8")


def listed(text: str, name: str) -> list[dict[str, Any]]:
    """The nodes or the edges that the page draws."""
    found = re.search(rf"{name} = new vis.DataSet\((\[.*?\])\);", text)
    assert found
    items: list[dict[str, Any]] = json.loads(found[1])
    return items


def test_every_actor_is_drawn_once_where_the_picture_puts_it(
    text: str, drawn: tuple[Any, Any]
) -> None:
    network = whole_network(*drawn, 1000)
    nodes = listed(text, "nodes")
    assert [node["id"] for node in nodes] == network["nodes"]["key"]
    assert len({node["id"] for node in nodes}) == len(nodes) > 300
    assert {(n["x"] > 0, n["y"] < 0) for n in nodes} == {
        (x > 0, y > 0) for x, y in zip(network["nodes"]["x"], network["nodes"]["y"], strict=True)
    }


def test_every_tie_is_drawn_once_between_two_actors_drawn(text: str) -> None:
    keys = {node["id"] for node in listed(text, "nodes")}
    edges = [frozenset((edge["from"], edge["to"])) for edge in listed(text, "edges")]
    assert len(set(edges)) == len(edges) > 300
    assert all(len(edge) == 2 and edge <= keys for edge in edges)


def test_nothing_is_loaded_from_elsewhere(text: str) -> None:
    tags = Page(text).tags
    assert not [tag for tag in tags if tag[1].keys() & {"src", "href", "srcset", "action"}]
    assert not re.search(r"@import|url\(\s*['\"]?https?:", text)
    policy = next(attrs for tag, attrs in tags if attrs.get("http-equiv"))
    assert "default-src 'none'" in str(policy["content"])


def test_the_drawing_library_is_whole(text: str) -> None:
    library = files("pyvis") / "templates/lib/vis-9.1.2/vis-network.min.js"
    assert library.read_text(encoding="utf-8") in text


def test_a_hostile_name_is_only_a_name(text: str) -> None:
    node = next(node for node in listed(text, "nodes") if node["id"] == "carnet1")
    assert node["label"] == f"Atelier {HOSTILE}"
    assert HOSTILE not in text
    scripts = [tag for tag, _ in Page(text).tags if tag == "script"]
    assert len(scripts) == 3, "two libraries and the drawing itself"


def test_the_page_is_in_french_and_says_how_much_it_shows(
    drawn: tuple[Any, Any], tmp_path: Path
) -> None:
    write_snapshot(*drawn, tmp_path / "reseau.html", limit=50)
    page = Page((tmp_path / "reseau.html").read_text(encoding="utf-8"))
    assert ("html", {"lang": "fr"}) in page.tags
    assert page.said["title"] == page.said["h1"]
    assert re.fullmatch(r"Tisserand : 50 acteurs sur \d+, et leurs liens", page.said["title"])


def test_communities_are_told_apart_by_colour(text: str) -> None:
    colours = {node["color"] for node in listed(text, "nodes")}
    legend = text.partition('<ul class="legend">')[2].partition("</ul>")[0]
    shown = set(re.findall(r"background:(#\w{6})", legend))
    assert len(shown) > 2
    assert shown <= colours


def test_nothing_moves_and_titles_tell_the_kind(text: str) -> None:
    assert re.search(r'"physics": \{"enabled": false\}', text)
    titles = {node["title"].splitlines()[1] for node in listed(text, "nodes")}
    assert {"association", "entreprise"} <= titles


def test_the_picture_around_an_actor_holds_it(drawn: tuple[Any, Any], tmp_path: Path) -> None:
    write_snapshot(*drawn, tmp_path / "x.html", limit=10, around="carnet1")
    nodes = listed((tmp_path / "x.html").read_text(encoding="utf-8"), "nodes")
    assert {node["id"] for node in nodes} == {"carnet1", "carnet2"}


def test_two_pictures_of_one_graph_are_equal(drawn: tuple[Any, Any], tmp_path: Path) -> None:
    for name in ("a.html", "b.html"):
        write_snapshot(*drawn, tmp_path / name, limit=20)
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def run(work: Workspace, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tisserand.cli.main", "snapshot", *arguments]
    place = ["--workspace", str(work.settings.workspace)]
    return subprocess.run([*command, *place], capture_output=True, text=True, check=False)


def test_the_command_writes_the_page(work: Workspace, tmp_path: Path) -> None:
    target = tmp_path / "reseau.html"
    ran = run(work, str(target), "--json", "--around", "Vélos d'Ici")
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout) == {"file": str(target), "bytes": target.stat().st_size}
    assert len(listed(target.read_text(encoding="utf-8"), "nodes")) == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["reseau.html"]


def test_the_public_picture_shows_no_person(work: Workspace, tmp_path: Path) -> None:
    target = tmp_path / "reseau.html"
    ran = run(work, str(target), "--role", "public", "--limit", "1000")
    assert ran.returncode == 0, ran.stderr
    titles = {n["title"].splitlines()[1] for n in listed(target.read_text("utf-8"), "nodes")}
    assert "association" in titles
    assert "personne" not in titles


def test_an_unknown_actor_writes_nothing(work: Workspace, tmp_path: Path) -> None:
    ran = run(work, str(tmp_path / "x.html"), "--around", "Zorglub")
    assert ran.returncode == 1
    assert "Zorglub" in ran.stderr
    assert list(tmp_path.iterdir()) == []
