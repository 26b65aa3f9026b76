"""Titles that verbs give or take: « est élue présidente de X », « quitte la direction de X »."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tisserand.ingest.extraction.clauses import Clause
from tisserand.ingest.extraction.lexicons import word_set
from tisserand.ingest.extraction.sentences import STRONG, Sentence

_BEING = frozenset(("être", "rester", "demeurer", "devenir", "redevenir"))
_OF_BODY = ("of", "to", "at", "in", "for")
_OBJECTS = frozenset(("l'", "le", "la", "les"))
_BEFORE_JOINT = frozenset(
    ("les", "ses", "leurs", "nos", "tous", "toutes", "deux", "trois", "quatre")
)
_FAR = 12
"""Words before a verb where its subject can stand."""
_OVER = frozenset(("imperfect", "past", "perfect", "pluperfect"))


class Office(NamedTuple):
    """A title: position of who holds it, of the body or None, and what says it.

    Attributes:
        person: None where a clitic stands for it: « les adhérents l'ont réélue présidente ».
        of_it: whether « en » stands for the body: « en est la trésorière ».
    """

    person: int | None
    body: int | None
    title: str
    past: bool
    start: int
    end: int
    id: str
    of_it: bool


def offices(sentence: Sentence, clauses: Sequence[Clause]) -> Iterator[Office]:
    """The titles that the verbs of a sentence tell."""
    for clause in clauses:
        group = clause.group
        if group.denied or group.supposed or group.tense == "future":
            continue
        if group.lemma in _BEING and group.voice == "active":
            yield from _held(sentence, clause, clause.agents, group.lemma == "être")
        elif group.lemma in _BEING or group.lemma in word_set("frames", "choosing"):
            yield from _held(sentence, clause, clause.patients, False)
        yield from _taken(sentence, clause)
        yield from _passed_on(sentence, clause)
        yield from _handed(sentence, clause)
        yield from _named_for(sentence, clause)
    yield from _joint(sentence)


def _held(
    sentence: Sentence, clause: Clause, holders: Sequence[tuple[int, ...]], ends: bool
) -> Iterator[Office]:
    """« est <R0> de <O1> », « a élu <P2> <R0> »."""
    people: list[int | None] = [
        k for one in holders[:1] for k in one if sentence.words[k].letter == "P"
    ]
    titles = [k for k in clause.others.get("R", ()) if sentence.words[k].letter == "R"]
    if not people and not holders and clause.group.clitics & _OBJECTS:
        people = [None]
    if not people or not titles:
        return
    k = titles[0]
    role = sentence.scene.roles[sentence.words[k].number]
    if role.status == "future":
        return
    body = _body(sentence, k)
    if body is None and clause.group.lemma in word_set("frames", "choosing"):
        body = next(
            (j for one in clause.agents for j in one if sentence.words[j].letter == "O"), None
        )
    past = role.status == "past" or clause.group.ended
    past = past or (ends and clause.group.tense in _OVER)
    for person in people:
        yield _office(sentence, clause, person, body, role.title, past, k, "is")


def _taken(sentence: Sentence, clause: Clause) -> Iterator[Office]:
    """« prend la présidence de <O1> », « a rendu son mandat de <R0> », « a confié la direction
    à <P1> »."""
    lemma = clause.group.lemma
    takes = lemma in word_set("frames", "taking")
    leaves = lemma in word_set("frames", "leaving")
    gives = lemma in word_set("frames", "entrusting")
    chooses = lemma in word_set("frames", "choosing")
    if not (takes or leaves or gives or chooses):
        return
    k = _office_noun(sentence, clause, past_people=chooses)
    if k is None:
        return
    title, last = _title(sentence, k)
    body = _body(sentence, last)
    people = [j for one in clause.agents[:1] for j in one if sentence.words[j].letter == "P"]
    gets = [j for j in clause.others.get("to", ()) if sentence.words[j].letter == "P"]
    for person in people:
        if takes or leaves:
            past = not takes or clause.group.ended
            yield _office(sentence, clause, person, body, title, past, last, "takes")
    if chooses:
        gets = [j for one in clause.patients[:1] for j in one if sentence.words[j].letter == "P"]
    if gives or chooses:
        owner = next(
            (j for one in clause.agents for j in one if sentence.words[j].letter == "O"), None
        )
        for person in gets:
            found = body if body is not None else owner
            yield _office(sentence, clause, person, found, title, False, last, "entrusts")


def _handed(sentence: Sentence, clause: Clause) -> Iterator[Office]:
    """« <P1> succède à <P2> à la présidence de <O3> », « remplace <P2> à la direction »."""
    if clause.group.lemma not in word_set("frames", "following"):
        return
    if clause.group.voice != "active":
        return
    k = _office_noun(sentence, clause, past_people=True)
    if k is None:
        return
    title, last = _title(sentence, k)
    body = _body(sentence, last)
    heirs = [j for one in clause.agents[:1] for j in one if sentence.words[j].letter == "P"]
    known = [*clause.others.get("to", ()), *(j for one in clause.patients for j in one)]
    before = [j for j in known if sentence.words[j].letter == "P"]
    for person, past in [*((j, False) for j in heirs), *((j, True) for j in before)]:
        yield _office(sentence, clause, person, body, title, past, last, "succeeds")


def _passed_on(sentence: Sentence, clause: Clause) -> Iterator[Office]:
    """« La présidence de <O1> est revenue à <P2> », « est assurée par <P2> »."""
    group = clause.group
    passive = group.voice == "passive"
    falls = group.lemma in word_set("frames", "falling")
    if passive and group.lemma in word_set("frames", "taking"):
        people = [k for one in clause.agents for k in one]
    elif falls or (passive and group.lemma in word_set("frames", "entrusting")):
        people = list(clause.others.get("to", ()))
    else:
        return
    people = [k for k in people if sentence.words[k].letter == "P"]
    at = _office_before(sentence, group.i) if people else None
    if at is None:
        return
    title, last = _title(sentence, at)
    body = _body(sentence, last)
    if body is None and at > 1 and sentence.words[at - 2].text == "dont":
        body = next(iter(clause.others.get("of", ())), None)
    past = group.ended or (group.tense == "imperfect" and not falls)
    for person in people:
        yield _office(sentence, clause, person, body, title, past, last, "passed")


def _office_before(sentence: Sentence, verb: int) -> int | None:
    """Where the subject of a verb names an office."""
    for k in range(verb - 1, max(-1, verb - _FAR), -1):
        word = sentence.words[k]
        if word.text in STRONG or k in sentence.group_at:
            return None
        if word.text in word_set("frames", "offices"):
            is_subject = k and sentence.words[k - 1].text in ("la", "le", "l'", "sa", "son")
            return k if is_subject else None
    return None


def _named_for(sentence: Sentence, clause: Clause) -> Iterator[Office]:
    """« <O1> a pour coprésidents <P2> et <P3> »."""
    group = clause.group
    follows = sentence.words[group.j].text if group.j < len(sentence.words) else ""
    titles = [k for k in clause.others.get("R", ()) if sentence.words[k].letter == "R"]
    bodies = [k for one in clause.agents[:1] for k in one if sentence.words[k].letter in "OJE"]
    if group.lemma != "avoir" or follows != "pour" or not titles or not bodies:
        return
    for person in clause.others.get("for", ()):
        if sentence.words[person].letter == "P":
            title = sentence.scene.roles[sentence.words[titles[0]].number].title
            past = group.tense in _OVER
            yield _office(sentence, clause, person, bodies[0], title, past, titles[0], "named")


def _joint(sentence: Sentence) -> Iterator[Office]:
    """« <P1> et <P2>, cogérants de <O3> », « <P1> et <P2>, ses deux cogérants »."""
    for k in sentence.signs:
        word = sentence.words[k]
        if word.letter != "R":
            continue
        title = sentence.scene.roles[word.number]
        j = k - 1
        while j >= 0 and sentence.words[j].text in _BEFORE_JOINT:
            j -= 1
        is_plural = title.title.split(" ")[0].endswith("s") and not title.status
        if not is_plural or j < 1 or sentence.words[j].text != ",":
            continue
        people = (*sentence.chain.get(j - 1, ()), j - 1)
        if len(people) < 2 or any(sentence.words[p].letter != "P" for p in people):
            continue
        body = _body(sentence, k)
        for person in people:
            start, end = sentence.span(person, k, k if body is None else body)
            yield Office(person, body, title.title, False, start, end, "joint", body is None)


def _office_noun(sentence: Sentence, clause: Clause, past_people: bool) -> int | None:
    """Where an office is named close after a verb, past who is chosen."""
    for k in range(clause.group.j, min(len(sentence.words), clause.group.j + 6)):
        word = sentence.words[k]
        known = "RP" if past_people else "R"
        if word.text in STRONG or (word.letter and word.letter not in known):
            return None
        if k in sentence.group_at or word.pos == "VERB":
            return None
        if word.text in word_set("frames", "offices"):
            return k
    return None


def _title(sentence: Sentence, k: int) -> tuple[str, int]:
    """« la présidence », or after « mandat », « poste »… the title that follows."""
    for j in range(k + 1, min(len(sentence.words), k + 4)):
        if sentence.words[j].letter == "R":
            return sentence.scene.roles[sentence.words[j].number].title, j
        if sentence.words[j].letter:
            break
    return sentence.words[k].text, k


def _body(sentence: Sentence, k: int) -> int | None:
    """The body named after a title."""
    for j in range(k + 1, min(len(sentence.words), k + 9)):
        word = sentence.words[j]
        if word.text in STRONG or word.text == "," or j in sentence.group_at:
            return None
        if word.letter and word.letter in "OJEL":
            return j if sentence.governors[j].kind in _OF_BODY else None
        if word.letter == "P":
            return None
    return None


def _office(
    sentence: Sentence,
    clause: Clause,
    person: int | None,
    body: int | None,
    title: str,
    past: bool,
    at: int,
    name: str,
) -> Office:
    places = [at, clause.group.i, *(k for k in (person, body) if k is not None)]
    start, end = sentence.span(*places)
    of_it = bool(clause.group.clitics & {"en", "y"})
    return Office(person, body, title, past, start, end, f"verb-{name}", of_it)
