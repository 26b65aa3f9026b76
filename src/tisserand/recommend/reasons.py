"""Why an actor can help, in short sentences that rest on records.

Only the few best are explained: their facts, and those of the things they are tied to, are read
through the View, so a reason goes with the record that says it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tisserand.messages import Language, text
from tisserand.ontology.properties import is_kind_of
from tisserand.ontology.records import Entity, EntityLink
from tisserand.ontology.types import HelpKind
from tisserand.recommend.offer_readings import LEAST_LIKELY
from tisserand.recommend.records import Citations, Json, chosen_facts, dates_of
from tisserand.recommend.wording import in_sentence, span
from tisserand.reference.thesaurus import Thesaurus
from tisserand.store.port import GraphReader

RARE = 3
MOST_REASONS = 5
MOST_OF_A_ROLE = 2  # two grants say as much as twenty
MOST_THINGS = 60
UNRELATED_MONEY = 0.1  # who asks for money is told who gives some, even for something else
_ROLES = {
    "leads": "led",
    "ledBy": "led",
    "takesPartIn": "took_part",
    "offers": "offers",
    "offeredBy": "offers",
    "beneficiary": "funded",
    "funder": "funds",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a helper is looked for.

    Attributes:
        skills: IRIs of skills and themes that answer, narrower and broader ones included, with
            what each is worth.
        holders: keys of the holders around, for each skill asked.
        radius_km: how far « around » goes; None in a whole View.
        kind: kind of help asked.
        read: what an offer is about, by its words, when vectors are at hand.
    """

    skills: dict[str, float]
    holders: dict[str, frozenset[str]]
    radius_km: float | None
    kind: HelpKind = "skill"
    read: Callable[[str], dict[str, float]] | None = None


class Voice(NamedTuple):
    """What sentences are made with."""

    thesaurus: Thesaurus
    base_iri: str
    language: Language

    def label(self, iri: str) -> str:
        """Name of a skill or theme, as it reads inside a sentence."""
        return in_sentence(self.thesaurus.label(iri, self.language))


class _Reason(NamedTuple):
    """A reason before it is cut: greater `worth` comes first.

    `role` and `thing`: what it is about, so that one matter is not told again and again.
    """

    worth: float
    sentence: str
    records: tuple[str, ...]
    role: str = ""
    thing: str = ""


def explain(
    reader: GraphReader, keys: Sequence[str], asked: Asked, voice: Voice
) -> dict[str, list[Json]]:
    """Reasons `[{text, records}]` of each helper, the strongest first; without one, empty."""
    helpers = reader.entities(keys)
    links = {
        key: [x for x in reader.links(key) if x.property in _ROLES][:MOST_THINGS] for key in helpers
    }
    things = reader.entities(sorted({link.key for found in links.values() for link in found}))
    citations = Citations([*helpers.values(), *things.values()], voice.base_iri)
    explained = {}
    for key, helper in helpers.items():
        found = [*_said(helper, asked, voice), *_done(links[key], things, asked, voice)]
        explained[key] = _write(found, citations)
    return explained


def explain_distance(entity: Entity, distance_km: float, voice: Voice) -> Json | None:
    """« à 6 km », with the records that say where the helper is."""
    where = [f for f in entity.facts if f.property == "latitude" and f.chosen]
    where = where or [f for f in entity.facts if f.property == "locatedIn"]
    records = Citations([entity], voice.base_iri).of(r for fact in where for r in fact.records)
    if not records:
        return None
    name = "on_the_spot" if distance_km < 1 else "distance"
    sentence = text(f"recommend.{name}", voice.language, distance=f"{distance_km:.0f}")
    return {"text": sentence, "records": records}


def _write(found: list[_Reason], citations: Citations) -> list[Json]:
    """The strongest reasons whose records are visible; of two on one matter, the first."""
    reasons: list[Json] = []
    told: set[str] = set()
    roles: Counter[str] = Counter()
    for reason in sorted(found, key=lambda reason: (-reason.worth, reason.sentence)):
        matter = reason.thing or reason.sentence
        if matter in told or (reason.role and roles[reason.role] == MOST_OF_A_ROLE):
            continue
        if records := citations.of(reason.records):
            reasons.append({"text": reason.sentence, "records": records})
            told.add(matter)
            roles[reason.role] += 1
    return reasons[:MOST_REASONS]


