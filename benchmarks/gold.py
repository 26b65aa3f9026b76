"""Gold of extraction: texts, and beside each a JSON of what a person read in it.

A gold made elsewhere may lack keys: what it does not say is not scored. Gold mentions marked
`optional` are neither required nor faults.
"""

import json
import re
import unicodedata
from pathlib import Path
from typing import Any, NamedTuple

Json = dict[str, Any]
_EMPTY = """
    a au aux avec ce ces cet cette dans de des du elle en est et il ils la le les leur leurs lui
    mais nos notre nous on ou par pas plus pour qu que qui sa se ses son sont sur un une vos votre
"""
EMPTY_WORDS = frozenset(_EMPTY.split())
_WORD = re.compile(r"\w+")


class GoldDocument(NamedTuple):
    """A text and its annotations; `gold[key]` is there only when somebody annotated it."""

    name: str
    file: Path
    text: str
    gold: Json


def load_gold(directory: Path) -> list[GoldDocument]:
    """The documents of a folder, by name.

    Raises:
        FileNotFoundError: no pair of `.txt` and `.json`.
        ValueError: an offset outside its text.
    """
    documents = []
    for file in sorted(directory.glob("*.txt")):
        annotations = file.with_suffix(".json")
        if annotations.exists():
            text = file.read_bytes().decode("utf-8")
            gold = json.loads(annotations.read_text(encoding="utf-8"))
            _check(annotations, text, gold)
            for one in gold.get("mentions", ()):
                one.setdefault("entity", fold(text[one["start"] : one["end"]]))
            documents.append(GoldDocument(file.stem, file, text, gold))
    if not documents:
        raise FileNotFoundError(f"{directory}: no .txt with its .json")
    return documents


def _check(file: Path, text: str, gold: Json) -> None:
    for key in ("mentions", "needs", "proposals"):
        for one in gold.get(key, ()):
            if not 0 <= one["start"] < one["end"] <= len(text):
                raise ValueError(f"{file}: {key} {one} outside the text")
            if one.get("text", text[one["start"] : one["end"]]) != text[one["start"] : one["end"]]:
                raise ValueError(f"{file}: {key} {one} is not its text")


def fold(words: str) -> str:
    """Lower case, without accents."""
    apart = unicodedata.normalize("NFKD", words.lower().replace("œ", "oe"))
    return "".join(one for one in apart if not unicodedata.combining(one))


def content_words(words: str) -> frozenset[str]:
    """Folded words that say something."""
    return frozenset(_WORD.findall(fold(words))) - EMPTY_WORDS


def alike(one: str, other: str) -> bool:
    """Whether two phrases share half of the content words of the shorter."""
    left, right = content_words(one), content_words(other)
    return bool(left and right) and 2 * len(left & right) >= min(len(left), len(right))


def overlap(one: Json, other: Json) -> int:
    """Code points that two passages share."""
    return int(max(0, min(one["end"], other["end"]) - max(one["start"], other["start"])))
