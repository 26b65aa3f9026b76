"""Names that their place in a list tells: a person among people, a body beside each of them."""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from tisserand.ingest.extraction.document import Block
from tisserand.ingest.extraction.findings import MentionKind
from tisserand.ingest.extraction.lexicons import first_name_gender, word_set
from tisserand.ingest.extraction.roles import find_roles
from tisserand.ingest.extraction.rosters.cutting import Placed
from tisserand.ingest.extraction.rosters.drafts import (
    DraftRow,
    near,
    usual_place,
)
from tisserand.ingest.extraction.rosters.fields import Field, Known
from tisserand.ingest.extraction.rosters.heads import BODY, Heads, above
from tisserand.ingest.extraction.rosters.labels import is_thing
from tisserand.ingest.extraction.rosters.likeness import person_place, usual_signs
from tisserand.ingest.extraction.rosters.rows import heads as can_head
from tisserand.ingest.extraction.rosters.rows import label_text
from tisserand.ingest.extraction.rosters.shapes import (
    body_in,
    is_category,
    is_sentence,
    name_bounds,
    person_in,
)
from tisserand.ingest.extraction.rosters.units import placed, units
from tisserand.ingest.extraction.sections import plain, says
from tisserand.ingest.extraction.spans import Span
from tisserand.ingest.extraction.tokens import Line

PERSON, DOUBTFUL = 7.2, 6.45
_APART = ",;-/|(:"
_ORGAN = re.compile(
    r"(?:le |la |les |l')?(?:bureau|conseil d'administration|équipe|membres|élus|administrateurs|"
    r"représentants|salariés|délégation|comité directeur|gouvernance|direction) (?=d[eu'])|pour "
)


class ListedNames(NamedTuple):
    """What lists of people add to the candidates of a line, and the tokens that are titles."""

    added: list[Span]
    titles: set[int]


def listed_names(
    lines: Sequence[Line],
    blocks: Sequence[Block],
    chosen: Sequence[Sequence[Span]],
    tabled: Collection[int] = (),
    places: Sequence[Collection[tuple[int, int]]] = (),
) -> list[ListedNames]:
    """For each line, what the lists of people of a document tell of its names.

    Args:
        places: of each line, the tokens that may name a town: beside a person such a name is
            one, and no body.
        tabled: blocks of the tables, whose columns tell their names.
    """
    known = {number: list(_known(lines[number], spans)) for number, spans in enumerate(chosen)}
    reader = _Reader(lines, blocks, known, tabled, places or [()] * len(lines))
    reader.find_people(chosen)
    reader.find_bodies()
    return reader.found


def _known(line: Line, spans: Sequence[Span]) -> Iterator[Known]:
    """The names of a line, without those that are titles with a capital letter."""
    persons = {k for span in spans if span.kind == "Person" for k in range(span.i, span.j)}
    of_titles = {k for role in find_roles(line, persons) for k in range(role.i, role.j)}
    for span in spans:
        is_title = line.slice(span.i, span.j).lower() in word_set("roles", "listed")
        if span.kind == "Person" or not (is_title or span.i in of_titles):
            yield Known(span.i, span.j, span.kind)


