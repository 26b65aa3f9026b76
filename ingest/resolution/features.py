"""What resolution compares of a record, as canonical JSON, and the digest of it.

Records of equal features share one signature, so that they are compared once.
"""

from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b
from operator import attrgetter
from typing import Any

from pydantic_core import from_json, to_json

from tisserand.ingest.normalisation.identifiers import (
    NotAnIdentifierError,
    normalise_rna,
    normalise_siren,
    normalise_siret,
)
from tisserand.ingest.resolution.addresses import street_of, web_domains
from tisserand.ingest.resolution.beside import names_beside
from tisserand.ingest.resolution.blocking import blocks
from tisserand.ingest.resolution.glance import glance_of
from tisserand.ingest.resolution.names import name_words, read_name
from tisserand.ingest.resolution.people import person_words
from tisserand.ingest.resolution.places import departements_of_body, whereabouts
from tisserand.ingest.resolution.shape import Features, Name
from tisserand.ingest.resolution.town_words import town_words
from tisserand.ontology.properties import family_of
from tisserand.ontology.records import Identifier, Record, Signature
from tisserand.reference.places import Gazetteer

Values = dict[str, list[str]]
_NAMES_AT_MOST = 8
_NAMED = ("organization", "site", "person", "project")
_REPEATED = ("organization", "project")
_CONTACTS = frozenset(("telephone", "website", "email"))


def signature_of(
    record: Record,
    gazetteer: Gazetteer,
    linked: Sequence[Record] = (),
    around: tuple[str, ...] = (),
    row: Sequence[Record] = (),
) -> Signature:
    """Signature of a record.

    Args:
        linked: of the same row, a person's organisations and projects, or who funds a beneficiary
            or a scheme.
        around: codes of the départements that its row tells, where neither it nor they say one.
        row: the organisations that its row names, when they are several.
    """
    return sign([features_of(record, gazetteer, linked, around, row)])[0]


def with_own_key(signature: Signature, own_key: str) -> Signature:
    """The signature of a record whose own key other records of its source bear.

    Args:
        own_key: digest of (source, own key).
    """
    return sign([read_features(signature.features)._replace(own_key=own_key, alone="")])[0]


def sign(described: Sequence[Features]) -> list[Signature]:
    """The signature of each; those of many go through each step together (`ingest.parts`)."""
    texts = [write_features(features) for features in described]
    signed = {text: _SIGNED[text] for text in texts if text in _SIGNED}
    new = {text: one for text, one in zip(texts, described, strict=True) if text not in signed}
    digests = [blake2b(text.encode(), digest_size=16).hexdigest() for text in new]
    blocked = [blocks(features) for features in new.values()]
    glances = [glance_of(features) for features in new.values()]
    signed.update(zip(new, map(Signature, digests, new, blocked, glances), strict=True))
    if len(_SIGNED) + len(new) > _SIGNED_AT_MOST:
        _SIGNED.clear()
    _SIGNED.update(signed)
    return [signed[text] for text in texts]


_SIGNED: dict[str, Signature] = {}
"""The last signatures, by their features as text: one body is named by many rows."""
_SIGNED_AT_MOST = 5_000


def features_of(
    record: Record,
    gazetteer: Gazetteer,
    linked: Sequence[Record] = (),
    around: tuple[str, ...] = (),
    row: Sequence[Record] = (),
) -> Features:
    """The compared features of a record; see `signature_of`."""
    family = family_of(record.kind)
    identifiers = _identifiers_of(record, family, linked)
    if family not in _NAMED:
        return Features(family, alone="" if identifiers else record.key, identifiers=identifiers)
    values = _values_of(record)
    where = whereabouts(gazetteer, _get(values, "locatedIn"), _first(values, "postcode"))
    names, short = _names(record, family, values)
    called = () if family == "person" else names
    said = town_words(gazetteer, called, where.words, where.zone_words)
    telephones, webs, emails = _contacts(values)
    around = () if where.departements else _around(linked, gazetteer) or tuple(sorted(around))
    return Features(
        family=family,
        identifiers=identifiers,
        names=names,
        acronyms=short,
        towns=said.towns,
        local=said.local,
        zones=where.zones,
        zonal=said.zonal,
        communes=where.communes,
        departements=where.departements,
        postcodes=where.postcodes,
        around=around,
        source="" if where.departements or around or family not in _REPEATED else record.source,
        street=street_of(_first(values, "address") or "", where.words),
        telephones=telephones,
        webs=webs,
        emails=emails,
        organisations=_organisations(linked) if family == "person" else (),
        beside=names_beside(names, record, row) if row and family == "organization" else (),
    )


def write_features(features: Features) -> str:
    """Canonical JSON: what is empty left out."""
    told = zip(_FIELDS, _in_order(features), strict=True)
    return to_json({name: value for name, value in told if value}).decode()


_FIELDS = sorted(Features._fields)
_in_order = attrgetter(*_FIELDS)


