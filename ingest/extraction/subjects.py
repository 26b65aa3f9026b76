"""Subjects of verbs: the noun group before them, an antecedent, or the subject of a verb before.

French keeps its order: a subject stands before its verb, past asides and complements; « qui » takes
the name before it; a verb joined to another by « et » takes its subject.
"""

from tisserand.ingest.extraction.sentences import STRONG, Sentence
from tisserand.ingest.extraction.verb_groups import Group

RELATIVE_OBJECTS = frozenset(("que", "qu'"))
RELATIVES = frozenset(
    ("auquel", "auxquels", "auxquelles", "lequel", "laquelle", "lesquels", "lesquelles")
)
_BREAKS_TEXT = """
    mais car or tandis alors lorsque lorsqu' quand si puisque puisqu' parce afin comme sans dont où
    qui que qu' lequel laquelle auquel auxquels auxquelles lesquels lesquelles
"""
BREAKS = frozenset(_BREAKS_TEXT.split())
_RELATIVES = RELATIVES | RELATIVE_OBJECTS | frozenset(("qui", "dont", "où"))
_JOINING = frozenset(("et", "mais", "puis"))
_JOINS = frozenset(("et", "puis", "ou", ",", "mais", "ni"))
_UNKNOWN_SUBJECTS = frozenset(("il", "elle", "ils", "elles", "on", "je", "j'", "ce", "c'", "cela"))
_TEAMS_TEXT = """
    équipe équipes bénévoles adhérents adhérentes salariés élus élues membres conseil bureau gens
    animateurs animatrices administrateurs association assemblée comité responsables dirigeants
"""
_TEAMS = frozenset(_TEAMS_TEXT.split())

Candidates = list[tuple[int, ...]]
"""Positions of signs, the nearest first; several when they are joined."""


