"""Names of places in a sentence: « près de Saint-Aubin », « dans le Maine-et-Loire », « au Mans ».

Longest name first. A name counts when it is written as one: a capital letter, or a word before
it that announces a place. What several places may be called is told apart by the départements
that the caller gives or the sentence names, else by population; else it is left out.
"""

from collections.abc import Collection
from typing import NamedTuple

from tisserand.reference.place_names import CITIES_WITH_ARRONDISSEMENTS, arrondissement_code
from tisserand.reference.places import COMMUNAL, Gazetteer, Place
from tisserand.reference.text import Word, words

DOMINANT = 10
"""Without another clue, a commune so many times as populous as its homonyms is meant."""
WELL_KNOWN = 2_000
"""Inhabitants from which a single capitalised word is taken for a commune."""

_CONTRACTED = {"au": "le", "du": "le", "aux": "les", "des": "les"}
_ARTICLES = frozenset(("le", "la", "les", "l"))
_SMALL = frozenset((*_ARTICLES, *_CONTRACTED, "de", "d"))
_ANNOUNCES = frozenset(("a", "au", "aux", "vers", "pres", "autour", "entre", "chez", "alentours"))
_OF = frozenset(("de", "d", "du", "des"))
_TERRITORIES = """
    commune ville village bourg mairie pays canton agglomeration metropole departement region
    communaute pres autour proche loin cote environs alentours secteur territoire bassin
"""
_ANNOUNCES_OF = frozenset(_TERRITORIES.split())
_ANNOUNCES_AREA = frozenset(("en", "dans", "departement", "region"))
_COMMON = """
    action aide aides ain aisne allier arc ars art aube avenir bois bon bonnes bourg cause
    centre charge cher contes correze cote cours creuse demain descartes drome eau echelle ecole
    eure fin four fours gare gers gros indre isere jardin jardins jura landes lavoir lens lien
    lieu lire loire lot maison manche marche marne mars mer mons montagne montagnes moulin
    moulins nant nord notre oise orange orne ouest paix parc passage place plaine plan poids
    poil pont ponts port publier recherche rhone riom rue salle savoie sens sol somme source
    sports sud tarn tendu titre tour tours us val vallee vallees var vers vic vie vienne
    villages ville vosges y yonne
"""
_COMMON_WORDS = frozenset(_COMMON.split())


class PlaceMention(NamedTuple):
    """A place named in a text, by code points, end excluded.

    `alternatives`: its homonyms, when nothing told them apart; `place` is then the most populous.
    """

    start: int
    end: int
    place: Place
    alternatives: tuple[Place, ...] = ()


def find_in_text(
    gazetteer: Gazetteer,
    text: str,
    *,
    departements: Collection[str] = (),
    ambiguous: bool = False,
) -> list[PlaceMention]:
    """The places that a text names, in order, without overlap; a former commune as itself.

    Args:
        departements: codes of those to prefer among homonyms (`{"49", "44"}`).
        ambiguous: give also the names that nothing tells apart, with their alternatives.
    """
    spans = _spans(gazetteer, text)
    named = {place.code for *_, places in spans for place in places if place.kind == "departement"}
    mentions = []
    for start, end, places in spans:
        mention = _choose(gazetteer, start, end, places, (departements, named))
        if ambiguous or not mention.alternatives:
            mentions.append(mention)
    return mentions


def _spans(gazetteer: Gazetteer, text: str) -> list[tuple[int, int, list[Place]]]:
    found = words(text)
    spans = []
    position = 0
    while position < len(found):
        length, places = _longest(gazetteer, text, found, position)
        if places:
            start = position + (found[position].folded in _CONTRACTED and length > 1)
            spans.append((found[start].start, found[position + length - 1].end, places))
        position += max(length, 1)
    return spans


def _longest(
    gazetteer: Gazetteer, text: str, found: list[Word], position: int
) -> tuple[int, list[Place]]:
    """The most words from here that name a place as places are written, and who bears them."""
    first = found[position].folded
    for length in range(gazetteer.longest_name(_CONTRACTED.get(first, first)), 0, -1):
        part = found[position : position + length]
        if len(part) < length:
            continue
        if numbered := _arrondissement(gazetteer, part):
            return length, [numbered]
        keys = [" ".join(word.folded for word in part)]
        if first in _CONTRACTED and length > 1:
            keys.append(" ".join([_CONTRACTED[first], *keys[0].split()[1:]]))
        for key in keys:
            places = gazetteer.named(key, gazetteer.kinds)
            if places and _is_written_as_place(text, found, position, length, places):
                return length, places
    return 0, []


