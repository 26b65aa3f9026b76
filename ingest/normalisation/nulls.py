"""What directories write where they have nothing to say."""

import re
from functools import lru_cache
from string import ascii_letters, digits

_NULLS = frozenset(
    (
        "na", "n/a", "n.a.", "nc", "n.c.", "nr", "n.r.", "nsp", "nd", "n.d.", "[nd]", "null",
        "none", "nan", "#n/a", "#ref!", "#value!", "#div/0!", "(vide)", "vide", "aucune",
        "inconnu", "inconnue", "néant", "neant", "non renseigné", "non renseigne", "non renseignée",
        "non communiqué", "non communique", "non disponible", "non applicable", "non précisé",
        "non connu", "sans objet", "à compléter", "à renseigner", "pas de réponse",
    )
)  # fmt: skip
_ONLY_SIGNS = re.compile(r"^[\W_]*$")


_LONGEST = max(map(len, _NULLS))
SAYING = frozenset(ascii_letters + digits) - {
    letter for null in _NULLS for letter in (null[0], null[0].upper())
}
"""What no text that says nothing begins with: most texts are known by their first letter."""


def is_null(text: str) -> bool:
    """Whether a cell says nothing: empty, signs alone, « NC », « Non renseigné », « sans objet »…

    « 0 » and « non » say something.
    """
    if text[:1].isalnum():
        if len(text) > _LONGEST and not text[-1].isspace():
            return False
        return text.strip().casefold() in _NULLS
    return _is_null(text)


@lru_cache(maxsize=65_536)
def _is_null(text: str) -> bool:
    stripped = text.strip()
    return _ONLY_SIGNS.match(stripped) is not None or stripped.casefold() in _NULLS
