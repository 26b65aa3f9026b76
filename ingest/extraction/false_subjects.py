"""Names that a verb's pattern takes wrongly for its subject."""

import re

from tisserand.ingest.extraction.scene import Scene

_FIRST_VERB = re.compile(r" (?:n'|ne |en |y |l'|le |la |les )*([^\W\d]+)")
_PREPOSITION = re.compile(r"(?:^|\W)(?:à|au|aux|de|du|des|d'|chez|avec|par|pour|sur|dans|sans)\s?$")


def is_complement(text: str, match: re.Match[str]) -> bool:
    """Whether what a verb's pattern takes for its subject follows a preposition."""
    if "s" not in match.re.groupindex or match.start("s") != match.start():
        return False
    return bool(_PREPOSITION.search(text[: match.start()]))


_OF_OTHERS = re.compile(
    r"\b(?:qu(?:e |'))(?!<)[^<,;]*\b(?:les|des|ses|leurs|nos|vos|plusieurs|certaines?|deux|trois) "
    r"[^\W\d]+[^,;.]*$"
    r"|\b(?:des|aux|les|plusieurs) [^\W\d]+(?: [^\W\d]+| <L\d+>|d'){0,5} ?, "
    r"(?:qui|lesquel\w+) [^,]{0,30}$"
)
"""« Que les riverains », « des riverains, qui »: others, whom a verb in the plural is of."""
_PLURAL = re.compile(r"(?:ent|ont)\b")


def is_of_others(match: re.Match[str]) -> bool:
    """« <P1> signale que les riverains demandent un banc »: the verb is of those in between."""
    if "s" not in match.re.groupindex or "t" not in match.re.groupindex or match.end("s") < 0:
        return False
    between = match.string[match.end("s") : match.start("t")].rstrip()
    before, _, verb = between.rpartition(" ")
    verb = verb if verb not in ("de", "d'") else before.rpartition(" ")[2]
    return bool(_PLURAL.search(verb) and _OF_OTHERS.search(before + " "))


def is_us(scene: Scene, position: int, text: str, match: re.Match[str]) -> bool:
    """Whether what a verb's pattern takes for its subject is « nous », as an object."""
    number = next((n for n, one in enumerate(scene.origins) if one[0] == position), None)
    is_us = number is not None and scene.pieces[number][1] == "nous"
    if not is_us or text[: match.start("s")].endswith("il "):
        return False
    verb = _FIRST_VERB.match(text[match.end("s") :])
    return verb is not None and not verb[1].endswith(("ons", "mes"))
