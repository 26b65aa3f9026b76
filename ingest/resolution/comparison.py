"""The verdict on two records: a function of their features and the model, and of nothing else.

Evidence is weighed in bits and summed, as Fellegi and Sunter do ("A Theory for Record Linkage",
JASA 64, 1969); the weights are the model's, set by hand. Bounds then keep apart what bits would
join: other numbers, another nature, another place.
"""

import math
from collections.abc import Collection, Iterator
from typing import NamedTuple

from tisserand.ingest.resolution.alignment import Alignment, align
from tisserand.ingest.resolution.model import load_model
from tisserand.ingest.resolution.names import word_bits
from tisserand.ingest.resolution.people import align_people
from tisserand.ingest.resolution.shape import Features, Name


class Comparison(NamedTuple):
    """`guarded`: the two are not one thing, whatever else says so but a person."""

    probability: float
    guarded: bool = False


class Nearness(NamedTuple):
    """What two records' places say.

    Attributes:
        bits: what the place they share weighs.
        shared: both are in it by their own word.
        bound: the most that a pair so placed may reach.
        nowhere: nothing says where one of them is.
    """

    bits: float
    shared: bool = False
    bound: float = 1.0
    nowhere: bool = False


IDENTITIES = ("siren", "siret", "rna", "anr")
"""Schemes of which a thing has one number: two numbers are two things."""
DIFFERENT = Comparison(0.0)
GUARDED = Comparison(0.0, guarded=True)


def compare(a: Features, b: Features) -> Comparison:
    """How probable it is that two records describe one thing.

    The same features are compared with themselves to know whether they say enough: two
    « Amicale laïque » without a place are not the same for having the same name.
    """
    if a.family != b.family:
        return GUARDED
    if (verdict := _by_identifier(a, b)) is not None:
        return verdict
    if not a.names or not b.names or a.family not in _BY_NAME:
        return DIFFERENT
    near = nearness(a, b)
    contact = _contact_bits(a, b)
    if near.bound < load_model().unsure and not contact:
        return DIFFERENT
    pair = Pair(a, b, near, contact)
    best = max(_compare_names(x, y, pair) for x in a.names for y in b.names)
    if a.acronyms != b.acronyms and best.probability < load_model().same:
        best = max([best, *_by_acronym(pair)])
    return best


class Pair(NamedTuple):
    """Two records to compare by their names; `contact`: bits of the addresses they share."""

    a: Features
    b: Features
    near: Nearness
    contact: float

    def is_town(self, word: str) -> bool:
        """Whether a word of their names is the name of a commune."""
        return word in self.a.towns or word in self.b.towns

    def is_known(self, word: str) -> bool:
        """Whether it is that of the place they share, and says nothing more."""
        return self.near.shared and (word in self.a.local or word in self.b.local)

    def bits(self, word: str) -> float:
        """What a word weighs here."""
        return word_bits(word, self.is_town(word))


def _by_acronym(pair: Pair) -> Iterator[Comparison]:
    """One calls itself by nothing but the acronym that the other gives beside its name."""
    a, b = pair.a, pair.b
    sides = ((a.acronyms, b.names), (b.acronyms, a.names))
    yield from (
        _compare_names((short,), name, pair)
        for shorts, names in sides
        for short in shorts
        for name in names
        if name == (short,)
    )


_BY_NAME = ("organization", "site", "person", "project")


def _by_identifier(a: Features, b: Features) -> Comparison | None:
    """The verdict when identifiers give one."""
    bits = load_model().bits
    if a.own_key and a.own_key == b.own_key:
        return Comparison(bits["own_key"])
    if are_guarded(a.identifiers, b.identifiers):
        return GUARDED
    shared = {scheme for scheme, _ in set(a.identifiers) & set(b.identifiers)}
    if not shared:
        return None
    return Comparison(max(bits.get(scheme, bits["other_identifier"]) for scheme in shared))


def are_guarded(a: Collection[tuple[str, str]], b: Collection[tuple[str, str]]) -> bool:
    """Whether each has a SIREN (SIRET for sites, else RNA; code of a funded research project)
    and none is the other's."""
    if not a or not b:
        return False
    for scheme in IDENTITIES:
        left = {value for name, value in a if name == scheme}
        right = {value for name, value in b if name == scheme}
        if left and right:
            return not left & right
    return False


