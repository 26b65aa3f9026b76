"""Verb groups of a sentence: « n'est plus présidée », « vient de rejoindre », « nous ont alloué ».

They are read over the signs and words of a scene, where names can be taken for nothing else.
"""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from tisserand.ingest.extraction.conjugation import Form
from tisserand.ingest.extraction.lexicons import word_set
from tisserand.ingest.extraction.verb_forms import verb_table
from tisserand.ingest.extraction.words import Word

Voice = Literal["active", "passive", "participial"]

CLITICS = frozenset(
    ("ne", "n'", "se", "s'", "me", "m'", "te", "t'", "lui", "leur", "y", "en", "nous", "vous")
)
_OBJECTS = frozenset(("le", "la", "l'", "les"))
_PRONOUNS = frozenset(("il", "elle", "ils", "elles", "on", "nous", "je", "j'", "qui", "vous", "tu"))
_DENYING = frozenset(("pas", "jamais", "aucun", "aucune", "guère", "point", "ni"))
_DETERMINERS_TEXT = """
    le la les l' un une des du au aux ce cet cette ces son sa ses leur leurs notre nos votre vos
    mon ma mes de d' à par chaque quelques plusieurs aucune aucun quelle quel cette
"""
DETERMINERS = frozenset(_DETERMINERS_TEXT.split())
_WEAK_TEXT = """
    également aussi désormais toujours déjà ainsi notamment ensuite alors récemment actuellement
    encore même longtemps donc bénévolement gratuitement auparavant autrefois jadis ensemble
    conjointement bien tout très enfin surtout principalement régulièrement activement
    officiellement lui-même elle-même elles-mêmes eux-mêmes tous toutes deux trois depuis
"""
_WEAK = frozenset(_WEAK_TEXT.split())
_VERBAL = ("VERB", "AUX")
_PAST = ("u", "ue", "us", "ues", "i", "ie", "is", "it", "ite", "ert", "erte", "eint", "aint")
_FAR = 12
"""Words after a verb where « que » can still restrict it."""


class Group(NamedTuple):
    """A verb with its auxiliaries and clitics: words i to j, excluded.

    Attributes:
        lemma: empty for a verb that no list knows.
        person: of the finite verb, like `3s`; empty for a participle alone.
        denied: by « pas », « jamais »…; `ended` by « plus », or « cesser de ».
        supposed: governed by a verb of wish, plan or possibility, or in the conditional.
    """

    i: int
    j: int
    lemma: str
    tense: str
    person: str
    voice: Voice
    clitics: frozenset[str]
    denied: bool = False
    ended: bool = False
    supposed: bool = False

    @property
    def is_finite(self) -> bool:
        return bool(self.person)


def find_groups(words: Sequence[Word]) -> list[Group]:
    """The verb groups of a sentence, in order."""
    found: list[Group] = []
    i = 0
    while i < len(words):
        group = _group(words, i)
        follows = bool(found) and found[-1].is_finite and found[-1].j == i
        if group is None or (follows and group.is_finite):  # « prend part »
            i += 1
            continue
        found.append(group)
        i = group.j
    return found


def _forms(words: Sequence[Word], k: int) -> tuple[Form, ...]:
    """What the word at k can be as a verb: known forms, or a guess from its ending."""
    if k >= len(words) or words[k].letter:
        return ()
    word = words[k]
    known = verb_table().get(word.text, ())
    if known:
        return known
    if word.pos not in _VERBAL or not word.text[0].isalpha():
        return ()
    if word.text.endswith(("é", "ée", "és", "ées")):
        return (Form("", "participle"),)
    if word.text.endswith(("er", "ir", "re", "oir")):
        return (Form("", "infinitive"),)
    if word.text.endswith("ant"):
        return (Form("", "gerund"),)
    if word.text.endswith(("rais", "rait", "raient")):
        return (Form("", "conditional", "3s"),)
    return (Form("", "present", "3p" if word.text.endswith("nt") else "3s"),)


