"""Who does what in a sentence: the arguments of its verb groups.

The object follows its verb, complements have their prepositions, a relative « que » takes the name
before it; a participle describes the name beside it, or at the head of a sentence the subject that
follows.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tisserand.ingest.extraction.relatives import Relatives
from tisserand.ingest.extraction.sentences import DASHES, STRONG, Sentence
from tisserand.ingest.extraction.subjects import (
    BREAKS,
    Candidates,
    Subjects,
    is_adverb,
)
from tisserand.ingest.extraction.verb_groups import Group

_AT_HEAD = ("to", "in", "during")
_NEAR_RELATIVE = 9
"""Words between a relative and its verb."""
_ANTECEDENT = 12
"""Words before a relative where what it describes can be named."""


@dataclass(slots=True)
class Clause:
    """A verb group with its arguments, as positions of signs in the sentence.

    Attributes:
        agents: who does: the subject, or what « par » introduces; the first that a frame takes.
        patients: to what: the object, the subject of a passive, what a participle describes.
        others: complements by class of their preposition; amounts and titles by `A` and `R`.
        we: whether its subject is « nous », which nothing named.
        one: whether it is « on ».
        they: whether it is « lui qui », « elle qui », which nothing named.
    """

    group: Group
    agents: Candidates = field(default_factory=list)
    patients: Candidates = field(default_factory=list)
    others: Mapping[str, Sequence[int]] = field(default_factory=dict)
    we: bool = False
    one: bool = False
    they: bool = False


def read_clauses(sentence: Sentence) -> list[Clause]:
    """The clauses of a sentence, in order of their verbs."""
    reader = _Reader(sentence)
    return [reader.clause(group) for group in sentence.groups]


class _Reader:
    def __init__(self, sentence: Sentence) -> None:
        self._s = sentence
        self._words = sentence.words
        self._subjects = Subjects(sentence)
        self._relatives = Relatives(sentence, self._subjects)

    def clause(self, group: Group) -> Clause:
        """A group with its arguments."""
        clause = Clause(group, others=self._complements(group))
        by: Candidates = [tuple(clause.others["by"])] if "by" in clause.others else []
        if _is_participle(group):
            clause.patients, clause.agents = self._described(group), by
            return clause
        subjects = self._subjects.of.get(group.i, [])
        if self._relatives.is_denied(group):
            clause.group = group._replace(denied=True)
        clause.they = self._relatives.is_pronoun(group)
        if group.voice == "participial":
            subjects = self._described(group)
        clause.we = not subjects and group.person == "1p"
        clause.one = not subjects and group.i > 0 and self._words[group.i - 1].text == "on"
        if group.voice == "passive":
            clause.patients, clause.agents = subjects, by
            for kind, k in self._of_subject(group):
                clause.others = {kind: [k], **clause.others}
            return clause
        objects = self._objects(group)
        if relative := self._relatives.complement(group):
            kind, named = relative
            clause.others = {**clause.others, kind: [*clause.others.get(kind, ()), *named]}
            clause.agents = subjects or objects
            return clause
        antecedents = self._relatives.objects(group)
        clause.patients = antecedents or objects
        clause.agents = subjects or (objects if antecedents else [])
        return clause

    def _of_subject(self, group: Group) -> Iterator[tuple[str, int]]:
        """« une formation à <S1> est donnée »: what completes the subject of a passive."""
        for k in range(group.i - 1, -1, -1):
            word = self._words[k]
            if word.text in STRONG or word.text == "," or k in self._s.group_at:
                return
            if word.letter == "S" and self._s.governors[k].kind in ("to", "of", "in"):
                yield self._s.governors[k].kind, k
                return

    def _region(self, group: Group) -> Iterator[int]:
        """Positions after a verb where its arguments can stand."""
        for k in range(group.j, len(self._words)):
            word = self._words[k]
            inner = self._s.group_at.get(k)
            if word.text in STRONG or word.text in DASHES:
                return
            if word.text in BREAKS and not self._is_as(k):
                return
            if inner is not None and inner is not group:
                return
            yield k

    def _is_as(self, k: int) -> bool:
        """« comme <R0> » goes with its verb."""
        near = self._words[k + 1 : k + 3]
        return self._words[k].text == "comme" and any(word.letter == "R" for word in near)

    def _objects(self, group: Group) -> Candidates:
        """The names right after a verb, without a preposition, joined ones together."""
        first: list[int] = []
        for k in self._region(group):
            if not self._words[k].letter or self._s.governors[k].kind:
                continue
            if self._words[k].letter in "AR" or self._subjects.is_subject_of_next(k):
                continue
            if not first or set(self._s.chain[k]) & set(first):
                first.append(k)
        return [tuple(first)] if first else []

    def _complements(self, group: Group) -> Mapping[str, list[int]]:
        found: dict[str, list[int]] = {}
        for k in self._region(group):
            word = self._words[k]
            if not word.letter or self._subjects.is_subject_of_next(k):
                continue
            if word.letter in "AR":
                found.setdefault(word.letter, []).append(k)
            if kind := self._s.governors[k].kind:
                found.setdefault(kind, []).append(k)
                if word.letter == "L" and kind == "of" and (outer := self._s.around(k)):
                    found.setdefault(outer, []).append(k)
        for k in self._fronted(group):
            kind = self._s.governors[k].kind
            found.setdefault(kind, []).append(k)
            if kind in _AT_HEAD:
                found.setdefault("front", []).append(k)
        for kind, k in self._relatives.place(group):
            found.setdefault(kind, [k])
        return found

    def _fronted(self, group: Group) -> Iterator[int]:
        """« Avec <O1>, <O2> organise »: complements before the subject of a main clause."""
        subject = min(
            (k for one in self._subjects.of.get(group.i, ()) for k in one), default=group.i
        )
        k = subject - 1
        if k < 0 or self._words[k].text != "," or not group.is_finite:
            return
        first = k
        while first > 0 and self._words[first - 1].text not in STRONG:
            first -= 1
        if any(j in self._s.group_at for j in range(first, k)):
            return
        for j in range(k - 1, first - 1, -1):
            if self._words[j].letter and self._s.governors[j].kind:
                yield j

    def _described(self, group: Group) -> Candidates:
        """What a participle describes: the name before it, or at the head of a sentence the
        subject that follows."""
        k = group.i - 1
        while k >= 0 and (is_adverb(self._s, k) or self._words[k].text in ("qui", "en")):
            k -= 1
        if k > 0 and self._words[k].text == "et":
            before = [one for one in self._s.groups if one.j <= k]
            if before and _is_participle(before[-1]) and before[-1].i == 0:
                return self._described(before[-1])
        if k < 0 or self._words[k].text in STRONG:
            following = next((one for one in self._subjects.finite if one.i > group.i), None)
            return self._subjects.of.get(following.i, []) if following else self._after_comma(group)
        found: Candidates = []
        commas = 0
        while k >= 0 and len(found) < 2:
            word = self._words[k]
            if word.text in STRONG or (k in self._s.group_at and self._s.group_at[k].is_finite):
                break
            commas += word.text == ","
            if commas > 2:
                break
            if word.letter and word.letter not in "AR":
                found.append((*self._s.chain[k], k) if word.letter != "L" else (k,))
            k -= 1
        return found

    def _after_comma(self, group: Group) -> Candidates:
        for k in range(group.j, len(self._words) - 1):
            if self._words[k].text == "," and self._words[k + 1].letter:
                return [(k + 1,)]
        return []


def _is_participle(group: Group) -> bool:
    return group.voice == "participial" and group.tense == "participle"
