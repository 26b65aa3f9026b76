"""Who needs: the subject of the clause, « nous » who speak, or whoever is quoted."""

import re

from tisserand.ingest.extraction.findings import Grade
from tisserand.ingest.extraction.records import Located
from tisserand.ingest.extraction.scene import Scene

_SIGN = re.compile(r"<([PO])(\d+)>")
_COMPLEMENT = re.compile(
    r"(?:^|\W)(?:à|au|aux|de|du|des|d'|chez|avec|par|pour|sur|dans|selon|d'après|entre)\s?$"
)
_WE = re.compile(r"\b(?:nous|notre|nos|on|j'|je|me|mon|ma|mes)\b")
_REACH = 200


def needer(read: Located, number: int, start: int, end: int, grade: Grade) -> str | None:
    """The entity that needs what characters of a block tell; None when the text does not say."""
    scene = read.scenes[number]
    first, last = _scene_range(scene, start, end)
    subject = _subject(scene, first, last)
    if subject is None and grade == "expressed":
        words = scene.text[first:last]
        is_listed = not re.search(r"\b(?:il|elle|ils|elles|qui)\b", words[:12])
        if scene.text[:first].count('"') % 2:
            subject = _speaker(scene, first, last)
        elif _WE.search(words) or is_listed:
            subject = read.owner
    return None if subject is None else f"e{subject + 1}"


def _scene_range(scene: Scene, start: int, end: int) -> tuple[int, int]:
    """Where characters of the block stand in the abstract text."""
    inside = [at for at, begin, _ in scene.origins if start <= begin < end]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def _subject(scene: Scene, first: int, last: int) -> int | None:
    """The first name of the clause that no preposition leads, when a verb can follow it."""
    for found in _SIGN.finditer(scene.text, first, last):
        before = scene.text[max(first, found.start() - 16) : found.start()]
        if not _COMPLEMENT.search(before):
            return int(found[2])
        return None
    return None


def _speaker(scene: Scene, first: int, last: int) -> int | None:
    """Who is named after the closing quotation mark, else before the opening one."""
    after = scene.text[last : last + _REACH].partition('"')[2]
    told = _SIGN.search(after)
    if told and told.start() < _REACH // 2:
        return int(told[2])
    before = scene.text[max(0, first - _REACH) : first].rpartition('"')[0]
    earlier = list(_SIGN.finditer(before))
    return int(earlier[-1][2]) if earlier else None
