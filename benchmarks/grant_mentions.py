"""The beneficiaries of real directories of grants, as mentions whose truth is their SIREN.

    python benchmarks/grant_mentions.py FILE --into mentions.csv

Two kinds of files are known: the SCDL schema (a place is then the département that pays), and the
list of the State's grants (name, département and town in one cell, one mention a programme).
"""

import argparse
import csv
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.mentions import COLUMNS
from tisserand.ingest.normalisation.identifiers import NotAnIdentifierError, normalise_siren

_NAME_AND_TOWN = re.compile(r"(.+) - (\d[\dAB]\d?) (.*)")


def mentions_of(path: Path) -> Iterator[tuple[str, ...]]:
    """Rows of `COLUMNS`, in the order of the file."""
    for number, row in enumerate(_rows(path)):
        if "ASSOCIATION" in row:
            found = _NAME_AND_TOWN.match(row["ASSOCIATION"])
            if found and row["IMPUTATION"]:
                town = found[3].strip() or found[2]
                yield f"{number % 7}", found[1], town, "", "", _siren(row["SIREN"])
        else:
            payer = row["idAttribuant"].replace(" ", "")[2:4]
            yield path.stem, row["nomBeneficiaire"], payer, "", "", _siren(row["idBeneficiaire"])


def _rows(path: Path) -> list[dict[str, str]]:
    said = path.read_bytes()
    try:
        text = said.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = said.decode("cp1252")
    first = text.partition("\n")[0]
    return list(csv.DictReader(text.splitlines(), delimiter=max(";,", key=first.count)))


def _siren(text: str) -> str:
    """A valid SIREN, or nothing."""
    digits = re.sub(r"\D", "", text)
    try:
        return normalise_siren(digits[:9]) if not digits.endswith("00000") else ""
    except NotAnIdentifierError:
        return ""


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("file", type=Path)
    parser.add_argument("--into", type=Path, required=True)
    given = parser.parse_args(arguments)
    with given.into.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(COLUMNS)
        writer.writerows(mentions_of(given.file))


if __name__ == "__main__":
    main()
