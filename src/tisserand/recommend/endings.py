"""Funding about to end, and who depends on it."""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np

from tisserand.messages import Language, text
from tisserand.ontology.namespaces import entity_iri
from tisserand.ontology.records import Entity, EntityLink
from tisserand.recommend.arrays import KINDS, Projection
from tisserand.recommend.records import Citations, Json, chosen_facts
from tisserand.recommend.wording import on_date
from tisserand.store.port import GraphReader

MOST = 0.5
"""Share of the funding known of an actor from which it depends on one source."""
NAMED = 8
"""Dependents named in the sentence; the others are counted."""


class Given(NamedTuple):
    """A grant: key of who has it, euros (1 when no amount is told), and what it comes under."""

    beneficiary: str
    amount: float
    has_amount: bool
    under: frozenset[str]
    grant: Entity


def last_day(partial: str) -> str:
    """The last day of a partial ISO date."""
    year, month, day = (*partial.split("-"), "", "")[:3]
    if not month:
        return f"{year}-12-31"
    return partial if day else f"{partial}-{monthrange(int(year), int(month))[1]:02}"


class Funded(NamedTuple):
    """Schemes and grants by key, when each ends (ISO 8601), and who has been given what."""

    things: dict[str, Entity]
    ends: dict[str, str]
    given: list[Given]

    def last_before(self, day: str) -> str | None:
        """The last day, before this one, when some funding ended."""
        return max((end for end in self.ends.values() if end < day), default=None)


def read_funded(reader: GraphReader, projection: Projection) -> Funded:
    """A scheme ends when it closes; a grant, when what it funds does, or when its record says."""
    given = [
        one for grant in _of_kind(reader, projection, "Grant") for one in _given(reader, grant)
    ]
    schemes = _of_kind(reader, projection, "FundingScheme")
    ends = {one.key: _end(one, "closesOn") for one in schemes}
    ends |= {one.grant.key: _end_of_grant(reader, one.grant) for one in given}
    things = {one.key: one for one in (*schemes, *(each.grant for each in given))}
    return Funded(things, {key: day for key, day in ends.items() if day}, given)


def find_endings(
    reader: GraphReader,
    funded: Funded,
    today: str,
    months: int,
    base_iri: str,
    language: Language = "fr",
) -> list[Json]:
    """`[{iri, name, kind, date, text, dependents: [{iri, name, share}], records}]`, by date."""
    until = _later(today, months)
    soon = sorted((day, key) for key, day in funded.ends.items() if today <= day <= until)
    told = (
        _tell(funded.things[key], day, funded.given, reader, base_iri, language)
        for day, key in soon
    )
    return [one for one in told if one is not None]


def _later(today: str, months: int) -> str:
    day = date.fromisoformat(today)
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return f"{year:04}-{month + 1:02}-{min(day.day, monthrange(year, month + 1)[1]):02}"


def _of_kind(reader: GraphReader, projection: Projection, kind: str) -> list[Entity]:
    at = np.flatnonzero(projection.kind == KINDS.index(kind)).tolist()
    return list(reader.entities([projection.keys[one] for one in at]).values())


def _given(reader: GraphReader, grant: Entity) -> Iterator[Given]:
    links = _outward(reader, grant.key)
    amount = chosen_facts(grant).get("amount")
    under = frozenset(x.key for x in links if x.property == "scheme") | {grant.key}
    for link in links:
        if link.property == "beneficiary":
            yield Given(link.key, float(amount or 1.0), amount is not None, under, grant)


def _end(entity: Entity, *names: str) -> str | None:
    facts = chosen_facts(entity)
    said = [facts[name] for name in names if name in facts]
    said += [fact.until for fact in entity.facts if fact.until]
    return max(map(last_day, said), default=None)


def _end_of_grant(reader: GraphReader, grant: Entity) -> str | None:
    funded = [x.key for x in _outward(reader, grant.key) if x.property == "funds"]
    ends = [_end(grant), *(_end(one, "endDate") for one in reader.entities(funded).values())]
    return max((day for day in ends if day), default=None)


def _outward(reader: GraphReader, key: str) -> list[EntityLink]:
    return [link for link in reader.links(key) if link.outward]


def _tell(
    thing: Entity,
    day: str,
    given: Sequence[Given],
    reader: GraphReader,
    base_iri: str,
    language: Language,
) -> Json | None:
    """None when nobody is known to depend on it."""
    shares = dependents_of(thing.key, given)
    actors = reader.entities(list(shares))
    if not actors:
        return None
    names = [actors[key].name for key in shares if key in actors]
    proofs = [one for one in given if one.beneficiary in actors and thing.key in one.under]
    citations = Citations([thing, *(one.grant for one in proofs)], base_iri)
    records = [*thing.records, *(key for one in proofs for key in one.grant.records)]
    when, who = on_date(day, language), _list(names, language)
    said = text("signals.ending", language, name=thing.name, date=when, names=who)
    return {
        "iri": entity_iri(base_iri, thing.key),
        "name": thing.name,
        "kind": thing.kind,
        "date": day,
        "text": said,
        "dependents": [
            {"iri": entity_iri(base_iri, key), "name": actors[key].name, "share": round(share, 2)}
            for key, share in shares.items()
            if key in actors
        ],
        "records": citations.of(records),
    }


def _list(names: Sequence[str], language: Language) -> str:
    listed = ", ".join(names[:NAMED])
    more = len(names) - NAMED
    return text("signals.more", language, names=listed, more=more) if more > 0 else listed


def dependents_of(source: str, given: Sequence[Given]) -> dict[str, float]:
    """Actors most of whose known funding comes under a source, with the share, the highest first.

    Shares are of euros where every grant of an actor tells its amount, of grants otherwise.
    """
    of_actor: dict[str, list[Given]] = {}
    for one in given:
        of_actor.setdefault(one.beneficiary, []).append(one)
    shares: dict[str, float] = {}
    for actor, grants in of_actor.items():
        in_euros = all(one.has_amount for one in grants)
        weights = [one.amount if in_euros else 1.0 for one in grants]
        under = sum(w for w, one in zip(weights, grants, strict=True) if source in one.under)
        if sum(weights) > 0 and under / sum(weights) >= MOST:
            shares[actor] = under / sum(weights)
    return dict(sorted(shares.items(), key=lambda item: (-item[1], item[0])))