class Subjects:
    """The subjects of the finite verbs of a sentence.

    Attributes:
        of: candidates by the first word of their verb group.
        finite: the finite groups, in order.
    """

    def __init__(self, sentence: Sentence) -> None:
        self._s = sentence
        self._words = sentence.words
        self.of: dict[int, Candidates] = {}
        self.finite = [group for group in sentence.groups if group.is_finite]
        self._relative: dict[int, bool] = {}
        for group in self.finite:
            self.of[group.i] = self._subject(group)

    def is_subject_of_next(self, k: int) -> bool:
        """Whether the sign at k is the subject of a verb after it, that is no relative's."""
        return any(
            k in candidate
            for group in self.finite
            if group.i > k and not self._relative.get(group.i)
            for candidate in self.of.get(group.i, ())[:1]
        )

    def _subject(self, group: Group) -> Candidates:
        """Candidates, nearest first: positions of signs, several when they are joined."""
        k = group.i - 1
        while k >= 0 and is_adverb(self._s, k):
            k -= 1
        if k < 0:
            return []
        word = self._words[k]
        if word.text == "qui":
            self._relative[group.i] = True
            return self.antecedents(k, group)
        if word.text in RELATIVE_OBJECTS or word.text in _UNKNOWN_SUBJECTS:
            return []
        if word.text in _JOINS:
            if word.text == "," and (aside := self._before_aside(k, group)):
                return [aside]
            return self._shared(group)
        return self._nominative(k, group)

    def _shared(self, group: Group) -> Candidates:
        """The subject of the verb before, that of a main clause after a relative."""
        before = [one for one in self.finite if one.j <= group.i]
        for one in reversed(before):
            between = self._words[one.j : group.i]
            if any(word.text in STRONG for word in between):
                return []
            after_comma = self._words[group.i - 1].text == ","
            if self._relative.get(one.i) and after_comma:
                continue
            self._relative[group.i] = self._relative.get(one.i, False)
            return self.of.get(one.i, [])
        return []

    def _before_aside(self, comma: int, group: Group) -> tuple[int, ...] | None:
        """« <O1>, qui fête ses dix ans, organise »: the name before the comma that opens."""
        k = comma - 1
        while k > 0 and self._words[k].text not in STRONG:
            is_comma = self._words[k].text == ","
            if is_comma and self._words[k - 1].letter and self._is_subject_like(k - 1):
                if not self._s.chain[k - 1] or group.person.endswith("p"):
                    return self._chained(k - 1, group)
                return (k - 1,)
            if is_comma and (sign := self._head_of(k - 1)) is not None:
                return (sign,)
            k -= 1
        return None

    def _head_of(self, k: int) -> int | None:
        """« <O1> de <L2> », before a comma: the name that the complement completes."""
        word = self._words[k]
        if not word.letter or self._s.governors[k].kind not in ("of", "to", "in"):
            return None
        head = self._s.governors[k].head
        if head >= 0 and self._words[head].letter and not self._s.governors[head].kind:
            return head
        return None

    def _is_subject_like(self, k: int) -> bool:
        return not self._s.governors[k].kind and not self._is_object(k)

    def _is_object(self, k: int) -> bool:
        """Whether a sign follows a finite verb of its clause."""
        for j in range(k - 1, -1, -1):
            if self._words[j].text in STRONG or self._words[j].text in BREAKS:
                return False
            group = self._s.group_at.get(j)
            if group is not None and group.is_finite:
                return self._words[k - 1].text not in ("et", ",", "mais")
        return False

    def _nominative(self, k: int, group: Group) -> Candidates:
        """The noun group that ends at k, or that its complements complete."""
        steps = 0
        passed: int | None = None
        while k >= 0 and steps < 14:
            word = self._words[k]
            if word.text in STRONG or word.text in BREAKS or word.text in ("et", ",", "ou"):
                return []
            if k in self._s.group_at:
                inner = self._s.group_at[k]
                if inner.is_finite:
                    return []
                k = inner.i - 1
                continue
            if word.letter:
                governor = self._s.governors[k]
                if not governor.kind:
                    return [self._chained(k, group)]
                passed = k if governor.kind == "of" and word.letter == "O" else None
                k = governor.at - 1
                continue
            np = self._noun_start(k)
            if np is None:
                return []
            if passed is not None and self._is_team(np, k):
                return [(passed,)]
            if np - 1 in self._s.prepositions:
                k = self._s.prepositions[np - 1][1] - 1
            elif np > 0 and self._words[np - 1].letter and word.pos == "ADJ":
                k = np - 1
            else:
                return []
            steps += 1
        return []

    def _is_team(self, first: int, last: int) -> bool:
        """« la nouvelle équipe de <O1> », « les bénévoles de <O1> »: what they do, <O1> does."""
        return any(word.text in _TEAMS for word in self._words[first : last + 1])

    def _noun_start(self, k: int) -> int | None:
        """First word of the noun group that ends at k; None when there is none."""
        start = None
        while k >= 0 and not self._words[k].letter:
            if k in self._s.prepositions or k in self._s.group_at:
                break
            if self._words[k].pos not in ("NOUN", "ADJ", "PROPN", "NUM", "DET"):
                break
            start = k
            k -= 1
        return start

    def _chained(self, k: int, group: Group) -> tuple[int, ...]:
        """The signs joined to k, when the verb is plural."""
        if group.person.endswith("p"):
            return (*self._s.chain[k], k)
        return (k,)

    def first_relative(self, at: int) -> int:
        """« <O1>, que <P2> a créée et ‹ qu' ›anime <P3> »: the relative that one is joined to."""
        k = at - 1
        k -= k > 0 and self._words[k].text == ","
        if k < 1 or self._words[k].text not in _JOINING:
            return at
        for j in range(k - 1, 0, -1):
            if self._words[j].text in STRONG:
                break
            if self._words[j].text in _RELATIVES and j - 1 not in self._s.group_at:
                return self.first_relative(j)
        return at

    def antecedents(self, at: int, group: Group) -> Candidates:
        """What « qui » or « que » at a position can stand for, nearest first."""
        at = self.first_relative(at)
        found: Candidates = []
        k = at - 1
        while k >= 0 and len(found) < 3:
            word = self._words[k]
            is_verb = k in self._s.group_at and self._s.group_at[k].is_finite
            if (word.text in STRONG or is_verb) and (found or not word.letter):
                break
            if word.letter:
                found.append(self._chained(k, group))
            k -= 1
        return self._titled_first(at, found)

    def _titled_first(self, at: int, found: Candidates) -> Candidates:
        """« <P1>, <R0> à <O2>, qui »: the person, rather than where the title is held."""
        if len(found) < 2 or self._words[at - 1].text != ",":
            return found
        near, far = found[0][-1], found[1][-1]
        is_title = self._words[far].letter == "R" and self._s.governors[near].kind
        if is_title and len(found) > 2 and self._words[found[2][-1]].letter == "P":
            return [found[2], *found[:2]]
        return found


def is_adverb(sentence: Sentence, k: int) -> bool:
    """Whether an adverb stands at k."""
    word = sentence.words[k]
    return word.pos == "ADV" and not word.letter and word.text not in BREAKS
