"""The verdict on two records: a function of their features and the model, and of nothing else.

Evidence is weighed in bits and summed, as Fellegi and Sunter do ("A Theory for Record Linkage",
JASA 64, 1969); the weights are the model's, set by hand. Bounds then keep apart what bits would
join: other numbers, another nature, another place.
"""

import math
from typing import NamedTuple

from tisserand.ingest.resolution.alignment import Alignment, align
from tisserand.ingest.resolution.model import load_model
from tisserand.ingest.resolution.names import word_bits
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
    return max(_compare_names(x, y, a, b, near, contact) for x in a.names for y in b.names)


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


def are_guarded(a: tuple[tuple[str, str], ...], b: tuple[tuple[str, str], ...]) -> bool:
    """Whether each has a SIREN (SIRET for sites, else RNA; code of a funded research project)
    and none is the other's."""
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


def _compare_names(
    x: Name, y: Name, a: Features, b: Features, near: Nearness, contact: float
) -> Comparison:
    found = align(x, y)
    if not found.matched:
        return DIFFERENT
    if found.numbers_differ:
        return GUARDED
    towns = set(a.towns) | set(b.towns)
    known = set(a.local) | set(b.local) if near.shared else set[str]()
    weight = sum(
        share * word_bits(word, word in towns) for word, share in found.matched if word not in known
    )
    left = [word for word in (*found.left, *found.right) if word not in known]
    cost = sum(word_bits(word, word in towns) for word in left) * load_model().bits["leftover"]
    total = weight - cost + near.bits + contact
    if a.family == "person":
        total += _organisation_bits(a, b)
    elif near.shared and (found.is_whole or not left):
        total += _whole_name_bits(found, known, towns)
    elif found.is_whole and a.source and a.source == b.source:
        total += load_model().bits["whole_name"]
    return Comparison(min(_probability(total), _bound(found, known, a, b, near, contact)))


def _whole_name_bits(found: Alignment, known: set[str], towns: set[str]) -> float:
    """Names equal but for the town's: more than their words; « mairie de X » in X most of all,
    and letter for letter those of institutions, of which a commune has one of each name."""
    model = load_model()
    matched = {word for word, _ in found.matched}
    is_town_hall = "commune" in matched and matched <= known | {"commune"} and matched & known
    is_institution = found.is_whole and not matched.isdisjoint(model.institutions)
    if is_town_hall or is_institution:
        return model.bits["town_hall"]
    is_telling = any(word_bits(word, False) > model.bits["distinctive"] for word in matched - towns)
    return model.bits["telling_name" if found.is_whole and is_telling else "whole_name"]


def _probability(total: float) -> float:
    odds = math.exp2(max(min(total - load_model().bits["needed"], 40.0), -40.0))
    return round(odds / (1.0 + odds), 6)


def _organisation_bits(a: Features, b: Features) -> float:
    """Two people of one organisation: a word of its name is enough, since both names match."""
    shared = any(
        not (found := align(x, y)).left or not found.right
        for x in a.organisations
        for y in b.organisations
    )
    return load_model().bits["organisation"] if shared else 0.0


def _bound(
    found: Alignment, known: set[str], a: Features, b: Features, near: Nearness, contact: float
) -> float:
    """The most that names so aligned may reach."""
    bounds = load_model().bounds
    towns = {*a.towns, *b.towns}
    limits = [near.bound, bounds["exact"] if found.is_whole else bounds["inexact"]]
    left = [word for word in found.left if word not in known]
    right = [word for word in found.right if word not in known]
    if near.nowhere and not contact and a.family != "person":
        limits.append(_nowhere_bound(found, a, b))
    if left and right:
        limits.append(bounds["both_left"])
    limits += [_leftover_bound(word, towns, contact) for word in (*left, *right)]
    if a.street and b.street and a.street != b.street and a.family == "site":
        limits.append(bounds["other_street"])
    if a.family == "person":
        limits.append(_person_bound(found, a, b, near, contact))
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
    words = [word for word, _ in found.matched]
    towns = {*a.towns, *b.towns}
    weights = [word_bits(word, word in towns) for word in words]
    if len(words) <= 2 and max(weights) >= model.bits["coined"]:
        return 1.0
    if a.source and a.source == b.source:
        if a.family == "project":
            return model.bounds["both_left"]
        return 1.0 if sum(weights) >= model.bits["alike_in_source"] else model.bounds["nowhere"]
    return model.bounds["nowhere"]


def _leftover_bound(word: str, towns: set[str], contact: float) -> float:
    """What an unmatched word allows: another nature, number or town, or a rare word."""
    model = load_model()
    if word in towns:
        return model.bounds["town_left"]
    if word.isdigit():
        return model.bounds["number_left"]
    if word in model.nature:
        return model.bounds["nature_left"]
    if word_bits(word, False) > model.bits["distinctive"] and not contact:
        return model.bounds["distinctive_left"]
    return 1.0


def _person_bound(
    found: Alignment, a: Features, b: Features, near: Nearness, contact: float
) -> float:
    """People are one only with their whole names, in one organisation or place."""
    bounds = load_model().bounds
    if found.left or found.right:
        return bounds["both_left"]
    if contact or _organisation_bits(a, b) or (near.shared and a.communes and b.communes):
        return 1.0
    return bounds["person_alone"]
