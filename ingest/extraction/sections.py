"""What the title of a list, or the label of a line, says that it holds."""

import re
from collections.abc import Sequence
from functools import cache

from tisserand.ingest.extraction.document import Block
from tisserand.ingest.extraction.lexicons import read_words

LONGEST_TITLE = 90
_CONTENTS = (
    "present", "absent", "people", "board", "contact", "carrier", "place", "unsure", "skills",
    "seeks", "offers", "funders", "granted", "partners", "proposals", "network", "teaches",
    "expenses", "organization_name",
)  # fmt: skip
_BRACKETS = re.compile(r" ?\([^()]*\)$")
_FIGURE = re.compile(r"€|\.{3,}|\d[ \u00a0\u202f.]\d{3}\b|\|.*\d|: ?\d{3,}$")
_LABEL = re.compile(
    r"^[*>#| ]{0,4}(?:([^:;.!?«»\"*]{2,60}?)\s?:\*{0,2}\s"
    r"|((?:[Aa]vec |[Pp]our |[Àà] )?(?:[Qq]ui|[Oo]ù|[Qq]uand|[Cc]ombien)\b"
    r"[^:;.!?«»\"]{0,30}?)\s?\?\*{0,2}\s)"
)
_QUESTION = re.compile(
    r"(?:qui|que|quoi|quels?|quelles?|où|comment|combien|pourquoi|quand|peut-on|avec|à|de|en|qu['’])"
    r"\b[^.!;]{0,60}\?$",
    re.IGNORECASE,
)
"""« Qui vous aide ? »: the title of an answer."""
_HOLDING = (
    "carrier", "place", "partners", "funders", "seeks", "offers", "skills", "granted", "contact",
    "present", "absent", "board", "people",
)  # fmt: skip
"""What a title in capitals holds in the short lines under it."""
_ORNAMENT = re.compile(r"^[^\w«\"(]+")
_NUMBER = re.compile(
    r"^(?:(?:point|article|chapitre|partie)\s*)?(?:[ivx]+|\d+(?:\.\d+)*)\s*[.)°:–-]+\s*"
)


def plain(text: str) -> str:
    """A text in small letters, apostrophes straight, spaces plain."""
    return text.lower().replace("’", "'").replace("\u00a0", " ").replace("\u202f", " ").strip()


def titles(blocks: Sequence[Block]) -> list[str]:
    """For each block, the title that it stands under; empty where there is none."""
    found = []
    current = ""
    is_loud = False
    for number, block in enumerate(blocks):
        text = plain(block.text)
        following = blocks[number + 1] if number + 1 < len(blocks) else None
        is_entry = is_loud and block.kind == "paragraph" and not block.text.isupper()
        is_entry = is_entry and says(current, *_HOLDING) and not says(text, *_HOLDING)
        if not is_entry and is_title(block, following):
            is_loud = block.text.isupper()
            current = _NUMBER.sub("", _ORNAMENT.sub("", text))
            found.append("")
        elif following is not None and (last := _announces(block, following)):
            current = last
            found.append("")
        else:
            found.append(current)
    return found


def _announces(block: Block, following: Block) -> str:
    """« Notre hangar prend l'eau. Voici ce qui nous manque : », before a list: what is last."""
    if following.kind != "list_item" or not block.text.rstrip().endswith(":"):
        return ""
    last = re.split(r"(?<=[.!?]) ", plain(block.text))[-1]
    return last if len(last) <= LONGEST_TITLE else ""


def is_title(block: Block, following: Block | None) -> bool:
    """A heading, a line that ends with a colon, or a short line without a verb's full stop."""
    text = block.text.strip()
    if block.kind == "heading":
        return True
    if block.kind != "paragraph" or following is None or len(text) > LONGEST_TITLE:
        return False
    if text.endswith(":"):
        return True
    text = (_BRACKETS.sub("", text) or text) if _FIGURE.search(following.text) else text
    if text.endswith("?") and (_FIGURE.search(following.text) or _QUESTION.match(text)):
        return True
    if _FIGURE.search(text):
        return False
    if following.kind == "list_item" and text[-1] not in ".?»;,":
        return text[-1] != "!" or len(text) < 45
    if len(text) < 45 and _FIGURE.search(following.text) and text[-1] == ")":
        return ":" not in text
    return len(text) < 45 and text[-1] not in ".!?»;,)" and ":" not in text


def label_of(text: str) -> tuple[str, int]:
    """Label of a line « Porteur : X », in small letters, and where what follows starts."""
    found = _LABEL.match(text)
    return (plain(found[1] or found[2]), found.end()) if found else ("", 0)


@cache
def _regex(name: str) -> re.Pattern[str]:
    return re.compile(read_words("sections")[name])


def says(text: str, *names: str) -> bool:
    """Whether a title or label in small letters is one of these."""
    return len(text) <= LONGEST_TITLE and any(_regex(name).search(text) for name in names)


def tells_contents(label: str) -> bool:
    """Whether words in small letters say what a list holds: « partenaires », « présents »."""
    return says(label, *_CONTENTS)
