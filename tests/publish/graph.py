"""A small graph, made by hand, of invented people: what the tests of publishing read."""

from tisserand.ontology.records import (
    Entity,
    Fact,
    Identifier,
    Link,
    Locator,
    Record,
    RecordReference,
    Source,
    Value,
    Visibility,
)

BASE = "http://127.0.0.1:8000/"
SKILL = "https://w3id.org/tisserand/skills/four-a-bois"
COMMUNE = "https://w3id.org/tisserand/place/commune/44109"


def record(key: str, name: str = "Fournil des Deux Rives", **more: object) -> Record:
    """A record of an association in the directory `annuaire`, unless told otherwise."""
    fields = {"source": "annuaire", "kind": "Association", "locator": Locator("a.csv", row=12)}
    return Record(key=key, name=name, **(fields | more))  # type: ignore[arg-type]


FOURNIL = record(
    "a1",
    identifiers=(Identifier("siren", "123456782"), Identifier("siren", "552100554", "operator")),
    values=(
        Value("hasSkill", SKILL),
        Value("locatedIn", COMMUNE, confidence=0.8),
        Value("description", "Fait du pain\x07."),
        Value("website", "javascript:alert(1)"),
        Value("email", "contact@fournil.example", visibility=Visibility.AGENT),
    ),
    links=(Link("partnerOf", "b1", since="2020"), Link("partnerOf", "hidden")),
)
MAIRIE = record("b1", "Mairie de Saint-Aubin", kind="PublicBody", locator=Locator("a.csv", row=13))
GRANT = record(
    "c1",
    "Subvention 2021",
    source="subventions",
    kind="Grant",
    locator=Locator("s.xlsx", "Feuil1", 214),
    values=(Value("amount", "12500.00"), Value("year", "2021")),
    links=(Link("beneficiary", "a1", confidence=0.9), Link("funder", "b1")),
)
SOURCES = [
    Source("annuaire", "Annuaire du pays", "a.csv", date="2024-01-01"),
    Source("subventions", "Subventions 2021", "s.xlsx", date="2021"),
]


def entity(*records: Record) -> Entity:
    """The entity that records describe together, the first one naming it."""
    first = records[0]
    said: dict[tuple[str, str], list[str]] = {}
    for each in records:
        for value in each.values:
            said.setdefault((value.property, value.value), []).append(each.key)
    facts = tuple(Fact(p, v, tuple(keys), True) for (p, v), keys in said.items())
    references = {
        r.key: RecordReference(r.key, r.source, r.source, None, r.locator, r.confidence)
        for r in records
    }
    identifiers = tuple(i for each in records for i in each.identifiers)
    return Entity(
        first.key, first.kind, first.name, identifiers=identifiers, facts=facts, records=references
    )