class _Reader:
    def __init__(
        self,
        lines: Sequence[Line],
        blocks: Sequence[Block],
        known: dict[int, list[Known]],
        tabled: Collection[int],
        places: Sequence[Collection[tuple[int, int]]],
    ) -> None:
        self._places = places
        self._tabled = tabled
        self._lines = lines
        self._blocks = blocks
        self._known = known
        self.found = [ListedNames([], set()) for _ in lines]

    def _rows(self) -> list[DraftRow]:
        rows = [
            DraftRow(numbers, placed(self._lines, numbers, self._known))
            for numbers in units(self._lines, self._blocks, self._known)
            if not set(numbers) & set(self._tabled)
        ]
        header: int | None = None
        for row in rows:
            row.header = header
            if not row.named and can_head(self._blocks, row.numbers):
                header = row.numbers[-1]
        return rows

    def find_people(self, chosen: Sequence[Sequence[Span]]) -> None:
        """Where others of the list have a person, two or more capitalised words are one."""
        sure = [
            {
                k
                for span in spans
                if span.weight >= DOUBTFUL and (span.kind != "Person" or span.j - span.i > 1)
                for k in range(span.i, span.j)
            }
            for spans in chosen
        ]
        every = self._rows()
        for position, row in enumerate(every):
            close = near(every, position)
            if not self._is_list(row, close):
                continue
            usual = usual_place(row, close)
            for entry in row.entries:
                for number, i, j in self._people(entry, usual):
                    if not sure[number] & set(range(i, j)):
                        self._add(number, Span(i, j, "Person", PERSON, "list-person"))

    def _people(self, entry: Sequence[Placed], usual: int) -> Iterator[tuple[int, int, int]]:
        has_person = person_place(entry) >= 0
        for k, (one, block) in enumerate(entry):
            line = self._lines[block]
            follows = entry[k + 1][0] if k + 1 < len(entry) else None
            if "P" in one.signs:
                yield from self._joined(one, block)
                yield from self._longer(one, block)
                continue
            bounds = person_in(line, one.i, one.j)
            if bounds is None or one.depth:
                continue
            is_titled = follows is not None and follows.signs[:1] == "R"
            after_body = k > 0 and "O" in entry[k - 1][0].signs and "R" in entry[k - 1][0].signs
            is_bracketed = follows is not None and follows.before == "("
            begins = k == 0 or one.before == ":"
            is_first = not has_person and (k == usual or (begins and (is_titled or is_bracketed)))
            if is_first or (is_titled and (after_body or one.before == ":")):
                yield block, *bounds
                has_person = True

    def _longer(self, one: Field, block: int) -> Iterator[tuple[int, int, int]]:
        """« Wassila de Lisle », of whom the first name is known."""
        bounds = person_in(self._lines[block], one.i, one.j)
        if bounds and len(one.items) == 1 and one.items[0].j - one.items[0].i == 1:
            yield block, *bounds

    def _joined(self, one: Field, block: int) -> Iterator[tuple[int, int, int]]:
        """« Théo Vignon et Tesfaye Abebe », of whom one is known."""
        line = self._lines[block]
        for k in range(one.i + 1, one.j - 1):
            if line.lower(k) != "et":
                continue
            for i, j in ((one.i, k), (k + 1, one.j)):
                inside = [item for item in one.items if i <= item.i < j]
                if all(item.sign != "P" for item in inside) and (b := person_in(line, i, j)):
                    yield block, *b

    def _add(self, number: int, span: Span) -> None:
        self.found[number].added.append(span)
        kept = [k for k in self._known[number] if k.j <= span.i or span.j <= k.i]
        self._known[number] = sorted([*kept, Known(span.i, span.j, span.kind)])

    def _is_list(self, row: DraftRow, close: Sequence[DraftRow]) -> bool:
        """A title says so, or several entries are made alike, in the row or in those beside it."""
        if any(is_sentence(self._lines[block], one) for one, block in row.fields()):
            return False
        label = label_text(self._lines, row.label)
        told = says(label, "present", "absent", "board", "people") or says(
            above(self._blocks, row), "present", "absent", "board", "people"
        )
        places = [place for other in close for place in other.shape if place >= 0]
        if told and (row.named or len(row.entries) > 1 or (places and self._begins_name(row))):
            return True
        if row.people > 1:
            return 2 * row.named >= len(row.entries)
        if max((len(entry) for entry in row.entries), default=0) < 2:
            return False
        return bool(places) and (not row.named or row.shape[0] in places)

    def _begins_name(self, row: DraftRow) -> bool:
        return any(
            first_name_gender(self._lines[block].tokens[k].text)
            for one, block in row.fields()
            for k in (one.i, one.j - 1)
        )

    def find_bodies(self) -> None:
        """Beside people, what is neither a title nor a place is a body."""
        every = self._rows()
        listed = [row for k, row in enumerate(every) if self._is_list(row, near(every, k))]
        for row in listed:
            self._represented(row)
            self._categories(row)
            position = every.index(row)
            close = every[max(0, position - 2) : position + 3]
            alike = [row, *near(every, position)]
            usual = usual_signs(entry for one in alike for entry in one.entries)
            for entry in row.entries:
                place = person_place(entry)
                for k, (one, block) in enumerate(entry):
                    sign = usual.get(k - place) if place >= 0 else None
                    if one.signs == "w" and sign == "R":
                        continue
                    if k and one.j - one.i == 1 and self._follows_body(entry[k - 1]):
                        continue
                    if one.signs in ("w", "O") and is_thing(self._lines[block], one, close):
                        self.found[block].titles.update(range(one.i, one.j))
                        continue
                    is_signed = k + 1 == place and entry[place][0].before == "("
                    if place >= 0 and (not is_signed or "O" in (one.signs, sign)):
                        self._body(one, block, is_place=sign == "L" and one.signs == "w")
            self._head(row)
        voters = Heads(self._lines, self._blocks, self._known)
        for number, span in voters.named(every, listed):
            self.found[number].added.append(span)

    def _follows_body(self, before: Placed) -> bool:
        """« Cécile Blandin, Forge de l'Huis, Lormes »: a word after a body is where it is."""
        one, block = before
        return any(
            known.kind == "Organization" and one.i <= known.i < one.j
            for known in self._known[block]
        ) or any(
            span.kind == "Organization" and one.i <= span.i < one.j
            for span in self.found[block].added
        )

    def _body(self, one: Field, block: int, is_place: bool = False) -> None:
        line = self._lines[block]
        for item in one.items:
            if item.sign == "R":
                self.found[block].titles.update(range(item.i, item.j))
        if one.before and one.before not in _APART:
            return
        if (bounds := body_in(line, one)) and not _is_asked(line, bounds[0]):
            is_place = is_place or bounds in self._places[block]
            kind: MentionKind = "Place" if is_place else "Organization"
            self.found[block].added.append(Span(*bounds, kind, BODY, "list-body"))

    def _categories(self, row: DraftRow) -> None:
        """« Médecins généralistes : Zoé Roy »: people of a kind, and no body of that name."""
        first = [row.label, *row.entries[:1]]
        for one, block in [fields[0] for fields in first if fields]:
            line = self._lines[block]
            if line.lower(one.j) == ":" and is_category(line, one):
                self.found[block].titles.update(range(one.i, one.j))

    def _represented(self, row: DraftRow) -> None:
        """« Avel Vor, par Malo Henry »: a body, and who speaks for it."""
        for (one, block), (after, _) in pairwise(row.fields()):
            line = self._lines[block]
            if line.lower(after.i) != "par" or "P" not in after.signs or "R" in one.signs:
                continue
            bounds = name_bounds(line, one.i, one.j)
            if bounds and not first_name_gender(line.tokens[one.i].text):
                span = Span(*bounds, "Organization", BODY, "list-represented")
                self.found[block].added.append(span)

    def _head(self, row: DraftRow) -> None:
        """The body in whose name people are listed: « Bureau de Musique en Berry »."""
        for one, block in row.label:
            self._organ(one.i, one.j, block)
        if row.header is not None:
            tokens = self._lines[row.header].tokens
            end = next((k for k, t in enumerate(tokens) if t.text in ",;–—(|"), len(tokens))
            self._organ(0, end, row.header)

    def _organ(self, i: int, j: int, number: int) -> None:
        line = self._lines[number]
        text = plain(line.slice(i, j))
        found = _ORGAN.match(text)
        if found is None:
            return
        offset = line.tokens[i].start + found.end()
        first = next((k for k in range(i, j) if line.tokens[k].start >= offset), j)
        while j > first and line.lower(j - 1) in (":", "."):
            j -= 1
        if bounds := name_bounds(line, first, j):
            self.found[number].added.append(Span(*bounds, "Organization", BODY, "list-head"))


def _is_asked(line: Line, i: int) -> bool:
    """« Retrouvez l'essentiel, sous la plume de … »: what a reader is asked to do."""
    return line.tokens[i].pos in ("VERB", "AUX") and line.lower(i).endswith("ez")
