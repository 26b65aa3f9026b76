"""Fixtures every test may use."""

import os
from pathlib import Path

import pytest

pytest_plugins = ["neo4j_server.fixture"]

SHARED = Path(os.environ.get("TISSERAND_SHARED", Path(__file__).parents[2] / "shared"))


def pytest_configure(config: pytest.Config) -> None:
    """Properties hold however loaded the machine is. Browser tests come without Hypothesis."""
    if config.pluginmanager.hasplugin("hypothesispytest"):
        from hypothesis import settings

        settings.register_profile("without-deadline", settings(), deadline=None)
        settings.load_profile("without-deadline")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real files. Tests that ask for it are marked `shared`."""
    return SHARED / "data"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without the real files, their tests are skipped; in CI their absence is an error."""
    if (SHARED / "data").is_dir() or os.environ.get("CI"):
        return
    for item in items:
        if item.get_closest_marker("shared"):
            item.add_marker(pytest.mark.skip(reason="the real files are not on this machine"))
