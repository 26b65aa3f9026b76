"""ESCO and ROME as their publishers give them: tables with well-known columns.

ESCO: one table of concepts for each language (`conceptUri`, `preferredLabel`, `altLabels`), one of
`broaderUri`. ROME: occupations, competences, and which competence each occupation asks.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from tisserand.errors import InputError
from tisserand.ingest.readers import read_table
from tisserand.ingest.vocabularies.terms import Terms
from tisserand.ontology.types import check_iri

ROME = "https://w3id.org/tisserand/rome/"
MAX_SHARED = 3
"""Occupations that share a competence, up to which it is told to be a part of each.

« Utiliser un ordinateur » belongs to hundreds of occupations and tells none of them.
"""

Cells = dict[str, str]
_Rows = Iterable[tuple[int, Cells]]


def read_tables(paths: Iterable[Path]) -> Terms:
    """The terms of the tables of one vocabulary, in any order.

    Raises:
        InputError: a file is no table of a known vocabulary, or a row has no valid IRI.
    """
    terms = Terms()
    asked: dict[str, set[str]] = {}
    for path in paths:
        table = read_table(path)
        read = _reader(table.columns, asked)
        if read is None:
            raise InputError("vocabularies.unknown_columns", file=path.name)
        read(table.rows(), terms, path)
    for competence, occupations in asked.items():
        if len(occupations) <= MAX_SHARED:
            terms[competence].broader |= occupations
    return terms


_Reader = Callable[[_Rows, Terms, Path], None]


def _reader(columns: Iterable[str], asked: dict[str, set[str]]) -> _Reader | None:
    """What reads a table, told by its columns."""
    names = set(columns)
    if {"conceptUri", "preferredLabel"} <= names:
        return _read_esco
    if {"conceptUri", "broaderUri"} <= names:
        return _read_esco_broader
    if {"code_rome", "code_ogr"} <= names:
        return lambda rows, terms, path: _read_asked(rows, asked)
    if {"code_ogr", "libelle"} <= names:
        return _read_competences
    if {"code_rome", "libelle_rome"} <= names:
        return _read_occupations
    return None


def _read_esco(rows: _Rows, terms: Terms, path: Path) -> None:
    language = _language(path)
    for number, cells in rows:
        label = cells.get("preferredLabel", "").strip()
        if not label:
            continue
        term = terms[_iri(cells["conceptUri"], path, number)]
        term.labels[language] = label
        if language == "fr":
            for column in ("altLabels", "hiddenLabels"):
                term.alternatives |= dict.fromkeys(_names(cells.get(column, "")))


def _language(path: Path) -> str:
    """The language that the name of a file of ESCO ends with; French when it says none."""
    found = re.search(r"[_-](fr|en)$", path.stem)
    return found[1] if found else "fr"


def _names(cell: str) -> Iterator[str]:
    return (name.strip() for name in re.split(r"[\n|]", cell) if name.strip())


def _read_esco_broader(rows: _Rows, terms: Terms, path: Path) -> None:
    for number, cells in rows:
        above = _iri(cells["broaderUri"], path, number)
        terms[_iri(cells["conceptUri"], path, number)].broader.add(above)


def _iri(text: str, path: Path, row: int) -> str:
    try:
        return check_iri(text.strip())
    except ValueError:
        raise InputError("vocabularies.bad_iri", file=path.name, row=row, value=text) from None


def _read_occupations(rows: _Rows, terms: Terms, path: Path) -> None:
    for _, cells in rows:
        term = terms[_occupation(cells)]
        term.labels["fr"] = _unquoted(cells["libelle_rome"])
        term.alternatives[cells["code_rome"].strip()] = None


def _read_competences(rows: _Rows, terms: Terms, path: Path) -> None:
    for _, cells in rows:
        terms[_competence(cells)].labels["fr"] = _unquoted(cells["libelle"])


def _read_asked(rows: _Rows, asked: dict[str, set[str]]) -> None:
    for _, cells in rows:
        asked.setdefault(_competence(cells), set()).add(_occupation(cells))


def _occupation(cells: Mapping[str, str]) -> str:
    return f"{ROME}metier/{cells['code_rome'].strip()}"


def _competence(cells: Mapping[str, str]) -> str:
    return f"{ROME}competence/{cells['code_ogr'].strip()}"


def _unquoted(label: str) -> str:
    """ROME doubles its apostrophes: « Conduite d''engins »."""
    return label.replace("''", "'").strip()
