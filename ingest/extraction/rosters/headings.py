"""What the heading of a list, or the label of one of its lines, gives to the people listed."""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Literal, NamedTuple

from tisserand.ingest.extraction.owner import is_public
from tisserand.ingest.extraction.records import Located
from tisserand.ingest.extraction.rosters.fields import Item, Known
from tisserand.ingest.extraction.rosters.rows import Row, label_text
from tisserand.ingest.extraction.rosters.units import placed
from tisserand.ingest.extraction.sections import label_of, plain, says

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
_SITS = re.compile(
    r"(?:^|[–—:-] ?|(?:réunion|séance) d[eu] ?)(?:le |la |notre )?bureau\b|\bca\b|"
    r"\bcomité (?:syndical|directeur)|"
    r"\bconseil (?:d'administration|municipal|communautaire|syndical|collégial)"
)
"""The organ whose sitting is told: those there, or who should be, are its members."""
_TERRITORIES = {
    "municipal": re.compile(r"(?i:commune|ville|mairie)\b"),
    "d'école": re.compile(r"(?i:école|groupe scolaire)\b"),
    "communautaire": re.compile(r"(?i:communauté|agglomération|métropole)\b"),
}
_SITTING = re.compile(
    r"(?:étaient |sont |ont |les |membres )*(?:présent|absent|excus|représent|pouvoir|procuration|"
    r"donné (?:pouvoir|procuration|mandat))"
)
"""« Présents : », where a council sits; who « assistait » or is « invité » is not of it."""
_SPEAKS = re.compile(r"(?:[a-z]\) )?pour (?:la |le |l'|les )?<O(\d+)>[^<]{0,20}?:")
_COMPOSITION = re.compile(r"^composition\b|\borganigramme|\btrombinoscope|^liste des membres")
_OTHERS = re.compile(r"\bjury\b|\bautres (?:organismes|structures|services|partenaires)")
"""Those who judge for a body, or whom it houses, are not of it."""
_ELSEWHERE = ("contacts", "partners", "funders", "skills", "seeks", "offers", "proposals")
"""Headings of what is no part of a composition."""
_STAFF = re.compile(r"(?:nos |les |notre |le )?(?:salariée?s?|personnel|permanente?s?) ?:?")
_HEAD = 4


Takes = Literal["offices", "titles", "sitting", "names"]


class Given(NamedTuple):
    """What stands over an entry gives to it.

    Attributes:
        body: of those without one.
        takes: which of its people that body has: those with an office that bodies give, those
            with any title, all but those with a trade, or all: presence in minutes is no
            membership, but where an organ sits.
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
        self._is_sitting = any(_SITS.search(text) for text in heads)
        self._owner = self._council(heads) or self._owner
        self._is_composition = any(_COMPOSITION.search(text) for text in heads)
        parts = heads[0].split(" – ") if heads else []
        is_page = any(says(text, "board", "contacts") for text in (*heads[:1], *parts))
        self._takes: Takes = "titles" if is_page and not self._is_own_meeting else "offices"

    def above(self, row: Row) -> str:
        """The heading of a row, in small letters; empty without one."""
        return plain(self._read.document.blocks[row.header].text) if row.header is not None else ""

    def of(self, row: Row) -> Given:
        """What the label of a row gives to its entries, or its heading, or the document."""
        label = label_text(self._read.lines, row.label) or self._lead(row)
        above = self.above(row)
        given = self._given(row, label, above)
        body = given.body
        return given._replace(
            is_public=body is not None and is_public(self._read.entities[body]),
            is_over=says(label, "ended") or says(above, "ended"),
            is_staff=bool(_STAFF.fullmatch(above)),
            is_gathering=says(label, "gathers") or says(above, "members"),
        )

    def _lead(self, row: Row) -> str:
        """« Le nouveau bureau » in « … Le nouveau bureau : président, Zoé Roy »."""
        first = row.entries[0] if row.entries else ()
        if len(first) < 2 or first[0][0].signs != "w" or first[1][0].before != ":":
            return ""
        return label_text(self._read.lines, first[:1])

    def _given(self, row: Row, label: str, above: str) -> Given:
        body = self._body_of([item for one, _ in row.label for item in one.items])
        if body is not None:
            return Given(body, "names")
        if row.label and (spoken := self._spoken_for(row.label[0][1])) is not None:
            return Given(spoken, "names")
        is_meeting = says(label, "present", "absent")
        if row.header is not None and (body := self._header_body(row.header)) is not None:
            is_card = says(label_of(above)[0], "organization_name")
            if says(label, "contacts") and not is_card:
                return Given(body, "titles")
            is_told = says(above, "members") or bool(_COMPOSITION.search(above))
            is_seat = not is_meeting and (is_told or _gives_seats(above))
            return Given(body, "offices" if is_meeting else "names", is_seat)
        owner = None if _OTHERS.search(label or above) else self._owner
        if owner is not None and not is_meeting:
            told = [text for text in (label, above) if says(text, "board", "members", "contacts")]
            if told:
                is_theme = told[0] == above and bool(row.label)
                is_contact = says(told[0], "contacts") and not is_theme
                takes: Takes = "titles" if is_contact else "names"
                return Given(owner, takes, _gives_seats(told[0]))
        if owner is not None and self._is_own_meeting and says(label, "ended"):
            return Given(owner, "names")
        is_other = says(label or above, *_ELSEWHERE, "present", "absent")
        if owner is not None and self._is_composition and not is_other:
            return Given(owner, "names", is_seat=True)
        if owner is not None and self._is_of_members(label or above):
            return Given(owner, "sitting")
        from_elsewhere = says(label or above, "present", "absent") and any(
            item.sign == "O" for entry in row.entries for one, _ in entry for item in one.items
        )
        return Given(None if from_elsewhere and not self._is_own_meeting else owner, self._takes)

    def _spoken_for(self, block: int) -> int | None:
        """The body in whose name people sit: « pour l'association : Mme Zoé Roy »."""
        found = _SPEAKS.match(self._read.scenes[block].text)
        return int(found[1]) if found else None

    def _is_of_members(self, told: str) -> bool:
        """Whether those there are the members of who meets: « Membres présents » says it, and
        where an organ sits, there or not."""
        if not says(told, "present", "absent"):
            return False
        if re.search(r"\bont siégé|\bsiégeaient", told):
            return True
        if told.startswith("membre"):
            return self._is_own_meeting
        return self._is_sitting and bool(_SITTING.match(told))

    def _council(self, heads: Sequence[str]) -> int | None:
        """The body of whom a council is, named at the head: « DÉPARTEMENT DU LOT – COMMUNE DE
        CAHORS – conseil municipal »."""
        for kind, pattern in _TERRITORIES.items():
            if any(f"conseil {kind}" in text for text in heads):
                for named in self._read.mentions:
                    if named.line < _HEAD and pattern.match(self._read.entities[named.entity].name):
                        return named.entity
        return None

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


def _gives_seats(heading: str) -> bool:
    """Whether a heading is that of an organ, where other bodies may send those who sit."""
    return says(heading, "board") and not heading.startswith("qui ")
