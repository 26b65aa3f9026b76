"""Days counted on ISO dates, that may be partial (a year, a month)."""

from calendar import monthrange


def months_after(date: str, months: int) -> str:
    """The day so many months after a date; a partial date is its last day.

    The 31st becomes the last day of a shorter month.
    """
    year, month, day = _last_day(date)
    total = year * 12 + month - 1 + months
    year, month = divmod(total, 12)
    month += 1
    return f"{year:04}-{month:02}-{min(day, monthrange(year, month)[1]):02}"


def is_past(date: str, today: str) -> bool:
    """Whether a day, perhaps partial, is wholly behind us."""
    return _last_day(date) < _last_day(today)


def _last_day(date: str) -> tuple[int, int, int]:
    parts = [int(part) for part in date[:10].split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    return year, month, parts[2] if len(parts) > 2 else monthrange(year, month)[1]