def nearness(a: Features, b: Features) -> Nearness:
    """What their places say. A département is shared only when a commune is unknown."""
    model = load_model()
    bits, bounds = model.bits, model.bounds
    left, right = dict(a.communes), dict(b.communes)
    if common := left.keys() & right.keys():
        street = bits["street"] if a.street and a.street == b.street else 0.0
        weight = max(bits["departement"], *(left[code] for code in common))
        return Nearness(weight + street, shared=True)
    if not a.areas or not b.areas:
        return Nearness(0.0, nowhere=True)
    if not set(a.areas) & set(b.areas):
        if a.family == "person" and not (a.departements and b.departements):
            # Départements that a report names are around a person, not where the person lives.
            return Nearness(0.0, nowhere=True)
        return Nearness(0.0, bound=bounds["other_departement"])
    if left and right:
        return Nearness(0.0, bound=bounds["other_commune"])
    if set(a.postcodes) & set(b.postcodes):
        weight = min((bits["postcode"], *left.values(), *right.values()))
        return Nearness(max(bits["departement"], weight), shared=True)
    if a.departements and b.departements:
        return Nearness(bits["departement"], shared=True)
    return Nearness(bits["around"])


def _contact_bits(a: Features, b: Features) -> float:
    bits = load_model().bits
    found = [
        bits["telephone"] if set(a.telephones) & set(b.telephones) else 0.0,
        bits["email"] if set(a.emails) & set(b.emails) else 0.0,
        bits["web"] if set(a.webs) & set(b.webs) else 0.0,
    ]
    return max(found)


def _compare_names(x: Name, y: Name, pair: Pair) -> Comparison:
    is_person = pair.a.family == "person"
    found = align_people(x, y) if is_person else align(x, y)
    if found.numbers_differ:
        return GUARDED
    if not found.matched:
        return DIFFERENT
    found = _towns_apart(found, pair)
    bits = load_model().bits
    near = pair.near
    weight = sum(
        share * min(pair.bits(word), pair.bits(other))
        for word, other, share in found.matched
        if not pair.is_known(word)
    )
    left = [word for word in (*found.left, *found.right) if not pair.is_known(word)]
    cost = sum(map(pair.bits, left)) * bits["leftover"]
    if not found.is_whole:
        misspelt = (one.word for one in found.matched if one.share < 1.0)
        cost += bits["misspelt"] * sum(not pair.is_known(word) for word in misspelt)
    total = weight - cost + near.bits + pair.contact
    if is_person:
        total += _organisation_bits(pair.a, pair.b)
    elif near.shared and not left:
        total += _whole_name_bits(found, pair)
    elif found.is_whole and pair.a.source and pair.a.source == pair.b.source:
        total += bits["whole_name"]
    probability = _probability(total)
    if is_person and found.is_whole and len(found.matched) > 1:
        probability = max(probability, load_model().bounds["namesake"])
    return Comparison(min(probability, _bound(found, pair)))


def _towns_apart(found: Alignment, pair: Pair) -> Alignment:
    """Two communes whose names are spelt almost alike are two communes."""
    wrong = [
        one
        for one in found.matched
        if one.word != one.other and pair.is_town(one.word) and pair.is_town(one.other)
    ]
    if not wrong:
        return found
    return found._replace(
        matched=tuple(one for one in found.matched if one not in wrong),
        left=(*found.left, *(one.word for one in wrong)),
        right=(*found.right, *(one.other for one in wrong)),
    )


