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
    tracteur extracteur intermédiaire auteur hauteur leur sœur jeunesse adresse richesse
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


class Role(NamedTuple):
    """A title: tokens i to j, excluded."""

    i: int
    j: int
    title: str
    status: str


def find_roles(line: Line, taken: Collection[int]) -> Iterator[Role]:
    """The titles of a line, outside of its mentions (`taken` holds their tokens)."""
    i = 0
    while i < len(line.tokens):
        if i in taken or not _is_title(line, i):
            i += 1
            continue
        j = _title_end(line, i, taken)
        if line.lower(i) in word_set("roles", "complements") and j == i + 1:
            i += 1
            continue
        first, status = _status(line, i)
        yield Role(first, j, line.slice(i, j), status)
        i = j


def _is_title(line: Line, i: int) -> bool:
    word = line.lower(i)
    stripped = word.removeprefix("ex-")
    if stripped in word_set("roles", "heads") or line.tokens[i].text in word_set("roles", "heads"):
        return line.lower(i - 1) not in ("l'ensemble", "plusieurs", "chaque", "aucun", "aucune")
    if not is_trade(line, i):
        return False
    return line.lower(i - 1) in (",", "(", "comme", "est", "–", "-", "") or (
        line.lower(i - 1) in ("ancien", "ancienne", "ex", "longtemps")
    )


def is_trade(line: Line, i: int) -> bool:
    """Whether a word is built as names of trades are: « thermicienne », « contremaîtresse »."""
    word = line.lower(i)
    if not _TRADE.search(word) or word in _NOT_TRADES or len(word) < 6:
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
        elif word not in _SKIPPED:
            break
        first -= 1
    return first, status


def _title_end(line: Line, i: int, taken: Collection[int]) -> int:
    """After the title's adjectives, and nouns such as « de mission », « à la vie associative »."""
    tokens = line.tokens
    known = heads("organizations", "kept", "dropped")
    adjectives = word_set("roles", "adjectives")
    j = i + 1
    while j < len(tokens) and j not in taken:
        word = tokens[j].lower
        if word in adjectives or (word == "·" and j + 1 < len(tokens)):
            j += 1
            continue
        if (
            word == "et"
            and j + 1 < len(tokens)
            and tokens[j + 1].lower in word_set("roles", "heads")
        ):
            j += 2
            continue
        if word == "-" and j + 1 < len(tokens) and tokens[j + 1].lower in adjectives:
            j += 2
            continue
        if word not in (
            "de",
            "d'",
            "du",
            "des",
            "à",
            "au",
            "aux",
            "en",
            "chargé",
            "chargée",
            "délégué",
            "déléguée",
        ):
            break
        after = j + 1
        while after < len(tokens) and tokens[after].lower in (
            "de",
            "d'",
            "du",
            "des",
            "la",
            "l'",
            "les",
            "le",
            "à",
            "au",
            "aux",
        ):
            after += 1
        if after >= len(tokens) or after in taken or not tokens[after].text[0].islower():
            break
        if (
            tokens[after].pos not in ("NOUN", "ADJ", "PROPN", "VERB")
            or (after > j + 1 and known.at(line, after))
            or (after > j + 1 and tokens[after].lower in _GROUPS)
            or (word not in ("de", "d'") and tokens[after].lower in _GROUPS)
        ):
            break
        j = after + 1
        while (
            j < len(tokens)
            and j not in taken
            and tokens[j].pos == "ADJ"
            and tokens[j].text[0].islower()
        ):
            j += 1
        if (
            j + 1 < len(tokens)
            and tokens[j].lower == "et"
            and tokens[j + 1].pos == "ADJ"
            and tokens[j - 1].pos == "ADJ"
        ):
            j += 2
        if j - i > 9:
            break
    return j


_GROUPS_TEXT = """
    association structure coopérative collectif commune ville mairie conseil conseils région
    département groupe programme projet syndicat club équipe lieu communauté collectivité
    entreprise société réseau fédération territoire pays agglomération dispositif festival
"""
_GROUPS = frozenset(_GROUPS_TEXT.split())
