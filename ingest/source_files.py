"""The files of one source: each is read by its mapping, rejected rows by that of their file."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from tisserand.ingest.draft import MappedRow
from tisserand.ingest.mapping import Mapping, MappingRun, map_file
from tisserand.ingest.report import IngestReport, Said
from tisserand.ingest.returned import (
    Origin,
    ReturnedRows,
    leave_out_given_again,
    read_returned,
)
from tisserand.reference.places import Gazetteer
from tisserand.reference.thesaurus import Thesaurus


@dataclass(frozen=True, slots=True)
class SourceFiles:
    """The files of a source, ready to be read once.

    Attributes:
        paths: those of rejected rows last, whatever their order was.
        mappings: one for each path.
        origins: where the rows that were given again come from.
    """

    paths: Sequence[Path]
    mappings: Sequence[Mapping]
    runs: Sequence[MappingRun]
    origins: set[Origin]

    def rows(self) -> Iterator[MappedRow]:
        """The mapped rows of every file."""
        return chain.from_iterable(self.runs)

    def tell(self, report: IngestReport) -> None:
        """Add what readers and mappings found out, once the rows were read."""
        leave_out_given_again(report, self.origins)
        for run in self.runs:
            report.findings += [Said(*finding) for finding in run.findings]
            report.warnings += [(w.locator, Said(w.message, w.details)) for w in run.warnings]


def read_source_files(
    paths: Sequence[Path],
    mapping_of: Callable[[Path], Mapping],
    gazetteer: Gazetteer,
    thesaurus: Thesaurus | None,
) -> SourceFiles:
    """The files of a source, with their mappings.

    A file of rejected rows given with the file that they come from is read as that one is: its
    rows bear the same columns, and the rows that it corrects are no longer counted as rejected.

    Raises:
        InputError: a file cannot be read, or a file of rejected rows comes from none of these.
    """
    found = {path: read_returned(path) for path in paths} if len(paths) > 1 else {}
    returned = {path: one for path, one in found.items() if one is not None}
    plain = [path for path in paths if path not in returned]
    if not plain:
        plain, returned = list(paths), {}
    mappings = [mapping_of(path) for path in plain]
    runs = [
        map_file(mapping, path, gazetteer, thesaurus)
        for mapping, path in zip(mappings, plain, strict=True)
    ]
    given = ReturnedRows({path.name: one for path, one in returned.items()})
    given.check([path.name for path in plain])
    return SourceFiles(
        [*plain, *returned],
        [*mappings, *(mappings[0] for _ in returned)],
        [*runs, *(again for run in runs if (again := _given_again(run, given)).tables)],
        given.origins,
    )


def _given_again(run: MappingRun, given: ReturnedRows) -> MappingRun:
    """The rows given again that come from the tables of a run."""
    tables = [(rule, one) for rule, table in run.tables for one in given.tables_of(table)]
    findings = [finding for _, table in tables for finding in table.findings]
    return MappingRun(run.mapping, tables, run.gazetteer, run.thesaurus, findings)
