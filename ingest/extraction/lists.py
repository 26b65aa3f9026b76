"""Facts that a list or a labelled line tells by its title: participants, budgets, carriers."""

import re
from collections.abc import Iterable, Iterator, Sequence

from tisserand.ingest.extraction.facts import RawFact
from tisserand.ingest.extraction.findings import Fact, Predicate
from tisserand.ingest.extraction.grouping import Named
from tisserand.ingest.extraction.money import find_amounts, read_number
from tisserand.ingest.extraction.needs import ITEMS, is_enumeration, is_noise
from tisserand.ingest.extraction.records import Located
from tisserand.ingest.extraction.rosters.people import Rosters
from tisserand.ingest.extraction.sections import label_of, plain, says, titles

_BARE_AMOUNT = re.compile(r":\s*(\d{1,3}(?:[   ]\d{3})+|\d{3,7})\s*$")
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
_PEOPLE = ("Person", "Organization")
AFFILIATIONS = ("role", "member_of", "works_for")


def read_lists(read: Located, prose: Iterable[RawFact], has_plan: bool) -> list[RawFact]:
    """The facts of every list and labelled line of a document, and those of its prose.

    What a list of people says of who holds which title goes before what patterns of prose read
    in it.

    Args:
        prose: what was read in sentences.
        has_plan: whether carriers and partners are those of the actions of a plan.
    """
    reader = _ListReader(read, has_plan)
    listed = reader.people.blocks
    kept = [
        fact for fact in prose if fact.scene not in listed or fact.predicate not in AFFILIATIONS
    ]
    return [*kept, *reader.people.facts(), *reader.read()]


