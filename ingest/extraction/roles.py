"""Titles that people hold: « ancienne vice-présidente », « chargée d'études », « directeur »."""

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from tisserand.ingest.extraction.lexicons import heads, word_set
from tisserand.ingest.extraction.tokens import Line

_TRADE = re.compile(
    r"(?:trice|euse|teur|seur|neur|leur|ière|ienne|iste|ologue|logue|esse|graphe|thécaire|ogue|"
    r"ier|icien|eure)$"
)
_NOT_TRADES_TEXT = """
    plusieurs ailleurs meilleur intérieur extérieur supérieur papier métier quartier chantier
    dossier courrier cahier atelier dernier premier entier particulier janvier février tuteur
    secteur moteur ordinateur facteur valeur chaleur couleur longueur manière matière lumière
    rivière carrière filière frontière première dernière entière particulière liste piste
    visite poste fichier tiers foyer loyer clavier escalier panier calendrier financier
    financière hier cavalier sentier palier vergers hôtelière laitière ouvrière ouvrier
    cavalière tracteur extracteur intermédiaire auteur hauteur leur sœur jeunesse adresse richesse
    assiste existe insiste résiste consiste persiste subsiste
    vitesse faiblesse presse promesse messe tristesse
"""
_NOT_TRADES = frozenset(_NOT_TRADES_TEXT.split())
_INDICATORS = {
    "past": (
        "ancien",
        "ancienne",
        "ex",
        "longtemps",
        "anciennement",
        "précédente",
        "précédent",
        "alors",
    ),
    "future": ("futur", "future", "prochain", "prochaine"),
}
_SKIPPED_TEXT = """
    nouveau nouvelle actuel actuelle également aussi notre nos son sa leur le la l' les un une
    première premier désormais toujours jeune seule seul et
"""
_SKIPPED = frozenset(_SKIPPED_TEXT.split())

_BEFORE_TRADES = frozenset(
    (",", "(", "comme", "est", "était", "fut", "devient", "devenu", "devenue", "jusque-là",
     "toujours", "aussi", "–", "-", "")
)  # fmt: skip
_GROUPS_TEXT = """
    association structure coopérative collectif commune ville mairie conseil conseils région
    département groupe programme projet syndicat club équipe lieu communauté collectivité
    entreprise société réseau fédération territoire pays agglomération dispositif festival
"""
_GROUPS = frozenset(_GROUPS_TEXT.split())
_LINKS = frozenset(
    ("de", "d'", "du", "des", "à", "au", "aux", "en", "chargé", "chargée", "délégué", "déléguée")
)
_CHOSEN = frozenset(("élu", "élue", "délégué", "déléguée"))
_TO_BODY = frozenset(("de", "d'", "du", "des", "à", "au", "aux", "chez", "pour"))
_SMALL = frozenset(("de", "d'", "du", "des", "la", "l'", "les", "le", "à", "au", "aux"))
_AUXILIARIES = frozenset(("a", "ont", "avait", "avaient", "avons", "été", "vient"))
_LONGEST = 9
_BODY_TITLES = re.compile(
    r"présiden|trésori|secrétaire|direct|vice-|maire|adjoint|gérant|chef|coordin|responsable|"
    r"animat|délégu|fondat|chargé|conseill|dgs|élu|administrat|régisseu|porte-parole|formatri|formateur|technic|médiat|éducat|comptable|assistant|permanent"
)
_OF_MEETING = re.compile(r"de séance|référent|^rapporteu|d'atelier|de table")


class Role(NamedTuple):
    """A title: tokens i to j, excluded; `is_theirs` after « son », « sa », « leur »."""

    i: int
    j: int
    title: str
    status: str
    is_theirs: bool = False


def find_roles(line: Line, taken: Collection[int], people: Collection[int] = ()) -> Iterator[Role]:
    """The titles of a line, outside of its mentions.

    Args:
        taken: the tokens of its mentions.
        people: the second token after each person's name, where any noun of a body can be a title.
    """
    i = 0
    while i < len(line.tokens):
        if i in taken or not (_is_title(line, i) or _is_apposed(line, i, taken, people)):
            i += 1
            continue
        j = _title_end(line, i, taken)
        if not _is_title(line, i):
            j = _apposed_end(line, i, taken)
        if line.lower(i) in word_set("roles", "complements") and j == i + 1:
            i += 1
            continue
        first, status = _status(line, i)
        if line.lower(j) in ("à", "en") and "retraite" in (line.lower(j + 1), line.lower(j + 2)):
            status = "future"
        status = "future" if "retrait" in line.slice(i, j).lower() else status
        before = {line.lower(k) for k in range(first, i)}
        yield Role(first, j, line.slice(i, j), status, bool(before & {"son", "sa", "leur"}))
        i = j


def _is_apposed(line: Line, i: int, taken: Collection[int], people: Collection[int]) -> bool:
    """« <P1>, matelot à <O2> »: a bare noun between a person and a name."""
    token = line.tokens[i]
    if i not in people or line.lower(i - 1) not in (",", "(", "–", "-"):
        return False
    if token.pos not in ("NOUN", "ADJ", "PROPN") or not token.text[0].islower():
        return False
    if token.lower in word_set("roles", "not_titles") or token.lower.endswith(("é", "ée", "ant")):
        return False
    if any(token.lower in words for words in _INDICATORS.values()) or (
        i + 1 < len(line.tokens) and _is_title(line, i + 1)
    ):
        return False
    j = _apposed_end(line, i, taken)
    if line.lower(j) not in _TO_BODY:
        return False
    j += 1
    while line.lower(j) in ("la", "le", "l'", "les"):
        j += 1
    head = heads("organizations", "dropped").at(line, j) if j < len(line.tokens) else None
    return j in taken or (head is not None and j + len(head.words) in taken)


