"""What a new version of a directory would change, or changed: `diff`."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from tisserand.application.citing import located
from tisserand.application.parts import labels_of
from tisserand.bootstrap import Workspace
from tisserand.cli.calls import Call, add_command
from tisserand.cli.citing import kind_label
from tisserand.cli.options import argument, option
from tisserand.ingest.difference import (
    Difference,
    compare_last_version,
    compare_version,
)
from tisserand.ingest.renaming import Thing
from tisserand.messages import text
from tisserand.ontology.namespaces import entity_iri
from tisserand.ontology.records import Record, RecordReference, Source
from tisserand.store.citation import cite

SHOWN = 10
"""Things of a list in a terminal; JSON gives them all."""
Answer = dict[str, Any]


def diff(
    call: Call,
    source: Annotated[str, argument("source", "source")],
    files: Annotated[list[Path] | None, argument("version", "files")] = None,
    mapping: Annotated[str | None, option("--mapping", metavar="mapping")] = None,
) -> None:
    with call.existing() as work:
        if files:
            found = compare_version(
                work.store,
                source,
                files,
                role=call.visibility,
                gazetteer=work.gazetteer,
                thesaurus=work.thesaurus,
                mapping=mapping,
                extractor=work.extract,
            )
        else:
            found = compare_last_version(work.store, source, role=call.visibility)
        answer = describe_difference(work, found)
    call.tell(answer, lambda told: _print_difference(told, found, bool(files)))


def describe_difference(work: Workspace, found: Difference) -> Answer:
    """`{appeared, left, renamed, moved}`: lists of `{iri, name, kind, place, …, records}`."""
    return {
        "appeared": [_thing(work, found, one) for one in found.appeared],
        "left": [_thing(work, found, one) | {"others": one.others} for one in found.left],
        "renamed": [
            _thing(work, found, one) | {"before": one.before[0].name, "after": one.after[0].name}
            for one in found.renamed
        ],
        "moved": [
            _thing(work, found, one)
            | {"before": _whereabouts(work, one.before), "after": _whereabouts(work, one.after)}
            for one in found.moved
        ],
    }


def _thing(work: Workspace, found: Difference, thing: Thing) -> Answer:
    first = thing.records[0]
    place = first.get("locatedIn")
    references = [_reference(record, found.source) for record in thing.records]
    return {
        "iri": None if thing.entity is None else entity_iri(work.base_iri, thing.entity),
        "name": first.name,
        "kind": first.kind,
        "place": None if place is None else {"iri": place, "name": labels_of(work)(place)},
        "records": [cite(reference, work.base_iri) for reference in references],
    }


def _reference(record: Record, source: Source) -> RecordReference:
    return RecordReference(
        record.key, source.id, source.title, source.date, record.locator, record.confidence
    )


def _whereabouts(work: Workspace, records: Sequence[Record]) -> Answer:
    """The first place and address that these records give."""
    place = next((found for one in records if (found := one.get("locatedIn"))), None)
    address = next((found for one in records if (found := one.get("address"))), None)
    name = None if place is None else labels_of(work)(place)
    return {"place": place, "name": name, "address": address}


def _print_difference(answer: Answer, found: Difference, files: bool) -> None:
    counts: Answer = {name: len(things) for name, things in answer.items()}
    if files:
        told = {"rows": found.report.rows, "rejected": len(found.report.rejected), **counts}
        print(text("review.compared", source=found.source.id, **told))
    else:
        print(text("ingest.compared_last", source=found.source.id, **counts))
    for name, things in answer.items():
        if things:
            print(f"\n{text(f'review.diff_{name}', count=len(things))}")
        for one in things[:SHOWN]:
            print(f"  {one['name']} · {kind_label(one['kind'])}{_change(one)}")
        if len(things) > SHOWN:
            print("  " + text("review.diff_more", more=len(things) - SHOWN))


def _change(one: Answer) -> str:
    if "before" not in one:
        return f" · {located(one['records'][0])}"
    before, after = (
        side if isinstance(side, str) else ", ".join(filter(None, (side["address"], side["name"])))
        for side in (one["before"], one["after"])
    )
    return " : " + text("review.diff_change", before=before, after=after)


def register(app: typer.Typer) -> None:
    """Add this command to the application."""
    add_command(app, "diff", diff)
