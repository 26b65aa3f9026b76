"""Facts found against those of the gold, and against those that the text denies or supposes."""

import re
from typing import NamedTuple

from benchmarks.extraction_alignment import Alignment
from benchmarks.gold import Json, fold

ENDING = frozenset({"role", "member_of", "works_for", "partner_of", "leads"})
"""Predicates of which the past must be told from the present."""
ROLES = frozenset({"role", "member_of", "works_for"})
TITLES = ("presid|tete", "dirig|direct", "fond|cree|creat|monte|lance", "tresor", "anim", "coordin")
_WORD = re.compile(r"\w{4,}")
_ITEM = re.compile(r"\s*(?:[-•*–—>|·]|\d+[.)]|[a-z]\)|[^.!?]{1,60}\s:\s)")


class FactVerdict(NamedTuple):
    """What became of the facts of one document.

    Attributes:
        right: gold facts found, each with what was found.
        wrong: found, and not in the gold.
        missed: gold facts that were not found.
        denied: gold denials that were given as facts.
        past_as_current: ended facts of the gold that were given as current.
    """

    right: list[tuple[Json, Json]]
    wrong: list[Json]
    missed: list[Json]
    denied: list[Json]
    past_as_current: list[Json]


def compare_facts(gold: Json, found: list[Json], alignment: Alignment) -> FactVerdict:
    """Align facts one to one; a second wording of a fact already found is not counted."""
    left, right, rest = list(gold.get("facts", ())), [], []
    for ours in _distinct(found, alignment):
        same = next((one for one in left if is_same(one, ours, alignment)), None)
        if same is None:
            rest.append(ours)
        else:
            left.remove(same)
            right.append((same, ours))
    taken = [theirs for theirs, _ in right]
    wrong = [ours for ours in rest if not any(is_same(one, ours, alignment) for one in taken)]
    denied = [
        one
        for one in gold.get("denied", ())
        if any(is_same(one, ours, alignment, denied=True) for ours in wrong)
    ]
    current = [
        one
        for one in left
        if is_past(one) and any(_is_statement(one, ours, alignment) for ours in wrong)
    ]
    return FactVerdict(right, wrong, left, denied, current)


def _distinct(found: list[Json], alignment: Alignment) -> list[Json]:
    """Facts found, each once, those sure first."""
    seen, kept = set(), []
    for ours in sorted(found, key=lambda one: -float(one.get("confidence") or 0)):
        ends = [alignment.key(ours["subject"]), alignment.key(ours["object"])]
        if ours["predicate"] == "partner_of":
            ends.sort(key=str)
        details = [ours.get(name) for name in ("role", "amount", "year", "status")]
        key = (ours["predicate"], *ends, *details)
        if key not in seen:
            seen.add(key)
            kept.append(ours)
    return kept


def is_same(theirs: Json, ours: Json, alignment: Alignment, denied: bool = False) -> bool:
    """Whether a fact found says what one of the gold says, in its details too."""
    if not _is_statement(theirs, ours, alignment):
        return False
    if not denied and theirs["predicate"] in ENDING and is_past(theirs) != is_past(ours):
        return False
    if denied and is_past(ours):
        return False
    if not denied and theirs.get("amount") is not None and ours.get("amount") is None:
        return False
    return all(_agree(theirs.get(name), ours.get(name)) for name in ("amount", "year"))


def _is_statement(theirs: Json, ours: Json, alignment: Alignment) -> bool:
    """Same predicate, subject, object and title.

    `or_subject` and `or_object` name what the text lets one understand as well: she who asks for
    her association, the project that a grant to its bearer pays.
    """
    if theirs["predicate"] != ours["predicate"]:
        return False
    subjects = [theirs["subject"], *theirs.get("or_subject", ())]
    objects = [theirs["object"], *theirs.get("or_object", ())]
    ways = [(subjects, objects)]
    if theirs["predicate"] == "partner_of":
        ways.append((objects, subjects))
    if not any(
        any(alignment.same(one, ours["subject"]) for one in first)
        and any(alignment.same(one, ours["object"]) for one in second)
        for first, second in ways
    ):
        return False
    return not theirs.get("role") or is_same_title(theirs["role"], ours.get("role") or "")


def _agree(one: float | str | None, other: float | str | None) -> bool:
    if one is None or other is None:
        return True
    return abs(float(one) - float(other)) < 0.5


def is_past(fact: Json) -> bool:
    """Whether a fact is said to have ended."""
    return fact.get("status") == "past" or fact.get("until") not in (None, "")


def is_same_title(one: str, other: str) -> bool:
    """Whether two titles are one, whatever the gender or the verb (« préside », « présidente »)."""
    return bool(_stems(one) & _stems(other))


def _stems(title: str) -> frozenset[str]:
    folded = fold(title)
    known = {group for group in TITLES if re.search(rf"\b(?:{group})", folded)}
    return frozenset(known | {word[:5] for word in _WORD.findall(folded)})


def context_of(text: str, start: int | None) -> str:
    """`list` when the passage stands in an item, a row or a labelled line, else `prose`."""
    if start is None:
        return "prose"
    first = text.rfind("\n", 0, start) + 1
    line = text[first : text.find("\n", start) if "\n" in text[start:] else len(text)]
    listed = _ITEM.match(line) or not line.rstrip().endswith((".", "!", "?", "»", "…"))
    return "list" if listed else "prose"
