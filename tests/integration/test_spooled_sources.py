"""A source larger than memory may hold is woven as if it were held whole."""

from pathlib import Path

from integration.brecelle import differences, graph_of, weave, workspace_on_sqlite

from tisserand.demo.territory import FILES
from tisserand.ingest.spool import Room
from tisserand.ontology.records import Visibility


def test_the_graph_is_the_same_whatever_memory_holds(tmp_path: Path) -> None:
    graphs, reports = [], []
    for room in (Room(), Room(kept=7)):
        work = workspace_on_sqlite(tmp_path / str(room.kept))
        told = weave(work, [*FILES, FILES[0]], room)
        reports.append([one.as_dict() for one in told])
        graphs.append(graph_of(work, [Visibility.STEWARD]))
        work.close()
    assert reports[0] == reports[1]
    assert differences(graphs[1], graphs[0]) == []
