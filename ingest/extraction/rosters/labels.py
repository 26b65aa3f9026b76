"""What the label of a line is: the name of a body, or words for what follows."""

from tisserand.ingest.extraction.document import Block
from tisserand.ingest.extraction.lexicons import first_name_gender
from tisserand.ingest.extraction.rosters.fields import Field
from tisserand.ingest.extraction.rosters.shapes import is_category, is_sentence
from tisserand.ingest.extraction.sections import label_of, plain, says
from tisserand.ingest.extraction.tokens import Line

_PRONOUNS = frozenset(("ils", "elles", "nous", "on", "qui", "que", "ne", "vous", "je", "il"))
_CONTENTS = (
    "present", "absent", "people", "board", "contact", "carrier", "place", "unsure", "skills",
    "seeks", "offers", "funders", "granted", "partners", "proposals", "network",
)  # fmt: skip
_CIRCUMSTANCES = ("en ", "par ", "via ", "depuis ", "dès ", "hors ")
"""« En visioconférence : … » tells how people are there."""


def is_contents(block: Block) -> bool:
    """Whether the label of a line says what it holds rather than names a body."""
    return tells_contents(label_of(block.text)[0])


def tells_contents(label: str) -> bool:
    """Whether words in small letters say what a list holds: « partenaires », « présents »."""
    return says(label, *_CONTENTS)


def is_of_help(block: Block) -> bool:
    """Whether a line says what is sought or offered: « Cherchent : une longue-vue »."""
    return says(label_of(block.text)[0], "seeks", "offers")


def can_name(line: Line, one: Field) -> bool:
    """Whether a label or a title can be the name of a body rather than say what follows."""
    text = plain(line.slice(one.i, one.j))
    if tells_contents(text):
        return False
    if text.startswith(_CIRCUMSTANCES) or any(word in _PRONOUNS for word in text.split()):
        return False
    if one.j - one.i < 4 and first_name_gender(line.tokens[one.i].text):
        return False
    if "R" in one.signs or "P" in one.signs or is_sentence(line, one):
        return False
    return not is_category(line, one)
