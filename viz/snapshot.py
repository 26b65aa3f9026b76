"""A picture of the network in one file, that opens anywhere and loads nothing from elsewhere."""

import json
import re
from html import escape
from pathlib import Path
from typing import Any

from tisserand.messages import Language, text
from tisserand.recommend.picture import NO_COMMUNITY, Picture, neighbourhood, whole_network
from tisserand.recommend.projection import Projection

EXTENT = 1500
"""Pixels from the centre to the edge of the picture, before any zoom."""

# Those of the explorer: Paul Tol's muted and bright schemes, told apart by most eyes.
COLOURS = (
    "#332288", "#117733", "#cc6677", "#ddaa33", "#44aa99", "#882255",
    "#4477aa", "#aa4499", "#997700", "#ee6677", "#228833", "#66ccee",
)  # fmt: skip
NO_COLOUR = "#9aa5a9"

# vis-network writes its page in code; nothing is fetched, whatever a name holds.
POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:"
FETCHED = re.compile(r"<(?:link|script)\b[^>]*\b(?:href|src)\s*=[^>]*>(?:\s*</script>)?")
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
HEADING = re.compile(r"<center>\s*<h1>.*?</h1>\s*</center>", re.DOTALL)
STYLE = (
    "<style>body{font-family:sans-serif;margin:1rem}h1{font-size:1.2rem}"
    "ul.legend{display:flex;flex-wrap:wrap;gap:.3rem 1rem;list-style:none;padding:0}"
    "ul.legend i{display:inline-block;width:.8em;height:.8em;border-radius:50%}</style>"
)
OPTIONS = {
    "physics": {"enabled": False},
    "edges": {"smooth": False, "color": {"color": "#c8c8c8", "highlight": "#404040"}},
    "nodes": {"shape": "dot", "font": {"size": 14}},
    "interaction": {"hover": True, "hideEdgesOnDrag": True, "keyboard": {"enabled": True}},
}


def write_snapshot(
    projection: Projection,
    picture: Picture,
    path: Path,
    limit: int = 300,
    around: str | None = None,
    language: Language = "fr",
) -> None:
    """Write the network of a View as one HTML page, complete or not at all.

    Args:
        limit: actors drawn: the most tied ones, or those closest to `around`.
        around: key of the actor to draw with those it is tied to; None draws the whole network.
    """
    if around is None:
        network = whole_network(projection, picture, limit)
    else:
        network = neighbourhood(projection, picture, around, limit)
    page = _dress(_draw(network, language), network, language)
    part = path.with_name(path.name + ".part")
    try:
        part.write_text(page, encoding="utf-8")
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _draw(network: dict[str, Any], language: Language) -> str:
    """The page that pyvis writes; names travel as JSON, with `<` escaped."""
    # Imported here: it brings IPython, and every command would wait for it.
    from pyvis.network import Network

    drawn = Network(height="80vh", width="100%", cdn_resources="in_line")
    nodes, communities = network["nodes"], network["communities"]
    for rank, key in enumerate(nodes["key"]):
        community = nodes["community"][rank]
        told = [nodes["name"][rank], text(f"kinds.{nodes['kind'][rank]}", language)]
        if community != NO_COMMUNITY:
            told.append(communities[community])
        drawn.add_node(
            key,
            label=nodes["name"][rank],
            title="\n".join(told),
            x=nodes["x"][rank] * EXTENT,
            y=-nodes["y"][rank] * EXTENT,
            color=_colour(community),
            size=6 + nodes["degree"][rank] ** 0.5,
        )
    # Not add_edge: it compares each edge with all those before it.
    drawn.edges = [
        {"from": nodes["key"][source], "to": nodes["key"][target]}
        for source, target in zip(
            network["edges"]["source"], network["edges"]["target"], strict=True
        )
    ]
    drawn.set_options(json.dumps(OPTIONS))
    page: str = drawn.generate_html(notebook=False)
    return page


def _colour(community: int) -> str:
    return NO_COLOUR if community == NO_COMMUNITY else COLOURS[community % len(COLOURS)]


def _dress(page: str, network: dict[str, Any], language: Language) -> str:
    """Take out what pyvis fetches from elsewhere; put a title, a legend and a policy in."""
    shown, total = len(network["nodes"]["key"]), network["total"]
    title = escape(text("explorer.snapshot", language, shown=shown, total=total))
    head, opening, body = page.partition("<body>")
    head = HEADING.sub("", FETCHED.sub("", COMMENT.sub("", head)))
    policy = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    head = head.replace("<html>", f'<!doctype html>\n<html lang="{language}">', 1)
    head = head.replace("<head>", f'<head>\n<meta charset="utf-8">\n{policy}', 1)
    head = head.replace("</head>", f"<title>{title}</title>\n{STYLE}\n</head>", 1)
    return f"{head}{opening}\n<h1>{title}</h1>\n{_legend(network)}\n{body}"


def _legend(network: dict[str, Any]) -> str:
    """The communities that are drawn, with their colours."""
    drawn = sorted(set(network["nodes"]["community"]) - {NO_COMMUNITY})
    names = network["communities"]
    items = (
        f'<li><i style="background:{_colour(rank)}"></i> {escape(names[rank])}</li>'
        for rank in drawn
    )
    return f'<ul class="legend">{"".join(items)}</ul>'
