"""From a reading to rows of records, as a mapping gives them for a directory.

Each entity is one record located where it is first named; each item adds a record of its own,
located at its passage, that bears the same own key: so they describe one thing, and every fact
shown cites its passage.
"""

import re
from collections.abc import Callable, Iterator, Mapping

from tisserand.ingest.draft import AcceptedRow, Draft
from tisserand.ingest.extraction.findings import is_entity
from tisserand.ingest.normalisation.names import normalise_name
from tisserand.ingest.readings.concepts import Concepts
from tisserand.ingest.readings.drafts import (
    NAMED,
    base_of,
    link_to,
    part_of_plan,
    saying,
    shortened,
    trusted,
)
from tisserand.ingest.readings.passages import Passage
from tisserand.ingest.readings.reading import Item, NamedEntity, Reading
from tisserand.ontology.properties import PROPERTIES, is_kind_of
from tisserand.ontology.records import Link, Locator, Value
from tisserand.reference.text import fold

_SIGNATURE = re.compile(r"\s*\([^()]*\)\s*$")
_LINKS = {
    "member_of": ("memberOf",),
    "works_for": ("worksFor", "memberOf"),
    "partner_of": ("partnerOf",),
    "leads": ("leads",),
    "takes_part_in": ("takesPartIn", "participatedIn"),
    "participated_in": ("participatedIn", "takesPartIn"),
}
"""Predicate → properties that may say it, the first that fits what they link."""

Drafts = list[Draft]


