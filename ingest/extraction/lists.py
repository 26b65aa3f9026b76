"""Facts that lists and labelled lines tell: people, money, partners, skills, wants."""

from collections.abc import Iterable, Iterator, Sequence

from tisserand.ingest.extraction.cards import Cards
from tisserand.ingest.extraction.document import Block
from tisserand.ingest.extraction.dossiers import dossiers
from tisserand.ingest.extraction.grouping import Named
from tisserand.ingest.extraction.listed_facts import listed
from tisserand.ingest.extraction.listed_money import MoneyLists
from tisserand.ingest.extraction.needs import ITEMS, is_enumeration
from tisserand.ingest.extraction.noise import is_noise
from tisserand.ingest.extraction.raw_facts import RawFact
from tisserand.ingest.extraction.records import Located
from tisserand.ingest.extraction.rosters.exchanges import Exchange, read_exchange
from tisserand.ingest.extraction.rosters.people import SITTING, Rosters
from tisserand.ingest.extraction.rosters.programmes import speakers
from tisserand.ingest.extraction.scene import LETTERS
from tisserand.ingest.extraction.seats import seats
from tisserand.ingest.extraction.sections import label_of, plain, says, titles
from tisserand.ingest.extraction.tables.facts import GridFacts
from tisserand.ingest.extraction.tables.grids import text_of

AFFILIATIONS = ("role", "member_of", "works_for")
_HEAD = 3
_SHORT = 45
_SURE = 0.85
"""Confidence of what prose tells of people in a list that says nothing of them."""
_SHEET = ("carrier", "place", "partners", "project_name", "funders")


def read_lists(read: Located, prose: Iterable[RawFact], has_plan: bool) -> list[RawFact]:
    """The facts of every list and labelled line of a document, and those of its prose.

    What a list of people says of who holds which title goes before what patterns of prose read
    in it.

    Args:
        prose: what was read in sentences.
        has_plan: whether carriers and partners are those of the actions of a plan.
    """
    reader = _ListReader(read, has_plan)
    people = list(reader.people.facts())
    told = {(fact.scene, fact.s) for fact in people if fact.predicate in AFFILIATIONS}
    prose = list(prose)
    titled = {(fact.s, fact.o) for fact in prose if fact.predicate == "role"}
    people = [one for one in people if one.fact.pattern != SITTING or (one.s, one.o) not in titled]
    kept = [
        fact
        for fact in prose
        if fact.predicate not in AFFILIATIONS
        or ((fact.scene, fact.s) not in told and _is_kept(fact, reader.people))
    ]
    return [
        *kept,
        *people,
        *reader.read(),
        *reader.tables(),
        *speakers(read, reader.event),
        *([] if has_plan else dossiers(read, reader.by_line)),
        *seats(read, reader.by_line, reader.event),
    ]


def _is_kept(fact: RawFact, people: Rosters) -> bool:
    """Whether what prose tells of somebody in a list, where the list says nothing, is sure."""
    return fact.scene not in people.blocks or fact.fact.confidence >= _SURE


