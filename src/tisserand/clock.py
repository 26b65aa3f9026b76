"""The one place where a clock is read: the day of what a person says now."""

from datetime import date


def today() -> str:
    """Today's date (ISO 8601)."""
    return date.today().isoformat()
