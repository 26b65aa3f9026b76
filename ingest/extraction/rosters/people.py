"""Facts that lists of people tell: titles, memberships, presence."""

import re
from collections.abc import Iterator, Sequence

from tisserand.ingest.extraction.findings import Fact, Predicate
from tisserand.ingest.extraction.lexicons import read_words, word_set
from tisserand.ingest.extraction.raw_facts import RawFact
from tisserand.ingest.extraction.records import Located
from tisserand.ingest.extraction.rosters.dates import dated
from tisserand.ingest.extraction.rosters.entries import Held, read_entries
from tisserand.ingest.extraction.rosters.fields import Known
from tisserand.ingest.extraction.rosters.headings import Given, Headings
from tisserand.ingest.extraction.rosters.likeness import person_place
from tisserand.ingest.extraction.rosters.rows import Row, label_text, rows
from tisserand.ingest.extraction.rosters.titles import OF_BODIES
from tisserand.ingest.extraction.sections import plain, says
from tisserand.ingest.extraction.tables.aligned import aligned
from tisserand.ingest.extraction.tables.grids import Grid, grids, text_of
from tisserand.ingest.extraction.tables.people import attending, held_in, people_of

_ELECTED = re.compile(r"maire\b|député|sénat|conseill\w+ (?:départ|région|munic|commun)|préfet")
_LEFT = re.compile(
    r"<P(\d+)>[^.;<]{0,60}(?:n'(?:est|était|appartient|exerce|intervient) plus|a quitté|quitte|"
    r"ne (?:fait|travaille|siège) plus)\b[^.;<]{0,40}<O(\d+)>"
)
_RETIRED = re.compile(r"retraitée?s? (?:de|d|du|des)?|retraitée?s?$")
"""« retraité d'Hélices du Lot »: he worked there."""
_ARTICLE = re.compile(r"^(?:l[ae]s? |l['’]|son |sa |leur )", re.IGNORECASE)
_EMPLOYED = re.compile(
    r"\b(?:salariée?|employée?|embauchée?|apprentie?|stagiaire|alternante?|intérimaire)s?\b"
)
_LEAVING = re.compile(r"\b(?:sortante?s?|démissionnaires?|partante?s?)\b")
_DENIED = re.compile(r"(?:^|\b)(?:n'|ne )[\w' ]{2,20} pas\b|non élue?s?$|pas élue?s?$")
"""« N'est pas élu : »: those whom a label says not to be there."""
_THINGS = ("seeks", "offers", "skills", "proposals")
"""Labels of lists of things, that may name who gives them."""
_SEAT = "list-seat"
SITTING = "list-sitting"
"""Pattern of those who sit, of whom prose may tell a title."""
_LETTERS = {"O": "O", "L": "L", "X": "J"}


