"""Facts that verbs and nouns assert of their arguments, by the frames of `data/frames.yaml`."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from tisserand.ingest.extraction.clauses import Clause, read_clauses
from tisserand.ingest.extraction.grants import Grant, grants
from tisserand.ingest.extraction.modality import Dates, has_ended, is_doubtful, is_taken_back, when
from tisserand.ingest.extraction.noun_frames import Told, told_by_nouns
from tisserand.ingest.extraction.raw_facts import REACH, Context, RawFact, signs_in, told_in
from tisserand.ingest.extraction.scene import Scene
from tisserand.ingest.extraction.sentences import Sentence
from tisserand.ingest.extraction.told_offices import ToldOffices
from tisserand.ingest.extraction.verb_frames import Frame, Slot, fits, verb_frames

_OPENING_YEAR = re.compile(
    r"^\W*(?:en|depuis|dès|courant|fin|début|l'été) (?:\w+ )?((?:19|20)\d\d)"
)
_WE = re.compile(r"\b(?:nous|notre|nos)\b")
_AND_I = re.compile(r"\bet moi\b")
"""« Quim et moi y étions » tells of two people, not of their body."""
CLITICS_OF: Mapping[str, frozenset[str]] = {
    "patient": frozenset(("l'", "le", "la", "les")),
    "to": frozenset(("y",)),
    "in": frozenset(("y",)),
    "of": frozenset(("en",)),
    "there": frozenset(("y",)),
}
"""Clitics that stand for a complement."""


class FrameReader:
    """Reads the sentences of a document by their frames."""

    def __init__(
        self,
        scenes: Sequence[Scene],
        owner: int | None,
        employers: Collection[int] = (),
        told: Iterable[RawFact] = (),
    ) -> None:
        """Takes also the numbers of the bodies where one works rather than ones that one joins,
        and the facts read already, whose offices others take over."""
        self._scenes = scenes
        self._owner = owner
        self._employers = employers
        self._offices = ToldOffices(owner, told)
        self._says_we = any(_WE.search(scene.text) or _names_us(scene) for scene in scenes)

    def read(self) -> Iterator[RawFact]:
        """The facts of every sentence that names something, in order."""
        for scene in self._scenes:
            for start, end in scene.sentences:
                if "<" in scene.text[start:end] and not is_taken_back(scene, end):
                    yield from self._sentence(Sentence(scene, start, end))

    def _sentence(self, sentence: Sentence) -> Iterator[RawFact]:
        clauses = [one for one in read_clauses(sentence) if not self._is_doubtful(sentence, one)]
        of_verbs = list(self._of_verbs(sentence, clauses))
        yield from of_verbs
        self._offices.remember(of_verbs)
        if sentence.text.rstrip(' "').endswith("?"):
            return
        for told in told_by_nouns(sentence, clauses):
            yield from self._of_noun(sentence, told)
        for grant in grants(sentence, clauses, self._before(sentence)):
            yield self._of_grant(sentence, grant)
        yield from self._offices.read(sentence, clauses, self._before(sentence))

    @staticmethod
    def _is_doubtful(sentence: Sentence, clause: Clause) -> bool:
        at = sentence.words[clause.group.i].start - sentence.start
        return is_doubtful(sentence.text, at)

    def _of_verbs(self, sentence: Sentence, clauses: Sequence[Clause]) -> Iterator[RawFact]:
        for clause in clauses:
            for frame in (*verb_frames().get(clause.group.lemma, ()), *verb_frames()["*"]):
                if fits(frame, sentence, clause):
                    yield from self._facts(sentence, clause, frame)

    def _before(self, sentence: Sentence) -> Context:
        """What was last named before a position, in the sentence or the three blocks before."""
        scene = sentence.scene

        def closest(position: int, letters: str) -> tuple[int, str] | None:
            texts = [scene.text[:position]]
            if not position and self._owner is not None:
                return self._owner, "O"
            texts += [one.text for one in reversed(self._scenes[: scene.line][-REACH:])]
            for text in texts:
                found = [one for one in signs_in(text) if one[0] in letters]
                if found:
                    return found[-1][1], found[-1][0]
            return (self._owner, "O") if self._owner is not None and "O" in letters else None

        return closest

    def _of_noun(self, sentence: Sentence, told: Told) -> Iterator[RawFact]:
        subject = sentence.words[told.subject]
        thing = self._whose(sentence, told)
        if thing is None or subject.number == thing[0]:
            return
        places = [told.subject, told.noun] + ([] if told.object is None else [told.object])
        start, end = sentence.span(*places)
        dates = when(sentence.scene, start, end, told.frame.predicate)
        past = told.ended or dates.until is not None
        past = past or has_ended(sentence.scene.text[start:end])
        yield told_in(
            sentence, start, end, (subject.number, subject.letter), thing,
            told.frame.predicate, f"noun-{told.frame.id}", told.frame.confidence,
            dates, past=past,
        )  # fmt: skip

    def _whose(self, sentence: Sentence, told: Told) -> tuple[int, str] | None:
        """The complement of a noun: named, or told by « notre », « leur »."""
        if told.object is not None:
            return sentence.words[told.object].number, sentence.words[told.object].letter
        if told.ours:
            return (self._owner, "O") if self._owner is not None else None
        found = self._before(sentence)(max(sentence.words[told.subject].start, 1), "OJE")
        return found if found and found[1] in told.frame.letters else None

    def _of_grant(self, sentence: Sentence, grant: Grant) -> RawFact:
        dates = when(sentence.scene, grant.start, grant.end, "finances")
        raw = told_in(
            sentence, grant.start, grant.end, grant.payer, grant.paid, "finances", grant.id,
            grant.confidence, dates,
        )  # fmt: skip
        return raw._replace(fact=replace(raw.fact, amount=grant.euros))

    def _facts(self, sentence: Sentence, clause: Clause, frame: Frame) -> Iterator[RawFact]:
        subjects = self._filled(sentence, clause, frame.subject)
        objects = self._filled(sentence, clause, frame.object)
        for s in subjects:
            for o in objects:
                if s != o and self._joins(frame, s, o):
                    yield from self._fact(sentence, clause, frame, s, o)

    def _joins(
        self, frame: Frame, subject: tuple[int, str, int], thing: tuple[int, str, int]
    ) -> bool:
        """Whether the body is one where a person works, for frames that say so, or joins."""
        if frame.employer:
            return thing[0] in self._employers
        is_joining = frame.id in ("member-joined", "member-left") and subject[1] == "P"
        return not (is_joining and thing[0] in self._employers)

    def _filled(
        self, sentence: Sentence, clause: Clause, wanted: Slot
    ) -> list[tuple[int, str, int]]:
        """Letter, number and position of what fills a slot; the owner for « nous »."""
        for place in wanted.places:
            found = _in_place(sentence, clause, place, wanted.letters)
            if found:
                return found
            if place == "patient" and (found := self._skill(sentence, clause, wanted.letters)):
                return found
            if place in CLITICS_OF and not (place == "patient" and clause.patients):
                found = self._clitic(sentence, clause, place, wanted.letters)
                if found:
                    return found
            if place == "agent" and clause.they and "P" in wanted.letters:
                told = self._before(sentence)(max(sentence.words[clause.group.i].start, 1), "P")
                return [(*told, clause.group.i)] if told else []
            if (
                place == "agent"
                and self._is_ours(clause)
                and not _AND_I.search(sentence.text)
                and self._owner is not None
                and "O" in wanted.letters
            ):
                return [(self._owner, "O", clause.group.i)]
        return []

    def _is_ours(self, clause: Clause) -> bool:
        """Whether « nous » does it, or « on » where the document says « nous » elsewhere."""
        return clause.we or (clause.one and self._says_we)

    @staticmethod
    def _skill(sentence: Sentence, clause: Clause, letters: str) -> list[tuple[int, str, int]]:
        """« la vannerie, il ‹ l' ›enseigne »: the know-how last named in the block."""
        is_told = clause.group.clitics & CLITICS_OF["patient"] and not clause.patients
        if letters != "S" or not is_told:
            return []
        at = sentence.words[clause.group.i].start
        named = [number for letter, number in signs_in(sentence.scene.text[:at]) if letter == "S"]
        return [(named[-1], "S", clause.group.i)] if named else []

    def _clitic(
        self, sentence: Sentence, clause: Clause, place: str, letters: str
    ) -> list[tuple[int, str, int]]:
        """« l'organise », « y participe », « en est partenaire »: what was last named so."""
        things = "".join(letter for letter in letters if letter in "OJE")
        kinds = "OJE" if things else "P"
        things = things or (letters if letters == "P" and place == "patient" else "")
        if not things or not clause.group.clitics & CLITICS_OF[place]:
            return []
        first = min((k for one in clause.agents for k in one), default=clause.group.i)
        if place == "patient" and _is_dislocated(sentence, first):
            return []
        position = sentence.words[min(first, clause.group.i)].start
        found = self._before(sentence)(max(position, 1), kinds)
        if found and things in ("J", "E", "JE"):
            if found[0] == self._owner:
                found = self._before(sentence)(max(position, 1), things)
            elif found[1] not in things:
                found = _topic(sentence, things) or found
        return [(*found, clause.group.i)] if found and found[1] in things else []

    def _fact(
        self,
        sentence: Sentence,
        clause: Clause,
        frame: Frame,
        subject: tuple[int, str, int],
        thing: tuple[int, str, int],
    ) -> Iterator[RawFact]:
        group = clause.group
        start, end = sentence.span(subject[2], thing[2], group.i, group.j - 1)
        dates = _dates(sentence, group.i, end, frame.predicate)
        is_over = group.tense in frame.past and thing[1] != "E"
        before = sentence.words[group.i - 1].text if group.i else ""
        is_over = is_over or has_ended("", before)
        past = frame.status == "past" or group.ended or dates.until or is_over
        title = frame.role
        if title == "verb":
            title = " ".join(word.text for word in sentence.words[group.i : group.j])
        elif title == "title":
            beside = [sentence.words[k] for k in clause.others.get("R", ())]
            if not beside:
                return
            title = sentence.scene.roles[beside[0].number].title
        raw = told_in(
            sentence, start, end, subject[:2], thing[:2], frame.predicate, f"verb-{frame.id}",
            frame.confidence, dates, past=bool(past), role=title or None,
        )  # fmt: skip
        yield raw
        if frame.also:
            also = replace(raw.fact, predicate=frame.also)
            yield raw._replace(predicate=frame.also, fact=also)


