"""Reading dated memberships: a CSV of columns actor, project, year; or actor, project, start, end.

A column `prog`, `programme` or `theme`, where there is one, tells the theme of the project; a
column `coord`, `coordinator` or `leads`, who carries it.
"""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy import sparse

from tisserand.errors import InputError
from tisserand.recommend.links.history import OPEN, History

THEMES = ("prog", "programme", "theme")
LEADS = ("coord", "coordinator", "leads")
YES = ("true", "1", "yes", "oui", "vrai")


class Row(NamedTuple):
    """One membership as a file says it."""

    actor: str
    project: str
    since: int
    until: int
    last: int
    theme: str
    leads: bool = False


def read_rows(file: Path) -> list[Row]:
    """Rows of a CSV file (UTF-8; commas, semicolons or tabs).

    Raises:
        InputError: a column lacks, or a row has no actor, project or year.
    """
    with file.open(encoding="utf-8-sig", newline="") as opened:
        heading = opened.readline()
        opened.seek(0)
        delimiter = max(",;\t", key=heading.count)
        reader = csv.DictReader(opened, delimiter=delimiter)
        names = {name.strip().lower(): name for name in reader.fieldnames or []}
        missing = [name for name in ("actor", "project") if name not in names]
        if not missing and not {"year", "start"} & names.keys():
            missing = ["year"]
        if missing:
            raise InputError("links.missing_column", file=file.name, column=missing[0])
        return [
            _row({low: (cells[name] or "").strip() for low, name in names.items()}, file, number)
            for number, cells in enumerate(reader, 2)
        ]


def _row(cells: dict[str, str], file: Path, number: int) -> Row:
    theme = next((cells[name] for name in THEMES if cells.get(name)), "")
    try:
        if not cells["actor"] or not cells["project"]:
            raise ValueError
        since = int((cells.get("start") or cells["year"])[:4])
        ends = "start" in cells
        until = int(cells["end"][:4]) if cells.get("end") else OPEN
    except (KeyError, ValueError) as error:
        raise InputError("links.bad_row", file=file.name, row=number) from error
    last = until if ends else since
    leads = next((cells[name] for name in LEADS if cells.get(name)), "").lower() in YES
    return Row(cells["actor"], cells["project"], since, until, max(last, since), theme, leads)


def build_history(rows: Sequence[Row], actors: Iterable[str], projects: Iterable[str]) -> History:
    """The history that rows tell, over actors and projects numbered in the orders given."""
    actor = {name: number for number, name in enumerate(actors)}
    project = {name: number for number, name in enumerate(projects)}
    themes = {name: number for number, name in enumerate(sorted({r.theme for r in rows} - {""}))}
    told = sorted({(project[r.project], themes[r.theme]) for r in rows if r.theme})
    of, theme = np.array(told, dtype=np.int64).reshape(-1, 2).T
    shape = (len(project), len(themes))
    return History(
        actors=len(actor),
        projects=len(project),
        actor=np.array([actor[r.actor] for r in rows], dtype=np.int64),
        project=np.array([project[r.project] for r in rows], dtype=np.int64),
        since=np.array([r.since for r in rows], dtype=np.int64),
        until=np.array([r.until for r in rows], dtype=np.int64),
        last=np.array([r.last for r in rows], dtype=np.int64),
        themes=sparse.csr_array((np.ones(len(of)), (of, theme)), shape=shape) if told else None,
        leads=np.array([r.leads for r in rows], dtype=bool),
    )
