"""Whether a passage asserts what it says, and when it held."""

import re
from typing import TYPE_CHECKING, NamedTuple

from tisserand.ingest.extraction.verb_forms import is_conditional

if TYPE_CHECKING:
    from tisserand.ingest.extraction.scene import Scene

_NEGATED = re.compile(
    r"\b(?:n'|ne |ni |jamais|aucune?\b|non |sans (?!contrepartie|loyer|frais|condition|intérêt|"
    r"compter|limite)|plus (?:que|du tout)|pas )|"
    r"\b(?:refus|rejet|dément|annul|renonc|décliné)\w*"
)
_SUPPOSED = re.compile(
    r"\b(?:pourrai|devrai|serai[ts]?\b|seraient|aurai[ts]?\b|auraient|souhaitera|envisag|"
    r"à l'étude|étudie|examine|en cours d'instruction|sollicit|éventuel|peut-être|rumeur|"
    r"\b(?:devait|devaient|comptait|comptaient|était censée?)\b|"
    r"(?:vou|fe|prend|rejoind|financ|dev|accueille|pourr)\w*rai(?:t|ent)\b|rêve|espère|"
    r"projette|compte (?:bien )?\w+er\b|voudrai|demande de (?:prêt|subvention))"
)
_IF = re.compile(
    r"(?:^|[,;:(] ?|\b(?:que|et|mais) )(?:si |s'ils? |s'elles? )|\b(?:au cas où|à condition|"
    r"sous (?:réserve|condition)|pourvu que|à moins que)\b|"
    r"(?<!comme )(?<!même )\bsi (?=<|(?:le|la|les|un|une|son|sa|ses|ce|cette|on|nous|vous|elle|"
    r"il|leur|notre|votre|d'ici|jamais|tout) |l')"
)
_SEGMENT = re.compile(r"[;:]| mais | tandis que | alors que | – | - ")
_SINCE = re.compile(r"\bdepuis (?:l'année |le \d{1,2} \w+ |\w+ )?((?:19|20)\d\d)\b")
_UNTIL = re.compile(
    r"\bjusqu'en (?:\w+ )?((?:19|20)\d\d)\b|\bjusqu'(?:à|au) [^,;.<]{0,20}?((?:19|20)\d\d)\b"
)
_FROM_TO = re.compile(
    r"\b(?:de|entre) ((?:19|20)\d\d) (?:à|et) ((?:19|20)\d\d)\b"
    r"|\(((?:19|20)\d\d) ?[-–] ?((?:19|20)\d\d)\)"
)
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
_OVER = re.compile(
    r"\b(?:a quitté|a fermé|s'est arrêtée?s?|a pris fin|a cessé|s'est terminée?|a été dissoute?|"
    r"n'a pas renouvelé|s'est éteinte?|s'est interrompue?|s'est achevée?|n'existe plus|"
    r"a été (?:abandonnée?|arrêtée?|suspendue?|stoppée?|interrompue?|enterrée?)|n'a plus lieu|"
    r"est (?:enterrée?|abandonnée?|à l'arrêt|terminée?|finie?|close?)|a disparu|a vécu|"
    r"a tourné court|quitte(?! (?:la |le )?(?:salle|séance|réunion|table|pièce)))"
    r"(?:[^.;<]{0,40}? (?:en|fin|dès) ((?:19|20)\d\d))?"
)


_RETRACTED = re.compile(
    r"il n'en est rien|il n'(?:est|a jamais été) pas question (?:que|qu'|de)|"
    r"il n'a jamais été question (?:que|qu'|de)|il est (?:exclu|hors de question) (?:que|qu'|de)|"
    r"\b(?:c'est|c'était|est|était) (?:faux|fausse|inexacte?|erronée?)\b|"
    r"\b(?:à tort|par erreur|contrairement à)\b|\bon (?:a pu )?(?:lire|dire|croire) qu|"
    r"\bon a (?:longtemps )?(?:cru|dit|écrit|annoncé) qu|"
    r"(?:\b(?:nous|on|je)|<[OP]\d+>) (?:écriv|annonc|croy|pens|dis|imagin)\w*(?:ions|ait|ais) "
    r"[^.;:]{0,40}\bque?\b"
)
"""What takes back the sentence that it stands in."""
_POLITE = frozenset(
    stem + ending
    for stem in ("aur", "voudr", "aimer", "souhaiter")
    for ending in ("ais", "ait", "ions", "aient")
)
"""« Nous aurions besoin de bras » asks for them."""
_POLITE_WORD = re.compile(rf"\b(?:{'|'.join(sorted(_POLITE))})\b")
_UNSETTLED = re.compile(
    r"[^.;:,<]{0,20}? (?:est|sont|restent?|serai(?:t|ent)|sera|demeure)(?: encore| toujours)? "
    r"(?:à l'étude|à l'ordre du jour|en projet|en discussion|en négociation|envisagée?s?|"
    r"évoquée?s?|prématurée?s?|exclue?s?|incertaine?s?|hypothétiques?|au point mort|"
    r"en suspens|suspendue?s?|subordonnée?s? à)"
)
"""« un partenariat entre <O1> et <O2> est à l'étude »."""
_NOT_BEFORE = re.compile(r"\b(?:ce|c') ?n'(?:est|était|étaient|sont)(?: pas| plus| ni)* $")
"""« ce n'est pas <P1> qui »."""
_WORD, _REST_OF_WORD = re.compile(r"[^\W\d]+"), re.compile(r"\W")
_RELATIVE = re.compile(r",? (?:qui|dont|où) [^,;]*,(?=.)")