def _whole_name_bits(found: Alignment, pair: Pair) -> float:
    """Names equal but for the town's: more than their words; « mairie de X » in X most of all,
    and letter for letter those of institutions, of which a commune has one of each name."""
    model = load_model()
    matched = {one.word for one in found.matched}
    known = {word for word in matched if pair.is_known(word)}
    is_town_hall = "commune" in matched and matched <= known | {"commune"} and known
    is_institution = found.is_whole and not matched.isdisjoint(model.institutions)
    if is_town_hall or is_institution:
        return model.bits["town_hall"]
    is_telling = any(
        word_bits(word, False) > model.bits["distinctive"] and not pair.is_town(word)
        for word in matched
    )
    is_dedicated = not matched.isdisjoint(model.dedications)
    if found.is_whole and not (pair.a.zones or pair.b.zones or is_dedicated):
        return model.bits["whole_in_departement"]
    if is_dedicated:
        return model.bits["dedicated_name"]
    return model.bits["telling_name" if found.is_whole and is_telling else "whole_name"]


def _probability(total: float) -> float:
    odds = math.exp2(max(min(total - load_model().bits["needed"], 40.0), -40.0))
    return round(odds / (1.0 + odds), 6)


def _organisation_bits(a: Features, b: Features) -> float:
    """Two people of one organisation: a word of its name is enough, since both names match."""
    shared = any(
        (found := align(x, y)).matched and not (found.left and found.right)
        for x in a.organisations
        for y in b.organisations
    )
    return load_model().bits["organisation"] if shared else 0.0


def _bound(found: Alignment, pair: Pair) -> float:
    """The most that names so aligned may reach."""
    model = load_model()
    bounds = model.bounds
    a, b, near = pair.a, pair.b, pair.near
    limits = [near.bound, bounds["exact"] if found.is_whole else bounds["inexact"]]
    if near.nowhere and not pair.contact and a.family != "person":
        limits.append(_nowhere_bound(found, a, b))
    if found.left or found.right:
        left = [word for word in found.left if not pair.is_known(word)]
        right = [word for word in found.right if not pair.is_known(word)]
        if left and right:
            limits.append(bounds["both_left"])
        if (left or right) and any(one.word in model.institutions for one in found.matched):
            limits.append(bounds["nature_left"])
        limits += [_leftover_bound(word, pair) for word in (*left, *right)]
    if a.street and b.street and a.street != b.street and a.family == "site":
        limits.append(bounds["other_street"])
    if a.family == "person":
        limits.append(_person_bound(found, pair))
    return min(limits)


def _nowhere_bound(found: Alignment, a: Features, b: Features) -> float:
    """Nothing says where one is: a coined name, of two words at most, and letter for letter; or
    a long one that one source writes alike each time.

    Across sources, long descriptive names are those of networks, with a branch in every
    département. Operations of one title are not one: projects are compared only where they are.
    """
    model = load_model()
    if not found.is_whole:
        return model.bounds["both_left" if a.family == "project" else "nowhere"]
    words = [one.word for one in found.matched]
    towns = {*a.towns, *b.towns}
    weights = [word_bits(word, word in towns) for word in words]
    if len(words) <= 2 and max(weights) >= model.bits["coined"]:
        return 1.0
    if a.source and a.source == b.source:
        if a.family == "project":
            return model.bounds["both_left"]
        return 1.0 if sum(weights) >= model.bits["alike_in_source"] else model.bounds["nowhere"]
    return model.bounds["nowhere"]


def _leftover_bound(word: str, pair: Pair) -> float:
    """What an unmatched word allows: another nature, number or town, or a rare word."""
    model = load_model()
    if word in model.light:
        return 1.0
    if pair.is_town(word):
        return model.bounds["town_left"]
    if word.isdigit() or word.endswith("_"):
        return model.bounds["number_left"]
    if word in model.nature:
        return model.bounds["nature_left"]
    if word_bits(word, False) > model.bits["distinctive"] and not pair.contact:
        return model.bounds["distinctive_left"]
    return 1.0


def _person_bound(found: Alignment, pair: Pair) -> float:
    """People are one only with their whole names, in one organisation or place.

    A name of two words is a namesake's until then, and a surname alone tells nobody.
    """
    bounds = load_model().bounds
    a, b, near = pair.a, pair.b, pair.near
    if (found.left and found.right) or len(found.matched) < 2:
        return bounds["both_left"]
    is_placed = near.shared and a.communes and b.communes
    if found.left or found.right:
        return bounds["person_alone"]
    if pair.contact or _organisation_bits(a, b) or is_placed:
        return 1.0
    return bounds["person_alone"]
