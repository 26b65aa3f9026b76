"""The organisation in whose name a document speaks: « nous », « l'association »."""

import re
from collections.abc import Sequence

from tisserand.ingest.extraction.authors import Authors
from tisserand.ingest.extraction.grouping import Entity, Named
from tisserand.ingest.extraction.lexicons import read_words
from tisserand.ingest.extraction.tokens import Line, key_of

_SIGNED = 12.0
"""How much a signature counts for the body in whose name a letter speaks."""
_JOINED = re.compile(
    r"\b(?:membres?|adhérente?s?|affiliée?s?|partenaires?|adhérons|adhère)\b"
    r"(?: (?:de|du|des|à|au|aux|d['’]|l['’]|la|le|les))*\s*$"
)
"""« Nous sommes membres du … »: what follows is not who speaks."""
_ORGAN = re.compile(
    r"(?:conseil d['’](?:école|administration)|comité (?:de pilotage|technique|syndical)|bureau)\b"
)
"""A part of a body, that speaks for it."""
_PUBLIC = frozenset(
    (
        "mairie",
        "ville",
        "commune",
        "departement",
        "region",
        "conseil",
        "communaute",
        "etat",
        "prefecture",
        "caf",
        "ministere",
        "metropole",
        "agence",
        "syndicat",
        "petr",
        "pays",
        "parc",
        "collectivite",
    )
)


def find_owner(
    lines: Sequence[Line],
    mentions: Sequence[Sequence[Named]],
    entities: Sequence[Entity],
    authors: Authors,
) -> Entity | None:
    """The organisation in whose name a document speaks: titles, « notre tiers-lieu, X », count."""
    scores: dict[int, float] = dict.fromkeys(authors.bodies(), _SIGNED)
    for number, (line, own) in enumerate(zip(lines, mentions, strict=True)):
        for named in own:
            if named.span.kind != "Organization" or is_newspaper(entities[named.entity]):
                continue
            if _ORGAN.match(entities[named.entity].name.lower()):
                continue
            if _JOINED.search(line.text[: line.tokens[named.span.i].start].lower()):
                continue
            weight = 1.0 + (2.0 if number < 3 else 0.0) + _announced(line, named.span.i)
            if not any(score < _SIGNED for score in scores.values()) and number < 5:
                weight += 3.0
            scores[named.entity] = scores.get(named.entity, 0.0) + weight
    if not scores:
        return None
    return entities[max(scores, key=lambda entity: (scores[entity], -entity))]


def is_newspaper(entity: Entity) -> bool:
    """Whether a body is the press that a text comes from rather than the one that it is about."""
    words = key_of(entity.name).removeprefix("la ").removeprefix("le ").removeprefix("l ").split()
    return bool(words) and words[0] in read_words("coreference")["press"]


def _announced(line: Line, i: int) -> float:
    before = [line.lower(k) for k in range(max(0, i - 5), i)]
    if "notre" in before or before[-2:] == ["nom", "de"] or before[-3:-1] == ["nom", "de"]:
        return 6.0
    return 0.0


def is_public(entity: Entity) -> bool:
    """Whether a body is a public one, by the first word of its name."""
    words = key_of(entity.name).split()
    return bool(words) and words[0] in _PUBLIC
