"""The most that two names so aligned may reach, between two records so placed."""

from tisserand.ingest.resolution.alignment import is_another_spelling
from tisserand.ingest.resolution.evidence import Evidence, Pair, organisation_bits
from tisserand.ingest.resolution.model import load_model
from tisserand.ingest.resolution.shape import Features
from tisserand.ingest.resolution.words import word_bits


def bound_of(found: Evidence, pair: Pair) -> float:
    """The most that names so aligned may reach."""
    bounds = load_model().bounds
    a, b = pair.a, pair.b
    limits = [pair.near.bound, bounds["exact"] if found.is_whole else bounds["inexact"]]
    if pair.near.nowhere and not pair.contact and a.family != "person":
        limits.append(_nowhere_bound(found, a, b))
    if found.left or found.right:
        limits += _leftover_bounds(found, pair)
    if not found.is_whole and not pair.contact and _is_one_letter_apart(found, pair):
        limits.append(bounds["one_letter"])
    if a.family == "site" and a.street and b.street and a.street != b.street:
        limits.append(bounds["other_street"])
    if a.family == "person":
        limits.append(_person_bound(found, pair))
    return min(limits)


def _is_one_letter_apart(found: Evidence, pair: Pair) -> bool:
    """Whether nothing but a coined word, one letter other, tells the two: « Tissandol » and
    « Tissandal » may be two. A letter doubled, or two swapped, is a slip; one street tells more."""
    model = load_model()
    if pair.a.street and pair.a.street == pair.b.street:
        return False
    is_wrong = False
    for word, other, share in found.matched:
        if share == 1.0 and pair.bits(word) >= model.bits["telling"]:
            return False
        is_coined = min(pair.bits(word), pair.bits(other)) > model.bits["distinctive"]
        is_wrong |= share < 1.0 and is_coined and is_another_spelling(word, other)
    return is_wrong


def _nowhere_bound(found: Evidence, a: Features, b: Features) -> float:
    """Nothing says where one is: a coined name, of two words at most, and letter for letter; or
    a long one that one source writes alike each time.

    Across sources, long descriptive names are those of networks, with a branch in every
    département. Operations of one title are not one: projects are compared only where they are.
    """
    model = load_model()
    if not found.is_whole:
        return model.bounds["both_left" if a.family == "project" else "nowhere"]
    towns = {*a.towns, *b.towns}
    weights = [word_bits(one.word, one.word in towns) for one in found.matched]
    if len(weights) <= 2 and max(weights, default=0.0) >= model.bits["coined"]:
        return 1.0
    if a.source and a.source == b.source:
        if a.family == "project":
            return model.bounds["both_left"]
        return 1.0 if sum(weights) >= model.bits["alike_in_source"] else model.bounds["nowhere"]
    return model.bounds["nowhere"]


def _leftover_bounds(found: Evidence, pair: Pair) -> list[float]:
    """What words that one name lacks allow; both lacking one, nothing."""
    model = load_model()
    if found.left and found.right:
        return [model.bounds["both_left"]]
    limits = [_leftover_bound(word, found, pair) for word in (*found.left, *found.right)]
    if not model.institutions.isdisjoint([one.word for one in found.matched]):
        limits.append(model.bounds["nature_left"])
    return limits


def _leftover_bound(word: str, found: Evidence, pair: Pair) -> float:
    """What an unmatched word allows: another nature, number or town, or a rare word."""
    model = load_model()
    bounds = model.bounds
    if word in model.light:
        return 1.0
    if word in pair.towns:
        is_telling = found.weight >= model.bits["alike_in_source"]
        is_placed = pair.a.zones or pair.b.zones or not pair.near.shared
        return bounds["town_left"] if is_placed or not is_telling else bounds["town_added"]
    if word.isdigit() or word.endswith("_"):
        return bounds["number_left"]
    if word in model.nature:
        return bounds["nature_left"]
    if word_bits(word, False) > model.bits["distinctive"] and not pair.contact:
        return bounds["distinctive_left"]
    return 1.0


def _person_bound(found: Evidence, pair: Pair) -> float:
    """People are one only with their whole names, in one organisation or place.

    A name of two words is a namesake's until then, and a surname alone tells nobody.
    """
    bounds = load_model().bounds
    a, b, near = pair.a, pair.b, pair.near
    if (found.left and found.right) or len(found.matched) + len(found.said) < 2:
        return bounds["both_left"]
    is_placed = near.shared and a.communes and b.communes
    if found.left or found.right:
        return bounds["person_alone"]
    if pair.contact or organisation_bits(a, b) or is_placed:
        return 1.0
    return bounds["person_alone"]
