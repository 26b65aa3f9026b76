"""The pages in a real browser, as an agent d'intermédiation meets them."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tisserand.demo.territory import NEAR, QUESTION
from tisserand.graph_api.tokens import TokenRegister
from tisserand.ontology.records import Visibility

pytestmark = pytest.mark.e2e


def ask(page: Page, server: str, need: str = QUESTION, near: str = NEAR) -> None:
    page.goto(server)
    page.get_by_label("Le besoin, comme il vous vient").fill(need)
    page.get_by_label("Près de").fill(near)
    page.get_by_role("button", name="Chercher").click()


def test_a_need_meets_helpers_with_reasons_and_sources(page: Page, server: str) -> None:
    ask(page, server)
    expect(page.get_by_text("Compris :")).to_be_visible()
    first = page.locator(".helpers > li").first
    expect(first.locator("h2")).to_have_text("Fournil des Deux Rives")
    first.locator("summary").first.click()
    expect(first.locator(".sources li").first).to_contain_text("annuaire-ess.xlsx, Annuaire, ligne")


def test_a_need_already_told_is_asked_with_one_click(page: Page, server: str) -> None:
    page.goto(server)
    first = page.locator(".needs a").first
    told = first.inner_text().strip("« »\u00a0")
    first.click()
    expect(page.get_by_label("Le besoin, comme il vous vient")).to_have_value(told)
    expect(page.get_by_role("link", name="Demander")).to_have_attribute("aria-current", "page")


def test_a_need_that_means_nothing_is_said_not_to_be_understood(page: Page, server: str) -> None:
    ask(page, server, need="xyzzy plugh", near="")
    expect(page.locator(".notice")).to_be_visible()
    expect(page.locator(".helpers > li")).to_have_count(0)


def test_an_unknown_place_is_told_in_french(page: Page, server: str) -> None:
    ask(page, server, near="Brandebourg-sur-Loutre")
    expect(page.get_by_role("alert")).to_contain_text("Brandebourg-sur-Loutre")


def test_a_helper_opens_on_its_facts_and_links(page: Page, server: str) -> None:
    ask(page, server)
    page.locator(".helpers h2 a").first.click()
    expect(page.get_by_role("heading", name="Ce que l'on sait")).to_be_visible()
    expect(page.get_by_role("row", name="sait faire").first).to_be_visible()
    page.locator("#contenu ul.links a").first.click()
    expect(page.locator("h1")).not_to_be_empty()


def test_a_token_shows_what_the_public_does_not_see(
    page: Page, server: str, workspace: Path
) -> None:
    token = TokenRegister(workspace).create(Visibility.AGENT)
    page.goto(f"{server}/connexion")
    page.get_by_label("Jeton d'accès").fill(token)
    page.get_by_role("button", name="Entrer").click()
    expect(page.get_by_role("button", name="Quitter (agent)")).to_be_visible()
    people = page.request.get(f"{server}/api/v1/entities?q=example&kind=Person").json()
    page.get_by_role("button", name="Quitter").click()
    expect(page.get_by_role("link", name="S'identifier")).to_be_visible()
    seen = page.request.get(f"{server}/api/v1/entities?q=example&kind=Person").json()
    assert len(seen) <= len(people)


def test_the_documentation_of_the_api_opens_without_the_network(page: Page, server: str) -> None:
    page.goto(f"{server}/docs")
    expect(page.get_by_text("/api/v1/ask")).to_be_visible()


@pytest.mark.parametrize("path", ["/", "/explorateur", "/connexion", "/?besoin=four+à+pain"])
def test_a_page_has_no_accessibility_fault(page: Page, server: str, path: str) -> None:
    page.goto(f"{server}{path}")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