class ReadingRows:
    """The rows of one reading, item after item."""

    def __init__(self, reading: Reading, concepts: Concepts) -> None:
        self._reading = reading
        self._concepts = concepts
        self._bases = {
            one.id: base
            for one in reading.entities.values()
            if (base := self._base(one)) is not None
        }

    def __call__(self, items: Mapping[str, Item]) -> Iterator[AcceptedRow]:
        """The rows of the entities, then of these items, by key."""
        for name, base in self._bases.items():
            yield self._row(self._reading.entities[name].passage, [base])
        drawn: dict[str, Callable[[Item], Drafts]] = {
            "fact": self._fact, "need": self._need, "proposal": self._proposal,
            "orientation": self._orientation, "action": self._action,
        }  # fmt: skip
        for item in items.values():
            drafts = drawn[item.type](item)
            if drafts:
                yield self._row(item.passage, drafts)

    def _row(self, passage: Passage, drafts: Drafts) -> AcceptedRow:
        where = Locator(
            self._reading.file,
            page=passage.page,
            start=passage.start,
            end=passage.end,
            passage=passage.text,
        )
        around = tuple(sorted(self._concepts.departements))
        return AcceptedRow(where, tuple(drafts), around=around)

    def _fact(self, item: Item) -> Drafts:
        said = item.said
        subject = self._body(said["subject"])
        if subject is None:
            return []
        drawn: dict[str, Callable[[Item, Draft], Drafts]] = {
            "role": self._role, "finances": self._grant, "located_in": self._located,
            "has_skill": self._skill, "seeks": self._sought, "offers": self._offered,
            "proposed": self._proposed,
        }  # fmt: skip
        make = drawn.get(said["predicate"], self._linked)
        return [trusted(draft, item) for draft in make(item, subject)]

    def _linked(self, item: Item, subject: Draft) -> Drafts:
        target = self._body(item.said["object"])
        if target is None or target.local == subject.local:
            return []
        for name in _LINKS[item.said["predicate"]]:
            known = PROPERTIES[name]
            if subject.kind in known.domains and is_kind_of(target.kind, known.range):
                return [saying(subject, link_to(name, target, item)), target]
        return []

    def _role(self, item: Item, subject: Draft) -> Drafts:
        body, said = self._body(item.said["object"]), item.said
        if body is None or not is_kind_of(body.kind, "Actor"):
            return []
        role, until = str(said["role"] or ""), said["until"]
        if said["status"] == "past" and until is None:
            until = self._reading.date
        values = [Value("roleTitle", role)] if role else []
        values += [
            Value(name, date)
            for name, date in (("startDate", said["since"]), ("endDate", until))
            if date
        ]
        membership = Draft(
            "m",
            "Membership",
            ", ".join(part for part in (subject.name, role, body.name) if part),
            values=tuple(values),
            links=(Link("member", subject.local), Link("organization", body.local)),
            since=said["since"],
            until=until,
        )
        return [membership, saying(subject, link_to("memberOf", body, item, until)), body]

    def _grant(self, item: Item, subject: Draft) -> Drafts:
        given, said = self._body(item.said["object"]), item.said
        if given is None:
            return []
        amount = None if said["amount"] is None else f"{said['amount']:.2f}".removesuffix(".00")
        year = None if said["year"] is None else str(said["year"])
        values = [Value(n, v) for n, v in (("amount", amount), ("year", year)) if v]
        from_scheme = subject.kind == "FundingScheme"
        links = [
            Link("scheme" if from_scheme else "funder", subject.local),
            Link("beneficiary" if is_kind_of(given.kind, "Actor") else "funds", given.local),
        ]
        name = " → ".join((subject.name, given.name))
        return [Draft("g", "Grant", name, values=tuple(values), links=tuple(links)), subject, given]

    def _located(self, item: Item, subject: Draft) -> Drafts:
        place = self._concepts.place(self._name(item.said["object"]))
        return [saying(subject, Value("locatedIn", place))] if place else []

    def _skill(self, item: Item, subject: Draft) -> Drafts:
        name = self._name(item.said["object"])
        skills = self._concepts.skills(name)
        if skills and is_kind_of(subject.kind, "Actor"):
            return [saying(subject, *(Value("hasSkill", iri) for iri in skills))]
        return [saying(subject, Value("description", name))] if name else []

    def _sought(self, item: Item, subject: Draft) -> Drafts:
        need = self._named_need(self._name(item.said["object"]), item, "expressed")
        return [need._replace(links=(Link("neededBy", subject.local),)), subject]

    def _offered(self, item: Item, subject: Draft) -> Drafts:
        name = self._name(item.said["object"])
        if not is_kind_of(subject.kind, "Actor") or not name:
            return []
        values = [Value("offersSkill", iri) for iri in self._concepts.skills(name)]
        values.append(Value("description", item.passage.text))
        links = (Link("offeredBy", subject.local),)
        return [Draft("o", "Offer", shortened(name), values=tuple(values), links=links), subject]

    def _proposed(self, item: Item, subject: Draft) -> Drafts:
        return self._idea(item, self._name(item.said["object"]), [subject])

    def _need(self, item: Item) -> Drafts:
        said = item.said
        need = self._named_need(said["theme"] or item.passage.text, item, said["grade"])
        place = self._concepts.place(self._name(said["place"] or ""))
        if place:
            need = need._replace(values=(*need.values, Value("locatedIn", place)))
        needer = self._bases.get(said["needed_by"] or "")
        if needer is None:
            return [trusted(need, item)]
        links = (Link("neededBy", needer.local),)
        return [trusted(need._replace(links=links), item), needer]

    def _named_need(self, name: str, item: Item, grade: str) -> Draft:
        values = [Value("grade", grade), Value("description", item.passage.text)]
        skills = self._concepts.skills(name) or self._concepts.skills(self._nameless(item))
        values += [Value("requiresSkill", iri) for iri in skills]
        values += [Value("theme", iri) for iri in self._concepts.themes(name)]
        return Draft("n", "Need", shortened(name), values=tuple(values))

    def _nameless(self, item: Item) -> str:
        """The passage without the names in it: « Fournil des Deux Rives » seeks no baker."""
        text = item.passage.text
        near = [self._reading.entities[one] for one in item.nearby if one in self._reading.entities]
        names = {name for one in near if one.kind != "Skill" for name in (one.name, *one.alt_names)}
        for name in sorted(names, key=lambda one: (-len(one), one)):
            text = text.replace(name, " ")
        return text

    def _proposal(self, item: Item) -> Drafts:
        signed = [item.said["person"], item.said["organization"]]
        people = [self._bases[one] for one in signed if one in self._bases]
        name = _SIGNATURE.sub("", item.passage.text) if people else item.passage.text
        return self._idea(item, name, [one for one in people if one.kind == "Person"])

    def _idea(self, item: Item, name: str, people: Drafts) -> Drafts:
        """What is proposed: an action that is still an idea."""
        values = [Value("phase", "idea"), Value("description", item.passage.text)]
        idea = Draft("i", "Action", shortened(name), values=tuple(values))
        makers = [saying(one, Link("proposed", "i")) for one in people]
        return [trusted(draft, item) for draft in (idea, *makers)]

    def _plan(self) -> Draft:
        """The plan that the report is, or that it names by its own title."""
        name = shortened(self._reading.title or self._reading.file)
        named = (one for one in self._bases.values() if one.kind == "Project")
        same = next((one for one in named if fold(one.name) == fold(name)), None)
        return same or Draft("plan", "Project", name, own_key="plan", once=True)

    def _orientation(self, item: Item) -> Drafts:
        plan = self._plan()
        return [part_of_plan("a", item.said["number"], item.said["title"], plan), plan]

    def _action(self, item: Item) -> Drafts:
        plan, said = self._plan(), item.said
        above = part_of_plan("a", None, said["orientation"], plan) if said["orientation"] else plan
        carriers = [self._bases[one] for one in item.carriers() if one in self._bases]
        actors = [one for one in carriers if is_kind_of(one.kind, "Actor")]
        action = part_of_plan("b", said["number"], said["title"], above)
        links = (*action.links, *(Link("ledBy", one.local) for one in actors))
        action = trusted(action._replace(links=links), item)
        return [action, *dict.fromkeys((above, plan)), *actors]

    def _body(self, term: str) -> Draft | None:
        """The thing of an entity; of a place that acts, the public body that it stands for."""
        entity = self._reading.entities.get(term)
        if entity is None or entity.kind != "Place":
            return self._bases.get(term)
        name = self._concepts.body_of(entity.name)
        key = f"organization:{fold(name)}"
        seat = self._concepts.seat_of(name)
        values = (Value("locatedIn", seat),) if seat else ()
        return Draft(
            term, "PublicBody", name, values=values, own_key=key, once=True, confidence=NAMED
        )

    def _base(self, entity: NamedEntity) -> Draft | None:
        base = base_of(entity)
        seat = self._concepts.seat_of(base.name) if base and base.kind == "PublicBody" else None
        if base is None or seat is None:
            return base
        return base._replace(values=(*base.values, Value("locatedIn", seat)))

    def _name(self, term: str) -> str:
        """The name of an entity, or the literal itself."""
        if is_entity(term):
            entity = self._reading.entities.get(term)
            return entity.name if entity else ""
        return normalise_name(term)
