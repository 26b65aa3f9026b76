"""The identifiers that the rules of a mapping take of a row."""

import re
from collections.abc import Callable, Sequence

from tisserand.ingest.mapping_conditions import SEARCHED, Cells, cell, test_of
from tisserand.ingest.mapping_facts import Warn
from tisserand.ingest.mapping_model import IdentifierRule, Take
from tisserand.ingest.mapping_values import first_of
from tisserand.ingest.normalisation.identifiers import NotAnIdentifierError, identifiers_of
from tisserand.ontology.records import Identifier

AddIdentifiers = Callable[[Cells, dict[Identifier, None]], None]


def add_identifiers(rule: IdentifierRule, warn: Warn) -> AddIdentifiers:
    """What adds the identifiers that a rule takes of a row, and warns of what is none."""
    text_of = _text_of(rule)
    passes = test_of(rule.when) if rule.when else None
    is_guessed = _is_guessed(rule)
    scheme, role = rule.scheme, rule.role

    def add(cells: Cells, found: dict[Identifier, None]) -> None:
        text = text_of(cells)
        if not text or (passes is not None and not passes(cells)):
            return
        try:
            pairs = identifiers_of(scheme, text)
        except NotAnIdentifierError as error:
            warn(f"mapping.{error.reason}", scheme=scheme.upper(), value=_shown(text))
            return
        guessed = is_guessed(cells)
        for name, value in pairs:
            found.setdefault(Identifier(name, value, role, guessed))

    return add


def identifiers(
    rules: Sequence[IdentifierRule], warn: Warn
) -> Callable[[Cells], tuple[Identifier, ...]]:
    """What gives the identifiers that rules take of a row, each once."""
    adders = [add_identifiers(rule, warn) for rule in rules]

    def of_row(cells: Cells) -> tuple[Identifier, ...]:
        found: dict[Identifier, None] = {}
        for add in adders:
            add(cells, found)
        return tuple(found)

    return of_row


def _text_of(rule: IdentifierRule) -> Callable[[Cells], str]:
    constant, column = rule.constant, rule.column or ""
    if rule.template is not None:
        template = first_of(Take(template=rule.template))
        return lambda cells: template(cells) or ""
    if not rule.match:
        return (lambda _: constant) if constant else lambda cells: cell(cells, column)
    pattern = re.compile(rule.match)

    def matched(cells: Cells) -> str:
        match = pattern.search((constant or cell(cells, column))[:SEARCHED])
        return match[1] if match else ""

    return matched


def _is_guessed(rule: IdentifierRule) -> Callable[[Cells], bool]:
    if isinstance(rule.guessed, bool):
        guessed = rule.guessed
        return lambda _: guessed
    return test_of((rule.guessed,))


def _shown(text: str) -> str:
    """The value as a message may show it: never what may be a person's social security number."""
    digits = re.sub(r"\s", "", text)
    return "…" if re.fullmatch(r"[12]\d{12}(\d\d)?", digits) else text[:40]
