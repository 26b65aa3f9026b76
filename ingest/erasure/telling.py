"""What all the records of a person tell of them, contacts shared with others left out."""

from collections.abc import Iterable, Sequence
from functools import reduce

from tisserand.ingest.erasure.fingerprint import (
    Traits,
    is_named_after,
    organisation_keys,
    traits_of,
)
from tisserand.ontology.records import Record
from tisserand.store.port import GraphReader, ResolutionReader

_FAMILIES = ("organization", "person", "site")
_MOBILE = ("+336", "+337")


def told_of(reader: GraphReader, identity: ResolutionReader, records: Sequence[Record]) -> Traits:
    """What these records of one person tell.

    The other names of their organisations, by any source, count too: the next directory may
    spell them otherwise. So do the addresses of these organisations that are made of their name.
    """
    keys = sorted({key for record in records for key in organisation_keys(record)})
    entities = reader.entities(keys)
    members = sorted({key for entity in entities.values() for key in entity.records})
    spellings = reader.records(members)
    told = []
    for record in records:
        homes = {entities[key].key for key in organisation_keys(record) if key in entities}
        around = [
            spellings[member]
            for entity in entities.values()
            if entity.key in homes
            for member in entity.records
            if member in spellings
        ]
        told.append(traits_of(record, around))
    whole = reduce(Traits.joined, told)
    named_after = {
        value.value.lower()
        for record in spellings.values()
        for value in record.values
        if value.property == "email" and is_named_after(value.value, whole.names)
    }
    whole = whole.joined(Traits((), emails=tuple(sorted(named_after))))
    return _without_shared(identity, whole, {record.key for record in records})


def _without_shared(identity: ResolutionReader, traits: Traits, own: set[str]) -> Traits:
    """An address that does not name the person, or a fixed telephone, that others bear too is
    not theirs."""
    emails = tuple(
        email
        for email in traits.emails
        if is_named_after(email, traits.names) or not _has_others(identity, "mail", email, own)
    )
    telephones = tuple(
        number
        for number in traits.telephones
        if number.startswith(_MOBILE) or not _has_others(identity, "tel", number, own)
    )
    return Traits(
        traits.names, emails, telephones, traits.numbers, traits.organisations, traits.communes
    )


def _has_others(identity: ResolutionReader, kind: str, value: str, own: Iterable[str]) -> bool:
    blocks = [f"{kind}:{family}:{value}" for family in _FAMILIES]
    digests = [signature.digest for _, signature in identity.signatures_in_blocks(blocks)]
    bearers = {m.key for held in identity.members_of(digests).values() for m in held}
    return bool(bearers - set(own))
