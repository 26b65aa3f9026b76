"""Where quotation marks open and close, and whether who is quoted has a name."""

from tisserand.ingest.extraction.tokens import Line


def quote_around(line: Line, i: int) -> tuple[int, int] | None:
    """The tokens of the quotation that holds token i, its marks included, end excluded."""
    start = next((k for k in range(i, -1, -1) if line.tokens[k].text in "«“»”"), None)
    if start is None or line.tokens[start].text in "»”":
        return None
    end = next(
        (k for k in range(i, len(line.tokens)) if line.tokens[k].text in "»”"), len(line.tokens)
    )
    return start, end + 1


def is_of_somebody(line: Line, end: int) -> bool:
    """« "Il nous manque des pièces", soupire une bénévole »: nobody that has a name.

    Args:
        end: token after the quotation.
    """
    k = end + (line.lower(end) == ",")
    is_saying = k < len(line.tokens) and line.tokens[k].pos in ("VERB", "NOUN", "ADJ", "AUX")
    return is_saying and line.lower(k + 1) in ("un", "une", "des", "plusieurs", "certains")


def same_sentence(line: Line, one: int, other: int) -> bool:
    """Whether no sentence begins between two tokens, but with the closing of a quotation."""
    return not any(one < start <= other for start in line.starts if start > one + 1)
