"""Where what is shown comes from: why a thing is as it is, and what sources contradict."""

from typing import Any

from tisserand.application.joining import joined_records
from tisserand.application.parts import Parts, labels_of
from tisserand.ontology.records import Visibility
from tisserand.publish.description import find_key
from tisserand.publish.disagreements import contradictions, describe_contradiction
from tisserand.publish.explanation import explain

Answer = dict[str, Any]


def why(parts: Parts, role: Visibility, what: str) -> Answer:
    """Each fact of a thing (IRI, key or name), who says it, and what joined its records.

    Returns:
        As `publish.explanation.explain`, and `joined`: each record with its `ground`.

    Raises:
        NotFoundError: nothing of this name in what the role may see.
    """
    with parts.read(role) as reader:
        key = find_key(reader, what, parts.base_iri)
        told: Answer = explain(reader, key, parts.base_iri, labels_of(parts))
        return told | {"joined": joined_records(parts, reader, key)}


def disagreements(
    parts: Parts, role: Visibility, kind: str | None, limit: int
) -> tuple[list[Answer], int]:
    """The heaviest contradictions between sources, and how many there are in all.

    Raises:
        InputError: no such kind of contradiction.
    """
    with parts.read(role) as reader:
        found = contradictions(reader, parts.gazetteer, kind)
        sources = {source.id: source for source in reader.sources()}
        labels = labels_of(parts)
        told = [
            describe_contradiction(one, sources, parts.base_iri, labels) for one in found[:limit]
        ]
    return told, len(found)