ONCE = re.compile(r"\b(?:longtemps|autrefois|jadis|naguère)")
"""Before a participle, that what it tells is over."""
_LASTED = re.compile(r"\bpendant (?:près de |plus de )?[\w-]+ (?:ans|années|mois)\b")


class Dates(NamedTuple):
    """When a fact held: years as they are written, or None."""

    year: int | None = None
    since: str | None = None
    until: str | None = None


def is_asserted(text: str, start: int, end: int, apposition: bool, wants: bool = False) -> bool:
    """Whether a slice of a sentence is neither denied, supposed, asked nor conditional.

    Args:
        wants: whether it tells what is sought, where the conditional is a polite form.
    """
    passage = text[start:end]
    if wants:
        passage = _POLITE_WORD.sub("", passage)
    if _UNSETTLED.match(text, end) or _NOT_BEFORE.search(text[:start]):
        return False
    if _RETRACTED.search(text):
        return False
    if apposition:
        return not re.search(r"\b(?:n'est|ne |ni |non )", passage)
    if _NEGATED.search(passage) or _SUPPOSED.search(passage):
        return False
    words = set(_WORD.findall(passage + _REST_OF_WORD.split(text[end:], maxsplit=1)[0]))
    polite = _POLITE if wants else frozenset[str]()
    if text.rstrip(' "').endswith("?") or any(map(is_conditional, words - polite)):
        return False
    segment = _segment(text, start)
    return not _IF.search(segment) and not re.match(r" ?(?:pas|jamais|plus)\b", text[end:])


def _segment(text: str, position: int) -> str:
    """The part of the sentence that holds a position, between strong breaks."""
    start = max((m.end() for m in _SEGMENT.finditer(text, 0, position)), default=0)
    after = _SEGMENT.search(text, position)
    return text[start : after.start() if after else len(text)]


def when(scene: "Scene", start: int, end: int, predicate: str) -> Dates:
    """The dates that a slice of the abstract text, or the words just after, give a fact."""
    _, sentence_end = scene.sentence(start)
    after = scene.text[end:sentence_end]
    follows = re.split(r"[;:.]|, (?:et|qui|mais) | et (?:<|\w+(?:ée?s?|ite?s?) )|<[OP]\d+>", after)[
        0
    ]
    passage = _RELATIVE.sub(",", scene.text[start:end])
    words = f"{passage} {follows}"
    if found := _FROM_TO.search(words):
        first, last = (found[1] or found[3]), (found[2] or found[4])
        return Dates(int(first), first, last)
    until = _UNTIL.search(words)
    since = _SINCE.search(words)
    if until or since:
        year = int(since[1]) if since else None
        return Dates(year, since[1] if since else None, (until[1] or until[2]) if until else None)
    if predicate in ("leads", "role", "takes_part_in") and (over := _OVER.search(words)):
        before = _YEAR.search(words[: over.start()])
        return Dates(
            int(before[1]) if before else None, before[1] if before else None, over[1] or "past"
        )
    years = _YEAR.findall(words)
    return Dates(int(years[0])) if years else Dates()


_FALSE_BEFORE = re.compile(
    r" ?(?:il n'en est rien|c'est (?:faux|inexact|une erreur)|ce n'est pas (?:le cas|exact|vrai)|"
    r"c'était une erreur|rien n'est plus faux)"
)


def has_ended(passage: str, before: str = "") -> bool:
    """« employé pendant dix ans par <O1> », or a participle whose word before is « longtemps »:
    what is told has been, and is no more."""
    return _LASTED.search(passage) is not None or ONCE.fullmatch(before) is not None


def is_taken_back(scene: "Scene", end: int) -> bool:
    """Whether the sentence after a position says that the one before is false."""
    return _FALSE_BEFORE.match(scene.text, end) is not None


def is_doubtful(text: str, position: int) -> bool:
    """Whether a verb at a position of a sentence is asked, or under a condition."""
    if text.rstrip(' "').endswith("?") or _RETRACTED.search(text):
        return True
    return _IF.search(_segment(text, position)) is not None
