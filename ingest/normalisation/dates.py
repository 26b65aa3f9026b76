"""Dates as French directories write them, to ISO 8601."""

import datetime as dt
import re
import unicodedata

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "janvier janv jan",
            "fevrier fevr fev",
            "mars",
            "avril avr",
            "mai",
            "juin",
            "juillet juil",
            "aout",
            "septembre sept sep",
            "octobre oct",
            "novembre nov",
            "decembre dec",
        ),
        start=1,
    )
    for name in names.split()
}
_ISO = re.compile(r"^(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?:[T ].*)?$")
_FRENCH = re.compile(r"^(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})(?:[ T].*)?$")
_MONTH_YEAR = re.compile(r"^(\d{1,2})[/.](\d{4})$")
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_WORDS = re.compile(r"^(?:le |du )?(?:[a-z]+ )?(?:(\d{1,2})(?:er)? )?([a-z]{3,9})\.? (\d{4})$")
_YEAR = re.compile(r"^(\d{4})(?:[.,]0)?$")
_SERIAL = re.compile(r"^(\d{5})(?:[.,]\d+)?$")
_EPOCH = dt.date(1899, 12, 30)
_FIRST, _LAST = 1000, 2200


def normalise_date(text: str) -> str | None:
    """ISO date, possibly only year and month or year; None when it is none.

    Takes ISO, « 31/12/2019 », « 31.12.19 », « 1er mars 2020 », « mars 2020 », « 2020 », 20200301,
    and serial numbers of spreadsheets (43 831 is 1 January 2020).
    """
    folded = _folded(text)
    if match := _ISO.match(folded):
        return _iso(match[1], match[2], match[3])
    if match := _FRENCH.match(folded):
        return _iso(_century(match[3]), match[2], match[1])
    if match := _MONTH_YEAR.match(folded):
        return _iso(match[2], match[1], None)
    if match := _YEAR.match(folded):
        return match[1] if _FIRST <= int(match[1]) < _LAST else None
    if match := _COMPACT.match(folded):
        return _iso(match[1], match[2], match[3])
    if match := _WORDS.match(folded):
        month = _MONTHS.get(match[2])
        return _iso(match[3], str(month), match[1]) if month else None
    if match := _SERIAL.match(folded):
        return (_EPOCH + dt.timedelta(days=int(match[1]))).isoformat()
    return None


def normalise_year(text: str) -> str | None:
    """The year of a date, or of what starts or ends with one (« 2019/2020 » is 2019)."""
    date = normalise_date(text)
    if date:
        return date[:4]
    found = re.search(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)", text)
    return found[1] if found else None


def split_interval(text: str) -> tuple[str | None, str | None]:
    """Start and end of « 2017-10-06/2018-06-30 », « 2017-09-30_2021-06-30 » or « du … au … »."""
    parts = re.split(r"_|/(?=\d{4}-)|\s+(?:au|à|a|-|–)\s+", text.strip(), maxsplit=1)
    dates = [normalise_date(re.sub(r"^\s*(?:du|de)\s+", "", part)) for part in parts]
    return dates[0], dates[1] if len(dates) > 1 else None


def _folded(text: str) -> str:
    spaced = " ".join(text.lower().split())
    return "".join(c for c in unicodedata.normalize("NFKD", spaced) if not unicodedata.combining(c))


def _century(year: str) -> str:
    return year if len(year) == 4 else f"{'19' if int(year) > 68 else '20'}{year}"


def _iso(year: str, month: str, day: str | None) -> str | None:
    if not _FIRST <= int(year) < _LAST:
        return None
    try:
        date = dt.date(int(year), int(month), int(day or 1))
    except ValueError:
        return None
    return date.isoformat() if day else date.isoformat()[:7]
