"""What relatives take from the name before them: « que <O2> porte », « auquel <O2> participe »,
« dont <P1> tient », « c'est lui qui »."""

from collections.abc import Iterator

from tisserand.ingest.extraction.sentences import STRONG, Sentence
from tisserand.ingest.extraction.subjects import (
    RELATIVE_OBJECTS,
    RELATIVES,
    Candidates,
    Subjects,
    is_adverb,
)
from tisserand.ingest.extraction.verb_groups import Group

_ANTECEDENT = 12
"""Words before a relative where what it describes can be named."""
_NEAR_RELATIVE = 9
"""Words between a relative and its verb."""


class Relatives:
    """Reads the relatives of a sentence whose subjects are known."""

    def __init__(self, sentence: Sentence, subjects: Subjects) -> None:
        self._s = sentence
        self._words = sentence.words
        self._subjects = subjects

    def complement(self, group: Group) -> tuple[str, list[int]] | None:
        """« <J1>, auquel <O2> participe », « <O1>, avec laquelle <O2> travaille »: the class of the
        preposition and the antecedent."""
        for k in range(group.i - 1, max(-1, group.i - 7), -1):
            word = self._words[k]
            if word.text in STRONG or word.text == ",":
                return None
            with_whom = word.text == "qui" and k - 1 in self._s.prepositions
            if word.text in RELATIVES or with_whom:
                before = k - 1
                kind = "to" if word.text.startswith(("aux", "auq")) else ""
                if not kind and before in self._s.prepositions:
                    kind, before = self._s.prepositions[before][0], before - 1
                named = self._antecedent(before)
                if not kind or named is None:
                    return None
                thing = self._thing_before(named - 1)
                return kind, [named] if thing is None else [named, thing]
        return None

    def place(self, group: Group) -> Iterator[tuple[str, int]]:
        """« <L1>, où <O2> tient », « <J1>, dont <O2> assure », « c'est à <L1> que <O2> a »."""
        if not group.is_finite:
            return
        for k in range(group.i - 1, max(-1, group.i - _NEAR_RELATIVE), -1):
            word = self._words[k]
            if word.text in STRONG or k in self._s.group_at:
                return
            if word.text in ("où", "dont"):
                named = self._antecedent(self._subjects.first_relative(k) - 1)
                if named is not None:
                    yield ("in" if word.text == "où" else "of"), named
                return
            if word.text in RELATIVE_OBJECTS:
                if self._is_cleft(k - 1) and (kind := self._s.governors[k - 1].kind):
                    yield kind, k - 1
                return

    def objects(self, group: Group) -> Candidates:
        """« <J1>, que <O2> porte », « <J1>, que porte <O2> », « <J1>, qu'il porte »."""
        k = group.i - 1
        while k >= 0 and k > group.i - 9:
            word = self._words[k]
            if word.text in RELATIVE_OBJECTS:
                if self._is_completive(k):
                    return []
                before = self._antecedent(self._subjects.first_relative(k) - 1)
                if before is None:
                    return []
                return self._subjects.antecedents(before + 1, group._replace(person="3p"))[:1]
            if word.text in STRONG or word.text == "," or k in self._s.group_at:
                return []
            k -= 1
        return []

    def is_denied(self, group: Group) -> bool:
        """« ce n'est pas <P1> qui préside »."""
        verb = self._cleft_verb(group)
        return verb is not None and verb.denied

    def is_pronoun(self, group: Group) -> bool:
        """« c'est lui qui »."""
        verb = self._cleft_verb(group)
        if verb is None or verb.denied:
            return False
        return any(self._words[j].text in ("lui", "elle") for j in range(verb.j, group.i))

    def _cleft_verb(self, group: Group) -> Group | None:
        """The verb of « c'est <P1> qui préside », of which « préside » is the group."""
        k = group.i - 1
        while k >= 0 and is_adverb(self._s, k):
            k -= 1
        if k < 1 or self._words[k].text != "qui":
            return None
        for j in range(k - 1, max(-1, k - _NEAR_RELATIVE), -1):
            verb = self._s.group_at.get(j)
            if verb is not None:
                subject = self._words[verb.i - 1].text if verb.i else ""
                return verb if verb.lemma == "être" and subject in ("c'", "ce") else None
            if self._words[j].text in STRONG:
                return None
        return None

    def _is_cleft(self, k: int) -> bool:
        """« c'est à <L1> », « c'est avec <O1> »."""
        if k < 0 or not self._words[k].letter:
            return False
        at = self._s.governors[k].at - 1
        verb = self._s.group_at.get(at)
        return verb is not None and verb.lemma == "être" and not verb.denied

    def _antecedent(self, k: int) -> int | None:
        """What a relative describes: the name before it, else the project or the event that its
        noun stands for: « <J1>, un programme de charpentes auquel »."""
        k -= k > 0 and self._words[k].text in (",", "et")
        k -= k > 0 and self._words[k].text == ","
        if k >= 0 and self._words[k].letter:
            return k
        return self._thing_before(k)

    def _thing_before(self, k: int) -> int | None:
        """The last project or event before a position, in its part of the sentence."""
        for j in range(k, max(-1, k - _ANTECEDENT), -1):
            if self._words[j].text in STRONG:
                break
            if self._words[j].letter in ("J", "E"):
                return j
        return None

    def _is_completive(self, k: int) -> bool:
        """« propose que », « dit que »: a verb stands before, and no noun that « que » repeats."""
        return k > 0 and k - 1 in self._s.group_at
