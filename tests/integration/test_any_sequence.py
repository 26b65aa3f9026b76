"""Whatever is ingested, judged, withdrawn, erased and given again, in any order, one graph.

`TISSERAND_SEQUENCES=2000` tries more sequences than the tests do.
"""

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from fixtures.weaver import STEWARD, Weaver
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from integration.vocabulary import ERASED, VERSIONS, weave

from tisserand.errors import NotFoundError, RefusedError
from tisserand.ingest.erasure.erase import erase
from tisserand.ingest.erasure.opposition import lift, oppose
from tisserand.ingest.judgements import judge, unjudge
from tisserand.ingest.withdrawal import withdraw
from tisserand.ontology.records import Judgement, Visibility
from tisserand.publish.exports import export_graph
from tisserand.reference.places import load_gazetteer
from tisserand.store.port import ChangeSet, View
from tisserand.store.sqlite import bulk, open_sqlite

BASE, DAY = "https://example.org/", "2024-05-02"
KEY = bytes(range(32))
SEQUENCES = int(os.environ.get("TISSERAND_SEQUENCES", "30"))
Quads = dict[str, list[bytes]]
Step = tuple[str, ...]

sources = st.sampled_from(sorted(VERSIONS))
small = st.sampled_from("012")
records = st.integers(0, 9).map(str)
verdicts = st.sampled_from(["same", "different", "unsure"])
people = st.sampled_from([ERASED, "Basile Quatrebarbes"])
imports = st.tuples(st.just("ingest"), sources, small)
judging = st.tuples(st.just("judge"), records, records, verdicts)
others = st.one_of(
    imports,
    judging,
    st.tuples(st.just("unjudge"), records),
    st.tuples(st.just("withdraw"), sources),
    st.tuples(st.sampled_from(["erase", "oppose", "lift"]), people),
)
sequences = st.lists(st.one_of(imports, others), min_size=2, max_size=12)
bounded = settings(
    max_examples=SEQUENCES,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate, Phase.shrink),
    suppress_health_check=list(HealthCheck),
)


@contextmanager
def workspace() -> Iterator[Weaver]:
    """A new store on disk, of one known key, so that two of them name things alike."""
    with tempfile.TemporaryDirectory() as folder:
        store = open_sqlite(Path(folder) / "graph.sqlite", BASE)
        try:
            store.adopt(BASE, KEY)
            yield Weaver(store, load_gazetteer())
        finally:
            store.close()


def quads(weaver: Weaver) -> Quads:
    """Canonical N-Quads of each role: no blank node, sorted lines."""
    found = {}
    for role in Visibility:
        with weaver.store.read(View(role)) as reader:
            content = b"".join(export_graph(reader, "nquads", BASE))
        found[role.name] = sorted(content.splitlines())
    return found


class History:
    """What was done, so that it can be done again from nothing."""

    def __init__(self, weaver: Weaver) -> None:
        self.weaver = weaver
        self.woven: dict[str, int] = {}
        self.erased: set[str] = set()

    def play(self, steps: Sequence[Step]) -> None:
        for name, *arguments in steps:
            with suppress(NotFoundError, RefusedError):
                getattr(self, name)(*arguments)

    def ingest(self, source: str, version: str) -> None:
        weave(self.weaver, source, int(version))
        self.woven[source] = int(version)

    def withdraw(self, source: str) -> None:
        withdraw(self.weaver.store, source)
        del self.woven[source]

    def pair(self, a: str, b: str) -> tuple[str, str]:
        """Two records that are there."""
        keys = sorted(
            one.key for source in sorted(self.woven) for one in self.weaver.records(source)
        )
        if len(keys) < 2:
            raise NotFoundError("ingest.unknown_record", key="")
        first = keys[int(a) % len(keys)]
        return first, [key for key in keys if key != first][int(b) % (len(keys) - 1)]

    def judge(self, a: str, b: str, verdict: str) -> None:
        judge(self.weaver.store, *self.pair(a, b), verdict, "Agente", DAY)  # type: ignore[arg-type]

    def judgements(self) -> list[Judgement]:
        with self.weaver.store.resolution() as reader:
            return list(reader.judgements())

    def unjudge(self, number: str) -> None:
        said = self.judgements()
        if said:
            one = said[int(number) % len(said)]
            unjudge(self.weaver.store, one.a, one.b)

    def erase(self, name: str) -> None:
        erase(self.weaver.store, name, DAY, "", self.weaver.gazetteer)
        self.erased.add(name)

    def oppose(self, name: str) -> None:
        oppose(self.weaver.store, name, DAY)

    def lift(self, name: str) -> None:
        lift(self.weaver.store, name)

    def rebuilt(self) -> Quads:
        """The graph made from nothing but the sources, the judgements and what people asked."""
        with self.weaver.store.resolution() as reader:
            marks = [*reader.sealed("tombstone"), *reader.sealed("opposition")]
        with workspace() as other:
            other.store.apply(ChangeSet(judgements=self.judgements(), sealed=marks))
            for source in sorted(self.woven):
                weave(other, source, self.woven[source])
            return quads(other)


