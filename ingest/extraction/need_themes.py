"""What a need is about: the noun phrase that a clause asks for, or says to be lacking."""

import re

ASKING = frozenset((
    "must", "lack-us", "seeks", "in-search", "in-quest", "has-need", "demands", "demands-some",
    "wants", "remains-to-find", "wanting", "shortage", "no-more", "has-none", "must-find",
    "would-like", "hard-to-find", "must-some", "tells-need", "let-find", "is-demanded",
))  # fmt: skip
"""Cues after which comes what is needed."""
_START = re.compile(
    r"^(?:-?(?:il|elle|on|t-il|t-elle)\b|aussi|encore|absolument|toujours|vraiment|surtout|donc|"
    r"désespérément|urgemment|bien|d'urgence|vite|également|en outre|en plus|c'est|ce sont|"
    r"quant à \w+|pour sa part|et (?=d'|de )|(?:d'|de )(?=un|quelqu|deux|trois|quatre)|"
    r"(?:vous|nous|moi|lui|elle|eux), (?:de |d')|\s)+",
    re.IGNORECASE,
)
_LACKED = re.compile(
    r"\bn(?:e |')(?:y )?\w+(?: (?:pas|plus|jamais|guère|toujours pas|pas encore|non plus))?"
    r"(?: (?:accès à|accès aux?|trouvé|reçu|vu|eu))?"
    r" (?P<lacked>(?:personne (?:à|pour)|de quoi) .+"
    r"|(?:(?<=accès à )|(?:d'|de (?!chez)|aucune? |(?=ni )|(?:la |le )moindre |une? seule? )).+)"
)
"""« n'ont pas accès à ‹ un potager › », « n'ont ‹ ni bouée ni panneau › »."""
_QUANTIFIED = re.compile(r"^(?:d'|de (?!quoi)|aucune? |(?:la |le )moindre |une? seule? )")
_PARTS = re.compile(r"[,;:.!?»]|\b(?:mais|car|afin|quand|lorsqu|puisqu|parce qu)\b")
_INTRODUCED = re.compile(r"^(?:considérant|attendu|constatant|parce)\s+qu(?:e |')", re.IGNORECASE)
_LONGEST = 25
"""In words: beyond, no noun phrase is meant."""


def theme_of(text: str, cue: str, found: re.Match[str] | None) -> str:
    """What is needed, in the words of a clause: those after the words that ask or lack, else the
    part of the clause that holds them.

    Args:
        cue: identifier of what told the need; `found`, where in the text in small letters.
    """
    if found is None:
        return _first_part(text)
    if cue in ASKING:
        asked = _first_part(text[found.end() :])
        if sum(len(word) > 3 for word in asked.split()):
            return asked
    lacked = _LACKED.search(text.lower().replace("’", "'"))
    if lacked is not None:
        words = text[lacked.start("lacked") : lacked.end("lacked")]
        return _first_part(words[_quantifier(words) :])
    bounds = [0, *(part.end() for part in _PARTS.finditer(text)), len(text)]
    first = max(bound for bound in bounds if bound <= found.start())
    part = _PARTS.split(text[first:])[0]
    return _INTRODUCED.sub("", _cut(part if len(part.split()) > 2 else text))


def _quantifier(words: str) -> int:
    found = _QUANTIFIED.match(words.lower().replace("’", "'"))
    return found.end() if found else 0


def _first_part(text: str) -> str:
    text = _START.sub("", text.strip(" ,;:.«»"))
    return _cut(_PARTS.split(text)[0])


def _cut(text: str) -> str:
    return " ".join(text.split()[:_LONGEST])
