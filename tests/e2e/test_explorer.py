"""The explorer in a real browser: search, click, neighbours, communities, keyboard."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.e2e

READY = "#toile[data-ready]"


@pytest.fixture
def explorer(page: Page, server: str) -> Page:
    page.goto(f"{server}/explorateur")
    page.wait_for_selector(READY)
    return page


def find(page: Page, words: str) -> None:
    page.get_by_label("Chercher un acteur").fill(words)
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("Enter")


def test_the_network_opens_with_its_communities(explorer: Page) -> None:
    expect(explorer.locator("#etat")).to_contain_text("acteurs montrés sur")
    assert explorer.locator("#communautes button").count() >= 3
    assert explorer.locator("#toile canvas").count() > 0


def test_the_other_pages_stay_one_click_away(explorer: Page) -> None:
    explorer.get_by_role("link", name="Demander").click()
    expect(explorer.get_by_role("heading", name="Qui peut aider ?")).to_be_visible()


def test_search_shows_an_actor_and_its_neighbours(explorer: Page) -> None:
    find(explorer, "fournil des deux rives")
    expect(explorer.locator("#fiche-nom")).to_contain_text("Fournil des Deux Rives")
    assert explorer.locator("#voisins li").count() > 0
    assert "#" in explorer.url


def test_the_address_alone_brings_the_same_actor_back(explorer: Page, server: str) -> None:
    find(explorer, "fournil des deux rives")
    expect(explorer.locator("#fiche-nom")).to_be_visible()
    address = explorer.url
    explorer.goto("about:blank")
    explorer.goto(address)
    explorer.wait_for_selector(READY)
    expect(explorer.locator("#fiche-nom")).to_contain_text("Fournil des Deux Rives")


def test_a_neighbour_is_one_click_away(explorer: Page) -> None:
    find(explorer, "fournil des deux rives")
    neighbour = explorer.locator("#voisins button").first
    name = neighbour.inner_text()
    neighbour.click()
    expect(explorer.locator("#fiche-nom")).to_have_text(name)


def test_a_click_on_the_drawing_chooses_an_actor(explorer: Page) -> None:
    find(explorer, "fournil des deux rives")
    expect(explorer.locator("#fiche")).to_be_visible()
    explorer.locator("#toile").focus()
    explorer.keyboard.press("Escape")
    expect(explorer.locator("#fiche")).to_be_hidden()
    box = explorer.locator("#toile").bounding_box()
    assert box is not None
    explorer.wait_for_timeout(300)
    explorer.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(explorer.locator("#fiche-nom")).to_contain_text("Fournil des Deux Rives")


def test_expansion_is_capped_and_told(explorer: Page) -> None:
    find(explorer, "fournil des deux rives")
    explorer.get_by_role("button", name="Montrer ses voisins").click()
    expect(explorer.locator("#etat")).to_contain_text("voisins montrés sur")


def test_the_keyboard_alone_walks_the_network(explorer: Page) -> None:
    explorer.locator("#toile").focus()
    explorer.keyboard.press("ArrowRight")
    first = explorer.locator("#fiche-nom")
    expect(first).not_to_be_empty()
    started = first.inner_text()
    for key in ("ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown"):
        explorer.keyboard.press(key)
        explorer.wait_for_timeout(100)
        if first.inner_text() != started:
            break
    assert first.inner_text() != started
    explorer.keyboard.press("Enter")
    expect(explorer.locator("#etat")).to_contain_text("voisins montrés sur")
    explorer.keyboard.press("Escape")
    expect(explorer.locator("#fiche")).to_be_hidden()


def test_a_community_is_lit_by_its_name(explorer: Page) -> None:
    community = explorer.locator("#communautes button").first
    community.click()
    expect(community).to_have_attribute("aria-pressed", "true")
    community.click()
    expect(community).to_have_attribute("aria-pressed", "false")


def test_what_bears_no_such_name_is_told(explorer: Page) -> None:
    explorer.get_by_label("Chercher un acteur").fill("zzzzzzzz")
    expect(explorer.locator("#resultats")).to_contain_text("Rien à ce nom.")
