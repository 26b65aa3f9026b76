"""A real server on the demonstration territory, and the system's Chromium."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tisserand.graph_api.tokens import TokenRegister
from tisserand.ontology.records import Visibility

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
# Root in a container has no sandbox; the network is closed, so nothing may look outside.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
]
START_SECONDS = 60


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tisserand.cli.main", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True)


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("workspace")
    run("demo", "--no-serve", "--workspace", str(folder))
    return folder


@pytest.fixture(scope="session")
def server(workspace: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "tisserand.cli.main", "serve", "--port", str(port)]
    process = subprocess.Popen([*command, "--workspace", str(workspace)])
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(address, process)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=30)


def wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        assert process.poll() is None, "the server stopped"
        try:
            with urlopen(f"{address}/api/v1/sources"):
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError("the server does not answer")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    assert CHROMIUM, "Chromium is not on this machine: install it, or name it in CHROMIUM"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page in French, on which any script error or refused resource fails the test."""
    context = browser.new_context(locale="fr-FR", reduced_motion="reduce")
    opened = context.new_page()
    problems: list[str] = []
    opened.on("pageerror", lambda error: problems.append(str(error)))
    opened.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)
    yield opened
    context.close()
    assert problems == []


@pytest.fixture
def agent(page: Page, server: str, workspace: Path) -> Iterator[Page]:
    """A page on which an agent has signed in."""
    page.goto(f"{server}/connexion")
    page.get_by_label("Jeton d'accès").fill(TokenRegister(workspace).create(Visibility.AGENT))
    page.get_by_role("button", name="Entrer").click()
    expect(page.get_by_role("button", name="Quitter (agent)")).to_be_visible()
    yield page


def faults(page: Page) -> str:
    """What axe finds against accessibility, nothing when all is well."""
    found = Axe().run(page)
    return found.generate_report() if found.violations_count else ""
