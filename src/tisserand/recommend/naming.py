"""Naming a community in words: what its members have more than the others do."""

from collections import Counter
from collections.abc import Sequence
from math import log

import numpy as np
from numpy.typing import NDArray

from tisserand.messages import Language, text
from tisserand.recommend.arrays import Integers, Projection
from tisserand.reference.places import Gazetteer
from tisserand.reference.text import fold, tokens
from tisserand.reference.thesaurus import Thesaurus

MOST_TOPICS = 2
LEAST_SHARE = 0.2
LEAST_MEMBERS = 2

Terms = list[list[str]]


def name_communities(
    projection: Projection,
    members: Sequence[Integers],
    gazetteer: Gazetteer,
    thesaurus: Thesaurus,
    language: Language = "fr",
) -> list[str]:
    """« maraîchage, circuits courts · Segré », else « autour de » its best tied member."""
    topics = _distinctive([_topics(projection, group, thesaurus, language) for group in members])
    words = _distinctive([_words(projection, group) for group in members])
    places = _distinctive([_places(projection, group, gazetteer) for group in members])
    names = []
    for number, group in enumerate(members):
        centre = projection.names[_centre(projection, group)]
        about = topics[number] or words[number]
        where = places[number][:1]
        if not about:
            name = text("recommend.community_around", language, name=centre)
        else:
            name = " · ".join([", ".join(about[:MOST_TOPICS]), *where])
        names.append(name)
    return _told_apart(projection, names, members, language)


def _told_apart(
    projection: Projection, names: list[str], members: Sequence[Integers], language: Language
) -> list[str]:
    """Two communities of one name are told apart by their best tied member."""
    uses = Counter(names)
    return [
        name
        if uses[name] == 1
        else text(
            "recommend.community_same_name",
            language,
            name=name,
            centre=projection.names[_centre(projection, group)],
        )
        for name, group in zip(names, members, strict=True)
    ]


def _centre(projection: Projection, group: Integers) -> int:
    """The member most tied to the others; of equals, the least key."""
    inside = np.zeros(len(projection), dtype=bool)
    inside[group] = True
    strength: list[float] = []
    for member in group:
        neighbour, tie = projection.network.row(int(member))
        strength.append(round(float(tie[inside[neighbour]].sum()), 6))
    return int(group[int(np.argmax(strength))])


def _topics(
    projection: Projection, group: Integers, thesaurus: Thesaurus, language: Language
) -> Terms:
    """Names of the skills and themes of each member."""
    return [
        [thesaurus.label(projection.concepts[int(c)], language) for c in _concepts(projection, m)]
        for m in group
    ]


def _concepts(projection: Projection, member: int) -> NDArray[np.int32]:
    return projection.masteries.row(member)[0]


def _places(projection: Projection, group: Integers, gazetteer: Gazetteer) -> Terms:
    found: Terms = []
    for member in group:
        iri = projection.place_of(int(member))
        place = gazetteer.get(iri) if iri else None
        found.append([place.name] if place else [])
    return found


def _words(projection: Projection, group: Integers) -> Terms:
    """Words of the names of members that no other thing says, as they are written."""
    found: Terms = []
    for member in group:
        name = projection.names[int(member)]
        written = {fold(word): word for word in name.replace("'", " ").split()}
        found.append([written[w] for w in dict.fromkeys(tokens(name)) if w in written])
    return found


def _distinctive(groups: list[Terms]) -> list[list[str]]:
    """Terms of each group, the most distinctive first: share × log(share / share of all).

    The point-wise contribution to the Kullback-Leibler divergence between group and whole.
    """
    counts = [Counter(term for terms in group for term in set(terms)) for group in groups]
    total: Counter[str] = Counter()
    for count in counts:
        total.update(count)
    size = sum(len(group) for group in groups)
    ranked = []
    for group, count in zip(groups, counts, strict=True):
        scores = {
            term: (number / len(group)) * log((number / len(group)) / (total[term] / size))
            for term, number in count.items()
            if number >= LEAST_MEMBERS and number >= LEAST_SHARE * len(group)
        }
        order = sorted(scores.items(), key=lambda item: (-round(item[1], 9), item[0]))
        ranked.append([term for term, score in order if score > 0 or len(groups) == 1])
    return ranked
