"""Telephones, e-mails and addresses of the web."""

import re

from tisserand.ontology.types import check_iri

_NOT_DIALLED = re.compile(r"[\s.\-_/()\u00a0\u202f]+")
_EMAIL = re.compile(r"[^@\s<>;,:\"'()]+@[^@\s<>;,:\"'()]+\.[a-zA-Z]{2,}")
_BARE_DOMAIN = re.compile(r"^(?:[\w-]+\.)+[a-zA-Z]{2,}(?:[/?#:].*)?$")
# Where a number of these départements is dialled from abroad.
_OVERSEAS = {"0262": "262", "0692": "262", "0693": "262", "0269": "262", "0639": "262",
             "0590": "590", "0690": "590", "0594": "594", "0694": "594", "0596": "596",
             "0696": "596"}  # fmt: skip


def normalise_telephone(text: str) -> str | None:
    """E.164 (« 02 41 43 28 13 » is +33241432813); short numbers as dialled; None if none."""
    number = _NOT_DIALLED.sub("", text.replace("(0)", ""))
    if number.startswith("00"):
        number = "+" + number[2:]
    if re.fullmatch(r"[1-9]\d{8}", number):
        number = "0" + number
    if re.fullmatch(r"\+330\d{9}", number):
        number = "+33" + number[4:]
    if re.fullmatch(r"0[1-9]\d{8}", number):
        return f"+{_OVERSEAS.get(number[:4], '33')}{number[1:]}"
    if re.fullmatch(r"\+[1-9]\d{7,14}", number) or re.fullmatch(r"[1-9]\d{3}", number):
        return number
    return None


def normalise_email(text: str) -> str | None:
    """The e-mail address in a cell, in lower case; None if there is none."""
    found = _EMAIL.search(text.strip())
    return found[0].lower().rstrip(".") if found else None


def normalise_url(text: str) -> str | None:
    """An IRI of an accepted scheme; `https://` is put before a bare domain; None if none."""
    address = text.strip()
    if _BARE_DOMAIN.match(address):
        address = "https://" + address
    address = re.sub(r"^(https?):/*", lambda m: f"{m[1].lower()}://", address, flags=re.I)
    if " " in address or "://" not in address or not re.match(r"https?://[^/\s]+\.\w", address):
        return None
    try:
        return check_iri(address)
    except ValueError:
        return None


# Providers of personal mailboxes: such an address is a person's, even in a public directory.
_PERSONAL = re.compile(
    r"@(gmail|googlemail|orange|wanadoo|free|aliceadsl|laposte|sfr|neuf|bbox|yahoo|ymail|hotmail"
    r"|outlook|live|msn|icloud|me|aol|numericable|proton|protonmail)\.(fr|com|net|me)$"
)


def is_personal_contact(contact: str) -> bool:
    """Whether a normalised e-mail or telephone is likely that of a person: a personal mailbox,
    a mobile."""
    return bool(_PERSONAL.search(contact)) or bool(re.match(r"^\+33[67]\d{8}$", contact))
