"""The offices of a document as facts: who holds, takes, leaves or hands over which."""

from collections.abc import Iterable, Iterator, Sequence

from tisserand.ingest.extraction.clauses import Clause
from tisserand.ingest.extraction.modality import when
from tisserand.ingest.extraction.offices import Office, offices
from tisserand.ingest.extraction.raw_facts import Context, RawFact, told_in
from tisserand.ingest.extraction.roles import is_body_title
from tisserand.ingest.extraction.sentences import Sentence
from tisserand.ingest.extraction.successions import LastOffice, Succession, successions

_NEAR = 2
"""Blocks before one that can name the office that somebody takes over."""


class ToldOffices:
    """Reads the offices of sentences in order, and remembers them."""

    def __init__(self, owner: int | None, told: Iterable[RawFact]) -> None:
        """Takes the body that the document is of, and the facts read already."""
        self._owner = owner
        self._told: list[RawFact] = []
        self.remember(told)

    def remember(self, told: Iterable[RawFact]) -> None:
        """Takes offices that others read."""
        self._told += [raw for raw in told if raw.predicate == "role"]

    def read(
        self, sentence: Sentence, clauses: Sequence[Clause], before: Context
    ) -> Iterator[RawFact]:
        """The facts of a sentence."""
        for office in offices(sentence, clauses):
            raw = self._of_office(sentence, office, before)
            if raw is not None:
                self._told.append(raw)
                yield raw
        last = self._last(sentence)
        if last is not None:
            for one in successions(sentence, clauses, last):
                yield _of_succession(sentence, one, last)

    def _of_office(self, sentence: Sentence, office: Office, before: Context) -> RawFact | None:
        body = self._body(sentence, office, before)
        if office.person is not None:
            person: tuple[int, str] | None = (sentence.words[office.person].number, "P")
        else:
            person = before(max(office.start, 1), "P")
        if person is None or body is None:
            return None
        dates = when(sentence.scene, office.start, office.end, "role")
        return told_in(
            sentence, office.start, office.end, person, body, "role", office.id,
            0.84 if office.body is not None else 0.68, dates,
            past=office.past or dates.until is not None, role=office.title,
        )  # fmt: skip

    def _body(self, sentence: Sentence, office: Office, before: Context) -> tuple[int, str] | None:
        if office.body is not None:
            word = sentence.words[office.body]
            return word.number, word.letter
        if office.of_it and (found := before(office.start, "O")):
            return found
        is_ours = self._owner is not None and is_body_title(office.title)
        return (self._owner, "O") if self._owner is not None and is_ours else None

    def _last(self, sentence: Sentence) -> LastOffice | None:
        """The office told last in this block or those before, up to the end of the sentence."""
        line = sentence.scene.line
        _, end = sentence.scene.span(sentence.start, sentence.end)
        near = [
            raw
            for raw in self._told
            if (raw.scene == line and raw.fact.start < end) or line - _NEAR <= raw.scene < line
        ]
        if not near:
            return None
        raw = max(near, key=lambda one: (one.scene, one.fact.start))
        if not isinstance(raw.o, int) or not raw.fact.role:
            return None
        is_past = raw.fact.status == "past"
        return LastOffice(raw.s, (raw.o, raw.letters[1]), raw.fact.role, is_past)


def _of_succession(sentence: Sentence, one: Succession, last: LastOffice) -> RawFact:
    start, end = sentence.span(one.at, one.verb)
    dates = when(sentence.scene, start, end, "role")
    return told_in(
        sentence, start, end, (one.person, "P"), last.body, "role", "verb-succeeds", 0.76, dates,
        past=one.past or dates.until is not None, role=last.title,
    )  # fmt: skip
