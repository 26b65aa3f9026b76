"""The files of one source: each is read by its mapping, rejected rows by that of their file."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from tisserand.errors import InputError
from tisserand.ingest.draft import MappedRow
from tisserand.ingest.given_again import ReturnedRows
from tisserand.ingest.mapping import Mapping, MappingRun, map_file, map_returned
from tisserand.ingest.readers import Finding
from tisserand.ingest.report import IngestReport, Said
from tisserand.ingest.returned import Returned, read_returned
from tisserand.reference.places import Gazetteer
from tisserand.reference.thesaurus import Thesaurus


@dataclass(frozen=True, slots=True)
class SourceFiles:
    """The files of a source, ready to be read once.

    Attributes:
        paths: those of rejected rows last, whatever their order was.
        mappings: one for each path.
        given: the rows that were given again.
        findings: what is said of the files together.
    """

    paths: Sequence[Path]
    mappings: Sequence[Mapping]
    runs: Sequence[MappingRun]
    given: ReturnedRows | None = None
    findings: Sequence[Finding] = ()

    def rows(self) -> Iterator[MappedRow]:
        """The mapped rows of every file; those that are corrected in another are left out."""
        rows = chain.from_iterable(self.runs)
        return rows if self.given is None else map(self.given.unless_corrected, rows)

    def tell(self, report: IngestReport) -> None:
        """Add what readers and mappings found out, once the rows were read."""
        report.findings += [Said(*finding) for finding in self.findings]
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
    rows bear the same columns, and stand for those that they correct.

    Raises:
        InputError: a file cannot be read; or a file of rejected rows holds none, bears the name
            of another, or comes from none of these.
    """
    found = {path: read_returned(path) for path in paths}
    returned = {path: one for path, one in found.items() if one is not None}
    plain = [path for path in paths if path not in returned]
    if returned:
        _check_names(paths)
    if not plain:
        return _rejects_alone(returned, mapping_of, gazetteer, thesaurus)
    mappings = [mapping_of(path) for path in plain]
    runs = [
        map_file(mapping, path, gazetteer, thesaurus)
        for mapping, path in zip(mappings, plain, strict=True)
    ]
    if not returned:
        return SourceFiles(plain, mappings, runs)
    given = ReturnedRows(list(returned.values()))
    given.check([table for run in runs for _, table in run.tables])
    return SourceFiles(
        [*plain, *returned],
        [*mappings, *(mappings[0] for _ in returned)],
        [*runs, *(again for run in runs if (again := _given_again(run, given)).tables)],
        given,
        given.left([path.name for path in plain]),
    )


def _check_names(paths: Sequence[Path]) -> None:
    """Refuse files that only their folders tell apart: rows come back to the name of a file."""
    name, count = Counter(path.name for path in paths).most_common(1)[0]
    if count > 1:
        raise InputError("ingest.same_file_name", file=name)


def _rejects_alone(
    returned: dict[Path, Returned],
    mapping_of: Callable[[Path], Mapping],
    gazetteer: Gazetteer,
    thesaurus: Thesaurus | None,
) -> SourceFiles:
    """Files of rejected rows without those that they come from, which nobody has given yet."""
    mappings, runs = [], []
    for path, one in returned.items():
        one.check()
        mappings.append(mapping_of(path))
        runs.append(map_returned(mappings[-1], one, gazetteer, thesaurus))
    return SourceFiles(list(returned), mappings, runs)


def _given_again(run: MappingRun, given: ReturnedRows) -> MappingRun:
    """The rows given again that come from the tables of a run."""
    tables = [(rule, one) for rule, table in run.tables for one in given.tables_of(table)]
    findings: list[Finding] = []
    for _, table in tables:
        findings += [finding for finding in table.findings if finding not in findings]
    return MappingRun(run.mapping, tables, run.gazetteer, run.thesaurus, findings)