def parse_features(text: str) -> Features:
    """The features that `write_features` wrote."""
    told = from_json(text, cache_strings="keys")  # names seldom come twice
    return Features(**{name: _read_feature(name, value) for name, value in told.items()})


@lru_cache(maxsize=5_000)
def read_features(text: str) -> Features:
    """The same, where they are perhaps asked for again."""
    return parse_features(text)


def _read_feature(name: str, told: Any) -> Any:
    if type(told) is str:
        return told
    return tuple(map(tuple, told)) if name in _OF_TUPLES else tuple(told)


_OF_TUPLES = frozenset(("identifiers", "names", "communes", "organisations", "beside"))


def _values_of(record: Record) -> Values:
    """Property → its values, in their order."""
    found: dict[str, list[str]] = {}
    for value in record.values:
        found.setdefault(value.property, []).append(value.value)
    return found


def _get(values: Values, name: str) -> tuple[str, ...]:
    return tuple(values.get(name, ()))


def _first(values: Values, name: str) -> str | None:
    found = values.get(name)
    return found[0] if found else None


def _contacts(values: Values) -> tuple[Name, Name, Name]:
    """Telephones, domains and mail addresses."""
    if _CONTACTS.isdisjoint(values):
        return (), (), ()
    mails = _get(values, "email")
    return (
        tuple(sorted(set(_get(values, "telephone")))),
        web_domains(_get(values, "website"), mails),
        tuple(sorted({mail.lower() for mail in mails})),
    )


def _identifiers_of(
    record: Record, family: str, linked: Sequence[Record]
) -> tuple[tuple[str, str], ...]:
    """Its own; of a scheme, its name and who funds it too."""
    own = _identifiers(record.identifiers, family)
    return own + _funded(record, linked) if family == "funding-scheme" else own


def _identifiers(identifiers: tuple[Identifier, ...], family: str) -> tuple[tuple[str, str], ...]:
    """Valid `self` identifiers that nobody guessed; a SIRET tells an organisation's SIREN.

    A site has a SIRET; the SIREN in its row is that of who runs it.
    """
    if not identifiers:
        return ()
    kept: set[tuple[str, str]] = set()
    for scheme, value, role, guessed in identifiers:
        if role != "self" or guessed or not value:
            continue
        try:
            kept |= _checked(scheme.lower(), value, family)
        except NotAnIdentifierError:
            continue
    return tuple(sorted(kept))


def _checked(scheme: str, value: str, family: str) -> set[tuple[str, str]]:
    """What an identifier is worth for this family.

    Raises:
        NotAnIdentifierError: it is none.
    """
    if scheme == "siret":
        siret = normalise_siret(value)
        return {("siren", siret[:9])} if family == "organization" else {("siret", siret)}
    if scheme == "siren":
        return {("siren", normalise_siren(value))} if family == "organization" else set()
    if scheme == "rna":
        return {("rna", normalise_rna(value))} if family == "organization" else set()
    return {(scheme, value)}


def _names(record: Record, family: str, values: Values) -> tuple[tuple[Name, ...], tuple[str, ...]]:
    """The distinct names, as words, and the acronyms that they hold."""
    if family == "person":
        return (_person_name(record),), ()
    if "altName" not in values and "acronym" not in values:
        return read_name(record.name)
    found: set[Name] = set()
    short: set[str] = set()
    given = (record.name, *values.get("altName", ()), *values.get("acronym", ()))
    for name in given[:_NAMES_AT_MOST]:
        names, acronyms = read_name(name)
        found.update(names)
        short.update(acronyms)
    return tuple(sorted(found)), tuple(sorted(short))


def _person_name(record: Record) -> tuple[str, ...]:
    """The words of a person's name, whatever order they were written in."""
    given = f"{record.get('givenName') or ''} {record.get('familyName') or ''}".strip()
    return person_words(given or record.name)


def _around(linked: Sequence[Record], gazetteer: Gazetteer) -> tuple[str, ...]:
    """A département, an EPCI, a commune funds around itself."""
    checked = (_identifiers(one.identifiers, family_of(one.kind)) for one in linked)
    return departements_of_body(
        gazetteer, tuple(v for found in checked for s, v in found if s == "siren")
    )


def _funded(record: Record, funders: Sequence[Record]) -> tuple[tuple[str, str], ...]:
    """A scheme is known by its name and by who funds it: a SIREN, or else a name."""
    name = " ".join(name_words(record.name))
    known = set()
    for funder in funders:
        sirens = [v for s, v in _identifiers(funder.identifiers, "organization") if s == "siren"]
        known |= {f"{one} {name}" for one in sirens or [" ".join(name_words(funder.name))]}
    return tuple(("funded", one) for one in sorted(known)) if name else ()


def _organisations(linked: Sequence[Record]) -> tuple[tuple[str, ...], ...]:
    """Their words; those of a project make one, which matches as a whole or not at all."""
    found = set()
    for one in linked:
        words = name_words(one.name)
        is_project = family_of(one.kind) == "project"
        found.add((" ".join(("projet", *words)),) if is_project and words else words)
    return tuple(sorted(found - {()}))
