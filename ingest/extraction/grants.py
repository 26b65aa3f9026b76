"""Money granted: who gave how much to whom, by the verbs and nouns of `data/frames.yaml`."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from tisserand.ingest.extraction.clauses import Clause
from tisserand.ingest.extraction.lexicons import word_set
from tisserand.ingest.extraction.raw_facts import PUBLIC, Context, dative, gives_to_them
from tisserand.ingest.extraction.sentences import STRONG, Sentence

PAYERS, PAID = "OF", "OJE"
_DATIVES = frozenset(("lui", "leur", "nous", "y", "l'", "les", "vous"))


class Grant(NamedTuple):
    """Money granted: numbers of the payer and of the paid; positions of the words that say it."""

    payer: tuple[int, str]
    paid: tuple[int, str]
    euros: float | None
    start: int
    end: int
    confidence: float
    id: str


def grants(sentence: Sentence, clauses: Sequence[Clause], context: Context) -> Iterator[Grant]:
    """The grants that the verbs of a sentence tell, else its nouns."""
    found = []
    for clause in clauses:
        if clause.group.denied or clause.group.supposed or clause.group.ended:
            continue
        if clause.group.tense == "future":
            continue
        lemma = clause.group.lemma
        if lemma in word_set("frames", "receiving"):
            found += list(_received(sentence, clause))
        elif lemma in word_set("frames", "giving") or _gives_grant(sentence, clause):
            found += list(_given(sentence, clause, context))
    yield from found
    if not found and not any(c.group.denied or c.group.supposed for c in clauses):
        yield from _nominal(sentence, clauses, context)


def _gives_grant(sentence: Sentence, clause: Clause) -> bool:
    """« a signé un chèque de <A0> », « fait un don de <A0> »."""
    if clause.group.lemma not in word_set("frames", "granting"):
        return False
    near = sentence.words[clause.group.j : clause.group.j + 4]
    if clause.group.lemma == "mettre" and near and near[0].letter == "A":
        return True
    return any(word.text in word_set("frames", "grants") for word in near)


def _amounts(sentence: Sentence, clause: Clause) -> list[int]:
    """Amounts after the verb, else in the subject before it."""
    after = [k for k in clause.others.get("A", ()) if sentence.words[k].letter == "A"]
    if after:
        return after
    told = [k for one in clause.patients for k in one if sentence.words[k].letter == "A"]
    if told:
        return told
    before = []
    for k in range(clause.group.i - 1, -1, -1):
        word = sentence.words[k]
        if word.text in STRONG or (k in sentence.group_at and sentence.group_at[k].is_finite):
            break
        if word.letter == "A":
            before.append(k)
    return before[:1] if clause.group.voice != "active" else []


def _is_asked(sentence: Sentence, amount: int) -> bool:
    """Whether an amount is of what is asked for: « sa demande de 12 000 € »."""
    near = sentence.words[max(0, amount - 6) : amount]
    return any(word.text in word_set("frames", "asked") for word in near)


def _given(sentence: Sentence, clause: Clause, context: Context) -> Iterator[Grant]:
    payers = _of_letters(sentence, [k for one in clause.agents[:1] for k in one], PAYERS)
    amounts = [k for k in _amounts(sentence, clause) if not _is_asked(sentence, k)]
    pays = clause.group.lemma in word_set("frames", "paying")
    if not payers or not (amounts or pays):
        return
    also = list(_gapped(sentence, clause))
    if also:
        taken = {k for pair in also for k in pair}
        clause = replace(clause, patients=[p for p in clause.patients if not taken & set(p)])
        amounts = [k for k in amounts if k not in taken]
    paid = _paid(sentence, clause, context, strict=not amounts)
    if paid is not None:
        for payer, given in also:
            if sentence.words[payer].number != paid[0]:
                yield _grant(sentence, clause, payer, paid, given, "gave")
    for n, payer in enumerate(payers):
        if paid is None or paid[0] == sentence.words[payer].number:
            continue
        amount = amounts[min(n, len(amounts) - 1)] if amounts else None
        yield _grant(sentence, clause, payer, paid, amount, "gave" if amounts else "pays")


def _gapped(sentence: Sentence, clause: Clause) -> Iterator[tuple[int, int]]:
    """« <O1> a accordé <A0>, <O2> <A1> et <O3> <A2> »: the other payers with their amounts."""
    words = sentence.words
    for k in range(clause.group.j + 1, len(words) - 1):
        if k in sentence.group_at or words[k].text in STRONG - {";"}:
            return
        after = k + 1 + (words[k + 1].text in (",", ":") if k + 2 < len(words) else 0)
        joined = words[k - 1].text in ("et", ",", ";") or words[k - 1].pos in ("ADV", "DET")
        is_payer = words[k].letter != "" and words[k].letter in PAYERS
        if joined and is_payer and words[after].letter == "A":
            yield k, after


def _paid(
    sentence: Sentence, clause: Clause, context: Context, strict: bool
) -> tuple[int, str] | None:
    """Who gets it: « à X », the object, « pour X », a clitic, else what the context gives."""
    patients = [k for one in clause.patients[:1] for k in one]
    places = [patients] if strict else [clause.others.get("to", ()), patients]
    places += [] if strict else [clause.others.get("for", ()), clause.others.get("of", ())]
    if clause.group.lemma == "mettre":
        places = [clause.others.get("in", ())]
    for positions in places:
        for k in positions:
            word = sentence.words[k]
            if word.letter in PAID and not _gives_amount(sentence, k):
                return word.number, word.letter
    if strict and not clause.group.clitics & _DATIVES:
        return None
    first = min((k for one in clause.agents for k in one), default=clause.group.i)
    position = max(1, sentence.words[min(first, clause.group.i)].start)
    if clause.group.clitics & {"y", "l'", "le", "la", "les"}:
        return context(position, "JE") or context(position, "O")
    if clause.group.clitics & {"lui", "leur"}:
        givers = {sentence.words[k].number for one in clause.agents[:1] for k in one}
        told = dative(sentence.scene, sentence.start, position, givers)
        near = told or context(position, "O")
        is_giver = near is not None and gives_to_them(sentence.scene, near[0])
        return context(0, "O") if is_giver else near
    common = _common_payee(sentence, clause)
    if common in PUBLIC:
        return None
    if common:
        return context(position, "J") or context(0, "O")
    return context(0, "O") if clause.group.lemma != "mettre" else None


def _gives_amount(sentence: Sentence, k: int) -> bool:
    """« <A0> versés par <O1> et <A2> de <O3> »: the amount that a sign completes is its own."""
    at = sentence.governors[k].at
    return at > 0 and sentence.governors[k].kind == "of" and sentence.words[at - 1].letter == "A"


def _common_payee(sentence: Sentence, clause: Clause) -> str:
    """« a apporté <A0> au parrainage »: the common noun that tells what is paid; else nothing."""
    for k in range(clause.group.j, len(sentence.words) - 1):
        if k in sentence.group_at or sentence.words[k].text in STRONG:
            return ""
        if k in sentence.prepositions and sentence.prepositions[k][0] == "to":
            word, after = sentence.words[k + 1], sentence.words[min(k + 2, len(sentence.words) - 1)]
            word = after if word.pos == "DET" and after.text in PUBLIC else word
            return word.text if word.pos == "NOUN" else ""
    return ""


def _received(sentence: Sentence, clause: Clause) -> Iterator[Grant]:
    paid = _of_letters(sentence, [k for one in clause.agents[:1] for k in one], PAID)
    amounts = [k for k in _amounts(sentence, clause) if not _is_asked(sentence, k)]
    kinds = ("to",) if clause.group.lemma == "emprunter" else ("of", "by", "near", "from")
    sources = [k for kind in kinds for k in clause.others.get(kind, ())]
    payers = _of_letters(sentence, sources, PAYERS)
    if not paid or not amounts:
        return
    one = sentence.words[paid[-1]]
    for n, payer in enumerate(payers):
        if sentence.words[payer].number != one.number:
            amount = amounts[min(n, len(amounts) - 1)]
            yield _grant(sentence, clause, payer, (one.number, one.letter), amount, "got")


def _nominal(sentence: Sentence, clauses: Sequence[Clause], context: Context) -> Iterator[Grant]:
    """« Une subvention de <A0> de <O1> à <O2> », « grâce à l'aide de <O1> (<A0>) »."""
    nouns = word_set("frames", "grants")
    for k, word in enumerate(sentence.words):
        if word.letter != "A" or _is_asked(sentence, k):
            continue
        near = sentence.words[max(0, k - 5) : k]
        if not any(other.text in nouns for other in near):
            continue
        payer = next(
            (
                j
                for j in range(k + 1, min(len(sentence.words), k + 8))
                if sentence.words[j].letter in PAYERS
                and sentence.words[j].letter
                and sentence.governors[j].kind in ("of", "by", "from")
            ),
            None,
        )
        if payer is None:
            continue
        paid = next(
            (
                (sentence.words[j].number, sentence.words[j].letter)
                for j in range(payer + 1, len(sentence.words))
                if sentence.words[j].letter in PAID
                and sentence.words[j].letter
                and sentence.governors[j].kind in ("to", "for")
            ),
            None,
        )
        paid = paid or _subject(sentence, clauses) or context(sentence.words[k].start, "JO")
        if paid and paid[0] != sentence.words[payer].number:
            start, end = sentence.span(k, payer)
            yield Grant(
                (sentence.words[payer].number, sentence.words[payer].letter), paid,
                _euros(sentence, k), start, end, 0.78, "noun-grant",
            )  # fmt: skip


def _subject(sentence: Sentence, clauses: Sequence[Clause]) -> tuple[int, str] | None:
    """The subject of the only verb of the sentence."""
    subjects = [c.agents[0] for c in clauses if c.agents and c.group.is_finite]
    words = [sentence.words[k] for one in subjects[:1] for k in one]
    return next(((w.number, w.letter) for w in words if w.letter in PAID), None)


def _of_letters(sentence: Sentence, positions: Sequence[int], letters: str) -> list[int]:
    return [k for k in positions if sentence.words[k].letter in letters]


def _euros(sentence: Sentence, k: int | None) -> float | None:
    return None if k is None else sentence.scene.amounts[sentence.words[k].number].euros


def _grant(
    sentence: Sentence,
    clause: Clause,
    payer: int,
    paid: tuple[int, str],
    amount: int | None,
    name: str,
) -> Grant:
    places = [payer, clause.group.i, clause.group.j - 1, *([] if amount is None else [amount])]
    start, end = sentence.span(*places)
    word = sentence.words[payer]
    return Grant(
        (word.number, word.letter), paid, _euros(sentence, amount), start, end,
        0.86 if amount is not None else 0.76, f"verb-{name}",
    )  # fmt: skip
