"""What territories have and lack: `rare-skills`, `gaps`."""

from enum import StrEnum
from typing import Annotated, Any

import typer

from tisserand.cli.calls import Call, add_command
from tisserand.cli.options import option
from tisserand.cli.rendering import cited
from tisserand.clock import today
from tisserand.messages import text


class Level(StrEnum):
    """The territories compared."""

    commune = "commune"
    epci = "epci"
    bassin_de_vie = "bassin-de-vie"
    departement = "departement"
    region = "region"


SHOWN = 30
"""Lines in a terminal, unless told otherwise; JSON gives every theme of every territory."""
Answers = list[dict[str, Any]]
LevelOption = Annotated[Level, option("--level")]
InOption = Annotated[str | None, option("--in", metavar="place")]
LimitOption = Annotated[int, option("--limit", metavar="number", min=1, max=10_000)]


def rare_skills(
    call: Call,
    level: LevelOption = Level.departement,
    within: InOption = None,
    limit: LimitOption = SHOWN,
) -> None:
    with call.existing() as work:
        answer = work.rare_skills(call.visibility, level.value, within)[:limit]
    call.tell(answer, _print_rare_skills)


def _print_rare_skills(answer: Answers) -> None:
    if not answer:
        print(text("cli.no_rare_skill"))
    for row in answer:
        print(text("cli.rare_skill", skill=row["skill"]["label"], area=row["area"]["name"]))
        for holder in row["holders"]:
            reasons = holder["reasons"][:1]
            print(f"    {holder['name']}    {cited(reasons[0]['records']) if reasons else ''}")
        for line in _pressure(row):
            print(f"    {line}")


def gaps(
    call: Call,
    level: LevelOption = Level.epci,
    within: InOption = None,
    limit: Annotated[int | None, option("--limit", metavar="number", min=1)] = None,
) -> None:
    with call.existing() as work:
        answer = work.gaps(call.visibility, level.value, within, today())[:limit]
    call.tell(answer, lambda rows: _print_gaps(rows[: limit or SHOWN]))


def _print_gaps(answer: Answers) -> None:
    if not answer:
        print(text("cli.no_gap"))
    for row in answer:
        status = text(f"recommend.status_{row['status']}")
        print(f"{row['area']['name']} · {row['theme']['label']} : {status}")
        for line in _pressure(row):
            print(f"    {line}")


def _pressure(row: dict[str, Any]) -> list[str]:
    """Who seeks it there, and where the next holder is."""
    told = [text("cli.sought_there", needs=row["needs"])] if row["needs"] else []
    nearest = row["nearest"]
    if nearest:
        distance = f"{nearest['distance_km']:.0f}"
        told.append(text("cli.nearest_holder", name=nearest["name"], distance=distance))
    return told


def register(app: typer.Typer) -> None:
    """Add these commands."""
    add_command(app, "rare-skills", rare_skills)
    add_command(app, "gaps", gaps)
