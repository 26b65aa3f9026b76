"""Which record a person means by an IRI, a key or a name."""

from tisserand.publish.description import find_key
from tisserand.reference.text import fold
from tisserand.store.port import GraphReader

_HITS = 50
_NAMES = ("name", "altName")


def find_record(reader: GraphReader, given: str, base_iri: str) -> str:
    """Key of a record: its own IRI or key; else the least record of the thing so named.

    A thing is also known by the names of the records that were joined into it.

    Raises:
        NotFoundError: nothing by that name in the reader's View.
        RefusedError: several actors bear exactly this name; the message lists them.
    """
    key = given.removeprefix(base_iri).removeprefix("id/").removeprefix("record/")
    if key.isalnum() and key in reader.records([key]):
        return key
    return _by_other_name(reader, given) or find_key(reader, given, base_iri)


def find_pair(reader: GraphReader, a: str, b: str, base_iri: str) -> tuple[str, str]:
    """Keys of two records, each as `find_record`; two names of one thing are two records of it.

    Raises: as `find_record`.
    """
    one, other = find_record(reader, a, base_iri), find_record(reader, b, base_iri)
    if one != other:
        return one, other
    entity = reader.entity(reader.record_owners([one])[one])
    told = reader.records(sorted(entity.records, reverse=True)) if entity else {}
    named = {fold(record.name): key for key, record in told.items()}
    return named.get(fold(a), one), named.get(fold(b), other)


def _by_other_name(reader: GraphReader, given: str) -> str | None:
    """The one thing that bears this name besides the one shown, when none is shown by it."""
    wanted = fold(given)
    hits = reader.find(given, limit=_HITS)
    if any(fold(hit.name) == wanted for hit in hits):
        return None
    named = [
        entity.key
        for entity in reader.entities([hit.key for hit in hits]).values()
        if any(f.property in _NAMES and fold(f.value) == wanted for f in entity.facts)
    ]
    return named[0] if len(named) == 1 else None
