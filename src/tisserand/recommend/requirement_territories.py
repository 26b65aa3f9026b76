"""Where a scheme holds, when a requirement lists it after a title: « Territoire : Creuse, Indre ».

After such a title even a common word (« Creuse », « Manche ») is the name of a place, which it
would not surely be in a sentence.
"""

import re

from tisserand.recommend.requirement_text import Clause, Condition
from tisserand.reference.places import Gazetteer
from tisserand.reference.text import fold

_TITLE = re.compile(
    r"\s*(?:territoires?|p[ée]rim[èe]tres?|zones?|d[ée]partements?|r[ée]gions?|localisation|lieux?)"
    r"(?: g[ée]ographiques?| [ée]ligibles?| concern[ée]e?s?| d['’ ]intervention)*\s*:\s*",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*(?:[,/;+&]|\b(?:et|ou)\b)\s*")
_ARTICLE = re.compile(r"(?:la|le|les|l['’]|en|dans)\s*\b", re.IGNORECASE)
_EVERYWHERE = re.compile(
    r"(?:toute la )?france(?: entiere| metropolitaine)?|(?:territoire )?nationa(?:l|le)"
)
_KINDS = (("departement",), ("region",), ("epci",), ("bassin-de-vie",))


def read_territories(said: str, gazetteer: Gazetteer) -> tuple[Clause, list[Condition]] | None:
    """What is left of a titled list of places, and its condition; None when it is no such list.

    With a name that nobody bears, the condition is open: elsewhere may be meant. In the whole
    country, it asks for no place.
    """
    title = _TITLE.match(said)
    if title is None:
        return None
    names = [name for name in _BETWEEN.split(said[title.end() :]) if name]
    if any(_EVERYWHERE.fullmatch(fold(name)) for name in names):
        return Clause(""), [Condition("territory", "is_not")]
    places = {name: _place(name, gazetteer) for name in names}
    found = tuple(sorted({iri for iri in places.values() if iri}))
    if not found:
        return None
    unknown = [name for name, iri in places.items() if iri is None]
    return Clause(", ".join(unknown)), [Condition("territory", "is", found, bool(unknown))]


def _place(name: str, gazetteer: Gazetteer) -> str | None:
    """IRI of the area of this name, else of the only commune."""
    for written in (name, _ARTICLE.sub("", name, count=1)):
        for kinds in _KINDS:
            if found := gazetteer.find(written, kinds=kinds):
                return found.iri
        if commune := gazetteer.find(written):
            return commune.iri
    return None
