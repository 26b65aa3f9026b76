"""Change sets of associations as the national register tells them: everybody in it is invented."""

from collections.abc import Iterator

import numpy as np

from tisserand.ingest.resolution.features import signature_of
from tisserand.ontology.namespaces import place_iri
from tisserand.ontology.records import Identifier, Link, Locator, Record, Signature, Source, Value
from tisserand.reference.places import Gazetteer
from tisserand.store.port import ChangeSet

WORDS = (
    "verger", "moulin", "lavoir", "chêne", "tilleul", "bocage", "halage", "fournil", "danse",
    "judo", "tennis", "chasse", "pêche", "théâtre", "musique", "jardin", "patrimoine", "histoire",
    "photo", "cinéma", "randonnée", "cyclo", "quilles", "pétanque", "école", "parents", "cantine",
    "marché", "four", "pain", "laine", "bois", "pierre", "voile", "aviron", "escalade",
)  # fmt: skip
SKILLS = tuple(f"https://w3id.org/tisserand/skill/essai-{number}" for number in range(200))
MEMBERS_OF = 20
"""One association in so many is a federation, that the others are members of."""


def register(name: str, date: str = "2024-01-01") -> Source:
    """A register of rank 0."""
    return Source(id=name, title=name, file=f"{name}.csv", rank=0, date=date)


def change_set(
    gazetteer: Gazetteer, first: int, count: int, source: Source, seed: int = 1, version: int = 0
) -> ChangeSet:
    """Associations `first` to `first + count`, each an entity of its own.

    Args:
        version: another one says something else of the same associations.
    """
    records: list[Record] = []
    signatures: dict[str, Signature] = {}
    for record, signature in _associations(gazetteer, first, count, source, seed, version):
        records.append(record)
        signatures[signature.digest] = signature
    return ChangeSet(
        sources=[source],
        records=records,
        signatures=list(signatures.values()),
        assignments={record.key: record.key for record in records},
    )


def key_of(source: Source, number: int) -> str:
    """Key of an association's record."""
    return f"{source.id}{number * 2654435761 % 2**32:010}{number:012}"


def _associations(
    gazetteer: Gazetteer, first: int, count: int, source: Source, seed: int, version: int
) -> Iterator[tuple[Record, Signature]]:
    towns = sorted(gazetteer.places("commune"), key=lambda place: place.code)
    for number in range(first, first + count):
        random = np.random.default_rng([seed, number])
        town = towns[int(random.integers(len(towns)))]
        words = [WORDS[one] for one in random.integers(len(WORDS), size=16)]
        name = f"{' '.join(words[:4])} de {town.name}"
        values = [
            Value("altName", " ".join(words[:2])),
            Value("description", " ".join(words[4:] + ["encore"] * version)),
            Value("address", f"{number % 90} rue {words[5]}"),
            Value("foundedOn", f"20{number % 20 + 10}-06-{number % 18 + 10}"),
            Value("locatedIn", place_iri("commune", town.code)),
            Value("postcode", town.code),
            Value("hasSkill", SKILLS[(number + version) % len(SKILLS)]),
        ]
        above = number // MEMBERS_OF * MEMBERS_OF
        links = (Link("memberOf", key_of(source, above)),) if number != above else ()
        record = Record(
            key=key_of(source, number),
            source=source.id,
            kind="Association",
            name=name.upper(),
            locator=Locator(source.file, row=number + 2),
            identifiers=(
                Identifier("rna", f"W{number:09}"), Identifier("rna-ancien", f"{number:09}"),
            ),
            values=tuple(values),
            links=links,
        )  # fmt: skip
        signature = signature_of(record, gazetteer, [])
        yield _signed(record, signature), signature


def _signed(record: Record, signature: Signature) -> Record:
    return Record(
        **{name: getattr(record, name) for name in Record.__dataclass_fields__}
        | {"signature": signature.digest}
    )
