"""What was read in reports and is not sure: shown with its passage, accepted, corrected, refused.

A decision is kept by what it is about, and holds when the report is read again.
"""

from collections.abc import Iterator, Mapping
from typing import Any, get_args

from tisserand.errors import InputError, NotFoundError
from tisserand.ingest.extraction.findings import Grade, Predicate, is_entity
from tisserand.ingest.readings.decisions import (
    Decision,
    DecisionVerdict,
    apply_decisions,
    read_decisions,
)
from tisserand.ingest.readings.keeping import DECISION
from tisserand.ingest.readings.reading import Item, Reading
from tisserand.ingest.readings.rules import rule_words
from tisserand.ingest.readings.stored_text import DOCUMENT
from tisserand.ingest.readings.weaving import read_readings, weave_reading
from tisserand.ingest.weaving import STEWARD
from tisserand.messages import Language, catalogue, text
from tisserand.ontology.records import Source
from tisserand.reference.places import Gazetteer
from tisserand.reference.thesaurus import Thesaurus
from tisserand.store.port import ChangeSet, GraphStore

Told = dict[str, Any]
CORRECTABLE = (
    "subject", "predicate", "object", "role", "amount", "year", "since", "until", "status",
    "theme", "grade", "place", "needed_by", "person", "organization", "number", "title",
)  # fmt: skip
"""Fields of an item that a person may correct, as they are asked for."""
_NUMBERS = {"amount": float, "year": int}
CHOICES: dict[str, tuple[str, ...]] = {
    "grade": get_args(Grade),
    "status": ("past",),
    "predicate": get_args(Predicate),
}
"""What a field may say, where that is of a list."""


def waiting_items(store: GraphStore, source: str | None = None) -> list[Told]:
    """What waits for a person, the least sure last, then by source and place in the report.

    Returns:
        For each: `{item, source, file, title, date, page, headings, passage, start, end, type,
        statement, said, confidence, pattern, rule, alternatives}`; `said` names entities,
        `rule` says in words what the pattern reads, and `alternatives` are the other names of
        the passage.
    """
    with store.resolution() as identity:
        readings = read_readings(identity, source)
        decisions = read_decisions(identity)
    found = [
        describe_item(name, reading, item)
        for name, reading in sorted(readings.items())
        for item in apply_decisions(reading, decisions).waiting
    ]
    return sorted(found, key=lambda one: -one["confidence"])


def describe_item(source: str, reading: Reading, item: Item, language: Language = "fr") -> Told:
    """An item as a person reads it: see `waiting_items`."""
    said = {name: _named(reading, value) for name, value in item.said.items() if value is not None}
    names = {reading.entities[one].name for one in item.nearby if one in reading.entities}
    where = item.passage
    return {
        "item": item.key,
        "source": source,
        "file": reading.file,
        "title": reading.title,
        "date": reading.date,
        "page": where.page,
        "headings": list(where.headings),
        "passage": where.text,
        "start": where.start,
        "end": where.end,
        "type": item.type,
        "statement": _statement(item, said, language),
        "said": said,
        "confidence": item.confidence,
        "pattern": item.pattern,
        "rule": rule_words(item.pattern, language),
        "alternatives": sorted(names - set(map(str, said.values()))),
    }


def _named(reading: Reading, value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_named(reading, one) for one in value]
    if isinstance(value, str) and is_entity(value) and value in reading.entities:
        return reading.entities[value].name
    return value


def _statement(item: Item, said: Told, language: Language) -> str:
    """One sentence: « Aline Gaudin · présidente de · Les Mains vertes »."""
    if item.type in ("orientation", "action"):
        return _planned(item, said, language)
    if item.type != "fact":
        name = said.get("theme") or said.get("title") or item.passage.text
        label = text(f"readings.type_{item.type}", language)
        who = said.get("person") or said.get("organization") or said.get("needed_by")
        return f"{label} : {name}" + (f" ({who})" if who and f"({who})" not in name else "")
    verb = catalogue("readings", language)[f"predicate_{said['predicate']}"]
    if said.get("role"):
        verb = str(said["role"])
    parts = [said["subject"], verb, said["object"]]
    amount = said.get("amount")
    given = None if amount is None else _euros(amount, language)
    return " · ".join([*parts, *filter(None, (given, _when(said, language)))])


def _euros(amount: float, language: Language) -> str:
    """« 4 000 € », « €4,000.5 »."""
    figure = f"{amount:,.15g}"
    if language == "en":
        return f"€{figure}"
    return figure.replace(",", "\u202f").replace(".", ",") + "\u00a0€"


def _planned(item: Item, said: Told, language: Language) -> str:
    """« action 1.2 : Former les cuisiniers · sans porteur »."""
    label = text(f"readings.type_{item.type}", language)
    told = f"{label} {said['number']}" if said.get("number") else label
    told = f"{told} : {said['title']}"
    if item.type == "orientation":
        return told
    if not said.get("carriers"):
        return f"{told} · {text('readings.no_carrier', language)}"
    names = ", ".join(map(str, said["carriers"]))
    return f"{told} · {text('readings.carried_by', language, names=names)}"


