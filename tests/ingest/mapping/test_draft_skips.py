"""Lines that are no rows, in tables that nobody has seen: the draft leaves them out."""

from pathlib import Path

import pytest

from tisserand.ingest.draft import AcceptedRow, SkippedRow
from tisserand.ingest.mapping import map_rows
from tisserand.ingest.mapping_draft import draft_mapping
from tisserand.ingest.readers import read_table
from tisserand.reference.places import load_gazetteer

HEADINGS = "Association;Commune;Téléphone;Courriel"
ROWS = [f"Les Amis du lavoir {n};Craon;02430000{n:02};lavoir{n}@exemple.org" for n in range(12)]
GRANTS = "Bénéficiaire;Commune;Objet;Montant\n" + "\n".join(
    f"Le Fournil {n};Craon;Four {n};{n + 1} 000" for n in range(6)
)


def mapped(folder: Path, text: str) -> tuple[list[str], list[str]]:
    """Names accepted, rules of the rows skipped."""
    path = folder / "associations.csv"
    path.write_text(text + "\n", encoding="utf-8")
    table = read_table(path)
    rows = list(map_rows(draft_mapping(table), table, load_gazetteer(), None))
    names = [row.drafts[0].name for row in rows if isinstance(row, AcceptedRow)]
    return names, [row.rule for row in rows if isinstance(row, SkippedRow)]


def test_titles_between_rows_and_remarks_under_them_are_skipped(tmp_path: Path) -> None:
    lines = [HEADINGS, "SPORT;;;", *ROWS[:6], "CULTURE;;;", *ROWS[6:], "* à jour en mai;;;"]
    names, skipped = mapped(tmp_path, "\n".join(lines))
    assert skipped == ["titre_ou_remarque"] * 3
    assert names == [row.partition(";")[0] for row in ROWS]


@pytest.mark.parametrize("total", ["TOTAL", "Total général :", "Sous-total", "Totaux des aides"])
def test_totals_are_skipped(tmp_path: Path, total: str) -> None:
    names, skipped = mapped(tmp_path, f"{GRANTS}\n{total};;;21 000\n(1) Sous réserve;;;")
    assert skipped == ["total", "titre_ou_remarque"]
    assert len(names) == 6


def test_an_actor_whose_name_begins_by_total_is_kept(tmp_path: Path) -> None:
    names, skipped = mapped(tmp_path, f"{GRANTS}\nTotal Théâtre;Craon;Scène;500")
    assert (len(names), skipped) == (7, [])


def test_names_alone_are_kept_in_a_table_that_is_poor_all_along(tmp_path: Path) -> None:
    poor = [f"Le Four {n};{'Craon' if n % 2 else ''};;" for n in range(6)]
    names, skipped = mapped(tmp_path, "\n".join([HEADINGS, *ROWS, *poor]))
    assert (len(names), skipped) == (18, [])
