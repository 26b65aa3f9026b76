"""Labelled lines: sheets of projects, entries of directories, pages of associations."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from tisserand.ingest.extraction.findings import Predicate
from tisserand.ingest.extraction.grouping import Named
from tisserand.ingest.extraction.listed_facts import listed
from tisserand.ingest.extraction.needs import ITEMS
from tisserand.ingest.extraction.raw_facts import RawFact
from tisserand.ingest.extraction.records import Located
from tisserand.ingest.extraction.rosters.fields import Known
from tisserand.ingest.extraction.rosters.units import placed
from tisserand.ingest.extraction.sections import label_of, plain, says, titles

_NOTHING = re.compile(r"^(?:rien|aucun|néant|non\b|pas |sans |n'|/|-|–|—|\?)")
_SOUGHT = re.compile(
    r"^(?:nous |on )?(?:re)?cherch\w+ |^besoin (?:de |d'|du )|^il nous (?:faut|manque) ",
    re.IGNORECASE,
)
_THING = re.compile(
    r"(?:un|une|des|du|deux|trois|quatre|quelques|plusieurs|quelqu['’]un|\d+) ?", re.IGNORECASE
)
_ASKED = re.compile(r"^(?:et |d['’]abord |ensuite )?(?:de |d['’])", re.IGNORECASE)
_LAST = re.compile(r",? (?:d['’]abord|ensuite|enfin|surtout|aussi|puis|pourquoi pas)?[ .!…]*$")
_FACTUAL = ("carrier", "place", "partners", "funders", "contact", "skills", "seeks", "network")
_TAUGHT: tuple[Predicate, ...] = ("offers", "has_skill")
_HELP = ("seeks", "offers")
_LENT = re.compile(
    r"(?:prêt d|(?:un|une|des|le|la|les|ses|son|sa|deux|trois)\b(?! (?:dossier|refus|demande)))"
)
_LEAST_CARDS, _LONGEST_CARD, _LONGEST_HEAD = 3, 7, 24
_PEOPLE = ("Person", "Organization")


_OF_BODY = re.compile(r"^partenaires de (?:l'association|la structure|la coopérative)\b")
"""Those of whoever carries the project of a sheet, and not of the project."""


class Cards:
    """What labelled lines say of the thing that each stands under."""

    def __init__(self, read: Located, by_line: Sequence[Sequence[Named]], project: int | None):
        self._read = read
        self._by_line = by_line
        self._project = project
        self.subjects = list(self._subjects())

    def _subjects(self) -> Iterator[int | None]:
        """For each block, the body whose card it belongs to: its name stands above."""
        current: int | None = None
        blocks = self._read.document.blocks
        above = titles(blocks)
        directory = self._directory()
        for number, block in enumerate(blocks):
            if number in directory:
                current = directory[number]
                yield current
                continue
            following = blocks[number + 1].text if number + 1 < len(blocks) else ""
            under = label_of(following)[0]
            if label_of(block.text)[0]:
                named = self._labelled(number)
                current = named if named is not None and says(under, *_HELP) else current
                yield current
                continue
            named = self._named(number)
            is_head = named is not None and says(under, *_FACTUAL, *_HELP)
            is_head = is_head and not says(above[number], "partners", "members", "funders")
            current = (
                named if is_head else current if named is None and _goes_on(block.text) else None
            )
            yield current if is_head else None

    def _directory(self) -> dict[int, int]:
        """The cards of a directory: bodies that each stand alone on a line, above the few lines
        of their cards, some of which have labels. The last card is no longer than the others."""
        blocks = self._read.document.blocks
        heads = [k for k in range(len(blocks)) if self._named(k) is not None]
        sizes = [after - before for before, after in pairwise(heads)]
        if len(heads) < _LEAST_CARDS or min(sizes) < 2 or max(sizes) > _LONGEST_CARD:
            return {}
        last = [*heads[1:], min(len(blocks), heads[-1] + max(sizes))]
        found: dict[int, int] = {}
        for first, end in zip(heads, last, strict=True):
            body = self._named(first)
            labels = [label_of(blocks[k].text)[0] for k in range(first + 1, end)]
            if body is not None and any(says(label, *_FACTUAL, *_HELP) for label in labels):
                found.update(dict.fromkeys(range(first, end), body))
        return found

    def _named(self, number: int) -> int | None:
        """The body whose name is all that a line holds, but for brackets."""
        bodies = sum(n.span.kind == "Organization" for n in self._by_line[number])
        if bodies != 1 or len(self._read.lines[number].tokens) > _LONGEST_HEAD:
            return None
        known = [Known(n.span.i, n.span.j, n.span.kind, n.entity) for n in self._by_line[number]]
        outer = [
            one for one, _ in placed(self._read.lines, [number], {number: known}) if not one.depth
        ]
        if len(outer) != 1 or outer[0].signs != "O" or outer[0].loose:
            return None
        return outer[0].items[0].entity

    def _labelled(self, number: int) -> int | None:
        """The body that is the label of a line: « Roue libre : Yann Morel »."""
        label, _ = label_of(self._read.document.blocks[number].text)
        first = next(iter(self._by_line[number]), None)
        if first is None or first.span.kind != "Organization" or first.span.i:
            return None
        return first.entity if re.sub(r" ?\(.*", "", label) == plain(first.text) else None

    def facts(self, number: int, title: str, is_item: bool) -> Iterator[RawFact]:
        """The facts of a block."""
        label, first = label_of(self._read.document.blocks[number].text)
        subject = self.subjects[number]
        own = self._first_sentence(number)
        if label and own and (own[0].span.kind, own[0].span.i) == ("Place", 0):
            label = ""  # « Thiers : lycée Jean-Zay »: where it is, and nothing of what is listed.
        if subject is not None and not label:
            yield from self._heads(number, subject, own)
        under = title if is_item and not label else label
        if not under or says(under, "unsure"):
            return
        text = plain(self._read.document.blocks[number].text[first:])
        if _NOTHING.search(text):
            return
        is_of_body = bool(_OF_BODY.search(under)) and self._read.owner is not None
        if subject is None and self._project is not None and not is_of_body:
            yield from self._of_project(number, self._project, own, under)
            return
        subject = self._read.owner if subject is None else subject
        if subject is not None:
            yield from self._of_body(number, subject, own, under, first if label else 0)

    def _first_sentence(self, number: int) -> list[Named]:
        """The names of a line, up to the sentence that may follow what it lists."""
        line, own = self._read.lines[number], self._by_line[number]
        last = line.starts[1] if len(line.starts) > 1 else len(line.tokens)
        return [named for named in own if named.span.i < last]

    def _heads(self, number: int, subject: int, own: Sequence[Named]) -> Iterator[RawFact]:
        """« Récup'Créa (Gannat) »: the name of a card with its town."""
        for named in own:
            if named.span.kind == "Place":
                yield listed(self._read, number, (subject, "located_in", named.entity), "OL",
                             "card-place", 0.84)  # fmt: skip

    def _of_project(
        self, number: int, project: int, own: Sequence[Named], under: str
    ) -> Iterator[RawFact]:
        """« Porteur : X », « Lieu : Y », and the items under « Partenaires »."""
        others = [named for named in own if named.entity != project]
        is_of_people = bool(own) and own[0].span.kind == "Person"
        if says(under, "carrier"):
            for named in [n for n in others if n.span.kind in _PEOPLE][:1]:
                yield listed(self._read, number, (named.entity, "leads", project), "OJ",
                             "label-carrier", 0.88)  # fmt: skip
        elif says(under, "place"):
            for named in others:
                if named.span.kind == "Place":
                    yield listed(self._read, number, (project, "located_in", named.entity), "JL",
                                 "label-place", 0.85)  # fmt: skip
        elif says(under, "partners") and not says(under, "funders") and not is_of_people:
            for named in others:
                if named.span.kind == "Organization":
                    yield listed(self._read, number, (named.entity, "takes_part_in", project),
                                 "OJ", "list-partners", 0.82)  # fmt: skip

    def _of_body(
        self, number: int, subject: int, own: Sequence[Named], under: str, first: int
    ) -> Iterator[RawFact]:
        bodies = [n for n in own if n.span.kind == "Organization" and n.entity != subject]
        if own and own[0].span.kind == "Person":
            bodies = []
        if says(under, "partners") and not says(under, "funders"):
            for named in bodies:
                yield listed(self._read, number, (subject, "partner_of", named.entity), "OO",
                             "list-partner-of", 0.58)  # fmt: skip
        elif says(under, "network"):
            for named in bodies:
                yield listed(self._read, number, (subject, "member_of", named.entity), "OO",
                             "label-network", 0.84)  # fmt: skip
        elif says(under, "members") and not any(n.span.kind == "Person" for n in own):
            for named in bodies:
                yield listed(self._read, number, (named.entity, "member_of", subject), "OO",
                             "list-network", 0.8)  # fmt: skip
        elif first and says(under, "place"):
            for named in own:
                if named.span.kind == "Place":
                    yield listed(self._read, number, (subject, "located_in", named.entity), "OL",
                                 "label-place", 0.82)  # fmt: skip
        elif first and says(under, "skills"):
            for named in own:
                if named.span.kind == "Skill":
                    yield listed(self._read, number, (subject, "has_skill", named.entity), "OS",
                                 "label-skills", 0.85)  # fmt: skip
        elif first and says(under, "seeks"):
            yield from self.sought(number, subject, first)
        elif first and says(under, "offers"):
            yield from self._offered(number, subject, first)

    def _offered(self, number: int, subject: int, first: int) -> Iterator[RawFact]:
        """« Offrent : une salle ; Lou, des leçons de vannerie »: each item, and who offers it."""
        text = self._read.document.blocks[number].text
        people = {n.text: n.entity for n in self._by_line[number] if n.span.kind == "Person"}
        for item in text[first:].split(";"):
            name, _, rest = item.strip(" .").partition(", ")
            giver, thing = (people[name], rest) if name in people else (subject, item.strip(" ."))
            skills = [n for n in self._by_line[number] if n.span.kind == "Skill"]
            for skill in [n for n in skills if n.text in thing]:
                for predicate in _TAUGHT:
                    yield listed(self._read, number, (giver, predicate, skill.entity),
                                 "PS" if name in people else "OS", "card-taught", 0.82)  # fmt: skip
                thing = ""
            for one in ITEMS.split(thing):
                if one.strip(" ."):
                    yield listed(self._read, number, (giver, "offers", f"={one.strip(' .')}"),
                                 "PT" if name in people else "OT", "card-offers", 0.82)  # fmt: skip

    def lent(self, number: int, title: str) -> Iterator[RawFact]:
        """« Ville de Castres : un terrain clos », among those who help."""
        giver = self._labelled(number)
        text = self._read.document.blocks[number].text
        thing = text[label_of(text)[1] :].strip(" .")
        if giver is None or "€" in thing or not says(title, "funders", "partners"):
            return
        if _LENT.match(thing) and not says(plain(thing), "unsure"):
            literal = thing.split(",")[0]
            yield listed(self._read, number, (giver, "offers", f"={literal}"), "OT",
                         "card-lent", 0.82)  # fmt: skip

    def sought(self, number: int, subject: int, first: int = 0) -> Iterator[RawFact]:
        """What the items of a line look for, in its own words."""
        text = self._read.document.blocks[number].text[first:]
        if text.endswith("?"):
            return
        parts = ITEMS.split(text) if text[-1:] not in ".!" else _answers(text)
        for item in parts:
            if text := _SOUGHT.sub("", item.strip(" .,>")).strip():
                yield listed(self._read, number, (subject, "seeks", f"={text}"), "OT",
                             "list-seeks", 0.85)  # fmt: skip

    def asks(self, number: int, subject: int) -> Iterator[RawFact]:
        """« Recherchons un séchoir », an item under « Petites annonces »."""
        text = self._read.document.blocks[number].text.strip(" >")
        if _SOUGHT.match(text) and not label_of(text)[0]:
            yield from self.sought(number, subject)


def _answers(text: str) -> list[str]:
    """« D'un pylône, d'abord. D'une voix, ensuite. »: what each sentence asks for."""
    found = []
    for sentence in re.split(r"(?<=[.!?…]) ", text):
        bare = _LAST.sub("", _ASKED.sub("", sentence))
        if _THING.match(bare):
            found += ITEMS.split(bare)
    return found


def _goes_on(text: str) -> bool:
    """Whether a line without a label can stand inside a card."""
    return text[:1].islower() or text[-1:] in ".;,"