def _when(said: Told, language: Language) -> str:
    """« depuis 2014 », « 2012–2018 », « jusqu'en 2018 », the year alone, or that it has ended."""
    since, until = said.get("since"), said.get("until")
    if since and until:
        return f"{since}–{until}"
    if since or until:
        name = "since" if since else "until"
        return text(f"readings.{name}", language, date=since or until)
    if said.get("status") == "past":
        return text("readings.ended", language)
    return str(said.get("year") or "")


def decide(
    store: GraphStore,
    item: str,
    verdict: DecisionVerdict,
    *,
    author: str,
    date: str,
    gazetteer: Gazetteer,
    thesaurus: Thesaurus,
    corrected: Mapping[str, Any] | None = None,
    reason: str = "",
) -> Told:
    """Keep a decision, and weave again the reports that say this.

    Args:
        item: key of the item.
        corrected: for `corrected`, the fields that are otherwise, entities by name.

    Returns:
        `{item, verdict, author, date, reason, corrected, statement, passage, pattern, sources}`.

    Raises:
        NotFoundError: no report read says this.
        InputError: a field cannot be corrected so.
    """
    changes = _checked(verdict, corrected or {})
    with store.resolution() as identity:
        readings = read_readings(identity)
    concerned = {
        name: (reading, found)
        for name, reading in readings.items()
        if (found := next((one for one in reading.items if one.key == item), None))
    }
    if not concerned:
        raise NotFoundError("readings.unknown_item", item=item)
    first, (reading, found) = min(concerned.items())
    told = describe_item(first, reading, found)
    decision = Decision(
        item, verdict, author, date, reason, changes, told["statement"], told["passage"],
        found.pattern,
    )  # fmt: skip
    store.apply(ChangeSet(sealed=[decision.sealed()]))
    weave_again(store, list(concerned), gazetteer, thesaurus)
    return {
        "item": item, "verdict": verdict, "author": author, "date": date, "reason": reason,
        "corrected": changes, "statement": decision.statement, "passage": decision.passage,
        "pattern": decision.pattern, "sources": sorted(concerned),
    }  # fmt: skip


def take_back(store: GraphStore, item: str, gazetteer: Gazetteer, thesaurus: Thesaurus) -> Told:
    """Forget a decision; what was read waits again, or is believed again.

    Raises:
        NotFoundError: nobody decided anything of this item.
    """
    with store.resolution() as identity:
        known = read_decisions(identity, [item]).get(item)
        readings = read_readings(identity)
    if known is None:
        raise NotFoundError("readings.unknown_decision", item=item)
    store.apply(ChangeSet(unsealed=[(DECISION, item)]))
    concerned = [name for name, one in readings.items() if item in {said.key for said in one.items}]
    weave_again(store, concerned, gazetteer, thesaurus)
    return {"item": item, "statement": known.statement, "sources": sorted(concerned)}


def weave_again(
    store: GraphStore, sources: list[str], gazetteer: Gazetteer, thesaurus: Thesaurus
) -> None:
    """Weave what was read in some reports, as people have judged it now."""
    with store.read(STEWARD) as reader:
        known = {source.id: source for source in reader.sources()}
    with store.resolution() as identity:
        readings = {name: read_readings(identity, name).get(name) for name in sorted(sources)}
        texts = {one.key: one for one in identity.sealed(DOCUMENT, sorted(sources))}
    for name, reading in readings.items():
        source: Source | None = known.get(name)
        if source is not None and reading is not None:
            weave_reading(
                store,
                source,
                reading,
                text=texts.get(name),
                gazetteer=gazetteer,
                thesaurus=thesaurus,
            )


def _checked(verdict: str, corrected: Mapping[str, Any]) -> Told:
    """The corrections, in the types of the fields.

    Raises:
        InputError: no such verdict or field, or a value that it cannot take.
    """
    if verdict not in get_args(DecisionVerdict):
        raise InputError("readings.bad_verdict", verdict=verdict)
    if (verdict == "corrected") != bool(corrected):
        raise InputError("readings.correction_missing")
    return dict(_values(corrected))


def _values(corrected: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in corrected.items():
        if name not in CORRECTABLE:
            known = ", ".join(sorted(CORRECTABLE))
            raise InputError("readings.bad_field", field=name, known=known)
        if value in (None, ""):
            yield name, None
            continue
        try:
            typed = _NUMBERS.get(name, str)(value)
        except (TypeError, ValueError):
            raise InputError("readings.bad_value", field=name, value=value) from None
        if name in CHOICES and typed not in CHOICES[name]:
            raise InputError("readings.bad_value", field=name, value=value)
        yield name, typed