class _ListReader:
    def __init__(self, read: Located, has_plan: bool) -> None:
        self._read = read
        self._has_plan = has_plan
        self._is_noise = is_noise(read.document.text)
        self._titles = titles(read.document.blocks)
        self._by_line: list[list[Named]] = [[] for _ in read.lines]
        for named in read.mentions:
            self._by_line[named.line].append(named)
        self._project = self._main("Project")
        self.people = Rosters(read, self._main("Event"))

    def _main(self, kind: str) -> int | None:
        """The project or the event that it is about: named at its head, or its only project."""
        every = [named for named in self._read.mentions if named.span.kind == kind]
        for named in every:
            if named.line < 3:
                return named.entity
        entities = {named.entity for named in every}
        return entities.pop() if len(entities) == 1 and kind == "Project" else None

    def read(self) -> Iterator[RawFact]:
        for number, block in enumerate(self._read.document.blocks):
            title, own = self._titles[number], self._by_line[number]
            label, _ = label_of(block.text)
            is_item = block.kind in ("list_item", "table_cell")
            is_item = is_item or is_enumeration(block.text)
            if is_item and self._is_noise:
                pass
            elif is_item and says(title, "seeks"):
                yield from self._literal(number, "seeks", "list-seeks")
            elif is_item and says(title, "offers") and not own:
                yield from self._literal(number, "offers", "list-offers")
            elif is_item and len(title) <= 45 and says(title, "skills"):
                yield from self._skills(number, own)
            yield from self._money(number, own, title, is_item)
            yield from self._labelled(number, own, title, label, is_item)

    def _literal(self, number: int, predicate: Predicate, pattern: str) -> Iterator[RawFact]:
        if self._read.owner is None:
            return
        for item in ITEMS.split(self._read.document.blocks[number].text):
            if text := item.strip(" .,"):
                yield self._fact(
                    number, self._read.owner, predicate, f"={text}", pattern, 0.85, "OT"
                )

    def _skills(self, number: int, own: Sequence[Named]) -> Iterator[RawFact]:
        for named in own:
            if named.span.kind == "Skill" and self._read.owner is not None:
                yield self._fact(
                    number, self._read.owner, "has_skill", named.entity, "list-skills", 0.85, "OS"
                )

    def _money(
        self, number: int, own: Sequence[Named], title: str, is_item: bool
    ) -> Iterator[RawFact]:
        """« Département : 28 000 € » under « Ressources », or under « Subventions attribuées »."""
        block = self._read.document.blocks[number]
        line = self._read.lines[number]
        text = plain(block.text)
        label, _ = label_of(block.text)
        several = len(find_amounts(line)) > 1 or (not is_item and len(own) > 1)
        told = says(label, "funders") or (several and says(title, "funders"))
        if told and not says(label or title, "unsure"):
            yield from self._inline_money(number, own, title)
            return
        bodies = [n for n in own if n.span.kind == "Organization" and n.span.i <= 3]
        is_granted, is_funding = says(title, "granted"), says(title, "funders")
        if not bodies or not (is_granted or is_funding) or says(text, "unsure") or len(text) > 160:
            return
        if not is_item and ":" not in text:
            return
        amount = self._amount(number, title)
        if amount is None:
            return
        year = _YEAR.search(text) or _YEAR.search(title) or _YEAR.search(self._near(number))
        other = self._read.owner if is_granted or self._project is None else self._project
        if other is None or other == bodies[0].entity or line.lower(bodies[0].span.i - 1) == "de":
            return
        payer, paid = (other, bodies[0].entity) if is_granted else (bodies[0].entity, other)
        yield self._fact(
            number, payer, "finances", paid, "list-money", 0.85, "OO", amount, year and int(year[1])
        )

    def _inline_money(self, number: int, own: Sequence[Named], title: str) -> Iterator[RawFact]:
        """« Financements : Région Bretagne 12 500 €, Département 4 000 € »."""
        paid = self._project if self._project is not None else self._read.owner
        line = self._read.lines[number]
        amounts = find_amounts(line)
        bodies = [n for n in own if n.span.kind in ("Organization", "FundingSource")]
        for position, body in enumerate(bodies):
            last = bodies[position + 1].span.i if position + 1 < len(bodies) else len(line.tokens)
            amount = next((a for a in amounts if body.span.j <= a.i < last), None)
            words = line.slice(body.span.j, amount.i) if amount and amount.i > body.span.j else ""
            if (
                amount
                and paid is not None
                and paid != body.entity
                and not says(plain(words), "unsure")
            ):
                year = _YEAR.search(line.text) or _YEAR.search(title)
                yield self._fact(
                    number,
                    body.entity,
                    "finances",
                    paid,
                    "list-money-inline",
                    0.84,
                    "OO",
                    amount.euros,
                    year and int(year[1]),
                )

    def _amount(self, number: int, title: str) -> float | None:
        line = self._read.lines[number]
        amounts = find_amounts(line)
        if amounts:
            return amounts[0].euros
        bare = _BARE_AMOUNT.search(line.text)
        return read_number(bare[1]) if bare and ("euro" in title or "€" in title) else None

    def _near(self, number: int) -> str:
        """The title of the list as it is written, and that of the document."""
        above = [block.text for block in self._read.document.blocks[max(0, number - 6) : number]]
        return " ".join(
            [*reversed(above), self._read.document.title, self._read.document.date or ""]
        )

    def _labelled(
        self, number: int, own: Sequence[Named], title: str, label: str, is_item: bool
    ) -> Iterator[RawFact]:
        """« Porteur : X », « Lieu : Y », and the items under « Partenaires »."""
        project = self._project
        if self._has_plan:
            return
        if project is None:
            yield from self._partners(number, own, title if is_item else label)
            return
        kinds = {named.span.kind: named for named in reversed(own)}
        if label and says(label, "carrier") and not says(label, "unsure"):
            for named in own:
                if named.span.kind in _PEOPLE and named.entity != project:
                    yield self._fact(
                        number, named.entity, "leads", project, "label-carrier", 0.88, "OJ"
                    )
                    break
        if label and says(label, "place") and "Place" in kinds:
            for named in own:
                if named.span.kind == "Place":
                    yield self._fact(
                        number, project, "located_in", named.entity, "label-place", 0.85, "JL"
                    )
        under = title if is_item else label
        if says(under, "partners") and not says(under, "unsure") and not says(under, "funders"):
            for named in own:
                if named.span.kind == "Organization":
                    yield self._fact(
                        number, named.entity, "takes_part_in", project, "list-partners", 0.82, "OJ"
                    )

    def _partners(self, number: int, own: Sequence[Named], under: str) -> Iterator[RawFact]:
        """« Nos partenaires : A, B », on the page of a body."""
        owner = self._read.owner
        if owner is None or not says(under, "partners") or says(under, "unsure", "funders"):
            return
        for named in own:
            if named.span.kind == "Organization" and named.entity != owner:
                yield self._fact(
                    number, owner, "partner_of", named.entity, "list-partner-of", 0.82, "OO"
                )

    def _fact(
        self,
        number: int,
        subject: int,
        predicate: Predicate,
        thing: int | str,
        pattern: str,
        confidence: float,
        letters: str,
        amount: float | None = None,
        year: int | None = None,
    ) -> RawFact:
        length = len(self._read.document.blocks[number].text)
        fact = Fact(
            str(subject), predicate, "", 0, length, confidence, pattern, amount=amount, year=year
        )
        return RawFact(subject, predicate, thing, fact, letters, number)
