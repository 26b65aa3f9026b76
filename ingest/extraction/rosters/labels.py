"""What the label of a line is: the name of a body, or words for what follows."""

from tisserand.ingest.extraction.document import Block
from tisserand.ingest.extraction.rosters.fields import Field
from tisserand.ingest.extraction.rosters.shapes import is_sentence
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
    return says(label_of(block.text)[0], *_CONTENTS)


def is_of_help(block: Block) -> bool:
    """Whether a line says what is sought or offered: « Cherchent : une longue-vue »."""
    return says(label_of(block.text)[0], "seeks", "offers")


def can_name(line: Line, one: Field) -> bool:
    """Whether a label or a title can be the name of a body rather than say what follows."""
    text = plain(line.slice(one.i, one.j))
    if says(text, *_CONTENTS):
        return False
    if text.startswith(_CIRCUMSTANCES) or any(word in _PRONOUNS for word in text.split()):
        return False
    return "R" not in one.signs and "P" not in one.signs and not is_sentence(line, one)
