"""What people read, in French first and English second, from the locale files.

`locales/<language>/<area>.yaml` maps a name to a template; `text("ingest.empty_file", ...)`
reads `empty_file` in `ingest.yaml`. Both languages must hold the same names: a test checks it.
"""

import re
from functools import cache
from importlib.resources import files
from typing import Literal, cast

from tisserand.yaml_reading import load_yaml

Language = Literal["fr", "en"]
LANGUAGES: tuple[Language, ...] = ("fr", "en")


_MAY_ELIDE = re.compile(r"\b([Dd]|[Qq]u)e (?=\{(\w+)\})")
_VOWELS = frozenset("aàâeéèêëiîïoôuùûœæ")


def text(message: str, language: Language = "fr", **details: object) -> str:
    """Render message `area.name` in a language; in French, « de » is « d' » before a vowel.

    Raises:
        KeyError: no locale file holds this message.
    """
    area, _, name = message.partition(".")
    template = catalogue(area, language)[name]
    if language == "fr":
        template = _MAY_ELIDE.sub(lambda found: _elided(found, details), template)
    return template.format(**details)


def _elided(found: re.Match[str], details: dict[str, object]) -> str:
    begins_by_vowel = str(details.get(found[2], ""))[:1].lower() in _VOWELS
    return f"{found[1]}'" if begins_by_vowel else found[0]


def code_label(property: str, value: str, language: Language = "fr") -> str | None:
    """The words for a code of the model (`grade`, `expressed` → « exprimé »); None for the rest."""
    return catalogue("codes", language).get(f"{property}_{value}")


@cache
def catalogue(area: str, language: Language) -> dict[str, str]:
    """All templates of one area in one language."""
    path = files("tisserand") / "locales" / language / f"{area}.yaml"
    return cast(dict[str, str], load_yaml(path.read_text(encoding="utf-8")))
