"""From the cells of a row to texts, and from texts to values that the model accepts."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from typing import get_args

from tisserand.ingest.mapping_model import Condition, Take
from tisserand.ingest.normalisation.amounts import (
    normalise_amount,
    normalise_count,
    normalise_share,
    parse_number,
)
from tisserand.ingest.normalisation.booleans import normalise_boolean
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

Cells = Mapping[str, str]
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
    **dict.fromkeys(
        [
            "startDate",
            "endDate",
            "foundedOn",
            "dissolvedOn",
            "opensOn",
            "closesOn",
            "grantedOn",
            "stateDate",
        ],
        normalise_date,
    ),
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


@cache
def normaliser_of(property_name: str) -> Callable[[str], str | None]:
    """What makes a text a value of this property; it gives None when the text is none."""
    if property_name in _OF_PROPERTY:
        return _OF_PROPERTY[property_name]
    return _prose if PROPERTIES[property_name].range == "langString" else _line


def cell(cells: Cells, column: str) -> str:
    """The text of a column, "" where it says nothing."""
    text = cells.get(column, "")
    return "" if is_null(text) else text


def holds(condition: Condition, cells: Cells) -> bool:
    """Whether a row passes a test."""
    text = cell(cells, condition.column)
    if condition.filled is not None:
        return bool(text) == condition.filled
    if condition.yes is not None:
        return (normalise_boolean(text) is True) == condition.yes
    if condition.matches is not None:
        return re.search(condition.matches, text[:2000]) is not None
    if condition.any_of is not None:
        return _folded_text(text) in _folded(condition.any_of)
    return _folded_text(text) not in _folded(condition.none_of or ())


def all_hold(conditions: Sequence[Condition], cells: Cells) -> bool:
    """Whether a row passes every test."""
    return all(holds(condition, cells) for condition in conditions)


def take_texts(take: Take, cells: Cells, unmatched: list[str]) -> list[str]:
    """The texts that a rule takes from a row, before normalisation; none when a test fails.

    Args:
        unmatched: receives the texts that the table of values does not know.
    """
    if take.when and not all_hold(take.when, cells):
        return []
    texts = _origin(take, cells)
    if take.split:
        separator = take.split if isinstance(take.split, str) else ""
        texts = [part for text in texts for part in split_list(text, separator)]
        texts = [text for text in texts if not is_null(text)]
    if take.match:
        matches = (re.search(take.match, text[:2000]) for text in texts)
        texts = [(m[1] or "").strip() if m.re.groups else m[0] for m in matches if m]
    if take.values is not None:
        texts = _through_table(take, texts, unmatched)
    return [text for text in texts if text]


def first_text(take: Take | None, cells: Cells) -> str | None:
    """The first text that a rule takes from a row; None when there is no rule, or no text."""
    texts = take_texts(take, cells, []) if take else []
    return texts[0] if texts else None


def _origin(take: Take, cells: Cells) -> list[str]:
    if take.constant is not None:
        return [take.constant]
    if take.template is not None:
        return _fill(take.template, cells)
    if take.column is not None:
        text = cell(cells, take.column)
        return [text] if text else []
    found = [text for column in take.columns if (text := cell(cells, column))]
    if take.join is None:
        return found
    return [take.join.join(found)] if found else []


def _fill(template: str, cells: Cells) -> list[str]:
    """A template with its columns filled in; nothing when every one of them is empty."""
    columns = _FIELD.findall(template)
    if columns and not any(cell(cells, column) for column in columns):
        return []
    filled = _FIELD.sub(lambda match: cell(cells, match[1]), template)
    return [" ".join(filled.split())]


def _through_table(take: Take, texts: list[str], unmatched: list[str]) -> list[str]:
    table = _folded_table(tuple((take.values or {}).items()))
    found = []
    for text in texts:
        value = table.get(_folded_text(text))
        if value is not None:
            found.append(value)
        elif take.otherwise == "keep":
            found.append(text)
        elif take.otherwise is not None:
            found.append(take.otherwise)
        else:
            unmatched.append(text)
    return found


_folded_text = lru_cache(maxsize=65_536)(fold)


@cache
def _folded(texts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(fold, texts))


@cache
def _folded_table(items: tuple[tuple[str, str], ...]) -> dict[str, str]:
    return {fold(key): value for key, value in items}
