"""What is held until when, and withdrawn."""

from pathlib import Path

from cli.conftest import Command
from cli.persons.conftest import Place


def test_what_is_due_is_listed_then_withdrawn(place: Place, directory: Path) -> None:
    place.weave(directory)
    assert '"due": false' in place.run("retention", "--on", "2026-03-01", "--json")
    assert '"due": true' in place.run("retention", "--on", "2026-03-02", "--json")
    assert "à retirer" in place.run("retention", "--on", "2026-03-02")
    place.run("retention", "--on", "2026-03-02", "--apply")
    assert place.run("sources", "--json").strip() == "[]"


def test_retention_given_wins_over_the_mapping(
    tisserand: Command, workspace: Path, directory: Path
) -> None:
    place = Place(tisserand, workspace)
    place.weave(directory, "--retain-until", "2024-12-31")
    assert '"retain_until": "2024-12-31"' in place.run("retention", "--json")
    assert tisserand("retention", "--role", "agent", *place.options).code == 1


def test_a_source_past_its_retention_is_told_until_it_goes(
    tisserand: Command, workspace: Path, directory: Path
) -> None:
    place = Place(tisserand, workspace)
    place.weave(directory, "--retain-until", "2024-12-31")
    told = tisserand("sources", "--json", *place.options)
    assert "bureaux" in told.err and "tisserand retention" in told.err
    place.run("retention", "--apply")
    assert tisserand("sources", *place.options).err == ""
