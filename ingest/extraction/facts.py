"""Facts that patterns find in scenes, with what context gives, dates and modality."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from tisserand.ingest.extraction.false_subjects import is_complement, is_of_others, is_us
from tisserand.ingest.extraction.findings import Fact
from tisserand.ingest.extraction.literals import cut, passage_of
from tisserand.ingest.extraction.modality import ONCE, has_ended, is_asserted, is_taken_back, when
from tisserand.ingest.extraction.patterns import Pattern, load_patterns
from tisserand.ingest.extraction.raw_facts import REACH, RawFact, dative, payees, signs_in
from tisserand.ingest.extraction.roles import is_body_title, is_of_meeting
from tisserand.ingest.extraction.scene import Scene
from tisserand.ingest.extraction.told_speakers import who_speaks

_BESIDE = frozenset(("partner-help", "partner-beside", "partner-before"))
"""Patterns of partners that, beside the name of a project, tell who takes part in it."""
_DATIVE = re.compile(r"> (?:(y |l')|(?:lui|leur) )")
_ONCE = re.compile(
    rf"\b(?:avait été|avaient été)\b|{ONCE.pattern} (?:présid|dirig|anim|coordonn|gér|administr)"
)
_LED = re.compile(
    r"\b(?:port|men|organis|pilot|anim|conduis|coordonn|gér|lanç)(?:ait|aient|ions|ais)\b"
)
"""« que portait <O1> »: it does so no more."""
_EMPTY = frozenset(
    (
        "un",
        "une",
        "des",
        "du",
        "deux",
        "souvent",
        "toujours",
        "rien",
        "beaucoup",
        "vous",
        "nous",
        "eux",
    )
)
"""Words that name nothing sought: « il en cherche une »."""
_FOUNDER = re.compile(r"(?:co-?)?(?:fond|cré)")
_THEM = re.compile(r"\bil (?:lui|leur) ")
_COMMON_PAYEE = re.compile(r" (?:à la |à l'|au |aux )[a-zéèê]")
"""« a apporté <A0> au parrainage »."""


class FactReader:
    """Reads the scenes of a document in order."""

    def __init__(
        self, scenes: Sequence[Scene], owner: int | None, guests: Collection[int] = ()
    ) -> None:
        """Takes also the numbers of the blocks that list people come from elsewhere."""
        self._scenes = scenes
        self._owner = owner
        self._guests = guests

    def read(self) -> list[RawFact]:
        """The facts of every scene, in order."""
        return [fact for scene in self._scenes for fact in self._read_scene(scene)]

    def _read_scene(self, scene: Scene) -> Iterator[RawFact]:
        if "<" not in scene.text:
            return
        for begin, end in scene.sentences:
            start = begin + (scene.text[begin : begin + 1] == " ")
            text = scene.text[start:end]
            if "<" not in text or is_taken_back(scene, end):
                continue
            done: dict[str, tuple[int, int | str]] = {}
            for pattern in load_patterns():
                if any(sign not in text for sign in pattern.needs):
                    continue
                if pattern.alone and scene.line in self._guests:
                    continue
                if pattern.after and pattern.after not in done:
                    continue
                if pattern.id in _BESIDE and "<J" in text:
                    continue
                yield from self._apply(scene, pattern, start, text, done)

    def _apply(
        self,
        scene: Scene,
        pattern: Pattern,
        start: int,
        text: str,
        done: dict[str, tuple[int, int | str]],
    ) -> Iterator[RawFact]:
        position = 0
        while match := pattern.regex.search(text, position):
            position = max(match.start() + 1, _next_start(match, pattern))
            told, wants = passage_of(text, match, pattern), pattern.predicate == "seeks"
            if not is_asserted(text, *told, pattern.apposition, wants):
                continue
            is_false = is_complement(text, match) or (wants and is_of_others(match))
            if not pattern.apposition and is_false:
                position = match.start() + 1
                continue
            if "s" in match.re.groupindex and is_us(scene, start + match.start("s"), text, match):
                position = match.start() + 1
                continue
            for fact in self._facts(scene, pattern, start, match, done):
                done[fact.predicate] = (fact.s, fact.o)
                yield fact
                if pattern.also:
                    also = replace(fact.fact, predicate=pattern.also)
                    yield fact._replace(predicate=pattern.also, fact=also)

    def _facts(
        self,
        scene: Scene,
        pattern: Pattern,
        start: int,
        match: re.Match[str],
        done: dict[str, tuple[int, int | str]],
    ) -> Iterator[RawFact]:
        groups = match.groupdict()
        subjects = signs_in(groups.get("s"))
        objects = signs_in(
            next((groups[g] for g in ("o", "o2", "o3", "o4") if groups.get(g)), None)
        )
        of_people = pattern.predicate == "participated_in" or pattern.id == "member-new"
        if of_people and any(letter == "P" for letter, _ in subjects):
            subjects = [one for one in subjects if one[0] == "P"]
        if pattern.predicate == "finances":
            objects = [
                one for one in objects if f"<{one[0]}{one[1]}> <A" not in match[0]
            ] or objects
        title, status = _title(scene, pattern, groups)
        if status == "future":
            return
        if pattern.literal and pattern.same:
            same = done[pattern.after][0]
            subjects = [one for one in signs_in(scene.text) if one[1] == same][:1]
        elif pattern.literal and not subjects:
            position = start + match.start()
            is_them = _THEM.search(match[0]) is not None
            subjects = (
                self._context(scene, position, "PO")
                if is_them
                else who_speaks(scene, position, self._owner)
            )
        if pattern.literal:
            yield from self._literal(scene, pattern, start, match, subjects)
            return
        if not subjects:
            subjects = self._missing_subject(scene, pattern, start + match.start(), done)
        if pattern.pairs:
            objects = subjects
        if not objects and pattern.after:
            objects = [("O", int(done[pattern.after][1]))]
        if not objects:
            objects = self._missing_object(scene, pattern, start, match, title)
        for letter, subject in subjects:
            for other, thing in objects:
                if (letter, subject) != (other, thing) and (not pattern.pairs or subject < thing):
                    yield self._fact(
                        scene, pattern, start, match, subject, thing, title, status, letter + other
                    )

    def _missing_subject(
        self, scene: Scene, pattern: Pattern, position: int, done: dict[str, tuple[int, int | str]]
    ) -> list[tuple[str, int]]:
        if pattern.same:
            return [("O", done[pattern.after][0])]
        if pattern.predicate in ("finances", "member_of") and self._owner is not None:
            return [("O", self._owner)]
        of_person = pattern.predicate in ("role", "has_skill")
        kinds = "P" if of_person else "E" if pattern.kinds == "E" else "O"
        return self._context(scene, position, kinds)

    def _missing_object(
        self, scene: Scene, pattern: Pattern, start: int, match: re.Match[str], title: str | None
    ) -> list[tuple[str, int]]:
        if re.search(r"\b(?:notre|nos)\b", match[0]) and self._owner is not None:
            return [("O", self._owner)]
        if pattern.alone:
            is_list = scene.text.count("<P") > 1 and "(" in match[0]
            if title is None or not (is_list or is_body_title(title)) or is_of_meeting(title):
                return []
            if (sign := match.groupdict().get("r")) and scene.roles[int(sign[2:-1])].is_theirs:
                return self._context(scene, start + match.start(), "O")
            return [("O", self._owner)] if self._owner is not None else []
        if pattern.predicate == "finances" and (clitic := _DATIVE.search(match[0])):
            position = start + match.start()
            givers = {number for _, number in signs_in(match.groupdict().get("s"))}
            told = None if clitic[1] else dative(scene, start, position, givers)
            if told is not None:
                return [(told[1], told[0])]
            return self._context(scene, position, "J" if clitic[1] else "O")
        if pattern.predicate == "finances" and self._owner is not None:
            paid = payees(scene.text, start + match.end())
            if paid is not None:
                return paid
            common = _COMMON_PAYEE.match(scene.text, start + match.end())
            project = self._context(scene, start + match.start(), "J") if common else []
            return project or [("O", self._owner)]
        if pattern.predicate == "member_of" and self._owner is not None:
            return [("O", self._owner)]
        return self._context(scene, start + match.start(), pattern.kinds)

    def _context(self, scene: Scene, position: int, kinds: str) -> list[tuple[str, int]]:
        """The closest entity of these kinds before a position, or the one the document is of."""
        texts = [scene.text[:position]]
        texts += [one.text for one in reversed(self._scenes[: scene.line][-REACH:])]
        for text in texts:
            found = [one for one in signs_in(text) if one[0] in kinds]
            if found:
                return found[-1:]
        return [("O", self._owner)] if self._owner is not None and "O" in kinds else []

    def _literal(
        self,
        scene: Scene,
        pattern: Pattern,
        start: int,
        match: re.Match[str],
        subjects: list[tuple[str, int]],
    ) -> Iterator[RawFact]:
        first, _last = match.span("t")
        text = cut(match["t"])
        if (
            not text
            or text in _EMPTY
            or (re.search(r"^(?:que|qu'|à ce|ce que)\b", text) and pattern.predicate != "proposed")
        ):
            return
        words = (start + first, start + first + len(text))
        for letter, subject in subjects:
            yield self._fact(
                scene, pattern, start, match, subject, words, None, pattern.status, letter + "T"
            )

    def _fact(
        self,
        scene: Scene,
        pattern: Pattern,
        start: int,
        match: re.Match[str],
        subject: int,
        thing: int | tuple[int, int],
        title: str | None,
        status: str | None,
        letters: str,
    ) -> RawFact:
        begin, end = scene.span(start + match.start(), start + match.end())
        dates = when(scene, start + match.start(), start + match.end(), pattern.predicate)
        past = status == "past" or dates.until is not None
        past = past or bool(_ONCE.search(match[0])) or has_ended(match[0])
        is_led = pattern.predicate == "leads" and letters[1] == "J"
        past = past or (is_led and bool(_LED.search(match[0])))
        amount = next(
            (match[g] for g in ("a", "a2", "a3", "a4") if g in match.re.groupindex and match[g]),
            None,
        )
        money = scene.amounts[int(amount[2:-1])].euros if amount else None
        fact = Fact(
            subject=str(subject),
            predicate=pattern.predicate,
            object="",
            start=begin,
            end=end,
            confidence=pattern.confidence,
            pattern=pattern.id,
            role=title,
            amount=money,
            year=dates.year,
            since=dates.since,
            until=dates.until,
            status="past" if past else None,
        )
        if title and _FOUNDER.match(title.lower()):
            fact = replace(fact, until=None, status=None)
        words: int | str = thing if isinstance(thing, int) else f"{thing[0]}:{thing[1]}"
        return RawFact(subject, pattern.predicate, words, fact, letters, scene.line)


def _title(
    scene: Scene, pattern: Pattern, groups: dict[str, str | None]
) -> tuple[str | None, str | None]:
    if sign := groups.get("r"):
        role = scene.roles[int(sign[2:-1])]
        return role.title, role.status or pattern.status
    if pattern.verb:
        return groups.get("v"), pattern.status
    return pattern.role, pattern.status


def _next_start(match: re.Match[str], pattern: Pattern) -> int:
    """Where the next match may start: on the object, which may be the subject of another."""
    if pattern.apposition and "o" in match.re.groupindex and match.start("o") > match.start():
        return match.start("o")
    return match.end()
