"""Cooperations that people refuse, noted with the facts known then: new ones bring them back."""

from typing import Any

from tisserand.application.introductions import ATTEMPTS, Recommending
from tisserand.errors import RefusedError, StaleError, StoreError
from tisserand.ingest.refusals import write_refusal
from tisserand.messages import text
from tisserand.ontology.namespaces import entity_iri
from tisserand.ontology.records import Entity, Visibility
from tisserand.publish.description import find_key
from tisserand.recommend.refusals import SOURCE, Refused
from tisserand.recommend.refusing import refused_now
from tisserand.store.port import GraphReader

Answer = dict[str, Any]


def refuse(parts: Recommending, role: Visibility, a: str, b: str, reason: str, date: str) -> Answer:
    """Note that people refused the cooperation of two actors, by IRI, key or name.

    The facts noted are those of the very state that the refusal follows: where others write
    meanwhile, they are looked at again.

    Returns:
        `{a: {iri, name}, b, reason, date, text, sequence}`.

    Raises:
        RefusedError: a role below agent.
        InputError: one actor twice, a thing that is no actor, or not a date.
        StoreError: others never stop writing.
    """
    if role < Visibility.AGENT:
        raise RefusedError("links.agents_only")
    for _ in range(ATTEMPTS):
        with parts.read(role) as reader:
            sides, known = _known(parts, reader, a, b)
            based_on = reader.sequence
        try:
            sequence = write_refusal(
                parts.store, SOURCE, known.identifiers(), parts.gazetteer,
                reason=reason, date=date, based_on=based_on,
            )  # fmt: skip
        except StaleError:
            continue
        told = text("links.refused", "fr", a=sides[0].name, b=sides[1].name)
        ends = {
            end: {"iri": entity_iri(parts.base_iri, side.key), "name": side.name}
            for end, side in zip("ab", sides, strict=True)
        }
        return {**ends, "reason": reason, "date": date, "text": told, "sequence": sequence}
    raise StoreError("ingest.store_busy")


def _known(
    parts: Recommending, reader: GraphReader, a: str, b: str
) -> tuple[list[Entity], Refused]:
    """The two actors, and what is known of them."""
    keys = find_key(reader, a, parts.base_iri), find_key(reader, b, parts.base_iri)
    found = reader.entities(keys)
    known = refused_now(
        reader,
        parts.projection(reader),
        *keys,
        gazetteer=parts.gazetteer,
        thesaurus=parts.thesaurus,
        base_iri=parts.base_iri,
    )
    return [found[key] for key in keys], known
