"""Who speaks at an event: « 10 h – Table ronde avec <P1> (<O2>) » in its programme."""

import re
from collections.abc import Iterator

from tisserand.ingest.extraction.listed_facts import listed
from tisserand.ingest.extraction.raw_facts import RawFact, signs_in
from tisserand.ingest.extraction.records import Located
from tisserand.ingest.extraction.sections import plain

_TIME = re.compile(r"^\W*(?:de |à |vers )?\d{1,2} ?(?:h|:) ?(?:\d\d)?\b")
_UNSURE = re.compile(r"annul|sous réserve|à confirmer|excus|remplac|hommage|empêch|\blue? par\b")
_HOST = re.compile(
    r"(?:animée?|menée?|conduite?|modérée?|pilotée?|organisée?|proposée?) par <P\d+>"
)
_AWAY = re.compile(
    r"<P(\d+)>[^.;<]{0,60}?(?:a annulé|annulée?\b|empêchée?|ne pourra|n'a pu|n'ont pu|s'est "
    r"décommandée?|excusée?|absente?\b|n'est pas venue?|n'était pas|n'y était pas)"
)
_LONGEST = 120


def speakers(read: Located, event: int | None) -> Iterator[RawFact]:
    """The people named on the lines of a programme, at the session of their line or the event.

    Whoever runs a session leads it, and is told as such elsewhere.
    """
    texts = [plain(block.text) for block in read.document.blocks]
    if event is None or sum(bool(_TIME.match(text)) for text in texts) < 2:
        return
    away = {int(found[1]) for scene in read.scenes for found in _AWAY.finditer(scene.text)}
    session: int | None = None
    for number, text in enumerate(texts):
        scene = read.scenes[number]
        if _TIME.match(text):
            own = [one for letter, one in signs_in(scene.text) if letter == "E"]
            session = own[0] if own else event
        elif len(text) > _LONGEST or text.endswith((".", "?", "!", "»")):
            session = None
        if session is None or _UNSURE.search(text):
            continue
        for letter, person in signs_in(_HOST.sub("", scene.text)):
            if letter == "P" and person not in away:
                yield listed(read, number, (person, "participated_in", session), "PE",
                             "list-speaker", 0.8)  # fmt: skip
