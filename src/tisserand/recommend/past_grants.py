"""Who gave money to similar projects, even where no scheme is known."""

import re

from tisserand.ontology.records import EntityLink
from tisserand.recommend.alike import find_alike
from tisserand.recommend.candidates import Search, Subject
from tisserand.recommend.records import Citations, Json, chosen_facts, dates_of
from tisserand.recommend.wording import span, sum_of

LONGEST_PURPOSE = 120
_AROUND = re.compile(r"^[«»“”\"\s]+|[«»“”\"\s]+$")


def past_grants(search: Search, subject: Subject, limit: int) -> list[Json]:
    """Grants like the subject, the closest first, one for a funder and a purpose.

    Returns:
        `[{text, funders, beneficiaries, amount, year, records}]`.
    """
    told: dict[tuple[str, ...], Json] = {}
    for one in find_alike(search, subject, "Grant", 4 * limit):
        links = search.reader.links(one.entity.key)
        funders = _named(links, "funder")
        if not funders:
            continue
        facts = chosen_facts(one.entity)
        year = (dates_of(facts)[0] or "")[:4] or None
        purpose = facts.get("purpose") or one.entity.name
        amount = int(float(facts["amount"])) if facts.get("amount") else None
        beneficiaries = _named(links, "beneficiary")
        key = (*funders, *beneficiaries, purpose, year or "")
        records = [*one.entity.records]
        told.setdefault(
            key,
            {
                "text": _sentence(search, funders, beneficiaries, purpose, year, amount),
                "funders": funders,
                "beneficiaries": beneficiaries,
                "amount": amount,
                "year": year,
                "records": Citations([one.entity], search.base_iri).of(records),
            },
        )
    return list(told.values())[:limit]


def _named(links: list[EntityLink], name: str) -> list[str]:
    return list(dict.fromkeys(x.name for x in links if x.property == name and x.outward))


def _sentence(
    search: Search,
    funders: list[str],
    beneficiaries: list[str],
    purpose: str,
    year: str | None,
    amount: int | None,
) -> str:
    """« Département X a financé … (Association Y), 2021 : 4 500 € »."""
    words = search.words
    purpose = _AROUND.sub("", purpose)
    thing = purpose if len(purpose) <= LONGEST_PURPOSE else purpose[:LONGEST_PURPOSE] + "…"
    return words.say(
        "funded" if amount else "funded_no_amount",
        funder=", ".join(funders),
        thing=f"« {thing} »" if words.language == "fr" else f"“{thing}”",
        beneficiary=f" ({', '.join(beneficiaries)})" if beneficiaries else "",
        years=span(thing, year, None),
        amount=sum_of(amount or 0, words.language),
    )
