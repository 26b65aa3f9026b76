"""Money for a project, and projects like it: `funding`, `similar`."""

from datetime import date
from typing import Annotated, Any

import typer

from tisserand.cli.calls import Call, add_command
from tisserand.cli.french import help_of
from tisserand.cli.options import argument, option
from tisserand.cli.rendering import cited, print_reasons
from tisserand.messages import text
from tisserand.recommend.wording import sum_of

Answer = dict[str, Any]
DAY = typer.Option("--date", metavar=text("cli.metavar_day"), help=help_of("option_funding_date"))
LimitOption = Annotated[int, option("--limit", metavar="number", min=1, max=100)]
_IN_HEADING = ("opening", "grant", "rate")
_SIGNS = {"eligible": "✓", "not": "✗", "cannot_tell": "?"}


def funding(
    call: Call,
    wanted: Annotated[str, argument("wanted", "wanted")],
    budget: Annotated[int | None, option("--budget", metavar="euros", min=1)] = None,
    day: Annotated[str | None, DAY] = None,
    limit: LimitOption = 10,
) -> None:
    on = day or date.today().isoformat()
    with call.existing() as work:
        answer = work.funding(call.visibility, wanted, on, budget, limit)
    call.tell(answer, _print_funding)


def similar(
    call: Call,
    wanted: Annotated[str, argument("wanted", "wanted")],
    limit: LimitOption = 10,
) -> None:
    with call.existing() as work:
        answer = work.similar(call.visibility, wanted, limit)
    call.tell(answer, _print_similar)


def _print_similar(answer: Answer) -> None:
    if answer["message"]:
        print(answer["message"])
    for rank, one in enumerate(answer["similar"], start=1):
        place = f" · {one['place']['name']}" if one["place"] else ""
        print(f"{rank:>2}. {one['name']}{place}")
        print_reasons([*one["alike"], *one["outcome"]])
    if answer["studies"]:
        print()
        print(f"{answer['studies']['text']}    {cited(answer['studies']['records'])}")


def _print_funding(answer: Answer) -> None:
    print(text("cli.funding_understood", words=" · ".join(_understood(answer))))
    if answer["message"]:
        print(answer["message"])
    schemes = answer["schemes"]
    for rank, scheme in enumerate((one for one in schemes if not one["is_off_topic"]), start=1):
        print()
        _print_scheme(f"{rank:>2}.", scheme)
    if others := [_heading(one) for one in schemes if one["is_off_topic"]]:
        print()
        print(text("cli.funding_off_topic"))
        print("\n".join(f"  · {one}" for one in others))
    if answer["nearly"]:
        print()
        print(text("cli.funding_nearly"))
        for scheme in answer["nearly"]:
            _print_scheme(" ·", scheme)
    if answer["set"]:
        print()
        _print_set(answer["set"])
    if answer["precedents"]:
        print()
        print(text("cli.funding_precedents"))
        for one in answer["precedents"]:
            print(f"  · {one['text']}    {cited(one['records'])}")
    _print_closed(answer["closed"])


def _understood(answer: Answer) -> list[str]:
    found = answer["understood"]
    words = [answer["project"]["name"]] if answer["project"] else []
    words += [f"{leader['name']} ({leader['nature']})" for leader in found["leaders"]]
    words += [found["place"]["name"]] if found["place"] else []
    words += [theme["label"] for theme in found["themes"]]
    words += [sum_of(found["budget"], "fr")] if found["budget"] else []
    return words or ["—"]


def _heading(scheme: Answer) -> str:
    """« Petit patrimoine · subvention · Région … · jusqu'à 20 000 € »."""
    kind = (
        text(f"codes.fundingKind_{scheme['kind']}")
        if scheme["kind"]
        else text("kinds.FundingScheme")
    )
    funder = f" · {', '.join(scheme['funders'])}" if scheme["funders"] else ""
    amount = ""
    if scheme["amount"] is not None:
        amount = text("cli.funding_amount", amount=sum_of(scheme["amount"], "fr"))
    name = scheme["name"]
    return text("cli.funding_scheme", name=name, kind=kind, funder=funder, amount=amount)


def _print_scheme(mark: str, scheme: Answer) -> None:
    verdict = text(f"funding.verdict_{scheme['verdict']}")
    print(f"{mark} {_heading(scheme)} · {verdict}")
    for change in scheme["changes"]:
        print(f"    {text('cli.funding_change', change=change)}")
    for one in scheme["criteria"]:
        if one["verdict"] == "eligible" and one["topic"] in _IN_HEADING:
            continue
        line = text(
            "cli.funding_criterion",
            sign=_SIGNS[one["verdict"]],
            label=one["label"],
            sentence=one["sentence"],
            because=one["because"],
        )
        print(f"    {line}    {cited(one['records'])}")


def _print_set(found: Answer) -> None:
    budget, total, missing = (sum_of(found[name], "fr") for name in ("budget", "total", "missing"))
    print(text("cli.funding_set", budget=budget, total=total, missing=missing))
    for source in found["sources"]:
        print(f"  · {source['name']} : {sum_of(source['amount'], 'fr')}")
    print(text("cli.funding_assumptions"))
    for assumption in found["assumptions"]:
        print(f"  · {assumption}")


def _print_closed(count: int) -> None:
    if count:
        print()
        print(text("cli.funding_closed_one" if count == 1 else "cli.funding_closed", count=count))


def register(app: typer.Typer) -> None:
    """Add these commands."""
    add_command(app, "funding", funding)
    add_command(app, "similar", similar)
