"""Numbers of lists as office documents write them."""


def numeral(number: int, style: str) -> str:
    """A number in a style: `decimal`, `lowerLetter`, `upperLetter`, `lowerRoman`, `upperRoman`."""
    if style.endswith("Letter"):
        letter = chr(ord("a") + (number - 1) % 26)
        return letter.upper() if style.startswith("upper") else letter
    if style.endswith("Roman"):
        written = _roman(number)
        return written if style.startswith("upper") else written.lower()
    return str(number)


_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
    (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def _roman(number: int) -> str:
    written = ""
    for value, sign in _ROMAN:
        written += sign * (number // value)
        number %= value
    return written