def differences(a: Quads, b: Quads) -> list[str]:
    return [
        f"{role} {sign} {line.decode()}"
        for role in a
        for sign, lines in (("-", set(a[role]) - set(b[role])), ("+", set(b[role]) - set(a[role])))
        for line in sorted(lines)
    ]


@pytest.mark.parametrize("large", [bulk.LARGE, 1], ids=["in one transaction", "in turns"])
def test_what_was_done_step_by_step_equals_what_is_made_from_nothing(
    monkeypatch: pytest.MonkeyPatch, large: int
) -> None:
    monkeypatch.setattr(bulk, "LARGE", large)

    @bounded
    @given(sequences)
    def check(steps: list[Step]) -> None:
        with workspace() as weaver:
            history = History(weaver)
            history.play(steps)
            assert differences(quads(weaver), history.rebuilt()) == []

    check()


@bounded
@given(sequences, records, records, verdicts)
def test_a_judgement_undone_leaves_no_trace(
    steps: list[Step], a: str, b: str, verdict: str
) -> None:
    with workspace() as weaver:
        history = History(weaver)
        history.play(steps)
        before, said = quads(weaver), {(one.a, one.b) for one in history.judgements()}
        with suppress(NotFoundError):
            first, second = sorted(history.pair(a, b))
            if (first, second) not in said:
                judge(weaver.store, first, second, verdict, "Agente", DAY)  # type: ignore[arg-type]
                unjudge(weaver.store, first, second)
        assert differences(before, quads(weaver)) == []


@bounded
@given(sequences, records, records, st.lists(imports, max_size=4))
def test_what_came_between_a_merge_and_its_undoing_lands_on_the_right_side(
    steps: list[Step], a: str, b: str, between: list[Step]
) -> None:
    with workspace() as weaver:
        history = History(weaver)
        history.play(steps)
        said = {(one.a, one.b) for one in history.judgements()}
        with suppress(NotFoundError):
            first, second = sorted(history.pair(a, b))
            if (first, second) in said:
                return
            judge(weaver.store, first, second, "same", "Agente", DAY)
            history.play(between)
            with weaver.store.read(STEWARD) as reader:
                still = len(reader.records([first, second])) == 2
            if still:
                unjudge(weaver.store, first, second)
            assert differences(quads(weaver), history.rebuilt()) == []


@bounded
@given(st.lists(imports, max_size=5), sequences)
def test_an_erased_person_never_comes_back(before: list[Step], after: list[Step]) -> None:
    with workspace() as weaver:
        history = History(weaver)
        history.play([*before, ("ingest", "liste", "0"), ("erase", ERASED), *after])
        if ERASED not in history.erased:
            return
        for role, lines in quads(weaver).items():
            words = (b"Ozanne", b"OZANNE", b"612345678", b"ozanne.t", b"Mme Tribouillard")
            assert [line for line in lines if any(word in line for word in words)] == [], role
