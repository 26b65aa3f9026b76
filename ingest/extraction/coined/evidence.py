"""What the words around a name say that it is: a project, an event, or a body.

The scores are those of `data/projects.yaml`, over the words before and after each occurrence.
"""

import re
from functools import cache
from typing import Literal, NamedTuple

from tisserand.ingest.extraction.lexicons import heads, read_words
from tisserand.ingest.extraction.sections import plain
from tisserand.ingest.extraction.spans import OF, is_article
from tisserand.ingest.extraction.tokens import Line

Told = Literal["Project", "Event", "Organization"]
KINDS: tuple[Told, ...] = ("Project", "Event", "Organization")
_COINED, _ANNOUNCED, _LISTED = 0.6, 6.0, 2.6
_WINDOW = 90
_MACRO = re.compile(r"\{(\w{2,})\}")
_ARTICLE = re.compile(r"(?:^| )(?:le|la|les|l|l')$")
_ADVERB = re.compile(r"^,? (?:ensuite|aussi|enfin|également|d'abord|lui|elle|eux|quant à \w+)(?=,)")
_IN_LIST = re.compile(r"(?:[:,;]|\bet|\bpuis|\bou)$")


class _Cue(NamedTuple):
    score: float
    regex: re.Pattern[str]


@cache
def _cues(kind: Told, side: str) -> tuple[_Cue, ...]:
    content = read_words("projects")
    macros = content["macros"]
    found = [
        _Cue(float(score), re.compile(_MACRO.sub(lambda m: macros.get(m[1], m[0]), regex)))
        for score, regex in content[kind][side]
    ]
    return tuple(sorted(found, key=lambda cue: -cue.score))


def evidence(line: Line, i: int, end: int) -> dict[Told, float]:
    """What the words around tokens i to end say, by kind."""
    before, after = _around(line, i, end)
    scores = {kind: _best(kind, "before", before) + _best(kind, "after", after) for kind in KINDS}
    if _is_listed(line, before, line.tokens[i].start):
        scores["Project"] += _LISTED
    if _is_announced(line, i):
        scores["Organization"] += _ANNOUNCED
    if any(t.text[0].islower() and t.pos != "ADP" for t in line.tokens[i:end]):
        for kind in KINDS[:2]:
            scores[kind] += _COINED if scores[kind] else 0.0
    return scores


def governs(words: str) -> bool:
    """Whether words in small letters announce a project by themselves: « lancement de »."""
    return _best("Project", "before", words) > 0


def _around(line: Line, i: int, end: int) -> tuple[str, str]:
    """In small letters, without quotation marks nor the article before the name."""
    start, stop = line.tokens[i].start, line.tokens[end - 1].end
    before = plain(line.text[max(0, start - _WINDOW) : start]).rstrip("« “\"'").rstrip()
    before = _ARTICLE.sub("", before).rstrip()
    after = line.text[stop : stop + _WINDOW].lstrip('»”"').replace("’", "'").lower()
    after = after.replace("\u00a0", " ").replace("\u202f", " ")
    return before, _ADVERB.sub("", after.removeprefix(" »"))


def _best(kind: Told, side: str, text: str) -> float:
    return next((cue.score for cue in _cues(kind, side) if cue.regex.search(text)), 0.0)


def _is_listed(line: Line, before: str, start: int) -> bool:
    """« Deux chantiers nous occupent : Clé de champs et Mille feuilles »."""
    if not _IN_LIST.search(before):
        return False
    head, colon, _ = plain(line.text[:start]).rpartition(":")
    return bool(colon) and re.search(read_words("projects")["announcing"], head + ":") is not None


def _is_announced(line: Line, i: int) -> bool:
    """Whether the noun of a body, a meeting or a fund stands right before, or « l'association
    ‹ des › … »."""
    bodies = heads("organizations", "kept", "dropped")
    k = i - 1 - (i > 1 and is_article(line, i - 1))
    if k > 0 and line.lower(k) in OF:
        return bodies.at(line, k - 1) is not None
    announced = (bodies, heads("named_things", "event", "fund"))
    return k >= 0 and any(known.at(line, k) for known in announced)
