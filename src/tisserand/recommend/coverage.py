"""The set of funding schemes that covers a budget, and what it assumes."""

from itertools import combinations
from typing import NamedTuple

from tisserand.ontology.namespaces import entity_iri
from tisserand.recommend.fitness import Candidate, Words
from tisserand.recommend.funding_schemes import Scheme, Weighed
from tisserand.recommend.funding_sets import FundingSet, Source, choose_sources
from tisserand.recommend.records import Json
from tisserand.recommend.wording import sum_of

MOST_SOURCES = 16
"""Schemes among which a set is chosen, the best ranked."""
PUBLIC_CEILING = 0.8
"""Share of a budget that public aid may reach for a local authority, which keeps a fifth for
itself: Code général des collectivités territoriales, article L. 1111-10."""
_IN_RETURN = {"pret": "assumes_loan", "business-angel": "assumes_capital"}
"""What is given against something: the message that says so."""
_LOCAL = frozenset({"commune", "epci", "departement", "region", "syndicat"})


class _Chosen(NamedTuple):
    """A set, among which schemes, and the share of the budget that it leaves to the applicant."""

    funding: FundingSet
    schemes: list[Weighed]
    own: float


def cover(fitting: list[Weighed], candidate: Candidate, words: Words, base_iri: str) -> Json | None:
    """The fewest schemes that cover the budget: those surely open to it, else the others too.

    Those whose theme or territory is in doubt are left out.

    Returns:
        `{budget, total, missing, sources: [{iri, name, amount, is_public}], assumptions}`; None
        when the budget is unknown or no scheme says what it gives.
    """
    budget = candidate.budget
    known = [one for one in fitting if one.amount and not one.is_off_topic][:MOST_SOURCES]
    if not budget or not known:
        return None
    sure = [one for one in known if one.verdict == "eligible"]
    chosen = _choose(sure, candidate, budget)
    if chosen.funding.total < (1 - chosen.own) * budget:
        chosen = _choose(known, candidate, budget)
    if not chosen.funding.keys:
        return None
    taken = [one for one in chosen.schemes if one.scheme.entity.key in chosen.funding.keys]
    total = min(chosen.funding.total, int((1 - chosen.own) * budget))
    return {
        "budget": budget,
        "total": total,
        "missing": budget - total,
        "sources": [
            {
                "iri": entity_iri(base_iri, one.scheme.entity.key),
                "name": one.scheme.entity.name,
                "verdict": one.verdict,
                "amount": one.amount,
                "is_public": one.scheme.is_public_aid,
            }
            for one in taken
        ],
        "assumptions": _assumptions(chosen, taken, fitting, candidate, words),
    }


def _choose(among: list[Weighed], candidate: Candidate, budget: int) -> _Chosen:
    """Again with what one of them asks the applicant to bring, when one does."""
    sources = [_source(one, among) for one in among]
    ceiling = int(_ceiling(candidate) * budget)
    found = choose_sources(sources, budget, ceiling)
    own = _own_share([one for one in among if one.scheme.entity.key in found.keys])
    if own:
        found = choose_sources(sources, int((1 - own) * budget), ceiling)
        own = _own_share([one for one in among if one.scheme.entity.key in found.keys])
    return _Chosen(found, among, own)


def _source(one: Weighed, among: list[Weighed]) -> Source:
    scheme = one.scheme
    excluded = (
        other.scheme.entity.key
        for other in among
        if other is not one and scheme.excludes(other.scheme)
    )
    return Source(scheme.entity.key, one.amount or 0, scheme.is_public_aid, frozenset(excluded))


def _ceiling(candidate: Candidate) -> float:
    """Local authorities keep a share for themselves; so may a public body that nobody places."""
    is_local = any(one.nature in _LOCAL or one.nature == "public" for one in candidate.leaders)
    return PUBLIC_CEILING if is_local else 1.0


def _own_share(taken: list[Weighed]) -> float:
    """The greatest share that schemes ask the applicant to bring."""
    return max(
        (
            criterion.condition.number
            for one in taken
            for criterion in one.scheme.criteria
            if criterion.condition.topic == "own_share"
        ),
        default=0.0,
    )


def _assumptions(
    chosen: _Chosen,
    taken: list[Weighed],
    fitting: list[Weighed],
    candidate: Candidate,
    words: Words,
) -> list[str]:
    """What must hold for the set to hold."""
    budget = candidate.budget or 0
    told = [words.say("assumes_amounts")]
    if any(one.verdict == "cannot_tell" for one in taken):
        told.append(words.say("assumes_unverified"))
    ceiling = _ceiling(candidate)
    if ceiling < 1:
        amount = sum_of(int(ceiling * budget), words.language)
        told.append(words.say("assumes_ceiling", share=f"{100 * ceiling:g}", amount=amount))
    if chosen.own:
        amount = sum_of(budget - int((1 - chosen.own) * budget), words.language)
        told.append(words.say("assumes_own", share=f"{100 * chosen.own:g}", amount=amount))
    told += [
        words.say("assumes_exclusion", a=a.scheme.entity.name, b=b.scheme.entity.name)
        for a, b in combinations(chosen.schemes, 2)
        if (a.scheme.excludes(b.scheme) or b.scheme.excludes(a.scheme))
        and (a in taken or b in taken)
    ]
    for one in taken:
        name = one.scheme.entity.name
        if message := _IN_RETURN.get(one.scheme.kind or ""):
            told.append(words.say(message, name=name))
        if one.scheme.is_funder_unknown:
            told.append(words.say("assumes_public", name=name))
        if _has_unread_cumulation(one.scheme):
            told.append(words.say("assumes_caution", name=name))
    told += [
        words.say("unknown_amount", name=one.scheme.entity.name)
        for one in fitting
        if one.amount is None and one.verdict == "eligible"
    ]
    return told


def _has_unread_cumulation(scheme: Scheme) -> bool:
    return any(
        value.startswith("=")
        for criterion in scheme.criteria
        if criterion.condition.topic == "cumulation"
        for value in criterion.condition.values
    )
