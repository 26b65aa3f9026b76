"""A workbook with one sheet a theme is one directory, read whole without a mapping."""

from pathlib import Path

from fixtures import workbooks

from tisserand.ingest.draft import AcceptedRow
from tisserand.ingest.mapping import map_file, mapping_for
from tisserand.ingest.mapping_checks import parse_mapping
from tisserand.ingest.profiling import inspect
from tisserand.reference.places import load_gazetteer

HEADINGS = ["N°", "Association", "Ville", "Président"]
SHEETS = {
    "Mode d'emploi": [["Ce classeur recense les associations."], ["Une feuille par thème."]],
    "Sport": [HEADINGS, [1, "Judo club", "Craon", "Lise Corbel"], [2, "Aviron", "Laval", ""]],
    "Culture": [
        ["Annuaire 2024"],
        [*HEADINGS, "Salle"],
        [1, "Chorale du Lin", "Craon", "", "MJC"],
        [2, "Théâtre du Four", "Laval", "", ""],
        [3, "Les Amis du Livre", "Craon", "", ""],
    ],
    "Budget": [["Année", "Montant"], [2023, 1200], [2024, 1300]],
}


def names(folder: Path, from_draft: bool) -> list[tuple[str | None, str]]:
    path = workbooks.write_xlsx(folder / "associations.xlsx", SHEETS)
    draft = inspect(path)["draft"]
    mapping = parse_mapping(draft, "draft.yaml") if from_draft else mapping_for(path)
    rows = map_file(mapping, path, load_gazetteer(), None)
    return [(r.locator.sheet, r.drafts[0].name) for r in rows if isinstance(r, AcceptedRow)]


def test_sheets_laid_out_alike_are_read_and_the_others_are_not(tmp_path: Path) -> None:
    assert names(tmp_path, from_draft=False) == [
        ("Sport", "Judo club"),
        ("Sport", "Aviron"),
        ("Culture", "Chorale du Lin"),
        ("Culture", "Théâtre du Four"),
        ("Culture", "Les Amis du Livre"),
    ]


def test_the_draft_that_a_person_is_given_reads_the_same(tmp_path: Path) -> None:
    assert names(tmp_path, from_draft=True) == names(tmp_path, from_draft=False)
