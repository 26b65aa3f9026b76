"""The protocol of `benchmarks/links.py`: what is known, what came later, who is asked about."""

from pathlib import Path

import numpy as np
import pytest

from benchmarks.link_baselines import als, ease
from benchmarks.links import split
from benchmarks.membership_files import read_rows
from tisserand.errors import InputError
from tisserand.recommend.links.history import OPEN

YEARS = "actor,project,year\na,p,2010\nb,p,2010\nc,q,2011\na,r,2015\nc,r,2015\nd,r,2015\n"


def written(folder: Path, content: str, name: str = "memberships.csv") -> Path:
    file = folder / name
    file.write_text(content, encoding="utf-8")
    return file


def test_later_ties_between_known_actors_are_the_truth(tmp_path: Path) -> None:
    rows = read_rows(written(tmp_path, YEARS))
    cut = split(rows, rows, 2012)
    assert cut.snapshot.size == 3
    assert np.argwhere(cut.truth.toarray()).tolist() == [[0, 2], [2, 0]]


def test_the_truth_may_come_from_another_file(tmp_path: Path) -> None:
    known, later = YEARS.splitlines()[:4], [YEARS.splitlines()[0], *YEARS.splitlines()[4:]]
    apart = split(
        read_rows(written(tmp_path, "\n".join(known))),
        read_rows(written(tmp_path, "\n".join(later), "later.csv")),
        2012,
    )
    rows = read_rows(written(tmp_path, YEARS))
    assert (apart.truth != split(rows, rows, 2012).truth).nnz == 0


def test_nothing_later_reaches_the_past(tmp_path: Path) -> None:
    rows = read_rows(written(tmp_path, YEARS))
    assert split(rows, rows, 2012).past.since.max() <= 2012


def test_memberships_may_have_a_start_and_an_end(tmp_path: Path) -> None:
    text = "actor;project;start;end\na;p;2010-03-01;2012\nb;p;2011;\n"
    first, second = read_rows(written(tmp_path, text))
    assert (first.since, first.until, first.last) == (2010, 2012, 2012)
    assert (second.until, second.last) == (OPEN, OPEN)


@pytest.mark.parametrize(
    "content", ["actor,year\na,2010\n", "actor,project,year\na,p,long ago\n", "x\n"]
)
def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(InputError):
        read_rows(written(tmp_path, content))


def test_factorisations_prefer_those_who_know_the_same(tmp_path: Path) -> None:
    pairs = [(a, b) for a in range(4) for b in range(4, 8) if (a, b) != (0, 4)]
    lines = [f"{side},p{n},2010" for n, pair in enumerate(pairs) for side in pair]
    rows = read_rows(written(tmp_path, "\n".join(["actor,project,year", *lines, "9,z,2010"])))
    snapshot = split(rows, rows, 2012).snapshot
    for baseline in (als, ease):
        scores = baseline(snapshot)(np.array([0]))[0]
        assert scores[4] > scores[8], baseline.__name__
