"""Small turns of a sentence: names inside it, and when things held."""

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
