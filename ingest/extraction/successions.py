"""Who took over whose office: « <P1> lui succède », « <P2>, qui l'a précédée à ce poste ».

The office is the one told last: « rend son tablier de trésorier ; <P1> lui succède ».
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tisserand.ingest.extraction.clauses import Clause
from tisserand.ingest.extraction.lexicons import word_set
from tisserand.ingest.extraction.sentences import Sentence

_CLITICS = frozenset(("lui", "l'", "le", "la", "leur", "les"))
_THIS_OFFICE = frozenset(("poste", "fonction", "fonctions", "mandat", "charge", "siège", "place"))
_HOLDING = frozenset(("occuper", "exercer", "tenir", "quitter", "laisser"))
_OVER = frozenset(("imperfect", "past", "perfect", "pluperfect"))


class LastOffice(NamedTuple):
    """The office told last: numbers of who holds it and of its body, and its title."""

    person: int
    body: tuple[int, str]
    title: str
    past: bool = False


class Succession(NamedTuple):
    """Somebody in the office told last: number of the person; position of what says it."""

    person: int
    past: bool
    at: int
    verb: int


def successions(
    sentence: Sentence, clauses: Sequence[Clause], last: LastOffice
) -> Iterator[Succession]:
    """Who the verbs of a sentence put into the office told last, before or after its holder."""
    for clause in clauses:
        group = clause.group
        if group.denied or group.supposed or group.tense == "future":
            continue
        if group.lemma in word_set("frames", "following"):
            yield from _follows(sentence, clause, last)
        elif group.lemma in word_set("frames", "preceding") and group.clitics & _CLITICS:
            yield from _people(sentence, clause, clause.agents, True)
        elif group.lemma == "être" and last.past and sentence.words[group.i - 1].text == "c'":
            yield from _people(sentence, clause, clause.patients, False)
        elif group.lemma in _HOLDING and _names_this_office(sentence, clause):
            is_over = group.lemma in ("quitter", "laisser") or group.tense in _OVER
            yield from _people(sentence, clause, clause.agents, is_over or group.ended)


def _follows(sentence: Sentence, clause: Clause, last: LastOffice) -> Iterator[Succession]:
    """« <P1> lui succède », « <P1> y succède à <P2> », « est remplacé par <P1> »."""
    passive = clause.group.voice != "active"
    before = clause.patients if passive else [tuple(clause.others.get("to", ()))]
    if not passive and clause.group.lemma != "succéder":
        before = clause.patients
    named = [k for one in before[:1] for k in one if sentence.words[k].letter == "P"]
    if not named and not (clause.group.clitics & _CLITICS):
        return
    yield from _people(sentence, clause, clause.agents, False)
    if named:
        for k in named:
            yield Succession(sentence.words[k].number, True, k, clause.group.i)
    elif not last.past:
        yield Succession(last.person, True, clause.group.i, clause.group.i)


def _people(
    sentence: Sentence, clause: Clause, places: Sequence[Sequence[int]], past: bool
) -> Iterator[Succession]:
    for k in (k for one in places[:1] for k in one):
        if sentence.words[k].letter == "P":
            yield Succession(sentence.words[k].number, past, k, clause.group.i)


def _names_this_office(sentence: Sentence, clause: Clause) -> bool:
    near = sentence.words[clause.group.j : clause.group.j + 3]
    texts = [word.text for word in near]
    return texts[:1] in (["ce"], ["cette"], ["ces"]) and texts[1] in _THIS_OFFICE
