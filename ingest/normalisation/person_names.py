"""Names of persons as cells write them: with a title before, or the surname first."""

import re

from tisserand.ingest.extraction.lexicons import first_name_gender

_TITLE = re.compile(
    r"^(?:(?:m|mr|mme|mlle|mle|dr|pr|monsieur|madame|mademoiselle|docteur|maître)\b\.?\s*)+"
    r"(?=\w)(?-i:(?!(?:et|ou|le|la|les)\b|l['’]))",
    re.IGNORECASE,
)
_INVERTED = re.compile(r"^([^,\d]+), ([^,\d]+)$")
_LONGEST_PART = 3


def without_title(name: str) -> str:
    """The name of a person without the title before it: « Mme Odile Marsan » is Odile Marsan.

    A couple (« M. et Mme Durand ») and an office (« M. le maire ») stay whole.
    """
    return _TITLE.sub("", name)


def normalise_person(name: str) -> str:
    """The same, its parts in their order: « MARSAN, Odile » is Odile MARSAN.

    Two persons in one cell, or a person and what they do or work for, stay as they are told.
    """
    bare = without_title(name)
    parts = _INVERTED.match(bare)
    if parts is None:
        return bare
    surname, first = parts[1].split(), without_title(parts[2]).split()
    if len(surname) > _LONGEST_PART or not _is_first_name(first):
        return bare
    if len(surname) > 1 and first_name_gender(surname[0]) and not parts[1].isupper():
        return bare
    return " ".join((*first, *surname))


def _is_first_name(words: list[str]) -> bool:
    """Whether one or two words, each with a capital, begin with a first name."""
    is_short = 1 <= len(words) <= 2 and all(word[0].isupper() for word in words)
    return is_short and first_name_gender(words[0]) is not None
