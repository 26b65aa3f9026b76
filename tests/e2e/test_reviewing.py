"""A steward reads a report with the machine, by keyboard, in a real browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from e2e.conftest import faults
from playwright.sync_api import Page, expect

from tisserand.graph_api.tokens import TokenRegister
from tisserand.ontology.records import Visibility

pytestmark = pytest.mark.e2e


@pytest.fixture
def steward(page: Page, server: str, workspace: Path) -> Iterator[Page]:
    page.goto(f"{server}/connexion")
    page.get_by_label("Jeton d'accès").fill(TokenRegister(workspace).create(Visibility.STEWARD))
    page.get_by_role("button", name="Entrer").click()
    page.get_by_role("link", name="Rapports lus").click()
    page.locator("main li a").first.click()
    expect(page.locator(".reading").first).to_be_focused()
    yield page


def test_passage_of_the_reading_in_hand_is_marked(steward: Page) -> None:
    steward.keyboard.press("j")
    chosen = steward.locator(".reading").nth(1)
    expect(chosen).to_be_focused()
    key = chosen.get_attribute("data-item")
    marked = steward.locator("mark.chosen")
    expect(marked.first).to_be_in_viewport()
    assert key in (marked.first.get_attribute("data-items") or "").split()
    assert not faults(steward)


def test_readings_are_rejected_corrected_and_taken_back_by_keyboard(steward: Page) -> None:
    believed = steward.locator(".reading.believed")
    believed.first.focus()
    key = believed.first.get_attribute("id")
    steward.keyboard.press("r")
    mine = steward.locator(f"#{key}")
    expect(mine).to_contain_text("rejeté")
    expect(mine).to_be_focused()
    steward.keyboard.press("u")
    expect(mine).to_contain_text("retenu")
    steward.keyboard.press("c")
    field = mine.locator("input[name=valeur]").first
    expect(field).to_be_focused()
    field.fill("Autrement dit")
    steward.keyboard.press("Enter")
    expect(mine).to_contain_text("corrigé")
    expect(mine).to_contain_text("Autrement dit")
    steward.keyboard.press("u")
    expect(mine).to_contain_text("retenu")


@pytest.mark.parametrize("width", [390, 1366])
def test_report_fits_the_screen(steward: Page, width: int) -> None:
    steward.set_viewport_size({"width": width, "height": 844})
    assert steward.evaluate("document.documentElement.scrollWidth") <= width
