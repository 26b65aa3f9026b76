"""Money in lists: « Département : 28 000 € » under « Ressources », rows of a budget."""

import re
from collections.abc import Iterator, Sequence

from tisserand.ingest.extraction.grouping import Named
from tisserand.ingest.extraction.listed_facts import listed
from tisserand.ingest.extraction.money import find_amounts, read_number
from tisserand.ingest.extraction.raw_facts import RawFact
from tisserand.ingest.extraction.records import Located
from tisserand.ingest.extraction.sections import label_of, plain, says, titles
from tisserand.ingest.extraction.tokens import Line

_BARE_AMOUNT = re.compile(r"(?::|\.{3,}|\||\t)\s*(\d{1,3}(?:[   ]\d{3})+|\d{3,7})\s*\|?\s*$")
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
_ROW = re.compile(r"\.{3,}|\||\t|…{2,}|^[^.!?]{3,70} [–—-] (?:[\w' ]{1,30})?\d[\d\s]* ?(?:€|euros)")
_OWN = re.compile(r"fonds propres|autofinanc|apport (?:propre|personnel)|bénévolat valorisé")
_ACCEPTED = re.compile(
    r"(?<!\ba )(?<!\bont )(?<!\bavait )"
    r"\b(?:accordée?s?|attribuée?s?|octroyée?s?|allouée?s?|retenue?s?)\b"
)
"""What was granted to those listed; a sentence says who « a accordé »."""
_UNSURE = re.compile(r"\b(?:pas|non) (?:encore )?(?:confirm|acquis|notifi|vers)|jamais")
_BRACKETS = re.compile(r"(?:<[OF]\d+> ?\(<A\d+>[^)]*\)(?:, et | et |, | ; )?)+\.?\s*$")
_LONGEST = 160
_PAYERS = ("Organization", "FundingSource")
_PAID = re.compile(r"^[^.!?:,–—]{3,70}(?:, | ?[:–—] )\d[\d \u00a0\u202f.]* ?(?:€|euros)[^.!?]*$")
"""« Crédit mutuel des Cimes : 5 000 € en 2021 »"""


class MoneyLists:
    """Reads who pays whom in the lists of a document."""

    def __init__(self, read: Located) -> None:
        self._read = read
        self._paying = frozenset(self._alike())

    def _alike(self) -> Iterator[int]:
        """Items made of a body and a sum, under a title that tells nothing of money: whoever is
        thanked there has paid; not where things have a price."""
        own = {n.line for n in self._read.mentions if n.span.kind in _PAYERS and n.span.i == 0}
        blocks = self._read.document.blocks
        for number, title in enumerate(titles(blocks)):
            if number not in own or not find_amounts(self._read.lines[number]):
                continue
            is_told = says(title, "expenses", "unsure", "granted", "seeks") or "retenu" in title
            if title and not is_told and _PAID.search(blocks[number].text):
                yield number

    def facts(
        self, number: int, own: Sequence[Named], title: str, is_item: bool, other: int | None
    ) -> Iterator[RawFact]:
        """The facts of a block.

        Args:
            own: its mentions.
            title: what stands above it, in small letters.
            other: the body or the project that is paid, or that pays where grants are listed.
        """
        block = self._read.document.blocks[number]
        text = plain(block.text)
        label, _ = label_of(block.text)
        told = label or title
        if other is None or _UNSURE.search(text) or says(text, "unsure") or says(told, "unsure"):
            return
        is_accepted = _ACCEPTED.search(text) is not None
        is_granted = says(title, "granted") or is_accepted
        is_told = says(told, "funders") or says(title, "funders") or is_granted
        if _OWN.search(text) or not (is_told or number in self._paying):
            return
        line = self._read.lines[number]
        is_row = is_item or bool(label) or is_accepted or bool(_ROW.search(line.text))
        is_row = is_row or bool(_BRACKETS.match(self._read.scenes[number].text))
        if not is_row or (len(line.starts) > 1 and len(text) > _LONGEST):
            return
        if is_granted:
            other = self._payer(title, other)
        for body, amount in self._pairs(line, own, title, is_granted):
            if body.entity == other:
                continue
            year = self._year_beside(line, body, own) or self._year(number, title)
            payer, paid = (other, body.entity) if is_granted else (body.entity, other)
            yield listed(self._read, number, (payer, "finances", paid), "OO", "list-money", 0.85,
                         amount, year)  # fmt: skip

    def _payer(self, title: str, other: int) -> int:
        """Who grants what a list tells: the body or the fund named in its title."""
        if not title:
            return other
        for named in self._read.mentions:
            is_payer = named.span.kind in ("Organization", "FundingSource")
            if is_payer and plain(self._read.lines[named.line].text).endswith(title):
                return named.entity
        return other

    @staticmethod
    def _year_beside(line: Line, body: Named, own: Sequence[Named]) -> int | None:
        """The year between a body and the next: « <O1>, 5 000 € (2023) / <O2>, 12 000 € »."""
        later = [n.span.i for n in own if n.span.i > body.span.i and n.span.kind == "Organization"]
        last = min(later, default=len(line.tokens))
        found = _YEAR.search(line.slice(body.span.j - 1, last))
        return int(found[1]) if found else None

    def _pairs(
        self, line: Line, own: Sequence[Named], title: str, is_granted: bool
    ) -> Iterator[tuple[Named, float]]:
        """Each body with its amount: after it up to the next body, else before it. What is
        granted to a project goes before what its bearer is told for."""
        kinds = ("Organization", "FundingSource")
        bodies = [n for n in own if n.span.kind in kinds]
        projects = [n for n in own if n.span.kind == "Project"]
        if is_granted and projects and projects[0].span.i <= 2:
            bodies = projects[:1]
        amounts = find_amounts(line)
        if not amounts:
            bare = _BARE_AMOUNT.search(line.text)
            if bare and bodies and bodies[0].span.i <= 3 and ("euro" in title or "€" in title):
                yield bodies[0], read_number(bare[1])
            return
        taken: set[int] = set()
        for position, body in enumerate(bodies):
            if position and bodies[position - 1].entity == body.entity:
                continue
            later = [n for n in bodies[position + 1 :] if n.span.kind == "Organization"]
            last = later[0].span.i if later else 10**6
            if body.span.kind == "FundingSource" and position:
                taken.clear()  # « le Pays, au titre de Leader : 21 500 € »: both pay it.
            after = [a for a in amounts if body.span.j <= a.i < last and a.i not in taken]
            before = [a for a in amounts if a.j <= body.span.i and a.i not in taken]
            chosen = after[:1] or before[-1:]
            if chosen and not (after and position == 0 and before):
                taken.add(chosen[0].i)
                yield body, chosen[0].euros
            elif before:
                taken.add(before[-1].i)
                yield body, before[-1].euros

    def _year(self, number: int, title: str) -> int | None:
        """Of the line, else of the title above, else of the document's."""
        blocks = self._read.document.blocks
        above = [block.text for block in blocks[max(0, number - 6) : number]]
        whole = " ".join(
            [*reversed(above), self._read.document.title, self._read.document.date or ""]
        )
        for text in (blocks[number].text, title, whole):
            if found := _YEAR.search(text):
                return int(found[1])
        return None
