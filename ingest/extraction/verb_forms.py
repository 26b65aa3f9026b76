"""Words that are forms of verbs, whatever their capitals: « ALLOUE », « Recherchons »."""

from functools import cache

from tisserand.ingest.extraction.conjugation import Form, table_of
from tisserand.ingest.extraction.lexicons import read_words

VERB_LISTS = ("states", "giving", "receiving", "taking", "leaving", "entrusting", "choosing",
              "granting", "falling", "following", "preceding")  # fmt: skip
"""Lists of verbs in `data/frames.yaml`."""
_NOT_VERBS = ("dû", "devant", "pendant", "suivant", "durant")


@cache
def verb_table() -> dict[str, tuple[Form, ...]]:
    """The forms of every verb of the data files, by spelling in small letters."""
    lemmas = [lemma for part in read_words("verbs").values() for lemma in part]
    frames = read_words("frames")
    lemmas += [lemma for frame in frames["verbs"] for lemma in frame["lemmas"] if lemma != "*"]
    lemmas += [lemma for part in VERB_LISTS for lemma in frames[part]]
    table = table_of(dict.fromkeys(["être", "avoir", *lemmas, "venir"]))
    for spelling in _NOT_VERBS:
        table.pop(spelling, None)
    return table


def is_verb_form(word: str) -> bool:
    """Whether a word in small letters is a verb with a person, or an infinitive."""
    return any(form.tense not in ("participle", "gerund") for form in verb_table().get(word, ()))


def is_order(word: str) -> bool:
    """Whether a word in small letters is what « nous » or « vous » do: « recherchons »."""
    forms = verb_table().get(word, ())
    return bool(forms) and all(form.person in ("1p", "2p") for form in forms)


def is_conditional(word: str) -> bool:
    """Whether a word in small letters is a verb in the conditional, and nothing else."""
    forms = verb_table().get(word, ())
    return bool(forms) and all(form.tense == "conditional" for form in forms)
