"""Introductions at the command line."""

from pathlib import Path

from .conftest import Command


def test_an_introduction_is_followed_from_proposal_to_outcome(
    tisserand: Command, demo_copy: Path
) -> None:
    at = ("--workspace", demo_copy)
    pair = tisserand("cooperations", *at, "--limit", "1", "--json").json[0]
    ends = [pair[side]["iri"] for side in "ab"]
    draft = tisserand("introduce", *ends, "--draft", *at, "--json").json
    assert draft["text"].startswith("Bonjour")
    noted = tisserand(
        "introduce", *ends, "--date", "2026-03-02", "--by", "Agnès", *at, "--json"
    ).json
    assert (noted["id"], noted["state"]) == (1, "proposed")
    shared = {name: noted[name] for name in ("introducers", "earlier")}
    assert noted["message"] | shared == draft
    best, next_best = draft["introducers"]
    assert noted["introducer"]["name"] == best["name"]
    told = tisserand("introduce", *ends, "--draft", *at).out.decode()
    assert f"Par qui passer : {best['name']}" in told
    assert f"À défaut : {next_best['name']}" in told
    assert all(reason["records"] for one in draft["introducers"] for reason in one["reasons"])
    due = tisserand("introductions", "--due", "--date", "2026-03-20", *at).out.decode()
    assert "à relancer depuis le 17 mars 2026" in due
    for step, day in (("accept", "03-21"), ("met", "04-02"), ("cooperation", "05-02")):
        assert tisserand("introductions", step, "1", "--date", f"2026-{day}", *at).code == 0
    ended = tisserand(
        "introductions", "end", "1", "--outcome", "four refait", "--date", "2026-09-01", *at
    )
    assert "terminée" in ended.out.decode()
    assert tisserand("why", noted["b"]["iri"], *at).code == 0


def test_an_illegal_step_says_what_may_follow(tisserand: Command, demo_copy: Path) -> None:
    at = ("--workspace", demo_copy)
    pair = tisserand("cooperations", *at, "--limit", "1", "--json").json[0]
    tisserand("introduce", pair["a"]["iri"], pair["b"]["iri"], "--date", "2026-03-02", *at)
    refused = tisserand("introductions", "met", "1", "--date", "2026-03-04", *at)
    assert (refused.code, refused.out) == (2, b"")
    assert "acceptée, refusée" in refused.err
    assert tisserand("introductions", "finish", "1", *at).code == 2
    assert tisserand("introductions", "accept", *at).code == 2
    assert tisserand("introductions", "accept", "9", *at).code == 1


def test_nothing_due_is_said(tisserand: Command, demo: Path) -> None:
    told = tisserand("introductions", "--due", "--workspace", demo)
    assert told.out.decode() == "Aucune relance à faire.\n"
    assert tisserand("introductions", "--role", "public", "--workspace", demo).code == 1
