"""What a report says once though it was read twice: reviewed once, woven once."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tisserand.ingest.extraction.findings import Fact, Findings, Need, Proposal

Passage = Fact | Need | Proposal


def without_doubles(found: Findings) -> Findings:
    """What was found, each thing once.

    A need says better what a `seeks` of its passage says, and takes from it who needs; a proposal,
    what a `proposed` says. What a plan numbers is an action of it, and no proposal besides.
    """
    sought = [one for one in found.facts if one.predicate == "seeks"]
    planned = list(_planned(found))
    return replace(
        found,
        facts=tuple(one for one in found.facts if not _is_told_better(one, found)),
        needs=tuple(_with_bearer(one, sought) for one in found.needs),
        proposals=tuple(one for one in found.proposals if not _overlaps(one, planned)),
    )


def _is_told_better(fact: Fact, found: Findings) -> bool:
    better: dict[str, Sequence[Passage]] = {"seeks": found.needs, "proposed": found.proposals}
    spans = [(one.start, one.end) for one in better.get(fact.predicate, ())]
    return _overlaps(fact, spans)


def _with_bearer(need: Need, sought: Sequence[Fact]) -> Need:
    if need.needed_by is not None:
        return need
    bearers = (one.subject for one in sought if _overlaps(one, [(need.start, need.end)]))
    return replace(need, needed_by=next(bearers, None))


def _planned(found: Findings) -> Iterator[tuple[int, int]]:
    for part in found.plan:
        if part.start is not None and part.end is not None:
            yield part.start, part.end
        for action in part.actions:
            yield action.start, action.end


def _overlaps(one: Passage, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a passage shares words with one of the others."""
    return any(start < one.end and one.start < end for start, end in spans)
