"""What two names that align weigh, in bits, between two records so placed."""

import math
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from tisserand.ingest.resolution.alignment import Alignment, Paired, align
from tisserand.ingest.resolution.model import load_model
from tisserand.ingest.resolution.nearness import Nearness
from tisserand.ingest.resolution.shape import Features, Name
from tisserand.ingest.resolution.words import word_bits


class Pair(NamedTuple):
    """Two records to compare by their names.

    Attributes:
        contact: bits of the addresses that they share.
        towns: words of their names that are names of communes.
        known: words of their names that the place they share says already.
    """

    a: Features
    b: Features
    near: Nearness
    contact: float
    towns: Name
    known: frozenset[str]

    def bits(self, word: str) -> float:
        """What a word weighs here."""
        return word_bits(word, word in self.towns)


class Evidence(NamedTuple):
    """Two names of two records, aligned.

    Attributes:
        matched: words that match; but those that the place says already.
        said: words that match, and that the place says already.
        left, right: words that nothing matches, but those that the place says already.
        is_whole: the two names are made of the same words.
        weight: bits of the words that match.
    """

    matched: list[Paired]
    said: list[str]
    left: list[str]
    right: list[str]
    is_whole: bool
    weight: float


def gather_pair(a: Features, b: Features, near: Nearness) -> Pair:
    """What the two records say besides their names."""
    known = _departement_words(a.areas, b.areas)
    if near.shared and (a.local or b.local):
        known = known.union(a.local, b.local)
    towns = a.towns if a.towns == b.towns else a.towns + b.towns
    contact = _contact_bits(a, b) if share_contact(a, b) else 0.0
    return Pair(a, b, near, contact, towns, known)


@lru_cache(maxsize=10_000)
def _departement_words(some: tuple[str, ...], others: tuple[str, ...]) -> frozenset[str]:
    """The words of the names of the départements that both are in."""
    named = load_model().departements
    shared = [named.get(code, frozenset[str]()) for code in set(some) & set(others)]
    return frozenset[str]().union(*shared)


def share_contact(a: Features, b: Features) -> bool:
    """Whether they have a telephone, or a domain of mail or web, in common."""
    if not (b.telephones or b.webs or b.emails):
        return False
    return not (
        set(a.telephones).isdisjoint(b.telephones)
        and set(a.webs).isdisjoint(b.webs)
        and set(a.emails).isdisjoint(b.emails)
    )


def _contact_bits(a: Features, b: Features) -> float:
    bits = load_model().bits
    found = [
        bits["telephone"] if set(a.telephones) & set(b.telephones) else 0.0,
        bits["email"] if set(a.emails) & set(b.emails) else 0.0,
        bits["web"] if set(a.webs) & set(b.webs) else 0.0,
    ]
    return max(found)


def find_evidence(found: Alignment, pair: Pair) -> Evidence:
    """What an alignment says where the two records are.

    Two communes whose names are spelt almost alike are two communes.
    """
    known, towns = pair.known, pair.towns
    left = [word for word in found.left if word not in known] if found.left else []
    right = [word for word in found.right if word not in known] if found.right else []
    matched: list[Paired] = []
    said: list[str] = []
    weight = 0.0
    for one in found.matched:
        word, other, share = one
        is_town = word in towns
        if is_town and word != other and other in towns:
            left += [] if word in known else [word]
            right += [] if other in known else [other]
            continue
        if word in known:
            said.append(word)
            continue
        matched.append(one)
        bits = word_bits(word, is_town)
        weight += share * (bits if word == other else min(bits, pair.bits(other)))
    return Evidence(matched, said, left, right, found.is_whole, weight)


def total_bits(found: Evidence, pair: Pair) -> float:
    """The evidence for one thing, less that against it."""
    bits, cost = load_model().bits, 0.0
    if found.left or found.right:
        cost = sum([pair.bits(word) for word in (*found.left, *found.right)]) * bits["leftover"]
    if not found.is_whole:
        cost += bits["misspelt"] * sum([one.share < 1.0 for one in found.matched])
    total = found.weight - cost + pair.near.bits + pair.contact
    if pair.a.family == "person":
        return total + organisation_bits(pair.a, pair.b)
    if pair.near.shared and not (found.left or found.right):
        return total + _whole_name_bits(found, pair)
    if found.is_whole and pair.a.source and pair.a.source == pair.b.source:
        return total + bits["whole_name"]
    return total


def _whole_name_bits(found: Evidence, pair: Pair) -> float:
    """Names equal but for the town's: more than their words; « mairie de X » in X most of all,
    and letter for letter those of institutions, of which a commune has one of each name."""
    model = load_model()
    matched = {one.word for one in found.matched}
    is_town_hall = found.said and matched == {"commune"}
    is_institution = found.is_whole and not matched.isdisjoint(model.institutions)
    if is_town_hall or is_institution:
        return model.bits["town_hall"]
    is_dedicated = not model.dedications.isdisjoint([*matched, *found.said])
    if found.is_whole and not (pair.a.zones or pair.b.zones or is_dedicated):
        return model.bits["whole_in_departement"]
    if is_dedicated:
        return model.bits["dedicated_name"]
    if found.is_whole and _is_telling(matched, pair):
        return model.bits["telling_name"]
    return model.bits["whole_name"]


def _is_telling(words: Iterable[str], pair: Pair) -> bool:
    """Whether one of these words is neither common nor a town's."""
    least = load_model().bits["distinctive"]
    towns = pair.towns
    return any(word_bits(word, False) > least for word in words if word not in towns)


@lru_cache(maxsize=10_000)
def probability_of(total: float) -> float:
    """The probability that so many bits give."""
    odds = math.exp2(max(min(total - load_model().bits["needed"], 40.0), -40.0))
    return round(odds / (1.0 + odds), 6)


def organisation_bits(a: Features, b: Features) -> float:
    """Two people of one organisation: a word of its name is enough, since both names match."""
    shared = any(
        (found := align(x, y)).matched and not (found.left and found.right)
        for x in a.organisations
        for y in b.organisations
    )
    return load_model().bits["organisation"] if shared else 0.0
