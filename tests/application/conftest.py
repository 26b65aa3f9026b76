"""The store of the tests of recommendation."""

from recommend.conftest import store

__all__ = ["store"]
