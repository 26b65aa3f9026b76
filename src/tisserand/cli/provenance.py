"""Where facts come from: `why`, `disagreements`."""

from collections.abc import Sequence
from typing import Annotated, Any

import typer

from tisserand.application import provenance
from tisserand.application.citing import located
from tisserand.cli.calls import Call, add_command
from tisserand.cli.citing import kind_label, print_records, property_label
from tisserand.cli.options import argument, option
from tisserand.messages import text

SHOWN = 10
"""Lines of a list in a terminal; JSON gives them all."""
Answer = dict[str, Any]


def why(call: Call, what: Annotated[str, argument("entity", "entity")]) -> None:
    with call.existing() as work:
        answer = provenance.why(work, call.visibility, what)
    call.tell(answer, _print_reasons)


def _print_reasons(answer: Answer) -> None:
    print(f"{answer['name']} · {kind_label(answer['kind'])}\n{answer['iri']}")
    for fact in answer["facts"]:
        value = kind_label(fact["value"]) if fact["property"] == "kind" else fact["text"]
        kept = "" if fact["chosen"] else f"  ({text('review.shown_not')})"
        dates = _dates(fact)
        print(f"\n{property_label(fact['property'])} : {value}{dates}{kept}")
        print_records(fact["records"], "    ")
        for other in fact["instead"]:
            because = text(f"review.because_{other['because']}")
            said = kind_label(other["text"])
            print("    " + text("review.instead", value=said, because=because))
            print_records(other["records"], "        ")
    if answer["links"]:
        print(f"\n{text('review.links')}")
    for link in answer["links"]:
        arrow = "→" if link["direction"] == "out" else "←"
        print(f"  {arrow} {property_label(link['property'])} : {link['name']}{_dates(link)}")
        print_records(link["records"], "      ")
    _print_joined(answer["joined"])


def _print_joined(joined: Sequence[Answer]) -> None:
    print(f"\n{text('review.joined', count=len(joined))}")
    for one in joined[:SHOWN]:
        ground = one["ground"]
        told = text("review.ground_first") if ground is None else ground["text"]
        print(f"  {located(one)} « {one['name']} » : {told}")
    if len(joined) > SHOWN:
        print("  " + text("review.more_records", more=len(joined) - SHOWN))


def _dates(told: Answer) -> str:
    since, until = told.get("since"), told.get("until")
    return f"  ({since or '…'} – {until or '…'})" if since or until else ""


def disagreements(
    call: Call,
    kind: Annotated[str | None, option("--kind", metavar="kind")] = None,
    limit: Annotated[int, option("--limit", metavar="number", min=1, max=100_000)] = 20,
) -> None:
    with call.existing() as work:
        answer, count = provenance.disagreements(work, call.visibility, kind, limit)
    call.tell(answer, lambda told: _print_disagreements(told, count))


def _print_disagreements(answer: Sequence[Answer], count: int) -> None:
    if not answer:
        print(text("review.no_disagreement"))
    for one in answer:
        what = property_label(one["property"])
        weight = f"{one['weight']:g}"
        print(text("review.disagreement", name=one["name"], what=what, weight=weight))
        for side in one["sides"]:
            print("    " + text("review.side", value=kind_label(side["text"])))
            print_records(side["records"], "        ")
    if count > len(answer):
        print(text("review.more_disagreements", more=count - len(answer)))


def register(app: typer.Typer) -> None:
    """Add these commands to the application."""
    for command in (why, disagreements):
        add_command(app, command.__name__, command)
