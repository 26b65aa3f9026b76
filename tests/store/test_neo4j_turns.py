"""A long import keeps nobody waiting, shows nothing before its end, and yields to small writes.

SQLite tells what must be seen: while the import is staged, what small writes alone make; in the
end, what they make before the import.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from contracts.sample import change_set, record, signature, source
from contracts.store_states import STEWARD, changes, find, said, shown
from neo4j_server.fixture import Neo4jServer

from tisserand.errors import StaleError
from tisserand.ontology.records import Judgement, Locator, Sealed
from tisserand.store.neo4j import Neo4jStore, open_neo4j
from tisserand.store.neo4j.fresh import FreshWriter
from tisserand.store.neo4j.importing import _Import
from tisserand.store.port import ChangeSet, GraphStore
from tisserand.store.sqlite import open_sqlite

pytestmark = pytest.mark.neo4j
BASE = "https://tests.example/"
LARGEST = 25

MOMENTS = {"staged half": (FreshWriter, "create_relationships"), "revealed": (_Import, "_reveal")}


@pytest.fixture
def store(empty_neo4j: Neo4jServer) -> Iterator[Neo4jStore]:
    opened = _open(empty_neo4j)
    opened.apply(_before())
    yield opened
    opened.close()


@pytest.fixture
def oracle(tmp_path: Path) -> Iterator[GraphStore]:
    opened = open_sqlite(tmp_path / "tisserand.db", BASE)
    opened.apply(_before())
    yield opened
    opened.close()


def _open(server: Neo4jServer) -> Neo4jStore:
    return open_neo4j(server.address, server.user, server.password, BASE, largest=LARGEST)


def _before() -> ChangeSet:
    given = change_set(
        record("a", name="Ancien", signature="sa"),
        record("b", name="Bocage", links=[("memberOf", "e")]),
        record("c", name="Chemin", links=[("memberOf", "n03")]),
        record("d", name="Domaine", links=[("memberOf", "a")]),
        record("e", name="Etang", signature="se"),
    )
    given.signatures = [signature("sa", "nom:ancien"), signature("se", "nom:etang")]
    return given


def _import() -> ChangeSet:
    """It removes a, adds to b, answers c, and links to e, to b and to what is not there yet."""
    links = {4: "e", 5: "w", 6: "b", 9: "n08", 10: "d"}
    new = [
        record(
            f"n{n:02}",
            name=f"Nouveau {n}",
            source="import",
            signature=f"s{n}",
            links=[("memberOf", links[n])] if n in links else [],
        )
        for n in range(30)
    ]
    given = change_set(*new, n02="b", n08="n07")
    given.signatures = [signature(f"s{n}", f"nom:nouveau{n}") for n in range(30)]
    given.removed_records = ["a"]
    return given


def _linked() -> ChangeSet:
    """A need that links to what the import adds, removes, changes and leaves."""
    ends = [("memberOf", key) for key in ("n01", "a", "b", "e")]
    return change_set(record("z", name="Besoin", source="agent", links=ends))


def _judged() -> ChangeSet:
    return ChangeSet(judgements=[Judgement("a", "b", "different", "agent", "2024-05-01")])


SMALL: dict[str, list[ChangeSet]] = {
    "link": [_linked(), _judged()],
    "come": [change_set(record("w", name="Attendu", source="agent"))],
    "join": [change_set(record("y", source="agent"), y="e")],
    "go": [ChangeSet(removed_records=["e"])],
}
RIVAL: dict[str, list[ChangeSet]] = {
    "join what it changes": [change_set(record("y", source="agent"), y="b")],
    "remove what it changes": [ChangeSet(removed_records=["c"])],
    "move what links to it": [ChangeSet(assignments={"d": "e"})],
    "relocate what it removes": [
        ChangeSet(relocated=[record("a", name="Ancien", signature="sa", locator=Locator("x.csv"))])
    ],
    "tell its source otherwise": [ChangeSet(sources=[source("annuaire", rank=1)])],
}


def _between(
    monkeypatch: pytest.MonkeyPatch, moment: str, work: Callable[[], object]
) -> list[object]:
    """Do some work, once, at a moment of the next import; what it returned."""
    owner, name = MOMENTS[moment]
    whole: Any = getattr(owner, name)
    told: list[object] = []
    waiting = [work]

    def interrupted(self: object, *given: object) -> object:
        if waiting:
            told.append(waiting.pop()())
        return whole(self, *given)

    monkeypatch.setattr(owner, name, interrupted)
    return told


def _state(store: GraphStore) -> list[object]:
    """All that the store holds and shows, without the matches and signatures that nobody bears."""
    held = {name: part for name, part in said(store).items() if name != "signatures"}
    words = [find(store, word) for word in ("nouveau", "ancien", "bocage", "besoin")]
    return [held, shown(store, 3), shown(store, 0), words]


@pytest.mark.parametrize("moment", MOMENTS)
def test_small_writes_come_before_an_import_that_is_staged(
    store: Neo4jStore, oracle: GraphStore, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    small = [one for name in ("link", "come", "join") for one in SMALL[name]]
    for one in small:
        oracle.apply(one)
    alone = _state(oracle)

    def work() -> None:
        for one in small:
            store.apply(one)
        assert _state(store) == alone

    assert _between(monkeypatch, moment, work) == []
    sequence = store.apply(_import())
    assert sequence == oracle.apply(_import()) == 2 + len(small)
    assert _state(store) == _state(oracle)
    seen = {change.key for change in changes(store, sequence - 1)}
    assert {change.key for change in changes(oracle, sequence - 1)} <= seen


@pytest.mark.parametrize("name", ["go", *RIVAL])
def test_small_write_to_what_an_import_touches_goes_first(
    store: Neo4jStore, oracle: GraphStore, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    small = (SMALL | RIVAL)[name]
    for one in small:
        oracle.apply(one)
    alone = _state(oracle)

    def work() -> None:
        for one in small:
            store.apply(one)
        assert _state(store) == alone

    told = _between(monkeypatch, "staged half", work)
    assert store.apply(_import()) == oracle.apply(_import())
    assert told == [None]
    assert _state(store) == _state(oracle)


@pytest.mark.parametrize("name", ["join what it changes", "judged", "same block", "erased"])
def test_import_prepared_on_what_others_changed_is_refused_and_leaves_nothing(
    store: Neo4jStore, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    compared = change_set(record("y", source="agent", signature="sy"))
    compared.signatures = [signature("sy", "nom:nouveau7")]
    forgotten = ChangeSet(sealed=[Sealed("tombstone", "k", "{}")])
    others = {"judged": [_judged()], "same block": [compared], "erased": [forgotten]}
    (small,) = (RIVAL | others)[name]
    with store.read(STEWARD) as reader:
        based_on = reader.sequence
    _between(monkeypatch, "revealed", lambda: store.apply(small))
    with pytest.raises(StaleError):
        store.apply(replace(_import(), based_on=based_on))
    assert find(store, "nouveau") == []
    assert store.query("MATCH (n:!Missing) WHERE n.key STARTS WITH 'n' RETURN n", {})[1] == []
    assert store.query("MATCH (b:Before {write: 2}) RETURN b", {})[1] == []


def test_import_prepared_on_what_others_left_alone_goes_on(
    store: Neo4jStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    with store.read(STEWARD) as reader:
        based_on = reader.sequence
    _between(monkeypatch, "revealed", lambda: store.apply(_linked()))
    assert store.apply(replace(_import(), based_on=based_on)) == based_on + 2


def test_reader_keeps_its_state_while_an_import_is_staged_and_revealed(
    store: Neo4jStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    with store.read(STEWARD) as reader:

        def look() -> list[object]:
            every = reader.entity_keys()
            links = [reader.links(key) for key in every]
            return [every, reader.entities(every), links, reader.find("ancien"), reader.counts()]

        before = look()
        seen: list[object] = []
        _between(monkeypatch, "staged half", lambda: store.apply(_linked()) and seen.append(look()))
        store.apply(_import())
        assert seen == [before]
        assert look() == before


ROWS = 20_000
_IMPORTER = """
import sys
from contracts.sample import change_set, record
from tisserand.store.neo4j import open_neo4j

