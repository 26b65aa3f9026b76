"""A cooperation refused at the command line."""

from pathlib import Path

from .conftest import Command


def test_a_refused_pair_is_not_proposed_any_more(tisserand: Command, demo_copy: Path) -> None:
    def ends() -> list[tuple[str, str]]:
        listed = tisserand("cooperations", "--workspace", demo_copy, "--json").json
        return [(pair["a"]["iri"], pair["b"]["iri"]) for pair in listed]

    first = ends()[0]
    told = tisserand(
        "refuse", *first, "--reason", "trop loin", "--date", "2026-03-02", "--workspace", demo_copy
    )
    assert told.out.decode().startswith("Refus noté")
    assert first not in ends()
    again = tisserand("refuse", *first, "--workspace", demo_copy, "--json")
    assert {again.json["a"]["iri"], again.json["b"]["iri"]} == set(first)


def test_a_refusal_of_nobody_is_an_error(tisserand: Command, demo: Path) -> None:
    assert tisserand("refuse", "inconnu", "ailleurs", "--workspace", demo).code != 0
