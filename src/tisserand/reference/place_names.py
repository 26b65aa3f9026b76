"""How people write the name of a place, and the key under which it is looked up."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from tisserand.reference.text import fold

ARTICLES = ("le ", "la ", "les ", "l ")
CITIES_WITH_ARRONDISSEMENTS = {"paris": "751", "lyon": "6938", "marseille": "132"}
"""Folded name → what the INSEE codes of the arrondissements begin with."""

_NOT_A_WORD = re.compile(r"[^\w ]+|_")
_CEDEX = re.compile(r"\bcedex\b( \d{1,2}\b)?")
_SUR = re.compile(r"\bs ?/ ?")
_SOUS = re.compile(r"\bss ?/ ?")
_POSTCODE = re.compile(r"^(?:f )?(\d{4,5}|2 ?[ab]\d{3})\b|\b(\d{5})$")
_BRACKETS = re.compile(r"[(\[]([^)\]]*)[)\]]")
_DEPARTEMENT = re.compile(r"^(\d{2}|2[ab]|97[1-8]|98[4-9])$")
_CODED = re.compile(
    r"^(?P<before>\d{2}|2[ab]|97[1-8])\s*[-–:]\s*(?=\D)"
    r"|(?<=\w)(?<!paris)(?<!lyon)(?<!marseille)\s+[-–]\s*(?P<after>\d{2}|2[ab]|97[1-8])$",
    re.IGNORECASE,
)
"""The département beside a name: « 26 - Die », « Die - 26 »."""
_NUMBERED = re.compile(
    r"^(paris|lyon|marseille) 0?(\d{1,2}) ?(?:e|er|eme|ere)?(?: arrondissement)?$"
)
_TITLES = re.compile(
    r"^(?:ville|commune|mairie|departement|region|conseil departemental|conseil regional)"
    r" (?:de la|de l|des|du|de|d) "
    r"| commune nouvelle$"
)
_EPCI = re.compile(
    r"^(?:cc|ca|cu|communaute (?:de communes|d agglomeration|urbaine|d agglo))"
    r"(?: (?:de la|de l|des|du|de|d|le|la|les|l))? "
)


class PlaceName(NamedTuple):
    """A place as it was written: its key, and what else the same words say of it.

    `bracketed`: the key of words in brackets, perhaps a département (« Prades (Ariège) »).
    """

    key: str
    without_brackets: str
    postcode: str | None = None
    departement: str | None = None
    arrondissement: str | None = None
    bracketed: str = ""


def name_key(name: str) -> str:
    """The folded words of an official name, single spaces."""
    folded = fold(name)
    if folded.replace(" ", "").isalnum():
        return folded
    return " ".join(_NOT_A_WORD.sub(" ", folded).split())


@lru_cache(maxsize=4_096)
def parse_name(text: str) -> PlaceName:
    """Read « 49000 ANGERS CEDEX 2 », « Mans (Le) », « St-Georges s/Loire », « Paris 12e »."""
    departement = None
    if coded := _CODED.search(text.strip()):
        departement = (coded["before"] or coded["after"]).upper()
        text = _CODED.sub("", text.strip())
    folded = _SUR.sub("sur ", _SOUS.sub("sous ", fold(text)))
    bracketed = ""
    for inside in map(str.strip, _BRACKETS.findall(folded)):
        if _DEPARTEMENT.match(inside):
            departement = inside.upper()
        elif f"{inside} " in ARTICLES:
            folded = f"{inside} {_BRACKETS.sub(' ', folded, count=1)}"
        else:
            bracketed = name_key(inside)
    short = name_key(_BRACKETS.sub(" ", folded))
    key = name_key(_CEDEX.sub(" ", _BRACKETS.sub(" ", folded) if departement else folded))
    postcode = None
    if found := _POSTCODE.search(key):
        postcode = clean_postcode(found[1] or found[2])
        key = " ".join((key[: found.start()] + key[found.end() :]).split())
    numbered = _NUMBERED.match(key)
    arrondissement = None
    if numbered and 1 <= int(numbered[2]) <= 20:
        arrondissement = arrondissement_code(numbered[1], int(numbered[2]))
    return PlaceName(key, short, postcode, departement, arrondissement, bracketed)


def arrondissement_code(city: str, number: int) -> str:
    """INSEE code of an arrondissement of Paris, Lyon or Marseille, by folded city name."""
    start = CITIES_WITH_ARRONDISSEMENTS[city]
    return start + str(number).zfill(5 - len(start))


def clean_postcode(postcode: str | None) -> str | None:
    """Five digits; a leading zero that a spreadsheet ate comes back. None if it is no postcode."""
    if not postcode:
        return None
    digits = re.sub(r"\.0+$", "", postcode.strip()).replace(" ", "")
    if not re.fullmatch(r"[0-9]{4,5}", digits):
        return None
    return digits.zfill(5)


def departement_of_postcode(postcode: str) -> tuple[str, ...]:
    """The départements that a postcode belongs to, as a rule (some communes depend on the post
    office of a neighbour)."""
    if postcode.startswith("20"):
        return ("2A", "2B")
    return (postcode[:3],) if postcode[:2] in ("97", "98") else (postcode[:2],)


def other_keys(key: str) -> Iterator[str]:
    """What else a key may stand for, most likely first: without a title, without an article."""
    for pattern in (_TITLES, _EPCI):
        if (rest := pattern.sub("", key)) != key:
            yield rest
    for article in ARTICLES:
        if key.startswith(article):
            yield key[len(article) :]


def index_keys(kind: str, name: str) -> set[str]:
    """The keys under which a place is found."""
    key = name_key(name)
    keys = {key}
    if kind == "epci":
        short = _EPCI.sub("", key)
        keys |= {short, _long_title(key, short)}
    elif key.startswith(ARTICLES):
        keys.add(key.partition(" ")[2])
    return keys


def _long_title(key: str, short: str) -> str:
    titles = {"cc": "communaute de communes", "ca": "communaute d agglomeration"}
    first = key.partition(" ")[0]
    rest = key.partition(" ")[2]
    return f"{titles[first]} {rest}" if first in titles else short
