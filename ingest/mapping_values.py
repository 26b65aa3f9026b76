"""From the cells of a row to texts, and from texts to values that the model accepts.

The rules of a mapping become functions once, before the first row.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from typing import get_args

from tisserand.ingest.mapping_conditions import SEARCHED, Cells, cell, folded, test_of
from tisserand.ingest.mapping_model import Take
from tisserand.ingest.normalisation.amounts import (
    normalise_amount,
    normalise_count,
    normalise_share,
    parse_number,
)
from tisserand.ingest.normalisation.contacts import (
    normalise_email,
    normalise_telephone,
    normalise_url,
)
from tisserand.ingest.normalisation.dates import normalise_date, normalise_year, split_interval
from tisserand.ingest.normalisation.legal_forms import normalise_legal_form
from tisserand.ingest.normalisation.lists import split_list
from tisserand.ingest.normalisation.names import normalise_name
from tisserand.ingest.normalisation.nulls import is_null
from tisserand.ingest.normalisation.places import normalise_postcode
from tisserand.ontology.properties import PROPERTIES
from tisserand.ontology.types import FundingKind, HelpKind, NeedGrade, ProjectPhase
from tisserand.reference.text import fold

Texts = Callable[[Cells, list[str]], Sequence[str]]
FirstText = Callable[[Cells], str | None]
Change = Callable[[Sequence[str], list[str]], Sequence[str]]
_DATES = (
    "startDate", "endDate", "foundedOn", "dissolvedOn", "opensOn", "closesOn", "grantedOn",
    "stateDate",
)  # fmt: skip
_FIELD = re.compile(r"\{([^{}]+)\}")


def _prose(text: str) -> str | None:
    return text.strip() or None


def _line(text: str) -> str | None:
    return " ".join(text.split()) or None


def _name(text: str) -> str | None:
    return normalise_name(text) or None


def _start(text: str) -> str | None:
    return split_interval(text)[0]


def _end(text: str) -> str | None:
    return split_interval(text)[1]


def _degrees(text: str) -> str | None:
    number = parse_number(text)
    return str(number) if number is not None and abs(number) <= 180 else None


def _one_of(choices: Sequence[str]) -> Callable[[str], str | None]:
    return lambda text: text if text in choices else None


SENTENCE = "sentence"
"""Normaliser of a property of skills or themes: what a whole sentence speaks of."""

NORMALISERS: dict[str, Callable[[str], str | None]] = {
    "text": _line,
    "prose": _prose,
    "name": _name,
    "date": normalise_date,
    "interval-start": _start,
    "interval-end": _end,
    "year": normalise_year,
    "amount": normalise_amount,
    "count": normalise_count,
    "share": normalise_share,
    "telephone": normalise_telephone,
    "email": normalise_email,
    "url": normalise_url,
    "postcode": normalise_postcode,
    "legal-form": normalise_legal_form,
    "degrees": _degrees,
}
"""What a mapping may ask for by name."""

_OF_PROPERTY: dict[str, Callable[[str], str | None]] = {
    **dict.fromkeys(_DATES, normalise_date),
    **dict.fromkeys(["amount", "budget", "maximumAmount"], normalise_amount),
    "year": normalise_year,
    "maximumRate": normalise_share,
    "population": normalise_count,
    "telephone": normalise_telephone,
    "email": normalise_email,
    "website": normalise_url,
    "postcode": normalise_postcode,
    "legalForm": normalise_legal_form,
    "latitude": _degrees,
    "longitude": _degrees,
    "altName": _name,
    "phase": _one_of(get_args(ProjectPhase)),
    "fundingKind": _one_of(get_args(FundingKind)),
    "helpKind": _one_of(get_args(HelpKind)),
    "grade": _one_of(get_args(NeedGrade)),
}


_REPEATED = frozenset(
    (
        normalise_date, normalise_year, normalise_amount, normalise_count, normalise_share,
        normalise_postcode, normalise_legal_form, _start, _end,
    )
)  # fmt: skip


def repeats(normalise: Callable[[str], str | None]) -> bool:
    """Whether the same texts come back so often that what they mean is worth remembering."""
    return normalise in _REPEATED


@cache
def normaliser_of(property_name: str) -> Callable[[str], str | None]:
    """What makes a text a value of this property; it gives None when the text is none."""
    if property_name in _OF_PROPERTY:
        return _OF_PROPERTY[property_name]
    return _prose if PROPERTIES[property_name].range == "langString" else _line


def texts_of(take: Take) -> Texts:
    """What takes the texts of a rule from a row, before normalisation; none when a test fails.

    It is given the cells, and a list for the texts that the table of values does not know.
    """
    if (search := lone_match_of(take)) is not None:
        return lambda cells, _: (text,) if (text := search(cells)) else ()
    origin = _origin_of(take)
    changes = list(_changes_of(take))
    passes = test_of(take.when) if take.when else None

    def texts(cells: Cells, unmatched: list[str]) -> Sequence[str]:
        if passes is not None and not passes(cells):
            return ()
        found = origin(cells)
        for change in changes:
            found = change(found, unmatched)
        return [text for text in found if text]

    return texts


def first_of(take: Take | None) -> FirstText:
    """What takes the first text of a rule from a row; None when there is no rule, or no text."""
    if take is None:
        return _nothing
    if (lone := lone_match_of(take)) is not None:
        return lone
    texts = texts_of(take)

    def first(cells: Cells) -> str | None:
        found = texts(cells, [])
        return found[0] if found else None

    return first


def lone_match_of(take: Take) -> FirstText | None:
    """What takes the text of a rule that gives one at most: a column, or what matches in it."""
    if take.column is None or take.when or take.split or take.values is not None:
        return None
    if take.constant is not None or take.template is not None:
        return None
    column = take.column
    if not take.match:
        return lambda cells: cells.get(column) or None
    pattern = re.compile(take.match)
    search, group = pattern.search, 1 if pattern.groups else 0

    def matched(cells: Cells) -> str | None:
        text = cells.get(column)
        match = search(text[:SEARCHED]) if text else None
        if match is None:
            return None
        return ((match[1] or "").strip() if group else match[0]) or None

    return matched


def _nothing(_: Cells) -> None:
    """No rule, no text."""


def _origin_of(take: Take) -> Callable[[Cells], Sequence[str]]:
    if take.constant is not None:
        constant = (take.constant,)
        return lambda _: constant
    if take.template is not None:
        return partial(_fill, take.template, tuple(_FIELD.findall(take.template)))
    if take.column is not None:
        return partial(_alone, take.column)
    columns, join = take.columns, take.join

    def several(cells: Cells) -> Sequence[str]:
        get = cells.get
        found = [text for column in columns if (text := get(column))]
        return [join.join(found)] if found and join is not None else found

    return several


def _alone(column: str, cells: Cells) -> Sequence[str]:
    text = cells.get(column)
    return (text,) if text else ()


def _fill(template: str, columns: tuple[str, ...], cells: Cells) -> Sequence[str]:
    """A template with its columns filled in; nothing when every one of them is empty."""
    if columns and not any(cell(cells, column) for column in columns):
        return ()
    filled = _FIELD.sub(lambda match: cell(cells, match[1]), template)
    return (" ".join(filled.split()),)


def _changes_of(take: Take) -> Iterator[Change]:
    """What is done to the texts of a rule, in order."""
    if take.split:
        yield partial(_split, take.split if isinstance(take.split, str) else "")
    if take.match:
        yield partial(_matched, re.compile(take.match))
    if take.values is not None:
        table = {fold(key): value for key, value in take.values.items()}
        yield partial(_through_table, table, take.otherwise)


def _split(separator: str, texts: Sequence[str], _: list[str]) -> Sequence[str]:
    parts = [part for text in texts for part in split_list(text, separator)]
    return [part for part in parts if not is_null(part)]


def _matched(pattern: re.Pattern[str], texts: Sequence[str], _: list[str]) -> Sequence[str]:
    matches = (pattern.search(text[:SEARCHED]) for text in texts)
    if pattern.groups:
        return [(match[1] or "").strip() for match in matches if match]
    return [match[0] for match in matches if match]


def _through_table(
    table: dict[str, str], otherwise: str | None, texts: Sequence[str], unmatched: list[str]
) -> Sequence[str]:
    found = []
    for text in texts:
        value = table.get(folded(text))
        if value is not None:
            found.append(value)
        elif otherwise == "keep":
            found.append(text)
        elif otherwise is not None:
            found.append(otherwise)
        else:
            unmatched.append(text)
    return found