def _finite(words: Sequence[Word], k: int) -> Form | None:
    return next((form for form in _forms(words, k) if form.person), None)


def _is_verb(words: Sequence[Word], k: int, form: Form) -> bool:
    """Whether a finite form is a verb here: « l'association porte », but « la porte »."""
    before = words[k - 1] if k else None
    if form.lemma in ("être", "avoir"):
        is_first = before is None or before.letter == "P" or before.text in _PRONOUNS | CLITICS
        return words[k].text != "suis" or is_first
    if before is None:
        return words[k].pos in _VERBAL
    if before.letter in ("A", "R"):
        return words[k].pos in _VERBAL
    if before.letter or before.text in CLITICS or before.text in _PRONOUNS:
        return True
    if before.text in _OBJECTS:
        return words[k].pos in _VERBAL
    if before.text in DETERMINERS or before.pos == "DET":
        return False
    if before.pos in ("NOUN", "ADJ", "PROPN", "NUM") or before.text in (")", '"', ","):
        return words[k].pos in _VERBAL or (before.text in (",", ")", '"') and form.person == "3s")
    return words[k].pos in (*_VERBAL, "NOUN", "ADJ", "PROPN")


def _group(words: Sequence[Word], i: int) -> Group | None:
    k, clitics = i, set()
    while k < len(words) and (
        words[k].text in CLITICS
        or (words[k].text in _OBJECTS and _may_be_clitic(words, k))
        or _is_us(words, k)
    ):
        clitics.add(words[k].pos if words[k].letter else words[k].text)
        k += 1
    form = _finite(words, k)
    if form is None or not _is_verb(words, k, form):
        return _participle(words, i) if not clitics else None
    return _complete(words, i, k, form, frozenset(clitics))


def _is_us(words: Sequence[Word], k: int) -> bool:
    """« nous » as an object: « qui nous prête un préau », not « nous prêtons »."""
    if words[k].pos not in ("nous", "vous") or k + 1 >= len(words):
        return False
    form = _finite(words, k + 1)
    return form is not None and form.person[:1] == "3"


def _may_be_clitic(words: Sequence[Word], k: int) -> bool:
    follows = words[k + 1] if k + 1 < len(words) else None
    if follows is None or follows.letter:
        return False
    return follows.text in CLITICS or follows.pos in _VERBAL or follows.text in ("a", "ont")


def _participle(words: Sequence[Word], i: int) -> Group | None:
    """A participle alone: « portée par », « Installée à »."""
    form = next((one for one in _forms(words, i) if one.tense in ("participle", "gerund")), None)
    if form is None or not form.lemma:
        return None
    if i and (words[i - 1].text in DETERMINERS | {"pour"} or words[i - 1].pos == "DET"):
        return None
    return Group(i, i + 1, form.lemma, form.tense, "", "participial", frozenset())


def _complete(
    words: Sequence[Word], i: int, k: int, form: Form, clitics: frozenset[str]
) -> Group | None:
    """The group of a finite verb at k, with what it governs."""
    after, denied, ended = _skip(words, k + 1)
    group = Group(
        i, k + 1, form.lemma, form.tense, form.person, "active", clitics, denied, ended,
        form.tense == "conditional",
    )  # fmt: skip
    if form.lemma in ("être", "avoir"):
        group = _with_participle(words, group, after)
    governed = _governed(words, group) or group
    return governed._replace(denied=governed.denied or _is_denied(words, governed))


def _is_denied(words: Sequence[Word], group: Group) -> bool:
    """Whether « ne » denies a group without « pas »: « n'est membre ni de », « n'a rien reçu »."""
    if group.ended or not group.clitics & {"ne", "n'"}:
        return False
    for word in words[group.j : group.j + _FAR]:
        if word.text in ("que", "qu'"):
            return False
        if word.text in (";", ":", "."):
            break
    return True