class Rosters:
    """The lists of people of a document."""

    def __init__(self, read: Located, event: int | None) -> None:
        self._read = read
        self._event = event
        self._known = {
            number: [
                Known(named.span.i, named.span.j, named.span.kind, named.entity)
                for named in read.mentions
                if named.line == number
            ]
            for number in range(len(read.lines))
        }
        blocks = read.document.blocks
        self.grids = [*grids(read.lines, blocks), *aligned(read.lines, blocks, self._known)]
        tabled = {number for grid in self.grids for number in grid.blocks}
        self.rows = [
            row
            for row in rows(read.lines, read.document.blocks, self._known)
            if tabled.isdisjoint(row.blocks)
        ]
        self.blocks = tabled | {number for row in self.rows for number in row.blocks}
        self._headings = Headings(read, self._known, self.blocks)

    def facts(self) -> Iterator[RawFact]:
        """Titles and memberships, and presence at the event of the minutes; whoever has a title
        in a body is not told as its member too, unless another body sends them there."""
        over = self._over()
        told = [one for one in self._told() if (one.s, one.o) not in over]
        titled = {(one.s, one.o): one.scene for one in told if one.predicate == "role"}
        for one in told:
            is_member = one.predicate == "member_of" and (one.s, one.o) in titled
            is_sent = one.fact.pattern == _SEAT and titled.get((one.s, one.o)) != one.scene
            if not is_member or is_sent:
                yield one

    def _told(self) -> Iterator[RawFact]:
        for row in self.rows:
            label = label_text(self._read.lines, row.label)
            is_denied = _DENIED.search(label) and not says(label, "ended", "absent")
            if is_denied or says(label, *_THINGS):
                continue
            given = self._headings.of(row)
            office = row.office or _label_office(row)
            told = read_entries(self._read.lines, row.entries)
            for held in _with_office(told, office):
                yield from self._held(held, given)
            yield from self._gathered(row, given)
            yield from self._presence(row)
        for grid in self.grids:
            yield from self._tabled(grid)

    def _gathered(self, row: Row, given: Given) -> Iterator[RawFact]:
        """« Notre collectif réunit : <O1> (<P2>) »: the bodies that are its members, each with who
        speaks for it."""
        for entry in row.entries if given.is_gathering else ():
            for one, block in entry[: person_place(entry)]:
                for item in one.items:
                    if item.sign == "O" and given.body not in (None, item.entity):
                        yield self._fact(block, item.entity, "member_of", given.body,
                                         "list-member", 0.84, "OO")  # fmt: skip

    def _tabled(self, grid: Grid) -> Iterator[RawFact]:
        """Those whom a table names, and their presence when it is that of a meeting."""
        row = Row((grid.rows[0][0].block,), (), (), grid.title)
        for held in held_in(self._read.lines, grid, self._known):
            yield from self._held(held, self._headings.of(row))
        header = " ".join(text_of(self._read.lines, cell) for cell in grid.header)
        above, columns = self._headings.above(row), plain(header)
        is_present = says(above, "present") or says(columns, "present")
        marked = attending(self._read.lines, grid, self._known)
        is_present = marked is not None or (is_present and not says(above, "absent"))
        if self._event is None or not is_present:
            return
        for person, block in marked or people_of(grid, self._known):
            yield self._fact(block, person.entity, "participated_in", self._event,
                             "list-present", 0.85, "PE")  # fmt: skip

    def _over(self) -> set[tuple[int, int | str]]:
        """Who is said elsewhere to have left which body: « Mme Roy n'est plus au Cerema »."""
        return {
            (int(found[1]), int(found[2]))
            for scene in self._read.scenes
            for found in _LEFT.finditer(scene.text)
        }

    def _held(self, held: Held, given: Given) -> Iterator[RawFact]:
        """What an entry tells of a person in the body that it names, or in the one above it;
        whoever has a seat there is sent by a body of their own."""
        is_sent = given.is_seat and held.body is not None and held.body.entity != given.body
        if is_sent and held.is_delegate:
            yield from self._in_body(held, given)
            if held.body is not None and given.body is not None:
                yield self._fact(held.block, held.body.entity, "member_of", given.body,
                                 "list-member", 0.84, "OO")  # fmt: skip
        elif is_sent:
            is_of_seat = _comes_first(held) and not _is_tied(held)
            own = held._replace(title=None) if is_of_seat else held
            yield from self._in_body(own, given)
            seat = (
                held if is_of_seat or held.title is None else held._replace(title=None, status="")
            )
            yield from self._in_body(seat._replace(body=None), given, _SEAT)
        else:
            yield from self._in_body(held, given)

    def _in_body(self, held: Held, given: Given, member: str = "list-member") -> Iterator[RawFact]:
        body = held.body.entity if held.body else given.body
        letter = _LETTERS[held.body.sign] if held.body else "O"
        role = None
        if held.title is not None:
            role = _in_full(self._read.lines[held.title[2]].slice(*held.title[:2]))
        if body is None or (held.body is None and not _is_taken(held, role, given)):
            return
        if given.takes == "names" and held.body is None and role and role.lower() in _trades():
            role = None
        is_retired = role is not None and bool(_RETIRED.match(role.lower()))
        is_staff = given.is_staff and role is None and held.body is None
        if held.body is None and given.takes == "sitting":
            member = SITTING
        if is_staff or self._is_employed(held, role):
            yield self._fact(held.block, held.person.entity, "works_for", body, "list-works", 0.88,
                             "P" + letter)  # fmt: skip
            return
        details = plain(self._read.lines[held.block].slice(*held.details))
        yield dated(
            self._fact(held.block, held.person.entity, _predicate(role, is_retired), body,
                       "list-role" if role else member, 0.9 if held.body else 0.84,
                       "P" + letter),
            None if is_retired else role, details,
            "past" if is_retired or given.is_over or self._is_leaving(held) else held.status,
        )  # fmt: skip

    def _is_employed(self, held: Held, role: str | None) -> bool:
        """« salarié de <O1> », « <O1>, salariée »: no title but work."""
        if role is not None:
            return bool(_EMPLOYED.fullmatch(role.lower()))
        if held.body is None or held.body.i <= held.person.j:
            return False
        if all((one.i, one.entity) != (held.body.i, held.body.entity)
               for one in self._known[held.block]):  # fmt: skip
            return False  # The body stands on another line.
        between = self._read.lines[held.block].slice(held.person.j, held.body.i)
        return bool(_EMPLOYED.search(between.lower()))

    def _is_leaving(self, held: Held) -> bool:
        """« Sortant : <P1>, secrétaire »."""
        first = max(0, min(held.person.i - 4, held.details[0]))
        last = max(held.person.j, held.details[1])
        return bool(_LEAVING.search(self._read.lines[held.block].slice(first, last).lower()))

    def _presence(self, row: Row) -> Iterator[RawFact]:
        label = label_text(self._read.lines, row.label)
        above = self._headings.above(row)
        event = self._event
        if row.header and above.startswith("avec"):
            event = next((n.entity for n in self._read.mentions if n.line == row.header - 1
                          and n.span.kind == "Event"), None)  # fmt: skip
        elif not (self._speak_for(row) or says(label, "present") or says(above, "present")):
            return
        if event is None or says(label or above, "absent"):
            return
        for entry in row.entries:
            for one, block in entry:
                for item in one.items:
                    if item.sign == "P":
                        yield self._fact(block, item.entity, "participated_in", event,
                                         "list-present", 0.85, "PE")  # fmt: skip

    def _speak_for(self, row: Row) -> bool:
        """« Pour <O1> : <P2> et <P3> », at a meeting."""
        one, block = (*row.label, *row.entries[0])[0]
        return self._read.lines[block].lower(one.i) == "pour" and "O" in one.signs

    def _fact(
        self,
        block: int,
        subject: int,
        predicate: Predicate,
        thing: int,
        pattern: str,
        confidence: float,
        letters: str,
    ) -> RawFact:
        length = len(self._read.document.blocks[block].text)
        fact = Fact(str(subject), predicate, "", 0, length, confidence, pattern)
        return RawFact(subject, predicate, thing, fact, letters, block)


