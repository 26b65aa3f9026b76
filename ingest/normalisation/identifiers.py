"""SIREN, SIRET and RNA: cleaned, checked, always strings."""

import re

_NOISE = re.compile(r"[\s\u00a0'’\"`.\-/]+")
_FLOAT = re.compile(r"^(\d+)[.,]0+$")
_EXPONENT = re.compile(r"^\d([.,]\d+)?[eE]\+?\d+$")
_RNA = re.compile(r"^W\d[\dA-Z]\d{7}$")
_LA_POSTE = "356000000"
_DOUBLED = {str(digit): 2 * digit - (9 if digit > 4 else 0) for digit in range(10)}


class NotAnIdentifierError(ValueError):
    """Why a cell is no identifier; `reason` names a message of `mapping` locale files."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def luhn_is_valid(digits: str) -> bool:
    """Check digit of ISO/IEC 7812-1, which SIREN and SIRET end with."""
    doubled = sum(map(_DOUBLED.__getitem__, digits[-2::-2]))
    return (sum(map(int, digits[::-2])) + doubled) % 10 == 0


def normalise_siren(text: str) -> str:
    """Nine digits with a valid check digit; the SIREN of a SIRET is taken too.

    Raises:
        NotAnIdentifierError: rounded by a spreadsheet, of another length, or a wrong check digit.
    """
    digits = _digits(text)
    if len(digits) in (13, 14):
        return normalise_siret(digits)[:9]
    if len(digits) == 8:
        digits = digits.zfill(9)
    if len(digits) != 9:
        raise NotAnIdentifierError("identifier_length")
    if not luhn_is_valid(digits) or digits == "0" * 9:
        raise NotAnIdentifierError("identifier_check_digit")
    return digits


def normalise_siret(text: str) -> str:
    """Fourteen digits with a valid check digit.

    La Poste's establishments (356 000 000) follow another rule: the sum of the digits is a
    multiple of five, or Luhn holds (INSEE, Sirene documentation).

    Raises:
        NotAnIdentifierError: rounded by a spreadsheet, of another length, or a wrong check digit.
    """
    digits = _digits(text)
    if len(digits) == 13:
        digits = digits.zfill(14)
    if len(digits) != 14:
        raise NotAnIdentifierError("identifier_length")
    if digits.endswith("00000"):
        raise NotAnIdentifierError("identifier_rounded")
    if digits.startswith(_LA_POSTE) and sum(map(int, digits)) % 5 == 0:
        return digits
    if not luhn_is_valid(digits) or not luhn_is_valid(digits[:9]):
        raise NotAnIdentifierError("identifier_check_digit")
    return digits


def normalise_rna(text: str) -> str:
    """Number of an association: W, then nine characters (W491234567, W9C1234567).

    Raises:
        NotAnIdentifierError: another shape.
    """
    value = text if _RNA.match(text) else _NOISE.sub("", text).upper()
    if not _RNA.match(value):
        raise NotAnIdentifierError("identifier_length")
    return value


def _digits(text: str) -> str:
    """The digits of a number, whatever a spreadsheet or a typist put around them."""
    if text.isascii() and text.isdigit():
        return text
    text = text.strip()
    if _EXPONENT.match(text):
        raise NotAnIdentifierError("identifier_rounded")
    if match := _FLOAT.match(text):
        text = match[1]
    digits = _NOISE.sub("", text)
    if not (digits.isascii() and digits.isdigit()):
        raise NotAnIdentifierError("identifier_length")
    return digits


def identifiers_of(scheme: str, text: str) -> list[tuple[str, str]]:
    """(scheme, value) pairs that a cell gives: a SIRET gives the SIREN that begins it too.

    A column of SIRET often holds SIREN: nine digits are taken as such. Numbers of other schemes
    are kept as they are, spaces off their ends.

    Raises:
        NotAnIdentifierError: the cell holds no such identifier.
    """
    if scheme == "rna":
        return [("rna", normalise_rna(text))]
    if scheme == "siren":
        return [("siren", normalise_siren(text))]
    if scheme == "siret":
        try:
            siret = normalise_siret(text)
        except NotAnIdentifierError as error:
            if error.reason != "identifier_length":
                raise
            return [("siren", normalise_siren(text))]
        return [("siret", siret), ("siren", siret[:9])]
    return [(scheme, " ".join(text.split()))]