def _apposed_end(line: Line, i: int, taken: Collection[int]) -> int:
    """« maître composteur », « chef de rang »: a title with the nouns after it."""
    j = _title_end(line, i, taken)
    while j < min(len(line.tokens), i + 4) and j not in taken:
        if line.tokens[j].pos not in ("NOUN", "ADJ") or not line.tokens[j].text[0].islower():
            break
        j += 1
    return j


def _is_title(line: Line, i: int) -> bool:
    word = line.lower(i)
    if word in _CHOSEN and line.lower(i + 1) in word_set("roles", "heads"):
        return False
    titles = word_set("roles", "heads")
    if word in ("élu", "élue", "délégué", "déléguée") and line.lower(i - 1) in _AUXILIARIES:
        return False
    stripped = word.removeprefix("ex-").removeprefix("co-")
    if i == 0 or not line.tokens[i].is_capital:
        stripped = stripped.removesuffix("s")
    if word in titles or stripped in titles or line.tokens[i].text in titles:
        return line.lower(i - 1) not in ("l'ensemble", "plusieurs", "chaque", "aucun", "aucune")
    if not is_trade(line, i) or (i and line.tokens[i].is_capital):
        return False
    return line.lower(i - 1) in _BEFORE_TRADES or (
        line.lower(i - 1) in ("ancien", "ancienne", "ex", "longtemps")
    )


def is_trade(line: Line, i: int) -> bool:
    """Whether a word is built as names of trades are: « thermicienne », « contremaîtresse »."""
    word = line.lower(i)
    if not _TRADE.search(word) or word in _NOT_TRADES or len(word) < 6:
        return False
    if word in _INDICATORS["past"] or word in _INDICATORS["future"]:
        return False
    return line.tokens[i].pos in ("NOUN", "PROPN", "ADJ") and word[0].isalpha()


def _status(line: Line, i: int) -> tuple[int, str]:
    """Where the title begins with its articles and adjectives, and whether it is of the past."""
    status = "past" if line.lower(i).startswith("ex-") else ""
    first = i
    while first > 0:
        word = line.lower(first - 1)
        if word in _INDICATORS["past"]:
            status = "past"
        elif word in _INDICATORS["future"]:
            status = "future"
        elif word not in _SKIPPED or (word == "et" and first < i):
            break
        first -= 1
    return first, status


def _title_end(line: Line, i: int, taken: Collection[int]) -> int:
    """After the title's adjectives, and nouns such as « de mission », « à la vie associative »."""
    j = i + 1
    while j < len(line.tokens) and j not in taken and j - i <= _LONGEST:
        end = _after_adjective(line, j) or _after_complement(line, j, taken)
        if not end:
            break
        j = end
    return j


def _after_adjective(line: Line, j: int) -> int:
    """« générale », « et administratrice », « -adjoint », « ·e »; 0 for something else."""
    word, follows = line.lower(j), line.lower(j + 1)
    adjectives = word_set("roles", "adjectives")
    if word in adjectives or (word == "·" and follows):
        return j + 1
    if word == "et" and follows in word_set("roles", "heads"):
        return j + 2
    return j + 2 if word == "-" and follows in adjectives else 0


def _after_complement(line: Line, j: int, taken: Collection[int]) -> int:
    """« de mission », « à la vie associative », « délégué à l'économie sociale et solidaire »."""
    tokens = line.tokens
    if tokens[j].lower not in _LINKS:
        return 0
    after = j + 1
    while line.lower(after) in _SMALL:
        after += 1
    if after >= len(tokens) or after in taken or not _is_complement(line, j, after):
        return 0
    end = after + 1
    while end < len(tokens) and end not in taken and _is_adjective(line, end):
        end += 1
    if line.lower(end) == "et" and end + 1 < len(tokens) and _is_adjective(line, end + 1):
        end += 2 if _is_adjective(line, end - 1) else 0
    return end


def _is_adjective(line: Line, j: int) -> bool:
    return line.tokens[j].pos == "ADJ" and line.tokens[j].text[0].islower()


def _is_complement(line: Line, j: int, after: int) -> bool:
    """Whether the noun at `after` completes a title, and is not the body where it is held."""
    token = line.tokens[after]
    if not token.text[0].islower() or token.pos not in ("NOUN", "ADJ", "PROPN", "VERB"):
        return False
    if after == j + 1:
        return line.lower(j) in ("de", "d'") or token.lower not in _GROUPS
    known = heads("organizations", "kept", "dropped")
    return token.lower not in _GROUPS and not known.at(line, after)


def is_body_title(title: str) -> bool:
    """Whether a title without a body is held in the one that the document is of."""
    return bool(_BODY_TITLES.search(title.lower())) and not is_of_meeting(title)


def is_of_meeting(title: str) -> bool:
    """Whether a title is held for a meeting only: « secrétaire de séance »."""
    return bool(_OF_MEETING.search(title.lower()))
