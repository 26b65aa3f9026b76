"""What the heading of a list, or the label of one of its lines, gives to the people listed."""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Literal, NamedTuple

from tisserand.ingest.extraction.owner import is_public
from tisserand.ingest.extraction.records import Located
from tisserand.ingest.extraction.rosters.fields import Item, Known
from tisserand.ingest.extraction.rosters.rows import Row, label_text, placed
from tisserand.ingest.extraction.sections import plain, says

_ORGAN = re.compile(
    r"(?i:(?:le |notre )?(?:conseil (?:d['’]administration|collégial|syndical|de surveillance|"
    r"d['’]orientation|de la vie sociale|scientifique)|bureau|comité (?:directeur|de suivi|"
    r"de pilotage|technique|d['’]orientation)))"
    r"|(?:COLLÈGE|[Cc]ollège) (?:(?:DES|des|DE|de) |[Dd]['’])?[a-zé].*"
    r"|(?:COLLÈGE|[Cc]ollège) [A-Z]\b.*"
)
"""A part of the body that the document is of, which is no body of its own."""
_OWN_MEETING = re.compile(
    r"\bbureau\b|assemblée générale|\b(?:conseil|comité) (?:d'administration|municipal|"
    r"communautaire|syndical|directeur|collégial)|\bca\b|\bag\b"
)
"""The meeting of an organ of a body, whose officers attend it."""
_COUNCIL = re.compile(r"conseil (?:municipal|communautaire|syndical)")
_SITTING = re.compile(
    r"(?:étaient |sont )?(?:présente?s?|absente?s?|excusée?s?|absente?s? excusée?s?)$"
)
"""« Présents : », where a council sits; who « assistait » or is « invité » is not of it."""
_SPEAKS = re.compile(r"(?:[a-z]\) )?pour (?:la |le |l'|les )?<O(\d+)>[^<]{0,20}?:")
_COMPOSITION = re.compile(r"^composition\b|\borganigramme|\btrombinoscope|^liste des membres")
_ELSEWHERE = ("contacts", "partners", "funders", "skills", "seeks", "offers", "proposals")
"""Headings of what is no part of a composition."""
_STAFF = re.compile(r"(?:nos |les |notre |le )?(?:salariée?s?|personnel|permanente?s?) ?:?")
_HEAD = 4


Takes = Literal["offices", "titles", "names"]


class Given(NamedTuple):
    """What stands over an entry gives to it.

    Attributes:
        body: of those without one.
        takes: which of its people that body has: those with an office that bodies give, those
            with any title, or all: presence in minutes is no membership.
        is_seat: whether all have a seat there, whatever the body that sends them.
        is_over: whether they are said to be there no more.
        is_staff: whether they are employed there.
        is_gathering: whether the bodies listed are its members.
        is_public: whether it is the body of a territory.
    """

    body: int | None
    takes: Takes
    is_seat: bool = False
    is_over: bool = False
    is_staff: bool = False
    is_gathering: bool = False
    is_public: bool = False


class Headings:
    """Reads the headings and the labels of the lists of a document."""

    def __init__(
        self, read: Located, known: Mapping[int, Sequence[Known]], listed: Collection[int]
    ) -> None:
        """Takes the blocks that list people: a body named nowhere else is not the one that they
        are of."""
        outside = {named.entity for named in read.mentions if named.line not in listed}
        self._owner = read.owner if read.owner in outside else None
        self._read = read
        self._known = known
        heads = [plain(block.text) for block in read.document.blocks[:_HEAD]]
        self._is_own_meeting = any(_OWN_MEETING.search(text) for text in heads)
        self._is_council = any(_COUNCIL.search(text) for text in heads)
        self._is_composition = any(_COMPOSITION.search(text) for text in heads)
        is_page = not self._is_own_meeting and any(says(text, "board") for text in heads[:1])
        self._takes: Takes = "titles" if is_page else "offices"

    def above(self, row: Row) -> str:
        """The heading of a row, in small letters; empty without one."""
        return plain(self._read.document.blocks[row.header].text) if row.header is not None else ""

    def of(self, row: Row) -> Given:
        """What the label of a row gives to its entries, or its heading, or the document."""
        label, above = label_text(self._read.lines, row.label), self.above(row)
        given = self._given(row, label, above)
        body = given.body
        return given._replace(
            is_public=body is not None and is_public(self._read.entities[body]),
            is_over=says(label, "ended") or says(above, "ended"),
            is_staff=bool(_STAFF.fullmatch(above)),
            is_gathering=says(label, "gathers") or says(above, "members"),
        )

    def _given(self, row: Row, label: str, above: str) -> Given:
        body = self._body_of([item for one, _ in row.label for item in one.items])
        if body is not None:
            return Given(body, "names")
        if row.label and (spoken := self._spoken_for(row.label[0][1])) is not None:
            return Given(spoken, "names")
        is_meeting = says(label, "present", "absent")
        if row.header is not None and (body := self._header_body(row.header)) is not None:
            if says(label, "contacts"):
                return Given(body, "titles")
            return Given(body, "offices" if is_meeting else "names")
        owner = self._owner
        if owner is not None and not is_meeting:
            told = [text for text in (label, above) if says(text, "board", "members", "contacts")]
            if told:
                takes: Takes = "titles" if says(told[0], "contacts") else "names"
                return Given(owner, takes, says(told[0], "board"))
        is_other = says(label or above, *_ELSEWHERE, "present", "absent")
        if owner is not None and self._is_composition and not is_other:
            return Given(owner, "names", is_seat=True)
        if owner is not None and is_meeting and self._is_of_members(row, label):
            return Given(owner, "names")
        from_elsewhere = says(label or above, "present", "absent") and any(
            item.sign == "O" for entry in row.entries for one, _ in entry for item in one.items
        )
        return Given(None if from_elsewhere and not self._is_own_meeting else owner, self._takes)

    def _spoken_for(self, block: int) -> int | None:
        """The body in whose name people sit: « pour l'association : Mme Zoé Roy »."""
        found = _SPEAKS.match(self._read.scenes[block].text)
        return int(found[1]) if found else None

    def _is_of_members(self, row: Row, label: str) -> bool:
        """Whether those there are the members of who meets: « Membres présents » says it, and the
        officers of a council, told among its other members."""
        if label.startswith("membre") and self._is_own_meeting:
            return True
        signs = [one.signs for entry in row.entries for one, _ in entry]
        is_sitting = self._is_council and bool(_SITTING.match(label))
        return is_sitting and any("R" in one for one in signs)

    def _header_body(self, number: int) -> int | None:
        """The body that a heading names, when it names nothing else, and no sum of money."""
        if "€" in self._read.document.blocks[number].text:
            return None
        fields = placed(self._read.lines, [number], self._known)
        items = [item for one, _ in fields if one.depth == 0 for item in one.items]
        if any(item.sign == "P" for item in items):
            return None
        words = sum(j - i for one, _ in fields for i, j in one.loose)
        return self._body_of(items) if words <= 4 else None

    def _body_of(self, items: Sequence[Item]) -> int | None:
        bodies = {item.entity for item in items if item.sign == "O"}
        body = bodies.pop() if len(bodies) == 1 else None
        is_organ = body is not None and _ORGAN.fullmatch(self._read.entities[body].name)
        return None if is_organ else body
