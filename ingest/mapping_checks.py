"""Is a mapping sound? Its YAML, its rules, its words of the ontology, and its columns."""

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from tisserand.errors import InputError
from tisserand.ingest.mapping_model import (
    ITEM,
    IdentifierRule,
    KindRule,
    Mapping,
    TableRule,
    Take,
    ThingRule,
)
from tisserand.ingest.mapping_values import NORMALISERS, SENTENCE
from tisserand.ingest.readers import Table
from tisserand.ontology.model import CLASSES
from tisserand.ontology.properties import PROPERTIES
from tisserand.yaml_reading import SAFE_LOADER

MAX_DEPTH = 20
_SURPRISES = ("tag:yaml.org,2002:bool", "tag:yaml.org,2002:timestamp")


class _Loader(SAFE_LOADER):  # type: ignore[misc]  # chosen when it is imported
    """Safe, and without YAML 1.1's surprises: `yes`, `no` and dates are the texts they look."""


_Loader.yaml_implicit_resolvers = {
    start: [(tag, pattern) for tag, pattern in resolvers if tag not in _SURPRISES]
    for start, resolvers in SAFE_LOADER.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(true|false)$"), ["t", "f"])

_TOLD_BY_WORDS = ("Association", "Company", "Cooperative", "PublicBody", "School", "Community")
_KEYS = sorted(
    {key for model in (Mapping, TableRule, ThingRule, Take, KindRule) for key in model.model_fields}
)


def parse_mapping(text: str, file: str) -> Mapping:
    """A mapping from its YAML.

    Raises:
        InputError: no YAML, anchors (which can grow without end), an unknown key, class or
            property (with the one that was probably meant), or a link to nothing.
    """
    try:
        _check_events(file, text)
        content = yaml.load(text, _Loader)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        problem = " ".join(str(error).split())[:300]
        raise InputError("mapping.not_yaml", file=file, problem=problem) from error
    try:
        mapping = Mapping.model_validate(content)
    except ValidationError as error:
        raise _explained(file, error.errors()[0]) from error
    for table in mapping.tables:
        locals_ = [thing.local for thing in table.things]
        for thing in table.things:
            _check_thing(file, thing, locals_)
    return mapping


def _check_events(file: str, text: str) -> None:
    """Refuse what makes YAML grow or slow: references, and nesting no mapping needs."""
    depth = 0
    for event in yaml.parse(text, _Loader):
        if isinstance(event, yaml.AliasEvent):
            raise InputError("mapping.aliases", file=file)
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAX_DEPTH:
            raise ValueError(f"nested deeper than {MAX_DEPTH} levels")


def _explained(file: str, error: ErrorDetails) -> InputError:
    where = ".".join(str(step) for step in error["loc"])
    if error["type"] == "extra_forbidden":
        key = str(error["loc"][-1])
        return InputError(
            "mapping.unknown_key", file=file, where=where, key=key, meant=_meant(key, _KEYS)
        )
    if error["type"] == "missing":
        return InputError("mapping.missing_key", file=file, where=where)
    return InputError("mapping.invalid", file=file, where=where, problem=error["msg"])


def _meant(word: str, known: Iterable[str]) -> str:
    return ", ".join(get_close_matches(word, list(known), n=3, cutoff=0.5)) or "—"


def _check_thing(file: str, thing: ThingRule, locals_: list[str]) -> None:
    if locals_.count(thing.local) > 1:
        raise InputError("mapping.same_local", file=file, local=thing.local)
    kinds = set(_kinds(thing))
    for kind in sorted(kinds - CLASSES.keys()):
        raise InputError("mapping.unknown_class", file=file, name=kind, meant=_meant(kind, CLASSES))
    for name in thing.properties:
        _check_property(file, name, kinds, takes=("literal", "reference"))
    for name, rules in thing.links.items():
        _check_property(file, name, kinds, takes=("link",))
        for rule in rules:
            if rule.to not in locals_:
                raise InputError(
                    "mapping.unknown_local",
                    file=file,
                    name=rule.to,
                    meant=_meant(rule.to, locals_),
                )
    for take in _takes(thing):
        if take.normaliser and take.normaliser not in (*NORMALISERS, SENTENCE):
            meant = _meant(take.normaliser, NORMALISERS)
            raise InputError(
                "mapping.unknown_normaliser", file=file, name=take.normaliser, meant=meant
            )


def _kinds(thing: ThingRule) -> Iterator[str]:
    if isinstance(thing.kind, str):
        yield thing.kind
        return
    for rule in thing.kind:
        yield from rule.values.values()
        if rule.otherwise:
            yield rule.otherwise
        if rule.legal_form or rule.words:
            yield from _TOLD_BY_WORDS


def _check_property(file: str, name: str, kinds: set[str], takes: tuple[str, ...]) -> None:
    known = [n for n, described in PROPERTIES.items() if described.takes in takes]
    if name not in known:
        raise InputError(
            "mapping.unknown_property", file=file, name=name, meant=_meant(name, known)
        )
    if not kinds & PROPERTIES[name].domains:
        raise InputError(
            "mapping.wrong_class", file=file, name=name, kinds=", ".join(sorted(kinds))
        )


def check_mapping(mapping: Mapping, rule: TableRule, table: Table) -> None:
    """Check that the table has every column that the rules name.

    Raises:
        InputError: names the missing column and those that the file has.
    """
    for column in _columns(rule):
        if column not in table.columns and column not in rule.optional:
            raise InputError(
                "mapping.missing_column",
                mapping=mapping.id,
                file=table.file,
                column=column,
                meant=_meant(column, table.columns),
                columns=", ".join(table.columns[:60]),
            )


def _columns(rule: TableRule) -> list[str]:
    found = [*rule.recognise, *(condition.column for condition in rule.recognise_when)]
    for skip in rule.skip:
        found += [condition.column for condition in skip.when]
    for thing in rule.things:
        found += columns_of_thing(thing)
    for identifier in rule.reserve:
        found += _columns_of_identifier(identifier)
    return [c for c in dict.fromkeys(found) if c != ITEM and not c.startswith(f"{ITEM}.")]


def columns_of_thing(thing: ThingRule) -> Iterator[str]:
    """Every column that the rules of a thing read, some of them again."""
    if not isinstance(thing.kind, str):
        yield from (rule.column for rule in thing.kind)
    if thing.each:
        yield thing.each.column
    for condition in thing.when:
        yield condition.column
    for identifier in thing.identifiers:
        yield from _columns_of_identifier(identifier)
    for rules in thing.links.values():
        yield from (condition.column for rule in rules for condition in rule.when)
    if thing.place:
        place = thing.place
        yield from (c for c in (place.latitude, place.longitude, place.x, place.y) if c)
    for take in _takes(thing):
        yield from ([take.column] if take.column else [])
        yield from take.columns
        yield from re.findall(r"\{([^{}]+)\}", take.template or "")
        yield from (condition.column for condition in take.when)


def _columns_of_identifier(identifier: IdentifierRule) -> Iterator[str]:
    yield from ([identifier.column] if identifier.column else [])
    yield from re.findall(r"\{([^{}]+)\}", identifier.template or "")
    yield from (condition.column for condition in identifier.when)
    if not isinstance(identifier.guessed, bool):
        yield identifier.guessed.column


def _takes(thing: ThingRule) -> Iterator[Take]:
    yield from thing.name
    for takes in thing.properties.values():
        yield from takes
    single = [thing.key, thing.since, thing.until, thing.confidence]
    if thing.place:
        place = thing.place
        single += [place.commune, place.postcode, place.insee, place.departement, place.near]
    yield from (take for take in single if isinstance(take, Take))
