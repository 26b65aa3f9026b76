"""Funding schemes as their records tell them: who gives, how much, and what is asked."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from tisserand.ontology.records import Entity, EntityLink
from tisserand.recommend.applicants import nature_of
from tisserand.recommend.arrays import KINDS, Graph
from tisserand.recommend.fitness import Judgement, Verdict, Words
from tisserand.recommend.records import chosen_facts
from tisserand.recommend.requirement_text import Condition, Test, Topic
from tisserand.recommend.requirements import Read, read_requirement
from tisserand.recommend.wording import on_date, sum_of
from tisserand.reference.places import Gazetteer
from tisserand.reference.text import fold
from tisserand.store.port import GraphReader

_PUBLIC = frozenset({"commune", "epci", "departement", "region", "syndicat", "public"})
_NO_AID = frozenset({"pret", "mecenat", "crowdfunding", "business-angel", "commande-publique"})
_STATE = re.compile(r"\b(?:etat|ministere|prefecture|drac|dreal|ademe|anct)\b")
_EUROPE = re.compile(r"\b(?:feder|feader|fse|leader|europe\w*|union europeenne)\b")


@dataclass(frozen=True, slots=True)
class Criterion:
    """One condition of a scheme, the sentence that says it, and the records it is said in."""

    sentence: str
    condition: Condition
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scheme:
    """A funding scheme.

    Attributes:
        kind: see `ontology.types.FundingKind`; None when it is not told.
        funders: (name, nature) of who gives; see `applicants.nature_of`.
    """

    entity: Entity
    kind: str | None
    funders: tuple[tuple[str, str], ...]
    criteria: tuple[Criterion, ...]

    @property
    def text(self) -> str:
        """Its own words, to compare with those of a project."""
        facts = chosen_facts(self.entity)
        said = [f.value for f in self.entity.facts if f.property == "requirement"]
        return " ".join([self.entity.name, *said, facts.get("description", "")[:600]])

    @property
    def is_public_aid(self) -> bool:
        """Whether what it gives counts as public aid; so it does when nobody knows who gives."""
        if self.kind in _NO_AID:
            return False
        return self.is_funder_unknown or any(one in _PUBLIC for _, one in self.funders)

    @property
    def is_funder_unknown(self) -> bool:
        """Whether nothing tells if its money is public."""
        return self.kind not in _NO_AID and all(one == "unknown" for _, one in self.funders)

    @property
    def money(self) -> frozenset[str]:
        """What rules against adding money may call its funders."""
        names = fold(" ".join([self.entity.name, *(name for name, _ in self.funders)]))
        found = {nature for _, nature in self.funders}
        found |= {"etat"} if _STATE.search(names) else set()
        found |= {"europe"} if _EUROPE.search(names) else set()
        return frozenset(found | ({"publique"} if self.is_public_aid else set()))

    def excludes(self, other: "Scheme") -> bool:
        """Whether it says that it may not be added to another."""
        words = set(fold(" ".join([other.entity.name, *(n for n, _ in other.funders)])).split())
        for criterion in self.criteria:
            topic, test, values, _ = criterion.condition
            if topic != "cumulation" or test != "is_not":
                continue
            for value in values:
                if value == "any" or value in other.money:
                    return True
                if value.startswith("=") and set(value[1:].split()) <= words:
                    return True
        return False

    def bound(self, topic: str) -> float | None:
        """The least of its upper bounds on one topic."""
        return min(
            (
                criterion.condition.number
                for criterion in self.criteria
                if criterion.condition.topic == topic and criterion.condition.test == "most"
            ),
            default=None,
        )

    def most(self, budget: int | None) -> int | None:
        """Whole euros that it gives at most to a project; None when nothing tells."""
        ceiling, rate = self.bound("grant"), self.bound("rate")
        found = [] if ceiling is None else [ceiling]
        if rate is not None and budget is not None:
            found.append(rate * min(budget, self.bound("base") or budget))
        if not found:
            return None
        return int(min([*found, budget] if budget is not None else found))


ORDER: dict[Verdict, int] = {"eligible": 0, "cannot_tell": 1, "not": 2}
"""From what fits to what does not."""


class Weighed(NamedTuple):
    """A scheme, and how a project stands to each of its criteria."""

    scheme: Scheme
    judgements: tuple[tuple[Criterion, Judgement], ...]
    fit: float
    amount: int | None

    @property
    def verdict(self) -> Verdict:
        """The worst of its criteria."""
        return max((one.verdict for _, one in self.judgements), key=ORDER.__getitem__,
                   default="cannot_tell")  # fmt: skip

    @property
    def is_off_topic(self) -> bool:
        """Whether its theme or its territory may well not be those of the project."""
        return any(
            criterion.condition.topic in ("theme", "territory") and judgement.verdict != "eligible"
            for criterion, judgement in self.judgements
        )

    @property
    def changes(self) -> list[str]:
        """What would have to change for it to fit."""
        found = (one.change for _, one in self.judgements if one.verdict == "not" and one.change)
        return list(dict.fromkeys(found))


def load_schemes(reader: GraphReader, graph: Graph, words: Words) -> Iterator[Scheme]:
    """Every scheme of a View, by key."""
    numbers = (graph.kind == KINDS.index("FundingScheme")).nonzero()[0]
    entities = reader.entities([graph.keys[int(number)] for number in numbers])
    links = {key: _funders(reader.links(key)) for key in entities}
    funders = reader.entities(sorted({one.key for found in links.values() for one in found}))
    for key, entity in entities.items():
        given = _once(_funder(one, funders.get(one.key)) for one in links[key])
        facts = chosen_facts(entity)
        criteria = tuple(_criteria(entity, words))
        yield Scheme(entity, facts.get("fundingKind"), given, criteria)


def _funders(links: Iterable[EntityLink]) -> list[EntityLink]:
    return [link for link in links if link.property == "funder" and link.outward]


def _funder(link: EntityLink, entity: Entity | None) -> tuple[str, str]:
    form = chosen_facts(entity).get("legalForm") if entity else None
    return link.name, nature_of(link.kind, form, link.name)


def _once(funders: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Each name once, however its letters are written."""
    found: dict[str, tuple[str, str]] = {}
    for name, nature in funders:
        kept = found.get(fold(name))
        if kept is None or kept[0].isupper() or kept[1] == "unknown":
            found[fold(name)] = (name, nature)
    return tuple(found.values())


