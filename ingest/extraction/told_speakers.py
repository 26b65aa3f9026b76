"""Who says « nous » or « on », by the words around a quotation."""

import re

from tisserand.ingest.extraction.raw_facts import signs_in
from tisserand.ingest.extraction.scene import Scene

_SPEAKER_LABEL = re.compile(r"<([OP])(\d+)> ?: ")
_COMMON_SPEAKER = re.compile(
    r" ?,? ?[a-zéèêâî]+(?:-t-)? (?:(?P<known>les|nos|ses|leurs)|une?|des|plusieurs|certains) "
)
"""« "On cherche un four", répètent les gérants »: of the body named last; « une mère »: nobody."""


def who_speaks(scene: Scene, position: int, owner: int | None) -> list[tuple[str, int]]:
    """Who says « nous » : the label of the line, whoever is named after or before the
    quotation, else the document."""
    if label := _SPEAKER_LABEL.match(scene.text):
        return [(label[1], int(label[2]))]
    before, after = scene.text[:position], scene.text[position:]
    if before.count('"') % 2:
        if before.rpartition('"')[0].rstrip().endswith(":"):
            sentence = before[scene.sentence(before.rindex('"'))[0] :]
            return [one for one in signs_in(sentence.rpartition('"')[0]) if one[0] in "PO"][:1]
        _, end = scene.sentence(position)
        common = _COMMON_SPEAKER.match(after.partition('"')[2])
        if common is not None:
            named = [one for one in signs_in(before.rpartition('"')[0]) if one[0] == "O"]
            return named[-1:] if common["known"] else []
        following = signs_in(after[: max(0, end - position) + 60].partition('"')[2])
        earlier = signs_in(before.rpartition('"')[0][-160:])
        near = [one for one in following if one[0] == "P"][:1] or [
            one for one in earlier if one[0] in "PO"
        ][-1:]
        if near:
            return near
    return [("O", owner)] if owner is not None else []
