"""Amounts of money and other numbers, to plain decimals."""

import re
from decimal import Decimal, InvalidOperation

_CURRENCY = re.compile(r"(?i)\s*(€|eur(?:os?)?\b|ttc|ht)\s*")
_SCALE = re.compile(r"(?i)(k€|k ?euros?|keur|k|m€|meur|millions?(?: d'euros| €)?|m)\s*$")
_SPACES = re.compile(r"[\s\u00a0\u202f\u2009']+")
_NUMBER = re.compile(r"^[-+]?\d*(?:\.\d+)?$")


def normalise_amount(text: str) -> str | None:
    """Amount in euros with at most two decimals (« 24 975,00 € » is 24975.00); None if none.

    Takes no-break spaces, « k€ » and « M€ », French and American separators, (accounting)
    parentheses for what is negative.
    """
    number = parse_number(text)
    if number is None or abs(number) >= Decimal(10) ** 15:
        return None
    whole = number == number.to_integral_value()
    return str(int(number)) if whole else str(number.quantize(Decimal("0.01")))


def normalise_count(text: str) -> str | None:
    """A whole number that is not negative; None if it is none."""
    number = parse_number(text)
    if number is None or number < 0 or number != number.to_integral_value() or number > 10**12:
        return None
    return str(int(number))


def normalise_share(text: str) -> str | None:
    """A share between 0 and 1, from « 80 % » or 0.8; None if it is none."""
    number = parse_number(text.replace("%", ""))
    if number is None:
        return None
    share = number / 100 if "%" in text or number > 1 else number
    return str(share.normalize()) if 0 <= share <= 1 else None


def parse_number(text: str) -> Decimal | None:
    """The number that a cell holds, whatever its separators."""
    bare = text.strip()
    negative = bare.startswith("(") and bare.endswith(")")
    bare, factor = _scaled(bare.strip("()"))
    bare = _decimal_point(_SPACES.sub("", bare))
    if not bare or not _NUMBER.match(bare):
        return None
    try:
        number = Decimal(bare) * factor
    except InvalidOperation:
        return None
    return -number if negative else number


def _scaled(text: str) -> tuple[str, int]:
    if match := _SCALE.search(text):
        return text[: match.start()], 1000 if match[1].lower().startswith("k") else 1_000_000
    return _CURRENCY.sub("", text), 1


def _decimal_point(text: str) -> str:
    """Decimal point alone: of two kinds of separators the last one is the decimal one."""
    comma, point = text.rfind(","), text.rfind(".")
    if comma >= 0 and point >= 0:
        grouping = "," if point > comma else "."
        return text.replace(grouping, "").replace(",", ".")
    if text.count(",") > 1:
        return text.replace(",", "")
    if text.count(".") > 1:
        return text.replace(".", "")
    return text.replace(",", ".")