def _in_full(title: str) -> str:
    """A title without its article; one that a list shortens, « resp. », as it is spelt."""
    title = _ARTICLE.sub("", title)
    return str(read_words("roles")["abbreviations"].get(title.lower().rstrip("."), title))


def _is_taken(held: Held, role: str | None, given: Given) -> bool:
    """Whether the body above a list has the people whom an entry tells without a body; those
    elected for a territory are not of an association."""
    takes = given.takes
    if takes == "offices":
        if role is None or held.guessed:
            return False
        is_office = _comes_first(held) and role.lower() not in _trades()
        is_elsewhere = bool(_ELECTED.match(role.lower())) and not given.is_public
        return is_office or (bool(OF_BODIES.search(role.lower())) and not is_elsewhere)
    if takes == "sitting":
        return role is None or role.lower() not in _trades()
    return takes == "names" or role is not None


def _comes_first(held: Held) -> bool:
    """Whether a title stands before the name, on its line: « Trésorière : Zoé Roy »."""
    return held.title is not None and held.title[2] == held.block and held.title[0] < held.person.i


def _is_tied(held: Held) -> bool:
    """« Représentante de la mairie de Redon : Zoé Roy »: a title in the body after it."""
    if held.title is None or held.body is None or held.title[2] != held.block:
        return False
    return held.title[1] <= held.body.i < held.person.i


def _trades() -> frozenset[str]:
    return word_set("roles", "trades")


def _label_office(row: Row) -> tuple[int, int, int] | None:
    """The title in the label of a row: « 1er vice-président, finances : Zoé Roy »."""
    items = [(item, block) for one, block in row.label if not one.depth for item in one.items]
    if not items or items[0][0].sign != "R":
        return None
    (title, block), *others = items
    is_held = all(item.sign == "R" or block == other for item, other in others)
    return (title.i, title.j, block) if is_held else None


def _with_office(entry: Sequence[Held], office: tuple[int, int, int] | None) -> Iterator[Held]:
    """Who an entry tells; the title above, or in the label, is that of each, unless the entry
    gives one that no other body gives."""
    for held in entry:
        if office is None or (held.title is not None and held.body is None):
            yield held
            continue
        if held.title is not None or held.body is not None:
            yield held
        status = held.status if held.title is None else ""
        yield held._replace(title=office, body=None, guessed=False, status=status)


def _predicate(role: str | None, is_retired: bool) -> Predicate:
    if role is None:
        return "member_of"
    return "works_for" if is_retired else "role"
