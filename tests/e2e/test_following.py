"""Introductions, gaps and funding in a real browser, as an agent d'intermédiation meets them."""

import re

import pytest
from e2e.conftest import faults
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.e2e


def test_three_clicks_propose_an_introduction_then_its_answer_is_noted(
    agent: Page, server: str
) -> None:
    agent.get_by_role("link", name="Mises en relation").click()
    assert not faults(agent)
    agent.get_by_role("link", name="Proposer de mettre en relation").first.click()
    expect(agent.get_by_label("Message à envoyer")).to_have_value(re.compile("^Bonjour "))
    assert not faults(agent)
    agent.get_by_role("button", name="Noter « proposée »").click()
    noted = agent.locator(".followed").filter(has_text="n° 1 · proposée")
    expect(noted).to_be_visible()
    noted.get_by_label("Ce qui est dit de la mise en relation n° 1").fill("trop loin")
    noted.get_by_role("button", name="Refusée").click()
    over = agent.locator(".followed").filter(has_text="n° 1 · refusée")
    expect(over).to_contain_text("trop loin")


def test_what_is_missing_is_said_territory_by_territory(page: Page, server: str) -> None:
    page.goto(f"{server}/manques")
    first = page.locator(".area").first
    expect(first.get_by_role("heading", name="Personne")).to_be_visible()
    expect(first.get_by_text("le plus proche").first).to_be_visible()
    assert not faults(page)
    page.get_by_label("Par").select_option("commune")
    page.get_by_label("Dans").fill("Nulle-Part-en-Brécelle")
    page.get_by_role("button", name="Voir").click()
    expect(page.get_by_role("alert")).to_contain_text("Nulle-Part-en-Brécelle")


def test_funding_for_a_project_is_told_criterion_by_criterion(page: Page, server: str) -> None:
    page.goto(f"{server}/financements")
    page.get_by_label("Le projet").fill("restaurer un four à pain à Craon")
    page.get_by_label("Budget").fill("14000")
    page.get_by_role("button", name="Chercher").click()
    expect(page.get_by_text("Compris :")).to_be_visible()
    expect(page.locator(".chip").filter(has_text="14")).to_be_visible()
    expect(page.locator(".followed").first).to_contain_text("«")
    assert not faults(page)


def test_signals_too_old_lead_to_the_day_when_they_were_told(page: Page, server: str) -> None:
    page.goto(f"{server}/signaux?date=2035-01-01")
    page.get_by_role("link", name="Voir ce qui se signalait alors").click()
    expect(page.get_by_role("heading", name="Ce qui monte")).to_be_visible()
    expect(page.get_by_text("« Gestion du bénévolat » monte")).to_be_visible()
    expect(page.get_by_role("heading", name="Ce qui prend fin")).to_be_visible()
    assert not faults(page)