def _said(helper: Entity, asked: Asked, voice: Voice) -> Iterable[_Reason]:
    """Skills and themes said of the helper itself, and the place that it is."""
    if asked.kind == "premises" and is_kind_of(helper.kind, "Site"):
        sentence = text("recommend.hosts", voice.language, thing=helper.name)
        yield _Reason(1, sentence, tuple(helper.records))
    for fact in helper.facts:
        worth = asked.skills.get(fact.value, 0.0) or _imported_worth(fact.value, asked, voice)
        if fact.property == "hasSkill" and worth:
            sentence = _knows(helper.key, fact.value, asked, voice)
            yield _Reason(3 + worth, sentence, fact.records)
        elif fact.property == "theme" and worth:
            label = voice.label(fact.value)
            sentence = text("recommend.works_on", voice.language, theme=label)
            yield _Reason(1 + worth, sentence, fact.records)


def _imported_worth(skill: str, asked: Asked, voice: Voice) -> float:
    """How much a skill of an imported vocabulary answers, by its name; 0 of any other."""
    if asked.read is None or not voice.thesaurus.is_imported(skill):
        return 0.0
    return _read_worth(voice.thesaurus.label(skill), asked, asked.read)


def _read_worth(words: str, asked: Asked, read: Callable[[str], dict[str, float]]) -> float:
    """How much what an actor says it does answers, by meaning."""
    return max(
        (
            likely * asked.skills.get(skill, 0.0)
            for skill, likely in read(words).items()
            if likely >= LEAST_LIKELY
        ),
        default=0.0,
    )


def _knows(key: str, skill: str, asked: Asked, voice: Voice) -> str:
    """« sait : … », and that it is rare, said only of who stands where it is."""
    label = voice.label(skill)
    holders = asked.holders.get(skill, frozenset())
    if key not in holders or len(holders) > RARE:
        return text("recommend.knows", voice.language, skill=label)
    where = "in_the_territory" if asked.radius_km is None else "around"
    return text(
        "recommend.knows_alone" if len(holders) == 1 else "recommend.knows_rare",
        voice.language,
        skill=label,
        holders=len(holders),
        where=text(f"recommend.{where}", voice.language, radius=f"{asked.radius_km or 0:g}"),
    )


def _done(
    links: list[EntityLink], things: dict[str, Entity], asked: Asked, voice: Voice
) -> Iterable[_Reason]:
    """What the helper offers, led, took part in, was granted money for, or funds."""
    for link in links:
        thing = things.get(link.key)
        if thing is None:
            continue
        worth, records = _bearing(thing, asked, voice)
        role = _role(link, thing, asked)
        if role == "funds":
            worth = max(worth, UNRELATED_MONEY)
        if role is None or not worth:
            continue
        facts = chosen_facts(thing)
        name = facts.get("purpose", thing.name)
        years = span(name, *dates_of(facts))
        sentence = text(f"recommend.{role}", voice.language, thing=name, years=years)
        strength = 2.9 if role == "offers" else 2.0
        yield _Reason(strength + worth, sentence, (*link.records, *records), role, name)


def _role(link: EntityLink, thing: Entity, asked: Asked) -> str | None:
    """Which sentence tells this link; giving money only helps who asks for money."""
    role = _ROLES[link.property]
    if role == "funds":
        return role if asked.kind == "money" else None
    if role == "led" and not is_kind_of(thing.kind, "Project"):
        return None
    return role


def _bearing(thing: Entity, asked: Asked, voice: Voice) -> tuple[float, tuple[str, ...]]:
    """How much a thing bears on what is asked, by its skills and themes, else by its words."""
    marks = [
        (asked.skills[fact.value], fact.records)
        for fact in thing.facts
        if fact.property in ("offersSkill", "requiresSkill", "theme") and fact.value in asked.skills
    ]
    if marks:
        return max(marks, key=lambda mark: mark[0])
    facts = chosen_facts(thing)
    words = " ".join([thing.name, facts.get("purpose", ""), facts.get("description", "")])
    named = [asked.skills.get(match.iri, 0.0) for match in voice.thesaurus.match(words)]
    if asked.read is not None and thing.kind == "Offer":
        named.append(_read_worth(thing.name, asked, asked.read))
    return max(named, default=0.0), tuple(thing.records)
