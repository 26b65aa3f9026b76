"""How two actors are tied, in words and with the records that say it."""

from typing import NamedTuple

import numpy as np

from tisserand.messages import Language, text
from tisserand.recommend.arrays import KINDS, PREDICATES, Projection
from tisserand.recommend.network import DIRECT, FUNDED, TOGETHER
from tisserand.recommend.records import Citations, Json, chosen_facts, dates_of
from tisserand.recommend.wording import period, span
from tisserand.store.port import GraphReader

_SHARED = np.isin(np.arange(len(KINDS)), [KINDS.index(kind) for kind in (*TOGETHER, *FUNDED)])
_FUNDED = np.isin(np.arange(len(KINDS)), [KINDS.index(kind) for kind in FUNDED])
_DIRECT = np.isin(np.arange(len(PREDICATES)), [PREDICATES.index(name) for name in DIRECT])


class Tie(NamedTuple):
    """A direct link (`through` is -1), or a thing in which both take part."""

    a: int
    b: int
    through: int


def find_ties(projection: Projection, a: int, b: int) -> list[Tie]:
    """Direct link first, then things done together by name, then one grant at most."""
    a_direct, a_things = _around(projection, a)
    _, b_things = _around(projection, b)
    ties = [Tie(a, b, -1)] if b in a_direct else []
    shared = sorted(a_things & b_things, key=lambda thing: (projection.names[thing], thing))
    grants = [thing for thing in shared if _FUNDED[projection.kind[thing]]]
    done = [thing for thing in shared if not _FUNDED[projection.kind[thing]]]
    return ties + [Tie(a, b, thing) for thing in done + grants[-1:]]


def _around(projection: Projection, index: int) -> tuple[set[int], set[int]]:
    """Actors linked directly, and things shared, of one actor."""
    here = np.array([index])
    out, into = projection.links.outward(here), projection.links.inward(here)
    other = np.concatenate([out.object, into.subject])
    direct = set(other[_DIRECT[np.concatenate([out.predicate, into.predicate])]].tolist())
    things = set(other[_SHARED[projection.kind[other]]].tolist())
    return direct, things


def explain_tie(
    reader: GraphReader,
    projection: Projection,
    tie: Tie,
    base_iri: str,
    language: Language,
    of_a: bool = False,
) -> Json | None:
    """A reason `{text, records}`; None when no visible record says it any more.

    Args:
        of_a: say it of `a`, whom the reader has just been told: « a travaillé avec … ».
    """
    ends = projection.keys[tie.a], projection.keys[tie.b]
    if tie.through < 0:
        return _explain_direct(reader, ends, base_iri, language, of_a)
    return _explain_shared(reader, ends, projection.keys[tie.through], base_iri, language, of_a)


def _explain_direct(
    reader: GraphReader, ends: tuple[str, str], base_iri: str, language: Language, of_a: bool
) -> Json | None:
    a, b = ends
    entities = reader.entities([a, b])
    links = [x for x in reader.links(a) if x.key == b and x.property in DIRECT]
    if not links or len(entities) < 2:
        return None
    link = links[0]
    subject, object_ = (a, b) if link.outward else (b, a)
    side = "tie" if not of_a else "of_subject" if link.outward else "of_object"
    sentence = text(
        f"recommend.{side}_{link.property}",
        language,
        subject=entities[subject].name,
        object=entities[object_].name,
        years=period(link.since, link.until, language),
    )
    return _reason(sentence, link.records, Citations(entities.values(), base_iri))


def _explain_shared(
    reader: GraphReader,
    ends: tuple[str, str],
    through: str,
    base_iri: str,
    language: Language,
    of_a: bool,
) -> Json | None:
    entities = reader.entities([*ends, through])
    links = [x for x in reader.links(through) if x.key in ends]
    if {x.key for x in links} != set(ends) or through not in entities:
        return None
    thing = entities[through]
    roles = {x.key: x.property for x in links}
    first, second = sorted(ends, key=lambda key: (roles[key] != "funder", ends.index(key)))
    shared = thing.kind.lower()
    if roles[first] == "funder" and roles[second] == "beneficiary":
        shared = "funded" if of_a and first != ends[0] else "funding"
    facts = chosen_facts(thing)
    name = facts.get("purpose", "" if thing.kind == "Grant" else thing.name)
    sentence = text(
        f"recommend.{'of' if of_a else 'shared'}_{shared}{'' if name else '_untold'}",
        language,
        a=entities[first].name,
        b=entities[ends[1] if of_a else second].name,
        thing=name,
        years=span(name, *dates_of(facts)),
    )
    records = [record for x in links for record in x.records]
    return _reason(sentence, records, Citations(entities.values(), base_iri))


def _reason(
    sentence: str, records: list[str] | tuple[str, ...], citations: Citations
) -> Json | None:
    cited = citations.of(records)
    return {"text": sentence, "records": cited} if cited else None