store = open_neo4j(*sys.argv[1:4], "https://tests.example/")
many = [record(f"m{number:05}", name=f"Masse {number}") for number in range(int(sys.argv[4]))]
print("ready", flush=True)
store.apply(change_set(*many))
store.close()
"""


def test_another_process_writes_all_along_an_import_that_shows_nothing_before_its_end(
    store: Neo4jStore, neo4j_server: Neo4jServer
) -> None:
    given = [neo4j_server.address, neo4j_server.user, neo4j_server.password, str(ROWS)]
    tests = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    command = [sys.executable, "-c", _IMPORTER, *given]
    written: list[int] = []
    shows: set[int] = set()
    with subprocess.Popen(command, env=tests, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stdout.readline() == b"ready\n"
        while process.poll() is None:
            name = f"z{len(written)}"
            need = change_set(record(name, name=f"Besoin {name}", source="agent"))
            written.append(store.apply(need))
            with store.read(STEWARD) as reader:
                shows.add(sum(reader.counts().entities.values()) - 5 - len(written))
                assert [hit.key for hit in reader.find(f"besoin {name}")] == [name]
    assert process.returncode == 0
    assert shows <= {0, ROWS}
    imported = set(range(2, written[-1] + 1)) - set(written)
    assert len(written) > 5 and (not imported or min(imported) > written[4])