def _topic(sentence: Sentence, letters: str) -> tuple[int, str] | None:
    """What the sentence before begins with: « La Fête, portée par <O1>, a fini. <P2> y dansa »."""
    before = [(start, end) for start, end in sentence.scene.sentences if end <= sentence.start]
    if not before:
        return None
    first = next(iter(signs_in(sentence.scene.text[slice(*before[-1])])), None)
    return (first[1], first[0]) if first and first[0] in letters else None


def _is_dislocated(sentence: Sentence, subject: int) -> bool:
    """« La restauration d'horloges, elle la tient »: the pronoun is what a noun told before."""
    if subject < 2 or not sentence.words[subject].pos or sentence.words[subject - 1].text != ",":
        return False
    head = sentence.words[: subject - 1]
    return head[0].pos == "DET" and not any(word.letter for word in head)


def _names_us(scene: Scene) -> bool:
    return any(text[0] == "<" and told == "nous" for text, told in scene.pieces)


def _dates(sentence: Sentence, first: int, end: int, predicate: str) -> Dates:
    """The dates beside a verb, else the year at the head of its sentence."""
    dates = when(sentence.scene, sentence.words[first].start, end, predicate)
    if dates != Dates():
        return dates
    opening = sentence.text.split(",")[0]
    year = _OPENING_YEAR.search(opening) if "<" not in opening else None
    return Dates(int(year[1])) if year else dates


def _in_place(
    sentence: Sentence, clause: Clause, place: str, letters: str
) -> list[tuple[int, str, int]]:
    if place in ("agent", "patient"):
        candidates = clause.agents if place == "agent" else clause.patients
        for candidate in candidates:
            found = _signs(sentence, candidate, letters)
            if found:
                return found
        return []
    return _signs(sentence, clause.others.get(place, ()), letters)


def _signs(
    sentence: Sentence, positions: Sequence[int], letters: str
) -> list[tuple[int, str, int]]:
    words = [(k, sentence.words[k]) for k in positions]
    return [(word.number, word.letter, k) for k, word in words if word.letter in letters]
