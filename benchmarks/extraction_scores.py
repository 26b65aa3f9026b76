"""What an extraction found in a document, scored against its gold."""

import re

from benchmarks.extraction_alignment import Alignment, b_cubed
from benchmarks.extraction_facts import ROLES, FactVerdict, compare_facts, context_of
from benchmarks.gold import Json, alike, overlap
from benchmarks.tallies import Tally

_SENTENCE_END = re.compile(r"(?<![A-ZÉ])[.!?…]+[»\"”)\u00a0]*(?=\s|$)|\n")


def score_document(gold: Json, found: Json, text: str, tally: Tally) -> list[str]:
    """Add the scores of a document to `tally`.

    Returns:
        What was missed or wrong, one line each.
    """
    mentions = gold.get("mentions", [])
    errors = score_mentions(mentions, found.get("mentions", []), text, tally)
    alignment = Alignment(mentions, found.get("mentions", []), text)
    score_linking(gold, found, alignment, tally)
    if "facts" in gold:
        verdict = compare_facts(gold, found.get("facts", []), alignment)
        errors += _score_facts(gold, verdict, text, tally)
    if "needs" in gold:
        errors += _score_needs(gold["needs"], found.get("needs", []), text, alignment, tally)
    if "proposals" in gold:
        proposals = found.get("proposals", [])
        errors += _score_proposals(gold["proposals"], proposals, text, alignment, tally)
    if "plan" in gold:
        errors += _score_plan(gold["plan"], found.get("plan", []), alignment, tally)
    return errors


def score_mentions(gold: list[Json], found: list[Json], text: str, tally: Tally) -> list[str]:
    """Strict: same offsets, same kind. What overlaps an optional mention is not counted."""
    spared = [one for one in gold if one.get("optional")]
    wanted = {(one["start"], one["end"], one["kind"]) for one in gold if not one.get("optional")}
    given = {(one["start"], one["end"], one["kind"]) for one in found}
    given = {
        one
        for one in given
        if one in wanted or not any(one[0] < o["end"] and o["start"] < one[1] for o in spared)
    }
    for kind in sorted({kind for *_, kind in wanted | given}):
        theirs = {one for one in wanted if one[2] == kind}
        ours = {one for one in given if one[2] == kind}
        tally.score(f"mentions.{kind}", len(theirs & ours), len(ours), len(theirs))
    missed = [f"missed {kind}: {text[start:end]!r}" for start, end, kind in sorted(wanted - given)]
    wrong = [f"wrong {kind}: {text[start:end]!r}" for start, end, kind in sorted(given - wanted)]
    return missed + wrong


def score_linking(gold: Json, found: Json, alignment: Alignment, tally: Tally) -> None:
    """Clusters by B³ over the mentions aligned; known things when both sides name them."""
    pairs = [(theirs, ours) for theirs, ours in alignment.pairs if not theirs.get("optional")]
    precision, recall, count = b_cubed(pairs)
    tally["linking.precision"] += precision
    tally["linking.recall"] += recall
    tally["linking.mentions"] += count
    if "links" not in found:
        return
    given = {(alignment.key(one["entity"]), one["to"]) for one in found["links"]}
    wanted = {(one["entity"], one["to"]) for one in gold.get("links", ())}
    about = {one for one in given if one[0] in {entity for entity, _ in wanted}}
    tally.score("links", len(wanted & given), len(about), len(wanted))


def _score_facts(gold: Json, verdict: FactVerdict, text: str, tally: Tally) -> list[str]:
    scored = [(theirs, (1, 1, 1)) for theirs, _ in verdict.right]
    scored += [(ours, (0, 1, 0)) for ours in verdict.wrong]
    scored += [(theirs, (0, 0, 1)) for theirs in verdict.missed]
    for fact, counts in scored:
        predicate = fact["predicate"]
        context = fact.get("context") or context_of(text, fact.get("start"))
        tally.score("facts.all", *counts)
        tally.score(f"facts.{context}", *counts)
        tally.score(f"predicates.{predicate}", *counts)
        if predicate in ROLES:
            tally.score(f"roles.{context}", *counts)
    tally["denied.produced"] += len(verdict.denied)
    tally["denied.gold"] += len(gold.get("denied", ()))
    tally["past.given_as_current"] += len(verdict.past_as_current)
    names = [("wrong", verdict.wrong), ("missed", verdict.missed), ("DENIED", verdict.denied)]
    return [f"{name} fact: {_told(one)}" for name, facts in names for one in facts]