class _ListReader:
    def __init__(self, read: Located, has_plan: bool) -> None:
        self._read = read
        self._has_plan = has_plan
        self._is_noise = is_noise(read.document.text)
        self.by_line: list[list[Named]] = [[] for _ in read.lines]
        for named in read.mentions:
            self.by_line[named.line].append(named)
        self._project = self._sheet_project()
        self._cards = Cards(read, self.by_line, self._project)
        self._money = MoneyLists(read)
        self.event = self._first("Event")
        self.people = Rosters(read, self.event)
        self._titles = self._all_titles()

    def _all_titles(self) -> list[str]:
        """For each block its title; for the rows of a table, its own and the header's."""
        blocks = self._read.document.blocks
        found = titles(blocks)
        for grid in (one for one in self.people.grids if one.header):
            above = plain(blocks[grid.title].text) if grid.title is not None else ""
            header = " ".join(text_of(self._read.lines, cell) for cell in grid.header)
            for row in grid.rows:
                for cell in row:
                    found[cell.block] = f"{above} | {plain(header)}".strip(" |")
        return found

    def _first(self, kind: str) -> int | None:
        """The project or the event named at the head of the document."""
        heads = [n for n in self._read.mentions if n.span.kind == kind and n.line < _HEAD]
        return heads[0].entity if heads else None

    def _sheet_project(self) -> int | None:
        """The project that the document is about: named at its head, or the only one of a sheet."""
        if (first := self._first("Project")) is not None:
            return first
        labels = {label_of(block.text)[0] for block in self._read.document.blocks} - {""}
        told = sum(any(says(label, part) for label in labels) for part in _SHEET)
        entities = {n.entity for n in self._read.mentions if n.span.kind == "Project"}
        return entities.pop() if len(entities) == 1 and told > 2 else None

    def read(self) -> Iterator[RawFact]:
        """The facts of each block in order."""
        for number, block in enumerate(self._read.document.blocks):
            title, own = self._titles[number], self.by_line[number]
            is_item = block.kind in ("list_item", "table_cell") or is_enumeration(block.text)
            is_answer = title.endswith("?") and self._titles[number - 1] != title
            is_item = is_item or (_is_entry(block, title) and (is_answer or title[-1:] != "?"))
            if (is_item or is_answer) and not self._is_noise:
                yield from self._items(number, title, own)
            subject = self._cards.subjects[number]
            is_granted = says(title, "granted")
            other = self._read.owner if is_granted or self._project is None else self._project
            other = other if subject is None else subject
            yield from self._money.facts(number, own, title, is_item, other)
            if exchange := read_exchange(block.text):
                yield from self._exchanged(number, own, exchange)
            elif not self._has_plan and not self._is_noise:
                yield from self._cards.facts(number, title, is_item)
                yield from self._cards.lent(number, title)

    def _exchanged(
        self, number: int, own: Sequence[Named], exchange: Exchange
    ) -> Iterator[RawFact]:
        """« Roue libre : cherche un local ; prête un four »."""
        starts = self._read.lines[number].tokens
        for named in own[:1]:
            if starts[named.span.i].start < exchange.name_end and named.span.kind in LETTERS:
                letters = LETTERS[named.span.kind] + "T"
                for predicate, thing in exchange.asked:
                    yield listed(self._read, number, (named.entity, predicate, f"={thing}"),
                                 letters, "list-exchange", 0.86)  # fmt: skip

    def tables(self) -> Iterator[RawFact]:
        """What the columns of tables tell."""
        if not self._has_plan and not self._is_noise:
            reader = GridFacts(self._read, self.by_line)
            for grid in self.people.grids:
                yield from reader.read(grid)

    def _items(self, number: int, title: str, own: Sequence[Named]) -> Iterator[RawFact]:
        """The items under « Nous cherchons », « Nous offrons », « Nos savoir-faire »."""
        owner = self._read.owner
        if owner is None:
            return
        if says(title, "seeks"):
            yield from self._cards.sought(number, owner)
        elif says(title, "offers") and not own and not title.endswith("?"):
            for item in ITEMS.split(self._read.document.blocks[number].text):
                if text := item.strip(" .,"):
                    yield listed(self._read, number, (owner, "offers", f"={text}"), "OT",
                                 "list-offers", 0.85)  # fmt: skip
        elif len(title) <= _SHORT and says(title, "skills", "teaches"):
            yield from self._skills(number, title, own, owner)
        else:
            yield from self._cards.asks(number, owner)

    def _skills(
        self, number: int, title: str, own: Sequence[Named], owner: int
    ) -> Iterator[RawFact]:
        """« <P1> : <S2>, <S3> » under « Savoir-faire »; what is taught is offered too."""
        person = next((named for named in own if named.span.kind == "Person"), None)
        holder, letter = (person.entity, "P") if person else (owner, "O")
        for named in own:
            if named.span.kind != "Skill":
                continue
            yield listed(self._read, number, (holder, "has_skill", named.entity), f"{letter}S",
                         "list-skills", 0.85)  # fmt: skip
            if says(title, "teaches"):
                yield listed(self._read, number, (holder, "offers", named.entity), f"{letter}S",
                             "list-taught", 0.82)  # fmt: skip


def _is_entry(block: Block, title: str) -> bool:
    """A short line without a sentence's end, under a short title: « CHEF DE FILE », then a name."""
    text = block.text.rstrip()
    is_short = 0 < len(title) <= _SHORT and len(text) <= 2 * _SHORT
    return block.kind == "paragraph" and is_short and text[-1] not in ".!?»:"
