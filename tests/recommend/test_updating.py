"""A projection brought up to date by the change log is the one that a scan would build."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tisserand.ontology.namespaces import SKILLS
from tisserand.ontology.records import Record, Source, Visibility
from tisserand.recommend import network, projection, updating, vicinity
from tisserand.recommend.arrays import Incidence, Projection
from tisserand.recommend.following import FollowedProjection
from tisserand.recommend.projection import build_projection, load_projection
from tisserand.recommend.ranking import reach_of
from tisserand.recommend.updating import update_projection
from tisserand.store.port import ChangeSet, View
from tisserand.store.sqlite import SqliteStore, open_sqlite

from .conftest import BASE, OVEN, place, record
from .test_projection import same

KINDS = 6 * ("Association",) + 2 * ("PublicBody",) + 3 * ("Project",) + ("Event", "Need")
KINDS += 5 * ("Grant",)
ACTORS, THINGS = range(8), range(8, 13)
ENDS = {
    "Association": {"memberOf": ACTORS, "takesPartIn": range(8, 11), "participatedIn": (11,)},
    "PublicBody": {"partnerOf": ACTORS, "leads": range(8, 11)},
    "Project": {"ledBy": ACTORS, "seeks": (12,)},
    "Event": {"ledBy": ACTORS},
    "Need": {"neededBy": (*ACTORS, 8, 9)},
    "Grant": {"beneficiary": ACTORS, "funder": (6, 7), "funds": range(8, 11)},
}
TOWNS = ("angers", "avrille", "saumur", "nantes")
CONCEPTS = [f"{SKILLS}s{number}" for number in range(4)]
VISIBLE = st.sampled_from([Visibility.PUBLIC, Visibility.PUBLIC, Visibility.AGENT])


def _key(number: int) -> str:
    return f"k{number:02}"


@st.composite
def _record(draw: st.DrawFn, number: int) -> Record:
    """What one row says of one of some things, each of the same kind nearly always."""
    kind = KINDS[number] if draw(st.integers(0, 9)) else draw(st.sampled_from(KINDS))
    marks = st.sampled_from(["hasSkill", "requiresSkill", "theme"])
    facts = draw(st.sets(st.tuples(marks, st.sampled_from(CONCEPTS)), max_size=2))
    towns = draw(st.lists(st.sampled_from(TOWNS), max_size=1))
    links = [
        (name, _key(end))
        for name, ends in ENDS[kind].items()
        for end in sorted(draw(st.sets(st.sampled_from(ends), max_size=2)))
    ]
    return record(
        _key(number),
        kind,
        draw(st.sampled_from(["Fournil", "Moulin", "Été"])),
        *sorted(facts),
        *map(place, towns),
        links=links,
        visibility=draw(VISIBLE),
        since=draw(st.sampled_from([None, "2019", "2021"])),
    )


NUMBERS = st.integers(0, len(KINDS) - 1)
KEYS = NUMBERS.map(_key)
FIRST = st.tuples(st.tuples(*map(_record, range(len(KINDS)))), st.just(frozenset()), st.just({}))
STEPS = st.lists(
    st.tuples(
        st.lists(NUMBERS.flatmap(_record), max_size=2, unique_by=lambda one: one.key),
        st.sets(KEYS, max_size=1),
        st.dictionaries(KEYS, KEYS, max_size=1),
    ),
    min_size=1,
    max_size=4,
)


def _apply(store: SqliteStore, held: set[str], step: Any) -> None:
    """Replace some records, remove others, merge or split what is left."""
    records, removed, merged = step
    arriving = {one.key for one in records}
    removed = set(removed)
    held -= removed - arriving
    held |= arriving
    owners = {key: key for key in arriving}
    owners |= {key: entity for key, entity in merged.items() if key in held and entity in held}
    store.apply(
        ChangeSet(
            sources=[Source("annuaire", "annuaire", "annuaire.csv", date="2023")],
            records=list(records),
            removed_records=sorted(removed | arriving),
            assignments=owners,
        )
    )


def tells(projection: Projection) -> list[Any]:
    """What a projection tells of each entity and concept, asked one by one or all at once."""
    links, numbers = projection.links, np.arange(len(projection))
    rows = [links.outward(numbers), links.inward(numbers[::-1]), links.inward(numbers[1::2])]
    told: list[Any] = [column.tolist() for one in rows for column in one]
    told += [column.tolist() for column in projection.marks.borne_by(numbers[::-1])]
    told += [sorted(zip(*(end.tolist() for end in links.pairs(name, "leads")), strict=True))
             for name in ("memberOf", "funder")]  # fmt: skip
    concepts = [projection.holders, projection.funders, projection.seekers]
    told += [row_of(one, number) for one in concepts for number in range(len(projection.concepts))]
    told += [row_of(one, number) for one in (projection.network, projection.masteries)
             for number in numbers.tolist()]  # fmt: skip
    told.append(projection.network.degrees(numbers).tolist())
    told += [reach_of(projection.network, number).tolist() for number in numbers.tolist()]
    return [*told, *projection.keys, *projection.names, *projection.concepts, *projection.places]


def row_of(incidence: Incidence, number: int) -> tuple[list[int], list[float]]:
    member, weight = incidence.row(number)
    return member.tolist(), weight.tolist()


@settings(max_examples=25, deadline=None)
@given(FIRST, STEPS, VISIBLE, st.integers(1, 4))
def test_followed_projection_is_the_one_built(
    first: Any, steps: Any, role: Visibility, largest: int
) -> None:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        for module in (network, vicinity):
            patch.setattr(module, "LARGEST_GROUP", largest)
        store = open_sqlite(Path(folder, "graph.sqlite"), BASE)
        held: set[str] = set()
        with store.read(View(role)) as reader:
            known = build_projection(reader)
        for step in [first, *steps]:
            _apply(store, held, step)
            with store.read(View(role)) as reader:
                followed = update_projection(known, reader)
                built = build_projection(reader)
            assert followed is not None
            assert followed.sequence == built.sequence
            assert tells(followed) == tells(built)
            assert same(followed, built)
            known = followed
        store.close()


PROJECT = record("p", "Project", "Four", ("requiresSkill", OVEN))
FUNDED = [
    PROJECT,
    record("g", "Grant", "Aide", links=[("beneficiary", "a"), ("funds", "p"), ("funder", "f")]),
    record("h", "Grant", "Aide", links=[("beneficiary", "b"), ("funder", "f")]),
    record("f", "PublicBody", "Ville"),
    record("a", "Association", "a", links=[("takesPartIn", "q"), ("takesPartIn", "r")]),
    *(record(key, "Association", key, links=[("takesPartIn", "q")]) for key in ("b", "c")),
    record("q", "Project", "Fête"),
    record("r", "Project", "Forum"),
    record("e", "Association", "e", links=[("takesPartIn", "r")]),
]


@pytest.mark.parametrize(
    ("changed", "removed", "merged"),
    [
        ([record("z", "Project", "Four", ("requiresSkill", CONCEPTS[0]))], [], {"z": "p"}),
        ([record("z", "Grant", "Aide", links=[("beneficiary", "c")])], [], {"z": "e"}),
        ([record("p", "Project", "Four", ("requiresSkill", CONCEPTS[0]))], [], {}),
        ([], ["p"], {}),
        ([record("d", "Association", "d", links=[("takesPartIn", "q")])], [], {}),
        ([], ["c"], {}),
        ([record("q", "Event", "Fête")], [], {}),
        ([record("i", "Grant", "Aide", links=[("beneficiary", "c"), ("funder", "f")])], [], {}),
        ([], ["g"], {}),
        ([record("a", "Need", "a")], [], {}),
        ([record("f", "PublicBody", "Ville", place("saumur"))], [], {}),
    ],
)
def test_change_reaches_those_who_depend_on_it(
    store: SqliteStore, changed: list[Record], removed: list[str], merged: dict[str, str]
) -> None:
    _apply(store, set(), (FUNDED, [], {}))
    with store.read(View(Visibility.AGENT)) as reader:
        before = build_projection(reader)
    _apply(store, {"p", "e"}, (changed, removed, merged))
    with store.read(View(Visibility.AGENT)) as reader:
        followed = update_projection(before, reader)
        assert followed is not None
        assert same(followed, build_projection(reader))
        assert not same(followed, before)


def test_too_many_changes_are_left_to_a_rebuild(
    store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(updating, "FEWEST", 0)
    _apply(store, set(), (FUNDED, [], {}))
    with store.read(View(Visibility.AGENT)) as reader:
        before = build_projection(reader)
    _apply(store, set(), ([PROJECT], [], {}))
    with store.read(View(Visibility.AGENT)) as reader:
        assert update_projection(before, reader) is None
        assert same(load_projection(reader, held=before), build_projection(reader))


def test_cache_is_followed_and_not_written_again(store: SqliteStore, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    _apply(store, set(), (FUNDED, [], {}))
    with store.read(View(Visibility.AGENT)) as reader:
        load_projection(reader, cache)
    (file,) = cache.iterdir()
    written = file.read_bytes()
    _apply(store, set(), ([], ["c"], {}))
    with store.read(View(Visibility.AGENT)) as reader:
        assert same(load_projection(reader, cache), build_projection(reader))
    assert file.read_bytes() == written


def test_nothing_is_made_whole_to_tell_of_a_few(store: SqliteStore) -> None:
    _apply(store, set(), (FUNDED, [], {}))
    with store.read(View(Visibility.AGENT)) as reader:
        before = build_projection(reader)
    changed = record("b", "Association", "Nouveau nom", ("hasSkill", OVEN))
    _apply(store, {"b"}, ([changed], [], {}))
    with store.read(View(Visibility.AGENT)) as reader:
        followed = update_projection(before, reader)
    assert isinstance(followed, FollowedProjection)
    number = followed.find("b")
    assert followed.names[number] == "Nouveau nom"
    assert number in followed.holders.row(followed.concepts.find(OVEN))[0].tolist()
    assert followed.find("a") in followed.network.row(number)[0]
    assert followed.links.outward(np.array([number])).object.tolist() == []
    parts = [followed.keys, followed.names, followed.links, followed.holders, followed.network]
    made = {name for part in parts for name in vars(part) if not name.startswith("_")}
    assert made == set()


def test_changes_that_add_up_are_settled(
    store: SqliteStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(projection, "FOLLOWED_CHANGES", 0)
    cache = tmp_path / "cache"
    _apply(store, set(), (FUNDED, [], {}))
    with store.read(View(Visibility.AGENT)) as reader:
        before = load_projection(reader, cache)
    (file,) = cache.iterdir()
    written = file.read_bytes()
    _apply(store, set(), ([], ["c"], {}))
    with store.read(View(Visibility.AGENT)) as reader:
        for settled in (load_projection(reader, held=before), load_projection(reader, cache)):
            assert type(settled) is Projection
            assert same(settled, build_projection(reader))
    assert file.read_bytes() != written
