"""What resolution compares of addresses: a number and a street, and the domains of one body."""

import re
from urllib.parse import urlsplit

from tisserand.ingest.resolution.model import load_model
from tisserand.reference.text import fold

_STREET_NUMBER = re.compile(r"^(\d+)(?: ?(bis|ter|quater|[a-d])\b)?")
_STREET_WORD = re.compile(r"[a-z0-9]+")
_STREET_NOISE = frozenset(["de", "du", "des", "d", "la", "le", "les", "l", "cedex", "bp", "cs"])
_STREET_SHORT = {
    "av": "avenue", "ave": "avenue", "bd": "boulevard", "bld": "boulevard", "blvd": "boulevard",
    "pl": "place", "r": "rue", "rte": "route", "che": "chemin", "chem": "chemin",
    "imp": "impasse", "all": "allee", "sq": "square", "fg": "faubourg", "za": "zone",
    "dr": "docteur", "gal": "general", "mal": "marechal", "st": "saint",
}  # fmt: skip


def street_of(address: str, town: frozenset[str]) -> str:
    """Number and street, folded, without the town; empty unless both are there."""
    if not address:
        return ""
    folded = fold(address).replace(",", " ")
    number = _STREET_NUMBER.match(folded)
    if not number:
        return ""
    rest = [
        word
        for word in _STREET_WORD.findall(folded, number.end())
        if word not in _STREET_NOISE and not word.isdigit()
    ]
    while rest and rest[-1] in town:
        rest.pop()
    street = " ".join(_STREET_SHORT.get(word, word) for word in rest)
    return f"{number[1]}{number[2] or ''} {street}" if street else ""


def web_domains(sites: tuple[str, ...], emails: tuple[str, ...]) -> tuple[str, ...]:
    """Domains of web sites and mail addresses that belong to one body."""
    if not sites and not emails:
        return ()
    hosts = {_host(site) for site in sites}
    hosts |= {email.rpartition("@")[2].lower() for email in emails}
    shared = load_model().shared_hosts
    plain = {host.removeprefix("www.") for host in hosts}
    return tuple(sorted(host for host in plain if host and not _is_shared(host, shared)))


def _host(site: str) -> str:
    return urlsplit(site).hostname or ""


def _is_shared(host: str, shared: frozenset[str]) -> bool:
    return host in shared or any(host.endswith(f".{one}") for one in shared)
