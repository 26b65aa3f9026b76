"""When somebody holds a title, by the words beside it: « depuis 2014 », « (2004-2016) »."""

import re
from dataclasses import replace

from tisserand.ingest.extraction.raw_facts import RawFact

_SPAN = re.compile(
    r"\b(?:de|entre) ((?:19|20)\d\d) (?:à|et) ((?:19|20)\d\d)\b"
    r"|\b((?:19|20)\d\d) ?[-–] ?((?:19|20)\d\d)\b"
)
_UNTIL = re.compile(r"\bjusqu'(?:en|à|au) [^,;.]{0,20}?((?:19|20)\d\d)\b")
_SINCE = re.compile(r"\b(?:depuis|dès) [^,;.]{0,20}?((?:19|20)\d\d)\b")
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")


def dated(raw: RawFact, role: str | None, details: str, status: str) -> RawFact:
    """The fact with its title, and the dates that the words beside it give."""
    year = since = until = None
    if found := _SPAN.search(details):
        since, until = found[1] or found[3], found[2] or found[4]
    elif found := _UNTIL.search(details):
        until = found[1]
    elif found := _SINCE.search(details):
        since = found[1]
    first = since or next(iter(_YEAR.findall(details)), None)
    year = int(first) if first and first != until else None
    fact = replace(raw.fact, role=role, year=year, since=since, until=until)
    if until or status == "past":
        fact = replace(fact, status="past")
    return raw._replace(fact=fact)
