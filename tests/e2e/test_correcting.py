"""What was understood of a need is shown, corrected and kept, in a real browser."""

import pytest
from e2e.conftest import faults
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.e2e

OVEN = "Nous cherchons quelqu'un pour remettre en état le four à pain communal de Craon"
BIKES = "Nos vélos prennent la rouille dans la cave"


def ask(page: Page, server: str, need: str) -> None:
    page.goto(server)
    page.get_by_label("Le besoin, comme il vous vient").fill(need)
    page.get_by_role("button", name="Chercher").click()


def test_a_part_removed_counts_no_more_until_it_is_put_back(page: Page, server: str) -> None:
    ask(page, server, OVEN)
    first = page.locator(".helpers h2").first
    expect(first).to_have_text("Fournil des Deux Rives")
    page.get_by_role("link", name="Retirer « Maçonnerie de four à bois »").click()
    expect(page.locator(".chip.gone")).to_contain_text("Maçonnerie de four à bois")
    expect(page.get_by_text("sait : maçonnerie de four à bois")).to_have_count(0)
    assert not faults(page)
    page.get_by_role("link", name="Remettre « Maçonnerie de four à bois »").click()
    expect(first).to_have_text("Fournil des Deux Rives")


def test_the_place_that_a_sentence_names_may_be_left_out(page: Page, server: str) -> None:
    ask(page, server, OVEN)
    expect(page.locator(".helpers .about").first).to_contain_text("km")
    page.get_by_role("link", name="Retirer « Craon »").click()
    expect(page.locator(".chip.place")).to_have_count(0)
    expect(page.locator(".helpers .about").first).not_to_contain_text("km")


def test_a_skill_added_is_answered_and_an_unknown_one_is_said(page: Page, server: str) -> None:
    ask(page, server, OVEN)
    page.get_by_label("Il s'agit aussi de").fill("xyzzy")
    page.get_by_role("button", name="Ajouter").click()
    expect(page.get_by_role("alert")).to_contain_text("« xyzzy »")
    expect(page.locator(".helpers > li").first).to_be_visible()
    page.get_by_label("Il s'agit aussi de").fill("ferronnerie d'art")
    page.get_by_role("button", name="Ajouter").click()
    expect(page.locator(".chip").first).to_contain_text("Ferronnerie d'art")
    expect(page.get_by_text("sait : ferronnerie d'art").first).to_be_visible()
    expect(page.get_by_role("button", name="Retenir cette correction")).to_have_count(0)


def test_an_agent_keeps_a_correction_as_a_lesson(agent: Page, server: str) -> None:
    ask(agent, server, BIKES)
    agent.get_by_label("Il s'agit aussi de").fill("ferronnerie d'art")
    agent.get_by_role("button", name="Ajouter").click()
    agent.get_by_role("button", name="Retenir cette correction").click()
    expect(agent.get_by_role("status")).to_have_text("Correction retenue.")
    assert not faults(agent)
    (lesson,) = agent.request.get(f"{server}/api/v1/lessons").json()
    assert lesson["sentence"] == "nos vélos prennent la rouille dans la cave"
    assert [skill["label"] for skill in lesson["skills"]] == ["Ferronnerie d'art"]
