"""Files that no mapping knows, drafted: rows right on kind, name and place.

    python benchmarks/drafts.py [--files FOLDER ...] [--rows]

Each file has its truth beside it, `FILE.truth.csv` (kind, name, insee: one line a row, in order;
`*`: not judged; an empty place: the file tells none, and none may be given). A kind is right when
it is the true one or a more general class of its family; a name, but for case and accents.
"""

import argparse
import csv
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

if __package__ is None or __package__ == "":
    sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.measure import cpu_time, versions, write_result
from tisserand.errors import InputError
from tisserand.ingest.draft import AcceptedRow, Draft
from tisserand.ingest.mapping import map_rows
from tisserand.ingest.mapping_draft import draft_mapping
from tisserand.ingest.readers import read_table
from tisserand.ontology.model import CLASSES
from tisserand.reference.places import load_gazetteer
from tisserand.reference.text import fold

FIXTURES = Path(__file__).parents[1] / "tests" / "fixtures" / "drafts"
SUFFIX = ".truth.csv"
COMMUNE = "place/commune/"
ANY = "*"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a draft got right of one row, and what it said."""

    row: int
    kind: bool
    name: bool
    place: bool
    said: str

    @property
    def is_right(self) -> bool:
        """Kind, name and place."""
        return self.kind and self.name and self.place


def main() -> None:
    """Score the folders and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=Path, nargs="+", help="folders of files with their truth")
    parser.add_argument("--rows", action="store_true", help="print the rows that are wrong")
    arguments = parser.parse_args()
    folders = arguments.files or [FIXTURES / "build", FIXTURES / "held"]
    load_gazetteer()
    result: dict[str, Any] = {folder.name: _folder(folder, arguments.rows) for folder in folders}
    if not arguments.files:
        print(f"-> {write_result('drafts', result | {'versions': versions('tisserand')})}")


def _folder(folder: Path, is_shown: bool) -> dict[str, Any]:
    files: dict[str, Any] = {}
    for truth in sorted(folder.glob(f"*{SUFFIX}")):
        path = folder / truth.name.removesuffix(SUFFIX)
        verdicts, seconds = cpu_time(lambda path=path: judge(path))  # type: ignore[misc]
        files[path.name] = _figures(verdicts) | {"cpu_s": round(seconds, 2)}
        print(f"{folder.name}/{path.name}", files[path.name], flush=True)
        for verdict in verdicts if is_shown else ():
            if not verdict.is_right:
                print("   ", verdict)
    rows = sum(one["rows"] for one in files.values())
    right = sum(one["right"] * one["rows"] for one in files.values())
    return {
        "files": files,
        "rows": rows,
        "right": round(right / max(rows, 1), 4),
        "files_at_nine_in_ten": sum(one["right"] >= 0.9 for one in files.values()),
    }


def _figures(verdicts: list[Verdict]) -> dict[str, Any]:
    count = max(len(verdicts), 1)
    return {
        "rows": len(verdicts),
        "kind": round(sum(v.kind for v in verdicts) / count, 3),
        "name": round(sum(v.name for v in verdicts) / count, 3),
        "place": round(sum(v.place for v in verdicts) / count, 3),
        "right": round(sum(v.is_right for v in verdicts) / count, 3),
    }


def judge(path: Path) -> list[Verdict]:
    """What the draft of a file got right of each of its rows."""
    with path.with_name(path.name + SUFFIX).open(encoding="utf-8", newline="") as stream:
        truth = list(csv.DictReader(stream))
    try:
        subjects = list(_subjects(path))
    except InputError as error:
        subjects = []
        print("   ", error)
    subjects += [None] * (len(truth) - len(subjects))
    return [
        _verdict(number, true, draft)
        for number, (true, draft) in enumerate(zip(truth, subjects, strict=False), start=1)
    ]


def _subjects(path: Path) -> Iterator[Draft | None]:
    """What each row is about: its first draft; None where the row is not taken."""
    table = read_table(path)
    for row in map_rows(draft_mapping(table), table, load_gazetteer(), None):
        yield row.drafts[0] if isinstance(row, AcceptedRow) else None


def _verdict(number: int, true: dict[str, str], draft: Draft | None) -> Verdict:
    if draft is None:
        return Verdict(number, False, False, False, "")
    place = _commune(draft)
    return Verdict(
        number,
        _is_kind(draft.kind, true["kind"]),
        true["name"] == ANY or fold(draft.name) == fold(true["name"]),
        true["insee"] == ANY or place == true["insee"],
        f"{draft.kind} | {draft.name} | {place}",
    )


def _is_kind(drafted: str, true: str) -> bool:
    return drafted == true or (
        {drafted, true} <= CLASSES.keys()
        and issubclass(CLASSES[true], CLASSES[drafted])
        and drafted not in ("Actor", "Thing")
    )


def _commune(draft: Draft) -> str:
    placed = [v.value for v in draft.values if v.property == "locatedIn" and COMMUNE in v.value]
    return placed[0].rpartition("/")[2] if placed else ""


if __name__ == "__main__":
    main()