def _arrondissement(gazetteer: Gazetteer, part: list[Word]) -> Place | None:
    """« Paris 12e »: two words, a city and a number."""
    if len(part) != 2 or part[0].folded not in CITIES_WITH_ARRONDISSEMENTS:
        return None
    number = part[1].folded.rstrip("erm")
    if not number.isdecimal() or not 1 <= int(number) <= 20:
        return None
    return gazetteer.commune(arrondissement_code(part[0].folded, int(number)))


def _is_written_as_place(
    text: str, found: list[Word], position: int, length: int, places: list[Place]
) -> bool:
    part = found[position : position + length]
    names = [word for word in part if word.folded not in _SMALL]
    if not names or (len(names) == 1 and names[0].folded in ("saint", "sainte")):
        return False
    is_capital = text[names[0].start].isupper()
    before = [word.folded for word in found[max(0, position - 3) : position]]
    announced = _announced(before, part, places)
    if len(names) > 1:
        return is_capital or announced is not None or _is_long_saint(names)
    is_common = names[0].folded in _COMMON_WORDS
    if announced:
        return is_capital or (not is_common and len(names[0].folded) > 3)
    if announced is not None:
        return is_capital or (before[-1:] == ["a"] and not is_common and _is_known(places))
    if not is_capital or is_common or _is_in_a_name(text, found, position, length):
        return False
    alone = len(found) == 1 or text[: part[0].start].rstrip()[-1:] in ("", "(", ",", ";")
    return alone or _is_known(places)


def _is_long_saint(names: list[Word]) -> bool:
    """« saint-aubin-du-cormier » is no common word, even without capitals."""
    return len(names) > 2 and names[0].folded in ("saint", "sainte")


def _is_known(places: list[Place]) -> bool:
    """Whether the bare name brings a place to mind, and not a person or a thing."""
    return any(p.kind not in COMMUNAL or (p.population or 0) >= WELL_KNOWN for p in places)


def _is_in_a_name(text: str, found: list[Word], position: int, length: int) -> bool:
    """« Marie Martin », « Jean Aubin »: a capitalised neighbour makes it the name of a person."""
    neighbours = []
    if position and found[position - 1].folded not in _ANNOUNCES_OF:
        neighbours.append((found[position - 1], found[position - 1].end, found[position].start))
    if position + length < len(found):
        after = found[position + length]
        neighbours.append((after, found[position + length - 1].end, after.start))
    return any(
        text[start:end] == " " and text[word.start].isupper() and len(word.folded) > 1
        for word, start, end in neighbours
    )


def _announced(before: list[str], part: list[Word], places: list[Place]) -> bool | None:
    """Whether the words before say for sure that a place follows (« près de », « région »).

    False for a mere « à », which verbs and many things follow too; None for no such word.
    """
    is_area = any(place.kind not in COMMUNAL for place in places)
    without_articles = [word for word in before if word not in _ARTICLES]
    last = without_articles[-1] if without_articles else ""
    if last in _OF or part[0].folded in _OF:
        previous = without_articles[:-1] if last in _OF else without_articles
        return True if previous and previous[-1] in _ANNOUNCES_OF else None
    if is_area and last in _ANNOUNCES_AREA:
        return True
    return False if last in _ANNOUNCES or part[0].folded in ("au", "aux") else None


def _choose(
    gazetteer: Gazetteer,
    start: int,
    end: int,
    places: list[Place],
    preferred: tuple[Collection[str], ...],
) -> PlaceMention:
    """The place meant: in a preferred département, present rather than former, most populous."""
    for departements in preferred if len(places) > 1 else ():
        inside = [place for place in places if gazetteer.is_in(place, departements)]
        places = inside or places
    present = {place.iri: place for p in places if (place := gazetteer.current(p.iri))}
    if len(present) == 1:
        return PlaceMention(start, end, places[0])
    same = [p for p in places if p.kind in ("commune", "departement", "region", "epci")] or places
    ranked = sorted(same, key=lambda place: (-(place.population or 0), place.iri))
    best = ranked[0]
    others = [p for p in ranked[1:] if p.kind in COMMUNAL or best.kind not in COMMUNAL]
    if all((best.population or 0) >= DOMINANT * max(p.population or 0, 200) for p in others):
        return PlaceMention(start, end, best)
    return PlaceMention(start, end, best, tuple(ranked[1:]))
