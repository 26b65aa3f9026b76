"""What the label of a line is: the name of a body, or words for what follows."""

import re
from collections.abc import Sequence

from tisserand.ingest.extraction.document import Block
from tisserand.ingest.extraction.lexicons import first_name_gender
from tisserand.ingest.extraction.rosters.drafts import DraftRow
from tisserand.ingest.extraction.rosters.fields import Field
from tisserand.ingest.extraction.rosters.likeness import person_place
from tisserand.ingest.extraction.rosters.shapes import is_category, is_sentence
from tisserand.ingest.extraction.sections import label_of, plain, says, tells_contents
from tisserand.ingest.extraction.tokens import Line

_PRONOUNS = frozenset(("ils", "elles", "nous", "on", "qui", "que", "ne", "vous", "je", "il"))
_TIMED = re.compile(
    r"\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)s?\b.{0,20}\b\d{1,2} ?h(?:\b|\d)"
)
_SESSION = re.compile(r"\W*(?:de |à |vers )?\d{1,2} ?[h:] ?(?:\d\d)?\b")
"""A line of a programme."""
_CIRCUMSTANCES = ("côté ", "en ", "par ", "via ", "depuis ", "dès ", "hors ")
"""« En visioconférence : … » tells how people are there."""


_ORGAN = re.compile(r"(?:la )?commission (?!(?:locale|départementale|régionale|nationale) )\w")
"""« Commission randos », a part of the body that the document is of."""


def is_thing(line: Line, one: Field, close: Sequence[DraftRow]) -> bool:
    """« Relecture des textes : Zoé Roy (Roue libre) »: words before a colon are what somebody sees
    to where such entries name a body after the person; « Vannerie – Zoé Roy – mardi 14 h »."""
    if one.signs == "w" and (_TIMED.search(line.text.lower()) or _SESSION.match(line.text)):
        return True
    if line.lower(one.j) != ":" or any(t.is_capital for t in line.tokens[one.i + 1 : one.j]):
        return False
    return any(
        "O" in field.signs or (field.before == "(" and field.signs == "w")
        for row in close
        for entry in row.entries
        for field, _ in entry[person_place(entry) + 1 :]
        if person_place(entry) >= 0
    )


def is_contents(block: Block) -> bool:
    """Whether the label of a line says what it holds rather than names a body."""
    return tells_contents(label_of(block.text)[0])


def is_of_help(block: Block) -> bool:
    """Whether a line says what is sought or offered: « Cherchent : une longue-vue »."""
    return says(label_of(block.text)[0], "seeks", "offers")


def can_name(line: Line, one: Field) -> bool:
    """Whether a label or a title can be the name of a body rather than say what follows."""
    text = plain(line.slice(one.i, one.j))
    if tells_contents(text):
        return False
    if _ORGAN.match(text) and not line.tokens[one.i].is_upper:
        return False
    if text.startswith(_CIRCUMSTANCES) or any(word in _PRONOUNS for word in text.split()):
        return False
    if one.j - one.i < 4 and first_name_gender(line.tokens[one.i].text):
        return False
    if "R" in one.signs or "P" in one.signs or is_sentence(line, one):
        return False
    return not is_category(line, one)
