"""What a mapping may say: one YAML file a directory. See `docs/mapping.md`."""

import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator, model_validator

from tisserand.ontology.records import Visibility

VisibilityName = Literal["public", "partner", "agent", "steward"]
ITEM = "item"
"""The pseudo-column of a thing that is read from each part of a cell; its groups are `item.x`."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


def _column_alone(value: Any) -> Any:
    return {"column": value} if isinstance(value, str) else value


def _in_list(value: Any) -> Any:
    return value if isinstance(value, list) or value is None else [value]


def _checked_pattern(value: str | None) -> str | None:
    if value is not None:
        try:
            re.compile(value)
        except re.error as error:
            raise ValueError(f"{value!r}: {error}") from error
    return value


Pattern = Annotated[str, BeforeValidator(_checked_pattern)]


class Condition(_Part):
    """A test on one column. Texts compare folded: case and accents do not count."""

    column: str
    any_of: tuple[str, ...] | None = None
    none_of: tuple[str, ...] | None = None
    filled: bool | None = None
    yes: bool | None = None
    matches: Pattern | None = None

    @model_validator(mode="after")
    def _has_one_test(self) -> "Condition":
        tests = (self.any_of, self.none_of, self.filled, self.yes, self.matches)
        if sum(test is not None for test in tests) != 1:
            raise ValueError("one of any_of, none_of, filled, yes, matches")
        return self


Conditions = Annotated[tuple[Condition, ...], BeforeValidator(_in_list)]


class Take(_Part):
    """Where a value comes from: a column, several, a template or a constant; then what is done.

    In order: `split` cuts a cell in several values, `match` keeps the first group of a pattern,
    `lookup` replaces the SIREN of a territory by its name, `values` a text by another,
    `normaliser` stands for the one of the property.
    """

    column: str | None = None
    columns: tuple[str, ...] = ()
    join: str | None = None
    template: str | None = None
    constant: str | None = None
    split: bool | str = False
    lookup: Literal["siren"] | None = None
    match: Pattern | None = None
    values: dict[str, str] | None = None
    otherwise: str | None = None
    normaliser: str | None = None
    visibility: VisibilityName | None = None
    when: Conditions = ()

    @field_validator("values", mode="before")
    @classmethod
    def _texts(cls, value: Any) -> Any:
        """YAML reads `oui: 1` as a number and `no: x` as a boolean."""
        if isinstance(value, dict):
            return {str(k): v if isinstance(v, str) else str(v) for k, v in value.items()}
        return value

    @model_validator(mode="after")
    def _has_one_origin(self) -> "Take":
        origins = (self.column, self.columns or None, self.template, self.constant)
        if sum(origin is not None for origin in origins) != 1:
            raise ValueError("one of column, columns, template, constant")
        return self


def _takes(value: Any) -> Any:
    return [_column_alone(item) for item in _in_list(value)] if value is not None else ()


Takes = Annotated[tuple[Take, ...], BeforeValidator(_takes)]
OneTake = Annotated[Take, BeforeValidator(_column_alone)]


class KindRule(_Part):
    """The class of a thing, from a column: through a table, its legal form, or a name's words.

    Of several rules, the first that tells one is followed; `otherwise` is the last one's.
    """

    column: str
    values: dict[str, str] = {}
    legal_form: bool = False
    words: bool = False
    otherwise: str | None = None


def _rules(value: Any) -> Any:
    return value if isinstance(value, str) else _in_list(value)


Kind = Annotated[str | tuple[KindRule, ...], BeforeValidator(_rules)]


class IdentifierRule(_Part):
    """A registered number. `guessed`: always, or when a condition holds; `match`: the first group
    of a pattern is the number, and a cell without it holds none."""

    scheme: str
    column: str | None = None
    constant: str | None = None
    template: str | None = None
    match: Pattern | None = None
    role: Literal["self", "operator"] = "self"
    guessed: bool | Condition = False
    when: Conditions = ()

    @model_validator(mode="after")
    def _has_one_origin(self) -> "IdentifierRule":
        if [self.column, self.constant, self.template].count(None) != 2:
            raise ValueError("one of column, constant, template")
        return self


class PlaceRule(_Part):
    """Where the thing is; gives locatedIn, postcode, latitude and longitude.

    `near`: codes of départements, separated by spaces, which tell homonyms apart.
    """

    commune: OneTake | None = None
    postcode: OneTake | None = None
    insee: OneTake | None = None
    departement: OneTake | None = None
    near: OneTake | None = None
    latitude: str | None = None
    longitude: str | None = None
    x: str | None = None
    y: str | None = None
    required: bool = False


class LinkRule(_Part):
    """A link to another thing of the row."""

    to: str
    when: Conditions = ()
    visibility: VisibilityName | None = None


def _links(value: Any) -> Any:
    return [{"to": item} if isinstance(item, str) else item for item in _in_list(value)]


Links = Annotated[tuple[LinkRule, ...], BeforeValidator(_links)]


class EachRule(_Part):
    """The cell whose parts each give one thing; groups of `match` are columns `item.<group>`."""

    column: str
    split: bool | str = True
    match: Pattern | None = None


class ThingRule(_Part):
    """One thing that a row names."""

    local: str
    kind: Kind
    name: Takes
    required: bool = False
    each: EachRule | None = None
    key: OneTake | None = None
    once: bool = False
    identifiers: tuple[IdentifierRule, ...] = ()
    properties: dict[str, Takes] = {}
    place: PlaceRule | None = None
    links: dict[str, Links] = {}
    visibility: VisibilityName | None = None
    confidence: float | OneTake = Field(default=1.0)
    since: OneTake | None = None
    until: OneTake | None = None
    when: Conditions = ()


class SkipRule(_Part):
    """Rows left out, counted under the name of the rule."""

    rule: str
    when: Conditions


class ReaderRule(_Part):
    sheet: str | None = None
    header_row: int | None = None
    encoding: str | None = None
    delimiter: str | None = None
    columns: tuple[str, ...] = ()


class TableRule(_Part):
    """What one table or sheet says.

    `recognise`: columns that tell this directory; `recognise_when`: tests that its first row
    passes, where columns are not enough; `optional`: columns that it may lack; `aliases`: other
    headings under which a column is met; `reserve`: numbers of who must not be public, whoever
    names them, told even by rows that are skipped (Sirene's partial diffusion).
    """

    recognise: tuple[str, ...] = ()
    recognise_when: Conditions = ()
    optional: tuple[str, ...] = ()
    aliases: dict[str, tuple[str, ...]] = {}
    reader: ReaderRule = ReaderRule()
    skip: tuple[SkipRule, ...] = ()
    reserve: tuple[IdentifierRule, ...] = ()
    things: tuple[ThingRule, ...] = Field(min_length=1)


class FileDate(_Part):
    """The date of a source, from the name of its file: the groups of a pattern, joined by `-`."""

    file: Pattern


class SourceRule(_Part):
    """What is said of the source: who publishes it, under what licence, of what date.

    `retention`: months that it is kept, from its date, or from the day it is ingested.
    """

    publisher: str = ""
    licence: str = ""
    legal_basis: str = ""
    rank: int = Field(default=2, ge=0, le=3)
    visibility: VisibilityName = "public"
    retention: int | None = Field(default=None, gt=0)
    date: str | FileDate | None = None

    @field_validator("date", mode="before")
    @classmethod
    def _text_of_date(cls, value: Any) -> Any:
        return value if value is None or isinstance(value, (dict, FileDate)) else str(value)


class Title(_Part):
    fr: str
    en: str = ""


class Mapping(_Part):
    """A mapping: what a directory is, and how its rows become records.

    A directory of one table says `recognise`, `reader`, `skip` and `things` at its first level;
    one of several sheets lists them under `tables`. `left_out`: columns that a draft does not
    take, told at ingestion; None for a mapping that a person wrote.
    """

    id: str
    title: Title
    source: SourceRule = SourceRule()
    left_out: tuple[str, ...] | None = None
    tables: tuple[TableRule, ...] = Field(min_length=1)

    @model_validator(mode="before")
    @classmethod
    def _one_table(cls, value: Any) -> Any:
        if not isinstance(value, dict) or "tables" in value:
            return value
        whole = {key: value[key] for key in value if key not in TableRule.model_fields}
        table = {key: value[key] for key in value if key in TableRule.model_fields}
        return {**whole, "tables": [table]}


def visibility_of(name: VisibilityName | None) -> int:
    """The level of a visibility that a mapping names; public when it names none."""
    return Visibility[name.upper()] if name else Visibility.PUBLIC
