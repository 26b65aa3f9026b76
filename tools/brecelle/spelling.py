"""The ways one name gets written in one directory and the next."""

import random
import re
import unicodedata


def strip_accents(text: str) -> str:
    """Text without accents, as an old software writes it."""
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def capitals(text: str) -> str:
    """Capitals without accents."""
    return strip_accents(text).upper().replace("œ", "oe")


def slug(text: str) -> str:
    """Letters and hyphens only, for an e-mail or a site."""
    return re.sub(r"[^a-z0-9]+", "-", strip_accents(text).lower()).strip("-")


def abbreviate_saint(text: str) -> str:
    """« St » and « Ste », as on an envelope."""
    return re.sub(r"\bSainte?(?=[- ])", lambda m: "Ste" if m[0].endswith("e") else "St", text)


def respell(name: str, sigle: str, form: str, rng: random.Random, *, is_mild: bool = False) -> str:
    """Another spelling of an organisation's name; a mild one keeps its case and accents."""
    if is_mild:
        return f"{name} ({sigle})" if sigle else name
    spellings = [capitals(name), strip_accents(name), capitals(name), name]
    if sigle:
        spellings += [f"{name} ({sigle})", f"{capitals(name)} ({sigle})", f"{sigle} - {name}"]
    if form == "Association loi 1901":
        spellings += [f"Association {name}", f"ASSOCIATION {capitals(name)}"]
    elif form in ("SARL", "SCOP", "SCIC", "GAEC", "EARL"):
        spellings += [f"{form} {name}", f"{capitals(name)} {form}"]
    if "Saint" in name:
        spellings += [abbreviate_saint(name), capitals(abbreviate_saint(name))] * 2
    return rng.choice(spellings)


def respell_commune(name: str, former: str | None, rng: random.Random) -> str:
    """Another spelling of a commune, or the former commune that some still write."""
    spellings = [capitals(name), capitals(name).replace("-", " "), strip_accents(name)]
    if "Saint" in name:
        spellings += [abbreviate_saint(name), capitals(abbreviate_saint(name)).replace("-", " ")]
    if former:
        spellings += [former, former]
    return rng.choice(spellings)
