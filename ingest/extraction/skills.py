"""Know-how: what somebody teaches, practises, masters, or lists under « savoir-faire »."""

import re
from collections.abc import Iterator

from tisserand.ingest.extraction.sections import says
from tisserand.ingest.extraction.spans import Span
from tisserand.ingest.extraction.tokens import Line

LISTED, TOLD = 7.0, 6.0

_ARTICLES = frozenset(("la", "le", "les", "l'"))
_CUES = re.compile(
    r"\b(?:(?:enseign|transmet|pratiqu|maîtris)\w*|connaît|connaissent|assure|exerce|exercent"
    r"|(?:initi|form)(?:e|ent|ons|é|ée|er)\b(?: [^,.;:«»]{1,30}?)?? (?=(?:à |au |aux ))"
    r"|form(?:e|ent|ons|é|ée|és|ées|ation|ations) (?=(?:à |au |aux |en |sur ))"
    r"|s'est formée?|ont appris|a appris|apprend|apprennent|apprenons|parlent|parle(?= la langue)"
    r"|donn\w+ des (?:cours|leçons) (?=(?:de |d'))|anim\w+[^.;]{0,30}? (?:atelier|ateliers|stage|stages|cours|formation|formations) (?=(?:de |d'|sur |à |au ))|(?:cours|initiation|formation) (?=(?:d'initiation )?(?:à l'|à la |au |aux ))"
    r"|propos(?:e|ent|ons)|développ(?:e|ent|ons)|spécialis(?:é|ée|te) (?=(?:dans |en |de |du |d'))"
    r"|compétences? (?=(?:en |de |dans ))|savoir-faire (?=(?:en |de |d'|dans ))"
    r"|experte?s? (?=en )|expertise (?=(?:en |de |d'|dans ))|sa(?:it|vent|vons) (?=\w+er |\w+ir |\w+re ))"
)
_DEFINITE_ONLY = (
    "connaî",
    "connai",
    "assure",
    "exerce",
    "propos",
    "développ",
    "apprend",
    "appren",
    "ont appris",
    "a appris",
)
_STOP = frozenset(
    (
        "depuis", "pour", "avec", "dans", "chez", "lors", "pendant", "qui", "que", "dont", "où",
        "afin", "chaque", "tous", "toutes", "aujourd'hui", "par", "mais", "puis", "comme", "selon",
        "cours", "auprès", "jusqu'", "entre", "sans", "ainsi", "lundi", "mardi", "mercredi", "jeudi",
        "vendredi", "samedi", "dimanche", "bénévolement", "gratuitement", "sous", "vers",
    )
)  # fmt: skip
_LINKS = frozenset(("de", "d'", "du", "des", "en", "à", "au", "aux", "sur"))
_HELD_TEXT = """
    présidence direction intérim trésorerie secrétariat fonction fonctions liaison lien suivi
    coordination permanence promotion métier gérance garde relève problème territoire sujet terrain
"""
_HELD = frozenset(_HELD_TEXT.split())
_NOT_SKILLS = frozenset(
    "aide aides place places fois suite vie mort main plupart moitié possibilité création mise "
    "journée semaine vente visite visites découverte location accueil réunion liste porte tête "
    "question salle monde commune ville région département association projet projets lieu lieux "
    "personnes jeunes enfants habitants bénévoles public publics repas café thé produits dernier second seconde "
    "première premier même fonds activité activités chose réseau offre".split()
)
_ADVERBS = frozenset(("aussi", "également", "notamment", "ainsi", "bénévolement", "gratuitement"))
_LONGEST = 8


def skills(line: Line, title: str, is_item: bool) -> Iterator[Span]:
    """Candidates of a line that stands under a title."""
    if (
        len(title) <= 45
        and says(title, "skills")
        and (is_item or ";" in line.text)
        and len(line.text) <= 160
    ):
        yield from _items(line)
        return
    text = line.text.lower().replace("’", "'")
    at = {token.start: number for number, token in enumerate(line.tokens)}
    for cue in _CUES.finditer(text):
        start = cue.end()
        while start < len(text) and text[start] == " ":
            start += 1
        if start in at:
            first = at[start]
            while line.lower(first) in _ADVERBS:
                first += 1
            yield from _after_cue(line, first, cue[0])


def _items(line: Line) -> Iterator[Span]:
    """Each item of a line: « taille du verre ; soufflage »."""
    first = 0
    for k in range(len(line.tokens) + 1):
        if k == len(line.tokens) or line.tokens[k].text == ";":
            start = first + (line.lower(first) in _ARTICLES)
            stops = (n for n in range(start, k) if line.tokens[n].text in "(:.,")
            end = next(stops, k)
            if start < end <= start + 10:
                yield Span(start, end, "Skill", LISTED, "skill-listed")
            first = k + 1


def _after_cue(line: Line, i: int, cue: str) -> Iterator[Span]:
    """« la soudure et le relooking de meubles »: each noun with its article."""
    k = i
    while k < len(line.tokens):
        linked = line.lower(k) in ("à", "en", "de", "d'", "sur", "dans", "du", "au", "aux", "des")
        first = k + linked
        has_article = line.lower(first) in _ARTICLES or line.lower(k) in ("au", "aux", "du")
        first += line.lower(first) in _ARTICLES
        if cue.startswith(_DEFINITE_ONLY) and not has_article:
            return
        if not linked and not has_article:
            return
        end = _noun_end(line, first)
        if end == first or line.lower(first) in _NOT_SKILLS | _HELD:
            return
        yield Span(first, end, "Skill", TOLD, "skill-told")
        if line.lower(end) not in ("et", ",", "ou"):
            return
        k = end + 1
        if line.lower(k) not in (*_ARTICLES, "à", "au", "aux", "en"):
            return


def _noun_end(line: Line, i: int) -> int:
    tokens = line.tokens
    k = i
    while k < len(tokens) and k - i < _LONGEST:
        token = tokens[k]
        if not token.is_word or token.is_capital or token.lower in _STOP:
            break
        if token.lower in _LINKS or token.lower in _ARTICLES:
            if k == i or not _continues(line, k):
                break
            k += 1
            continue
        if token.pos == "VERB" and k == i + 1 and token.lower.endswith(("é", "ée", "és", "ées")):
            k += 1
            continue
        if token.pos in ("VERB", "AUX", "PRON", "SCONJ", "CCONJ", "ADV", "DET") and k > i:
            break
        if k == i and token.pos not in ("NOUN", "PROPN", "ADJ", "VERB"):
            break
        k += 1
    return k


def _continues(line: Line, k: int) -> bool:
    """Whether a small word goes on with the name of a know-how: « de fruitiers », « à l'argile »."""
    if line.lower(k) in ("à", "aux", "au", "sur") and line.lower(k + 1) in (
        "des",
        "ses",
        "leurs",
        "un",
        "une",
        "ceux",
    ):
        return False
    after = k + 1
    while line.lower(after) in _ARTICLES:
        after += 1
    if after >= len(line.tokens):
        return False
    token = line.tokens[after]
    return (
        token.is_word
        and not token.is_capital
        and token.pos in ("NOUN", "ADJ", "PROPN")
        and (token.lower not in _STOP)
    )
