"""Whatever the order in which sources come, go and come back, the graph is the same."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from fixtures.weaver import Weaver
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tisserand.ingest.draft import Draft
from tisserand.ingest.judgements import judge, unjudge
from tisserand.ingest.withdrawal import withdraw
from tisserand.ontology.records import Identifier, Link, Value
from tisserand.reference.places import Gazetteer
from tisserand.store.sqlite import open_sqlite

COMMUNES = ("44195", "44129", "44109", "49007")
NAMES = (
    "Les Tissandolies", "TISSANDOLIES LES", "Association Les Tissandolie", "Tissandolies Plus",
    "Amicale laïque", "Amicale laïque de Savenay", "Comité des fêtes", "OGEC Saint-Joseph",
    "École n° 1", "École n° 2", "Mairie de Savenay", "Commune de Savenay",
)  # fmt: skip
SIRENS = ("732829320", "404833048")
SOURCES = ("alpha", "beta", "gamma")
HASH_KEY = bytes(range(32))
BASE = "https://example.org/"


class Said(NamedTuple):
    """A verdict on the records of rows `a` and `b` of two sources."""

    sources: tuple[str, str]
    rows: tuple[int, int]
    verdict: str


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    """An invented organisation, site or person, more or less described."""
    kind = draw(st.sampled_from(("Association", "Association", "PublicBody", "Site")))
    values = []
    if draw(st.booleans()):
        commune = draw(st.sampled_from(COMMUNES))
        values.append(Value("locatedIn", f"https://w3id.org/tisserand/place/commune/{commune}"))
    if draw(st.integers(0, 3)) == 0:
        values.append(Value("telephone", "+33240000001"))
    identifiers = []
    if draw(st.integers(0, 3)) == 0:
        role = draw(st.sampled_from(("self", "operator")))
        identifiers.append(Identifier("siren", draw(st.sampled_from(SIRENS)), role))
    if draw(st.integers(0, 4)) == 0:
        identifiers.append(Identifier("rna", "W442000001"))
    name = draw(st.sampled_from(NAMES))
    return Draft("a", kind, name, tuple(identifiers), tuple(values))


PEOPLE = (
    Draft("p", "Person", "Aline Ferrand", links=(Link("worksFor", "a"),)),
    Draft("p", "Person", "FERRAND Aline", links=(Link("worksFor", "a"),)),
    Draft("p", "Person", "Aline Ferrand"),
)


@st.composite
def rows(draw: st.DrawFn) -> tuple[Draft, ...]:
    """One draft, or one and a person who works there."""
    draft = draw(drafts())
    return (draft, draw(st.sampled_from(PEOPLE))) if draw(st.integers(0, 3)) == 0 else (draft,)


versions = st.lists(rows(), min_size=1, max_size=6)
weavings = st.tuples(st.sampled_from(SOURCES), versions)
withdrawals = st.tuples(st.sampled_from(SOURCES), st.none())
verdicts = st.builds(
    Said,
    st.tuples(st.sampled_from(SOURCES), st.sampled_from(SOURCES)),
    st.tuples(st.integers(0, 5), st.integers(0, 5)),
    st.sampled_from(("same", "different", "back")),
)
stories = st.lists(st.one_of(weavings, weavings, withdrawals, verdicts), min_size=2, max_size=9)


@contextmanager
def weaver_in(folder: str, gazetteer: Gazetteer) -> Iterator[Weaver]:
    store = open_sqlite(Path(folder) / "graph.sqlite", BASE)
    store.adopt(BASE, HASH_KEY)
    yield Weaver(store, gazetteer)
    store.close()


def pair_of(weaver: Weaver, said: Said) -> tuple[str, str] | None:
    """The keys of the records judged, if they are there."""
    found = [weaver.records(source) for source in said.sources]
    if any(not records for records in found):
        return None
    a, b = (records[n % len(records)].key for records, n in zip(found, said.rows, strict=True))
    return None if a == b else (min(a, b), max(a, b))


def tell(weaver: Weaver, stories: list[object]) -> dict[tuple[str, str], str]:
    """Live a story; the verdicts that stand at its end, by pair of records."""
    standing: dict[tuple[str, str], str] = {}
    for step in stories:
        if isinstance(step, Said):
            pair = pair_of(weaver, step)
            if pair and step.verdict == "back":
                if standing.pop(pair, None):
                    unjudge(weaver.store, *pair)
            elif pair:
                judge(weaver.store, *pair, step.verdict, "Agente", "2024-05-02")  # type: ignore[arg-type]
                standing[pair] = step.verdict
        elif step[1] is not None:  # type: ignore[index]
            weaver.weave(step[0], *step[1], rank=SOURCES.index(step[0]))  # type: ignore[index]
        elif weaver.records(step[0]):  # type: ignore[index]
            withdraw(weaver.store, step[0])  # type: ignore[index]
    return standing


TISSANDOLIES = (Draft("a", "Association", "Les Tissandolies"),)
FETES = (Draft("a", "Association", "Comité des fêtes"),)
SAME = Said(("alpha", "beta"), (0, 0), "same")
WEAVE_BOTH = [("alpha", [TISSANDOLIES]), ("beta", [FETES])]


@example(stories=[*WEAVE_BOTH, SAME, ("alpha", None)], order=list(SOURCES))
@example(stories=[*WEAVE_BOTH, SAME, ("beta", None)], order=list(SOURCES))
@example(stories=[*WEAVE_BOTH, SAME, ("gamma", [TISSANDOLIES])], order=list(SOURCES))
@settings(max_examples=60, deadline=None)
@given(stories=stories, order=st.permutations(SOURCES))
def test_any_history_equals_resolving_from_nothing(
    gazetteer: Gazetteer, stories: list[object], order: list[str]
) -> None:
    with TemporaryDirectory() as first, TemporaryDirectory() as second:
        with weaver_in(first, gazetteer) as weaver:
            standing = tell(weaver, stories)
            lived = weaver.partition()
        last = {step[0]: step[1] for step in stories if not isinstance(step, Said)}  # type: ignore[index]
        with weaver_in(second, gazetteer) as weaver:
            for source in order:
                if last.get(source) is not None:
                    weaver.weave(source, *last[source], rank=SOURCES.index(source))
            known = {key for keys in weaver.partition().values() for key in keys}
            for pair, verdict in sorted(standing.items()):
                if known.issuperset(pair):
                    judge(weaver.store, *pair, verdict, "Agente", "2024-05-02")  # type: ignore[arg-type]
            assert weaver.partition() == lived
