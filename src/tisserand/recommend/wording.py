"""Small turns of a sentence: names inside it, and when things held."""

from collections.abc import Sequence

from tisserand.messages import Language, text


def in_sentence(label: str) -> str:
    """A label as it reads inside a sentence: no capital, unless it is an acronym."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def span(thing: str, first: str | None, last: str | None) -> str:
    """« , 2021 » or « , 2020–2022 » for what began and ended; empty if `thing` says it."""
    years = [year for year in dict.fromkeys([(first or last or "")[:4], (last or "")[:4]]) if year]
    return f", {'–'.join(years)}" if years and years[0] not in thing else ""


def period(since: str | None, until: str | None, language: Language) -> str:
    """« depuis 2020 », « jusqu'en 2022 » or « , 2020–2022 » for a tie that lasts."""
    if since and until:
        return span("", since, until)
    if since:
        return text("recommend.since", language, year=since[:4])
    return text("recommend.until", language, year=until[:4]) if until else ""


def listed(names: Sequence[str], language: Language) -> str:
    """« a, b ou c »."""
    if len(names) < 2:
        return "".join(names)
    return text("funding.or", language, first=", ".join(names[:-1]), last=names[-1])


def sum_of(euros: int, language: Language) -> str:
    """« 14 500 € »."""
    figure = f"{euros:,}"
    return f"€{figure}" if language == "en" else figure.replace(",", "\u202f") + "\u00a0€"


def decimal(value: float | None, language: Language) -> str:
    """« 1,8 », empty for None."""
    shown = "" if value is None else f"{value:.1f}"
    return shown.replace(".", ",") if language == "fr" else shown


def on_date(date: str, language: Language) -> str:
    """« 30 juin 2024 », « juin 2024 » or « 2024 » for an ISO date, perhaps partial."""
    parts = date.split("-")
    if len(parts) == 1:
        return date
    month = text("funding.months", language).split()[int(parts[1]) - 1]
    if len(parts) == 2:
        return f"{month} {parts[0]}"
    day = "1er" if parts[2] == "01" and language == "fr" else str(int(parts[2]))
    return f"{day} {month} {parts[0]}"
