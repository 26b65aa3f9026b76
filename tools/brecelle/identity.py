"""Numbers that look right and belong to nobody.

SIREN begin with 2996: numbers of local public bodies are 2x followed by the département, and no
département is numbered 96. RNA begin with W960 for the same reason. Telephones are in 02 61 91,
which ARCEP keeps for fiction; e-mails and sites are under example.org and example.fr (RFC 2606).
"""


def luhn_digit(digits: str) -> str:
    """The check digit that makes `digits` + it pass Luhn."""
    total = 0
    for position, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if position % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def siren_of(number: int) -> str:
    """Invented SIREN of the actor numbered 0 to 9999."""
    body = f"2996{number:04d}"
    return body + luhn_digit(body)


def siret_of(siren: str) -> str:
    """SIRET of the head office: NIC 0001 and its check digit."""
    body = siren + "0001"
    return body + luhn_digit(body)


def rna_of(number: int) -> str:
    """Invented RNA number."""
    return f"W960{number:06d}"


def telephone_of(number: int, style: int) -> str:
    """A telephone of fiction, written in one of three styles."""
    pairs = (f"{number // 100 % 100:02d}", f"{number % 100:02d}")
    if style == 0:
        return "02 61 91 {} {}".format(*pairs)
    if style == 1:
        return "02.61.91.{}.{}".format(*pairs)
    return "+33 2 61 91 {} {}".format(*pairs)
