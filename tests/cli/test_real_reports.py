"""The real reports, in every format: the same names, facts, needs and plans."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fixtures.rendering import FORMATS

Command = Callable[..., Any]
NAMES = (
    "construire-la-27e-region-2007", "gouvernance-participative-sceaux",
    "intelligence-territoriale-paca-2017", "up-conference-2015",
    "vallee-de-l-herault-evaluation-ex-ante",
)  # fmt: skip


def essence(answer: dict[str, Any]) -> tuple[Any, ...]:
    """Names, facts by names, and how many needs, proposals and actions."""
    names = {one["entity"]: one["text"] for one in reversed(answer["mentions"])}
    facts = {
        (names[one["subject"]], one["predicate"], names.get(one["object"], "…"), one["role"])
        for one in answer["facts"]
    }
    return (
        {(one["kind"], one["text"]) for one in answer["mentions"]},
        facts,
        len(answer["needs"]),
        len(answer["proposals"]),
        [(one["orientation"], len(one["actions"])) for one in answer["plan"]],
    )


@pytest.mark.shared
@pytest.mark.parametrize("name", NAMES)
def test_every_format_says_the_same(
    name: str, tisserand: Command, shared_data: Path, tmp_path: Path
) -> None:
    source = shared_data / "reports" / f"{name}.txt"
    expected = essence(tisserand("extract", source, "--json").json)
    for suffix, render in FORMATS.values():
        path = tmp_path / f"rapport.{suffix}"
        render(source.read_text(encoding="utf-8"), path)
        assert essence(tisserand("extract", path, "--json").json) == expected


@pytest.mark.shared
def test_an_official_of_two_texts_is_one_person_with_the_roles_of_both(
    tisserand: Command, shared_data: Path, workspace: Path
) -> None:
    files = [shared_data / "reports" / f"{NAMES[i]}.txt" for i in (1, 3)]
    for file in files:
        assert tisserand("ingest", file, "--workspace", workspace).code == 0
    answer = tisserand("show", "Othmane Khaoua", "--json", "--workspace", workspace).json
    roles = [link for link in answer["links"] if link["property"] == "member"]
    cited = {record["file"] for role in roles for record in role["records"]}
    assert cited == {file.name for file in files}
