"""Which records were joined into a thing, and on what ground."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from tisserand.application.citing import likelihood, located
from tisserand.application.parts import Parts
from tisserand.ingest.grounds import Ground, join_grounds
from tisserand.messages import text
from tisserand.ontology.namespaces import record_iri
from tisserand.ontology.records import RecordReference, Source, Visibility
from tisserand.store.citation import cite
from tisserand.store.port import GraphReader

Answer = dict[str, Any]


def joined_records(parts: Parts, reader: GraphReader, key: str) -> list[Answer]:
    """The records of an entity, and on what ground each was joined to another of them.

    A record joined through one that the reader's View does not hold has the ground `unseen`.
    Who judged is told to agents and above.
    """
    entity = reader.entity(key)
    assert entity is not None
    with parts.store.resolution() as identity:
        members = {
            member.key
            for group in identity.members_of(
                sorted(set(identity.signatures_of(sorted(entity.records)).values()))
            ).values()
            for member in group
            if member.assigned == entity.key or member.key in entity.records
        }
        grounds = join_grounds(identity, members | entity.records.keys())
    titles = {source.id: source for source in reader.sources()}
    names = {name: record.name for name, record in reader.records(sorted(entity.records)).items()}
    above = {ground.b: ground for ground in _downwards(grounds, sorted(entity.records))}
    return [
        {
            **_cited(entity.records[record], parts.base_iri, titles),
            "name": names[record],
            "ground": _ground(above.get(record), position, entity.records, parts, reader),
        }
        for position, record in enumerate(_in_tree_order(above, sorted(entity.records)))
    ]


def _downwards(grounds: Sequence[Ground], keys: Sequence[str]) -> list[Ground]:
    """The same bonds, each from a record already reached to one that is not."""
    near: dict[str, list[Ground]] = {}
    for ground in grounds:
        near.setdefault(ground.a, []).append(ground)
        near.setdefault(ground.b, []).append(ground)
    reached: set[str] = set()
    found = []
    for start in keys:
        frontier = [] if start in reached else [start]
        reached.add(start)
        while frontier:
            here = frontier.pop(0)
            for ground in near.get(here, ()):
                other = ground.b if ground.a == here else ground.a
                if other not in reached:
                    reached.add(other)
                    frontier.append(other)
                    found.append(_turned(ground, here, other))
    return found


def _turned(ground: Ground, a: str, b: str) -> Ground:
    return replace(ground, a=a, b=b)


def _in_tree_order(above: Mapping[str, Ground], keys: Sequence[str]) -> list[str]:
    """Records from which others hang first."""
    return sorted(keys, key=lambda key: (key in above, key))


def _ground(
    ground: Ground | None,
    position: int,
    seen: Mapping[str, RecordReference],
    parts: Parts,
    reader: GraphReader,
) -> Answer | None:
    if ground is None:
        return None if position == 0 else {"kind": "unseen", "text": text("review.ground_unseen")}
    if ground.a not in seen:
        return {"kind": "unseen", "text": text("review.ground_unseen")}
    told: Answer = {"kind": ground.kind, "with": record_iri(parts.base_iri, ground.a)}
    words: Answer = {"with_record": located(cite(seen[ground.a], parts.base_iri))}
    if ground.probability is not None:
        told["probability"] = ground.probability
        words["probability"] = likelihood(ground.probability)
    if ground.kind == "identifier":
        told |= {"scheme": ground.scheme, "value": ground.value}
        words |= {"scheme": ground.scheme.upper(), "value": ground.value}
    if ground.kind == "content":
        words["what"] = ", ".join(text(f"review.aspect_{what}") for what in ground.alike)
    name = f"review.ground_{ground.kind}"
    if said := ground.judgement:
        told["date"] = words["date"] = said.date
        if reader.view.role >= Visibility.AGENT:
            told |= {"author": said.author, "reason": said.reason}
            words |= {"author": said.author, "reason": f" ({said.reason})" if said.reason else ""}
        else:
            name = "review.ground_judgement_unsigned"
    return {**told, "text": text(name, **words)}


def _cited(
    reference: RecordReference, base_iri: str, sources: Mapping[str, Source]
) -> dict[str, Any]:
    cited = cite(reference, base_iri)
    source = sources[reference.source]
    return {
        "iri": cited["iri"],
        "source": source.id,
        "title": source.title or source.id,
        "licence": source.licence,
        **cited,
    }
