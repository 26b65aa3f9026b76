"""What is known of a source before its rows: its id, date, licence, checksum."""

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path

from tisserand.errors import InputError
from tisserand.ingest.calendar import months_after
from tisserand.ingest.mapping import Mapping, source_date
from tisserand.ingest.mapping_model import visibility_of
from tisserand.ingest.normalisation.dates import normalise_date
from tisserand.ontology.records import Source
from tisserand.reference.text import fold

_ID = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,98}[A-Za-z0-9])?")
_CHUNK = 1 << 20


def source_id_of(path: Path, given: str | None) -> str:
    """The id given, or the stem of the file without accents nor spaces; never the mapping's.

    Raises:
        InputError: the id given cannot be part of an IRI, or the stem leaves nothing.
    """
    if given is not None:
        found = given
    else:
        found = re.sub(r"[^a-z0-9._]+", "-", fold(path.stem)).strip("-._")[:100]
    if not _ID.fullmatch(found):
        raise InputError("ingest.bad_source_id", source=given or path.stem)
    return found


def describe_source(
    source_id: str,
    paths: Sequence[Path],
    mappings: Sequence[Mapping],
    date: str | None,
    retain_until: str | None = None,
    day: str = "",
) -> Source:
    """The source that these files make, each with its mapping; the first one's titles it.

    Args:
        retain_until: the day when it is due to be withdrawn; else by the shortest retention
            that a mapping says, from the date of the source, or from `day` when it has none.
        day: the day of the ingestion (ISO 8601); empty if unknown.

    Raises:
        InputError: a date given is none.
    """
    rules = [mapping.source for mapping in mappings]
    first = rules[0]
    found = _date(paths, mappings, date)
    return Source(
        id=source_id,
        title=mappings[0].title.fr,
        file=", ".join(path.name for path in paths),
        publisher=first.publisher,
        licence=first.licence,
        legal_basis=first.legal_basis if all(rule.legal_basis for rule in rules) else "",
        date=found,
        checksum=_checksum(paths, mappings),
        rank=max(rule.rank for rule in rules),
        visibility=max(visibility_of(rule.visibility) for rule in rules),
        mapping=", ".join(dict.fromkeys(mapping.id for mapping in mappings)),
        retain_until=_retention(mappings, retain_until, found or day),
    )


def _retention(mappings: Sequence[Mapping], given: str | None, since: str) -> str | None:
    if given is not None:
        return _checked_day(given)
    months = min((m.source.retention for m in mappings if m.source.retention), default=None)
    return months_after(since, months) if months and since else None


def _checked_day(given: str) -> str:
    day = normalise_date(given)
    if day is None:
        raise InputError("ingest.bad_date", date=given)
    return day


def _date(paths: Sequence[Path], mappings: Sequence[Mapping], given: str | None) -> str | None:
    """The date given, or the latest that a mapping reads in the name of its file."""
    if given is not None:
        return _checked_day(given)
    found = [source_date(m, path.name) for m, path in zip(mappings, paths, strict=True)]
    return max((date for date in found if date), default=None)


def _checksum(paths: Sequence[Path], mappings: Sequence[Mapping]) -> str:
    """SHA-256 of the files and of what their mappings say."""
    digest = hashlib.sha256()
    for path, mapping in zip(paths, mappings, strict=True):
        with path.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
        digest.update(mapping.model_dump_json().encode())
    return digest.hexdigest()
