"""What other records say of a person in passing: contacts, and names inside sentences."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from tisserand.ingest.erasure.fingerprint import CIVILITIES, Hasher, local_words, telephone
from tisserand.ingest.erasure.marks import Mark
from tisserand.ontology.properties import PROPERTIES, family_of
from tisserand.ontology.records import Locator, Record, Value
from tisserand.reference.text import STOP_WORDS, Word, words

REDACTED, BLANK = "[…]", "_"
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_TELEPHONE = re.compile(r"(?<![\w+])(?:\+|00)?\d(?:[ .\-/\u00a0\u202f]?\d){8,13}(?!\w)")
_ACTORS = frozenset(("organization", "site", "person"))
_NAMED_AFTER = """
    allee amis avenue boulevard bibliotheque centre chemin clinique college cours ecole espace
    esplanade fondation foyer groupe gymnase hopital impasse institut lycee maison maternelle
    mediatheque parc passage place prix quai residence rue salle square stade theatre
"""
_HONOURED = frozenset(_NAMED_AFTER.split())
"""What is named after people: their name there is not theirs to take away."""
_PROSE = frozenset(name for name, told in PROPERTIES.items() if told.range == "langString") | {
    "address", "roleTitle", "openingHours",
}  # fmt: skip
_APART = re.compile(r"[^\w\s'’-]|\s-+\s|\n")
"""What parts what is said before from a name: « Directrice du centre : … »."""
_TOKENS_AT_MOST = 500_000
Span = tuple[int, int]


class Passages:
    """Finds what names the persons of some marks in what is not theirs.

    Args:
        nearby: marks of those told by name close by, whom « Mme » and a word of it tell too.
    """

    def __init__(self, marks: Sequence[Mark], hasher: Hasher, nearby: Iterable[Mark] = ()) -> None:
        self._hasher = hasher
        self._certain = frozenset().union(*(mark.certain for mark in marks))
        self._contacts = frozenset().union(*(mark.contacts for mark in marks))
        self._names = frozenset().union(*(mark.names for mark in marks))
        self._words = frozenset().union(*(mark.words for mark in marks))
        self._nearby = frozenset[str]().union(*(mark.words for mark in nearby))
        self._tokens: dict[str, bool] = {}
        self._sizes = sorted({size for mark in marks for size in mark.sizes}, reverse=True)

    def is_contact(self, value: Value) -> bool:
        """Whether it is the e-mail or telephone of one of them."""
        if value.property == "email":
            return self._is_mail(value.value)
        if value.property == "telephone":
            return self._hasher("tel", telephone(value.value)) in self._contacts
        return False

    def _is_mail(self, email: str) -> bool:
        """Their address, or one made of their whole name."""
        if self._hasher("mail", email.lower()) in self._certain:
            return True
        return self._hasher("name", " ".join(local_words(email))) in self._names

    def redacted(self, text: str) -> str:
        """The text, without what names them in it."""
        for start, end in self.spans(text):
            text = text[:start] + REDACTED + text[end:]
        return text

    def names(self, text: str) -> bool:
        """Whether a text names one of them, or gives a contact of theirs."""
        return bool(self.spans(text))

    def blanked(self, text: str) -> str:
        """The text, of the same length, with what names them in it overwritten."""
        for start, end in self.spans(text):
            text = text[:start] + BLANK * (end - start) + text[end:]
        return text

    def spans(self, text: str) -> list[Span]:
        """Where a text names them, the last first."""
        contacts = sorted(set(self._contact_spans(text)))
        return sorted(self._name_spans(text, contacts), reverse=True)

    def _contact_spans(self, text: str) -> Iterator[Span]:
        if "@" in text:
            for match in _EMAIL.finditer(text):
                if self._is_mail(match[0].rstrip(".")):
                    yield match.span()
        if self._contacts:
            for match in _TELEPHONE.finditer(text):
                if self._hasher("tel", telephone(match[0])) in self._contacts:
                    yield match.span()

    def _name_spans(self, text: str, contacts: Sequence[Span]) -> list[Span]:
        """These, and where names are, whole ones and the longest first; no two overlap."""
        found = list(contacts)
        if not self._names or not any(map(self._is_marked, text.split())):
            return found
        told = words(text)
        marked = [self._hasher.word(word.folded) in self._words for word in told]
        for size in self._sizes:
            for start in range(len(told) - size + 1):
                window = told[start : start + size]
                span = (window[0].start, window[-1].end)
                if not all(marked[start : start + size]) or _is_honoured(text, told, start):
                    continue
                name = " ".join(sorted(word.folded for word in window))
                if self._hasher("name", name) in self._names and not _overlaps(span, found):
                    found.append(span)
        if self._nearby:
            found += [span for span in self._after_civility(told) if not _overlaps(span, found)]
        return found

    def _after_civility(self, told: Sequence[Word]) -> Iterator[Span]:
        """Where a civility comes before words of the name of who is told nearby."""
        for start, word in enumerate(told):
            if word.folded in CIVILITIES:
                name = list(takewhile(self._is_nearby, told[start + 1 :]))
                # The particles of a name alone are nobody: « M. le maire ».
                if any(one.folded not in STOP_WORDS for one in name):
                    yield name[0].start, name[-1].end

    def _is_nearby(self, word: Word) -> bool:
        return self._hasher.word(word.folded) in self._nearby

    def _is_marked(self, token: str) -> bool:
        """Whether a piece of text between spaces holds a word of a name; most are met often."""
        known = self._tokens.get(token)
        if known is None:
            if len(self._tokens) > _TOKENS_AT_MOST:
                self._tokens.clear()
            found = (self._hasher.word(word.folded) for word in words(token))
            known = self._tokens[token] = not self._words.isdisjoint(found)
        return known


def _overlaps(span: Span, others: Sequence[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def _is_honoured(text: str, told: Sequence[Word], start: int) -> bool:
    """Whether the name that begins there is that of a street, a school, a prize…"""
    before = next((one for one in reversed(told[:start]) if one.folded not in STOP_WORDS), None)
    if before is None or before.folded not in _HONOURED:
        return False
    return _APART.search(text, before.end, told[start].start) is None


def cleaned(record: Record, passages: Passages) -> Record:
    """The record without the contacts of these persons nor their names in its sentences.

    The name of another actor stays whole, even where it holds theirs.
    """
    values = tuple(_clean_value(v, passages) for v in record.values if not passages.is_contact(v))
    where = _clean_locator(record.locator, passages)
    name = record.name if family_of(record.kind) in _ACTORS else passages.redacted(record.name)
    if (name, values, where) == (record.name, record.values, record.locator):
        return record
    return replace(record, name=name, values=tuple(dict.fromkeys(values)), locator=where)


def _clean_locator(where: Locator, passages: Passages) -> Locator:
    """The place without their names: a file or a sheet may bear them too."""
    texts = (where.file, where.sheet, where.passage)
    file, sheet, passage = (text and passages.redacted(text) for text in texts)
    return where._replace(file=file or "", sheet=sheet, passage=passage)


def _clean_value(value: Value, passages: Passages) -> Value:
    if value.property not in _PROSE:
        return value
    text = passages.redacted(value.value)
    return value if text == value.value else value._replace(value=text)


def veiled(record: Record, passages: Passages, visibility: int) -> Record:
    """The record where what names these persons is seen from a visibility only.

    A passage has no visibility of its own: it is told without their names.
    """
    clean = cleaned(record, passages)
    if clean is record:
        return record
    kept = set(clean.values)
    values = tuple(
        value if value in kept else value._replace(visibility=max(value.visibility, visibility))
        for value in record.values
    )
    is_named = clean.name != record.name
    level = max(record.visibility, visibility) if is_named else record.visibility
    return replace(record, values=values, visibility=level, locator=clean.locator)
