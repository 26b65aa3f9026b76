"""Who says « je »: who writes a letter, for which body (« De : », a signature at the end), or who
answers an interview."""

import re
from collections.abc import Sequence

from tisserand.ingest.extraction.grouping import Named
from tisserand.ingest.extraction.tokens import Line

_LETTER = re.compile(
    r"\W*(?:de|from|objet|sujet|à l['’]attention|chers?|chères?|madame|monsieur|"
    r"à (?:monsieur|madame|m\.|mme)|bonjour|coucou|"
    r"salut)\b",
    re.IGNORECASE,
)
_FROM = re.compile(r"\W*(?:de|from|expéditeur|expéditrice) ?:", re.IGNORECASE)
_QUOTED = re.compile(r"(?:a écrit|wrote) ?:\W*$")
_INTERVIEW = re.compile(
    r"\b(?:entretien|interview|rencontre|conversation|discussion) avec\b"
    r"|\b(?:interview|portrait) (?:de\b|d['’])|\bquestions à\b",
    re.IGNORECASE,
)
_HEAD, _TAIL, _BESIDE = 6, 5, 2
_SIGNATURE = 90


class Authors:
    """The authors of a document.

    Attributes:
        is_letter: whether it is a letter or a message.
    """

    def __init__(self, lines: Sequence[Line], mentions: Sequence[Sequence[Named]]) -> None:
        self.is_letter = any(_LETTER.match(line.text) for line in lines[:_HEAD])
        self._lines = lines
        self._mentions = mentions
        self._writer = self._find_writer() if self.is_letter else self._find_interviewed()
        self._quoted = {
            number: self._first(number, "Person")
            for number, line in enumerate(lines)
            if _QUOTED.search(line.text)
        }

    def _first(self, number: int, kind: str) -> int | None:
        found = [one.entity for one in self._mentions[number] if one.span.kind == kind]
        return found[0] if found else None

    def _find_writer(self) -> int | None:
        for number, line in enumerate(self._lines[:_HEAD]):
            if _FROM.match(line.text) and (writer := self._first(number, "Person")) is not None:
                return writer
        return next((self._first(n, "Person") for n in self._signatures() if self._mentions[n]
                     and self._first(n, "Person") is not None), None)  # fmt: skip

    def _find_interviewed(self) -> int | None:
        """« Entretien avec Zoé Roy »: the one person that a title announces, before questions."""
        if not any(line.text.rstrip(" »").endswith("?") for line in self._lines):
            return None
        for line, own in zip(self._lines[:_HEAD], self._mentions, strict=False):
            if found := _INTERVIEW.search(line.text):
                after = [one for one in own if line.tokens[one.span.i].start >= found.end()]
                people = [one.entity for one in after if one.span.kind == "Person"]
                return people[0] if len(people) == 1 else None
        return None

    def _signatures(self) -> list[int]:
        """The short lines at the end of the letter, before any message that it answers."""
        ends = [n for n, line in enumerate(self._lines) if _QUOTED.search(line.text)]
        last = ends[0] if ends else len(self._lines)
        return [
            number
            for number in range(max(0, last - _TAIL), last)
            if len(self._lines[number].text) <= _SIGNATURE and " : " not in self._lines[number].text
        ]

    def writer(self, number: int) -> int | None:
        """The person who says « je » in a line, outside of quotation marks."""
        before = [n for n in self._quoted if n <= number]
        return self._quoted[before[-1]] if before else self._writer

    def bodies(self) -> list[int]:
        """The bodies in whose name it is written: those beside the name of the writer."""
        if not self.is_letter or self._writer is None:
            return []
        near = [n for n, line in enumerate(self._lines[:_HEAD]) if _FROM.match(line.text)]
        signed = self._signatures()
        written = [n for n in signed if any(m.entity == self._writer for m in self._mentions[n])]
        near += [n for n in signed if any(abs(n - one) <= _BESIDE for one in written)]
        return [
            one.entity
            for number in near
            for one in self._mentions[number]
            if one.span.kind == "Organization"
        ]