def _told(fact: Json) -> str:
    details = {name: value for name, value in fact.items() if value is not None}
    return f"{details.pop('subject')} {details.pop('predicate')} {details.pop('object')} {details}"


def _score_needs(
    gold: list[Json], found: list[Json], text: str, alignment: Alignment, tally: Tally
) -> list[str]:
    pairs = match_passages(gold, found, text)
    tally.score("needs", len(pairs), len(found), len(gold))
    tally["needs.grades_right"] += sum(one["grade"] == two["grade"] for one, two in pairs)
    placed = [(one, two) for one, two in pairs if one.get("place")]
    tally["needs.places"] += len(placed)
    tally["needs.places_right"] += sum(
        alignment.same(one["place"], two.get("place")) for one, two in placed
    )
    if not gold:
        tally["noise.needs"] += len(found)
        tally["noise.documents"] += 1
    return _unmatched("need", gold, found, pairs, text)


def _score_proposals(
    gold: list[Json], found: list[Json], text: str, alignment: Alignment, tally: Tally
) -> list[str]:
    pairs = match_passages(gold, found, text)
    tally.score("proposals", len(pairs), len(found), len(gold))
    for part in ("person", "organization"):
        tally[f"proposals.{part}_right"] += sum(
            alignment.same(one.get(part), two.get(part)) for one, two in pairs
        )
    return _unmatched("proposal", gold, found, pairs, text)


def match_passages(gold: list[Json], found: list[Json], text: str) -> list[tuple[Json, Json]]:
    """One to one, most overlapping first: half of one passage at least, in the same sentence."""
    candidates = []
    for i, theirs in enumerate(gold):
        around = sentence_around(text, theirs["start"], theirs["end"])
        for j, ours in enumerate(found):
            common, inside = overlap(theirs, ours), overlap(around, ours)
            shorter = min(theirs["end"] - theirs["start"], ours["end"] - ours["start"])
            if 2 * common >= shorter > 0 and 2 * inside >= ours["end"] - ours["start"]:
                candidates.append((-common, i, j))
    pairs: dict[int, int] = {}
    for _, i, j in sorted(candidates):
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return [(gold[i], found[j]) for i, j in pairs.items()]


def sentence_around(text: str, start: int, end: int) -> Json:
    """The sentence, or sentences, that hold a passage."""
    first = max((m.end() for m in _SENTENCE_END.finditer(text, 0, start)), default=0)
    last = _SENTENCE_END.search(text, max(start, end - 1))
    return {"start": first, "end": last.end() if last else len(text)}


def _unmatched(
    what: str, gold: list[Json], found: list[Json], pairs: list[tuple[Json, Json]], text: str
) -> list[str]:
    known = [id(one) for pair in pairs for one in pair]
    return [
        f"{name} {what}: {text[one['start'] : one['end']]!r}"
        for name, passages in (("missed", gold), ("wrong", found))
        for one in passages
        if id(one) not in known
    ]


def _score_plan(
    gold: list[Json], found: list[Json], alignment: Alignment, tally: Tally
) -> list[str]:
    wanted, given = _actions(gold), _actions(found)
    common = [number for number in wanted if number in given]
    tally.score("plan.actions", len(common), len(given), len(wanted))
    titled = [one for one in found if one.get("orientation")]
    tally.score("plan.orientations", _same_titles(gold, titled), len(titled), len(gold))
    carried = [
        number
        for number in common
        if {alignment.key(one) for one in given[number].get("carriers") or ()}
        == set(wanted[number].get("carriers") or ())
    ]
    tally.score("plan.carriers", len(carried), len(common), len(wanted))
    return [f"missed action: {number}" for number in wanted if number not in given] + [
        f"wrong action: {number}" for number in given if number not in wanted
    ]


def _same_titles(gold: list[Json], found: list[Json]) -> int:
    return sum(any(alike(one["orientation"], two["orientation"]) for two in found) for one in gold)


def _actions(plan: list[Json]) -> dict[str, Json]:
    """Actions by number, or by title when they have none."""
    return {
        re.sub(r"^actions?\s+|[\s.)°]+$", "", str(one["number"] or one["title"]).lower()): one
        for orientation in plan
        for one in orientation["actions"]
    }
