"""Files of applicants, one labelled line each: who asks, for what, what was decided."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tisserand.ingest.extraction.grouping import Named
from tisserand.ingest.extraction.listed_facts import listed
from tisserand.ingest.extraction.money import find_amounts
from tisserand.ingest.extraction.raw_facts import RawFact
from tisserand.ingest.extraction.records import Located
from tisserand.ingest.extraction.sections import label_of, plain, says

_APPLICANT = re.compile(
    r"^(?:porteurs?|porteuse|demandeu(?:r|se)|bénéficiaire|candidate?|association|structure|"
    r"organisme|requérante?|déposé par|portée? par)\b"
)
_OBJECT = re.compile(r"^(?:objet|projet|intitulé|action|opération|pour|titre)\b")
_DECISION = re.compile(
    r"^(?:décision|avis|vote|suite donnée|suites?|montant (?:accordé|attribué|alloué|voté)|"
    r"(?:aide |somme )?(?:accordée?|attribuée?|allouée?|votée?))\b"
)
_GRANTED = re.compile(
    r"\b(?:favorable|accordée?|attribuée?|allouée?|votée?|accord|oui|acceptée?|retenue?|adoptée?)\b"
)
_NOT_GRANTED = re.compile(
    r"défavorable|\bnon\b|\bpas\b|refus|rejet|report|ajourn|sursis|demande\b|sous réserve|attente"
)
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")


@dataclass(slots=True)
class _File:
    """An application: its applicant and the project or the event that it is for."""

    applicant: Named | None = None
    thing: Named | None = None


def dossiers(read: Located, by_line: Sequence[Sequence[Named]]) -> Iterator[RawFact]:
    """Who leads what is applied for, and what the body that decides, the owner, has granted."""
    current = _File()
    for number, block in enumerate(read.document.blocks):
        label, first = label_of(block.text)
        own = by_line[number]
        if not label or _APPLICANT.search(label):
            current = _File()
        if not label:
            continue
        if _APPLICANT.search(label):
            current.applicant = _first(own, "Organization", "Person")
        elif current.applicant is not None and _OBJECT.search(label):
            current.thing = _first(own, "Project", "Event")
        elif current.applicant is not None and _DECISION.search(label):
            yield from _decided(read, number, current, label, plain(block.text[first:]))


def _first(own: Sequence[Named], *kinds: str) -> Named | None:
    return next((named for named in own if named.span.kind in kinds), None)


def _decided(read: Located, number: int, file: _File, label: str, text: str) -> Iterator[RawFact]:
    applicant, thing = file.applicant, file.thing
    if applicant is None:
        return
    letter = "P" if applicant.span.kind == "Person" else "O"
    if thing is not None:
        kinds = letter + ("E" if thing.span.kind == "Event" else "J")
        yield listed(read, thing.line, (applicant.entity, "leads", thing.entity), kinds,
                     "dossier-leads", 0.84)  # fmt: skip
    owner = read.owner
    amounts = find_amounts(read.lines[number])
    is_granted = _GRANTED.search(text) or _GRANTED.search(label)
    if owner is None or owner == applicant.entity or len(amounts) != 1 or not is_granted:
        return
    if _NOT_GRANTED.search(text) or says(text, "unsure"):
        return
    year = _YEAR.search(text)
    yield listed(
        read, number, (owner, "finances", applicant.entity), "O" + letter, "dossier-granted", 0.84,
        amounts[0].euros, int(year[1]) if year else None,
    )  # fmt: skip
