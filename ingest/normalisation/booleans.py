"""Yes and no."""

_YES = frozenset(("oui", "o", "yes", "y", "true", "vrai", "1", "x", "t", "1.0"))
_NO = frozenset(("non", "n", "no", "false", "faux", "0", "f", "0.0"))


def normalise_boolean(text: str) -> bool | None:
    """True for « oui », « x », 1…; False for « non », 0…; None for anything else."""
    word = text.strip().casefold()
    if word in _YES:
        return True
    return False if word in _NO else None