def _skip(words: Sequence[Word], k: int) -> tuple[int, bool, bool]:
    """Past the adverbs after a verb; whether they deny it, or say that it has ended."""
    denied = ended = False
    while k < len(words):
        word = words[k]
        if word.text in _DENYING:
            denied = True
        elif word.text == "plus" and (k + 1 >= len(words) or words[k + 1].text not in ("de", "d'")):
            ended = True
        elif not (word.text in _WEAK or word.pos == "ADV"):
            break
        if word.letter:
            break
        k += 1
    return k, denied, ended


def _with_participle(words: Sequence[Word], group: Group, after: int) -> Group:
    """« a porté », « est portée », « a été portée », « s'est associée »."""
    k = after
    forms = [one for one in _forms(words, k) if one.tense == "participle"]
    if k < len(words) and words[k].text == "été" and group.lemma == "avoir":
        next_k, denied, ended = _skip(words, k + 1)
        group = group._replace(denied=group.denied or denied, ended=group.ended or ended)
        passive = [one for one in _forms(words, next_k) if one.tense == "participle"]
        if passive:
            return group._replace(
                j=next_k + 1, lemma=passive[0].lemma, voice="passive", tense=_perfect(group.tense)
            )
        return group._replace(j=k + 1, lemma="être", tense=_perfect(group.tense))
    if not forms:
        return _with_unknown(words, group, k)
    form = forms[0]
    _, denied, ended = _skip(words, k + 1)
    group = group._replace(j=k + 1, lemma=form.lemma, denied=group.denied or denied)
    is_active = group.clitics & {"se", "s'"} or form.lemma in word_set("verbs", "movement")
    if is_active or words[group.i].text in ("ai", "a") or _is_avoir(words, group):
        return group._replace(tense=_perfect(group.tense))
    return group._replace(voice="passive")


def _with_unknown(words: Sequence[Word], group: Group, k: int) -> Group:
    """« a lu »: a participle that no list knows."""
    is_participle = k < len(words) and words[k].pos in _VERBAL
    if group.lemma != "avoir" or not is_participle or not words[k].text.endswith(_PAST):
        return group
    return group._replace(j=k + 1, lemma="", tense=_perfect(group.tense))


def _is_avoir(words: Sequence[Word], group: Group) -> bool:
    return any(
        form.lemma == "avoir" and form.person
        for k in range(group.i, group.j)
        for form in verb_table().get(words[k].text, ())
    )


def _perfect(tense: str) -> str:
    return {"present": "perfect", "imperfect": "pluperfect"}.get(tense, tense)


def _governed(words: Sequence[Word], group: Group) -> Group | None:
    """« vient de rejoindre », « pourrait porter », « n'a pas souhaité financer »."""
    lists = {part: word_set("verbs", part) for part in ("supposing", "phases", "ending")}
    comes = group.lemma == "venir" and group.tense == "present"
    if not comes and not any(group.lemma in part for part in lists.values()):
        return None
    k, denied, _ = _skip(words, group.j)
    if k < len(words) and words[k].text in ("de", "d'", "à"):
        k += 1
    elif comes:
        return None
    clitics = set(group.clitics)
    while k < len(words) and words[k].text in CLITICS | _OBJECTS:
        clitics.add(words[k].text)
        k += 1
    form = next((one for one in _forms(words, k) if one.tense == "infinitive"), None)
    if form is None:
        return None
    relies = group.lemma == "pouvoir" and form.lemma == "compter" and group.tense == "present"
    supposed = group.supposed or group.lemma in lists["supposing"] or group.lemma == "aller"
    supposed = supposed and not relies
    governed = group._replace(
        j=k + 1, lemma=form.lemma, clitics=frozenset(clitics), supposed=supposed,
        tense="perfect" if comes else group.tense, denied=group.denied or denied,
        ended=group.ended or group.lemma in lists["ending"], voice="active",
    )  # fmt: skip
    if form.lemma == "être":
        passive = next((one for one in _forms(words, k + 1) if one.tense == "participle"), None)
        if passive:
            return governed._replace(j=k + 2, lemma=passive.lemma, voice="passive")
    return governed
