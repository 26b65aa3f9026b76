"""Mappings: found, loaded, recognised, and applied to files."""

import re
from functools import cache
from importlib.resources import files
from pathlib import Path

from tisserand.errors import InputError
from tisserand.ingest.mapping_aliases import with_aliases
from tisserand.ingest.mapping_checks import check_mapping, parse_mapping
from tisserand.ingest.mapping_conditions import all_hold
from tisserand.ingest.mapping_draft import draft_mapping
from tisserand.ingest.mapping_model import FileDate, Mapping, ReaderRule, TableRule
from tisserand.ingest.mapping_run import MappingRun, RowWarning
from tisserand.ingest.normalisation.dates import normalise_date
from tisserand.ingest.readers import Finding, ReaderOptions, Table, read_table
from tisserand.ingest.returned import Returned, plain_table
from tisserand.reference.places import Gazetteer
from tisserand.reference.thesaurus import Thesaurus

__all__ = [
    "Mapping",
    "MappingRun",
    "RowWarning",
    "builtin_mappings",
    "draft_mapping",
    "load_mapping",
    "map_file",
    "map_returned",
    "map_rows",
    "mapping_for",
    "read_tables",
    "reader_options",
    "recognise",
    "source_date",
]

MAX_MAPPING_BYTES = 200_000


def map_rows(
    mapping: Mapping, table: Table, gazetteer: Gazetteer, thesaurus: Thesaurus | None
) -> MappingRun:
    """Map the rows of one table.

    Raises:
        InputError: a column that the mapping names is not in the table.
    """
    rule = _rule_of(mapping, table)
    table = with_aliases(rule, table)
    check_mapping(mapping, rule, table)
    findings = [*table.findings, *_told_of(mapping)]
    return MappingRun(mapping, [(rule, table)], gazetteer, thesaurus, findings)


def map_file(
    mapping: Mapping, path: Path, gazetteer: Gazetteer, thesaurus: Thesaurus | None
) -> MappingRun:
    """Map every table of a file that the mapping describes (several sheets of one workbook).

    Raises:
        InputError: the file cannot be read, or a column that the mapping names is not in it.
    """
    return _run(mapping, read_tables(mapping, path), gazetteer, thesaurus)


def map_returned(
    mapping: Mapping, returned: Returned, gazetteer: Gazetteer, thesaurus: Thesaurus | None
) -> MappingRun:
    """Map rejected rows without their file, each by the rules of the sheet that it comes from.

    The file was written at their export: what a mapping says of how its own is read is not of it.

    Raises:
        InputError: a column that the mapping names is not in the file.
    """
    given = [(rule, returned.of_sheet(rule.reader.sheet)) for rule in mapping.tables]
    tables = [_fitted(mapping, rule, table) for rule, table in given if table is not None]
    return _run(mapping, tables, gazetteer, thesaurus)


def _run(
    mapping: Mapping,
    tables: list[tuple[TableRule, Table]],
    gazetteer: Gazetteer,
    thesaurus: Thesaurus | None,
) -> MappingRun:
    findings = [finding for _, table in tables for finding in table.findings]
    findings += _told_of(mapping)
    return MappingRun(mapping, tables, gazetteer, thesaurus, findings)


def _told_of(mapping: Mapping) -> list[Finding]:
    """What is said of a draft: that nobody wrote it, and the columns that it leaves out."""
    if mapping.left_out is None:
        return []
    first = mapping.tables[0].things[0]
    name = ", ".join(
        column for take in first.name for column in (take.column, *take.columns) if column
    )
    told = [Finding("mapping.drafted", {"name": name})]
    if mapping.left_out:
        told.append(Finding("mapping.left_out", {"columns": ", ".join(mapping.left_out)}))
    return told


def read_tables(mapping: Mapping, path: Path) -> list[tuple[TableRule, Table]]:
    """The tables of a file with the rules for each.

    Raises:
        InputError: the file cannot be read, or a column that the mapping names is not in it.
    """
    return [
        _fitted(
            mapping,
            rule,
            read_table(path, sheet=rule.reader.sheet, options=reader_options(rule.reader)),
        )
        for rule in mapping.tables
    ]


def _fitted(mapping: Mapping, rule: TableRule, table: Table) -> tuple[TableRule, Table]:
    """A rule and its table, under the names that the rule uses."""
    table = with_aliases(rule, table)
    check_mapping(mapping, rule, table)
    return rule, table


def reader_options(rule: ReaderRule) -> ReaderOptions:
    """What a mapping says of how its file is read."""
    return ReaderOptions(rule.header_row, rule.encoding, rule.delimiter, rule.columns)


def _rule_of(mapping: Mapping, table: Table) -> TableRule:
    fitting = (rule for rule in mapping.tables if _fits(rule, table))
    return next(fitting, mapping.tables[0])


def _fits(rule: TableRule, table: Table) -> bool:
    table = with_aliases(rule, table)
    if not rule.recognise or not set(rule.recognise) <= set(table.columns):
        return False
    if not rule.recognise_when:
        return True
    first = next(table.rows(), None)
    return first is not None and all_hold(rule.recognise_when, first[1])


@cache
def builtin_mappings() -> dict[str, Mapping]:
    """The mappings that ship with the package, by id, in order."""
    folder = files("tisserand.ingest") / "mappings"
    paths = sorted(path.name for path in folder.iterdir() if path.name.endswith(".yaml"))
    texts = {name: (folder / name).read_text(encoding="utf-8") for name in paths}
    found = [parse_mapping(text, name) for name, text in texts.items()]
    return {mapping.id: mapping for mapping in found}


def load_mapping(name_or_path: str | Path) -> Mapping:
    """A mapping by its id, or from a YAML file.

    Raises:
        InputError: no such mapping; or the file is too big, no YAML, or breaks a rule.
    """
    builtin = builtin_mappings()
    if str(name_or_path) in builtin:
        return builtin[str(name_or_path)]
    path = Path(name_or_path)
    if not path.is_file():
        raise InputError(
            "mapping.no_such_mapping", name=str(name_or_path), known=", ".join(builtin)
        )
    if path.stat().st_size > MAX_MAPPING_BYTES:
        raise InputError("mapping.too_big", file=path.name, limit=MAX_MAPPING_BYTES // 1000)
    try:
        return parse_mapping(path.read_text(encoding="utf-8"), path.name)
    except UnicodeDecodeError as error:
        raise InputError("mapping.not_yaml", file=path.name, problem="UTF-8") from error


def recognise(table: Table) -> Mapping | None:
    """The built-in mapping whose columns are all in the table; the one that asks most of it."""
    fitting = [
        (len(rule.recognise), mapping.id)
        for mapping in builtin_mappings().values()
        for rule in mapping.tables
        if _fits(rule, table)
    ]
    if not fitting:
        return None
    most = max(count for count, _ in fitting)
    return builtin_mappings()[min(name for count, name in fitting if count == most)]


def mapping_for(path: Path) -> Mapping:
    """The built-in mapping that fits a file, or the draft of one.

    Raises:
        InputError: the file cannot be read, or no column of it can be a name.
    """
    table = plain_table(path)
    return recognise(table) or draft_mapping(table, path)


def source_date(mapping: Mapping, file: str) -> str | None:
    """Date of what a source says, by its mapping and the name of its file; never a file's time."""
    rule = mapping.source.date
    if not isinstance(rule, FileDate):
        return normalise_date(rule) if rule else None
    match = re.search(rule.file, file)
    return normalise_date("-".join(group for group in match.groups() if group)) if match else None