def _criteria(entity: Entity, words: Words) -> Iterator[Criterion]:
    """Its dates, sums, themes and places first, then what its sentences ask."""
    for name in ("theme", "locatedIn"):
        facts = [fact for fact in entity.facts if fact.property == name]
        if facts:
            values = tuple(sorted({fact.value for fact in facts}))
            records = tuple(sorted({key for fact in facts for key in fact.records}))
            yield Criterion(*_of_references(name, values, words), records)
    for fact in entity.facts:
        if fact.property == "requirement":
            for read in _read(fact.value, words.gazetteer):
                for condition in read.conditions:
                    yield Criterion(read.sentence, condition, fact.records)
        elif fact.chosen and fact.property in _OF_FACT:
            topic, test, message = _OF_FACT[fact.property]
            said = _said(message, fact.value, words)
            yield Criterion(said, Condition(topic, test, (fact.value,)), fact.records)


_OF_FACT: dict[str, tuple[Topic, Test, str]] = {
    "opensOn": ("opening", "least", "opens"),
    "closesOn": ("deadline", "most", "closes"),
    "maximumAmount": ("grant", "most", "amount"),
    "maximumRate": ("rate", "most", "rate"),
}


def _of_references(name: str, values: tuple[str, ...], words: Words) -> tuple[str, Condition]:
    if name == "locatedIn":
        said = words.say("said_place", places=words.places(values))
        return said, Condition("territory", "is", values)
    labels = [words.thesaurus.label(one, words.language) for one in values]
    return words.say("said_theme", themes=", ".join(labels)), Condition("theme", "is", values)


def _said(message: str, value: str, words: Words) -> str:
    if message in ("opens", "closes"):
        return words.say(f"said_{message}", date=on_date(value, words.language))
    if message == "amount":
        return words.say("said_amount", amount=sum_of(int(float(value)), words.language))
    return words.say("said_rate", share=f"{100 * float(value):g}")


@lru_cache(maxsize=20_000)
def _read(requirement: str, gazetteer: Gazetteer) -> tuple[Read, ...]:
    return tuple(read_requirement(requirement, gazetteer))
