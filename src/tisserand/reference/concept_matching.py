"""Concepts of the thesaurus in a French text.

A phrase of one word matches that word, whatever its number and gender. A phrase of several
matches by its stems: all of them, or two telling ones worth most of its weight, close together.
Rare words that several phrases of one concept hold, close together, also tell it, less surely.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from tisserand.reference.phrases import OTHER_NAME, Phrase, Phrases, without_ending
from tisserand.reference.text import STOP_WORDS, words

MIN_COVERAGE = 0.62
"""Share of the weight of a phrase that must be in the sentence."""
MIN_SCORE = 0.45
OUTDONE = 0.7
"""A match that reads a part of the words of another goes, unless it is so much surer."""

EVIDENCE_WIDTH = 8
"""Telling words apart by which scattered rare words still speak of one thing."""
EVIDENCE_RATE, MAX_EVIDENCE = 0.055, 0.75
"""Score of a unit of weight of scattered rare words, and the most they score together."""

_SENTENCE = re.compile(r"[.!?;()\[\]«»“”\"\n]+")


class ConceptMatch(NamedTuple):
    """A concept met in a text, by code points, end excluded; score in (0, 1]."""

    iri: str
    score: float
    start: int
    end: int
    matched_label: str


class _Word(NamedTuple):
    """A telling word of a sentence; `position` counts the commas and colons before it too."""

    position: int
    folded: str
    stem: str
    is_upper: bool
    start: int
    end: int


class _Candidate(NamedTuple):
    match: ConceptMatch
    words: frozenset[int]


_Sentence = dict[str, list[_Word]]
"""The words of a sentence that phrases know, by stem."""


class Matcher:
    """Finds the concepts whose phrases a text holds."""

    def __init__(self, phrases: Phrases) -> None:
        self._phrases = phrases

    def match(self, text: str) -> list[ConceptMatch]:
        """The concepts of a text, one match each: the surest first, ties by IRI."""
        best: dict[str, ConceptMatch] = {}
        for sentence in self._sentences(text):
            for match in self._match_sentence(sentence):
                known = best.get(match.iri)
                if known is None or match.score > known.score:
                    best[match.iri] = match
        return sorted(best.values(), key=lambda match: (-match.score, match.iri))

    def _sentences(self, text: str) -> Iterator[_Sentence]:
        start = 0
        for end in [*(found.end() for found in _SENTENCE.finditer(text)), len(text)]:
            sentence: _Sentence = {}
            position = last = 0
            for word in words(text[start:end]):
                if word.folded in STOP_WORDS:
                    continue
                gap = text[start + last : start + word.start]
                position += 1 if gap == " " else 1 + gap.count(",") + gap.count(":")
                last = word.end
                stem = self._phrases.stem(word.folded)
                if stem not in self._phrases.by_stem:
                    continue
                is_upper = text[start + word.start : start + word.end].isupper()
                found = _Word(
                    position, word.folded, stem, is_upper, start + word.start, start + word.end
                )
                sentence.setdefault(stem, []).append(found)
            if sentence:
                yield sentence
            start = end

    def _match_sentence(self, sentence: _Sentence) -> Iterator[ConceptMatch]:
        best: dict[str, _Candidate] = {}
        for number in self._reached(sentence):
            candidate = self._compare(self._phrases.phrases[number], sentence)
            if candidate is None:
                continue
            known = best.get(candidate.match.iri)
            if known is None or _rank(candidate) > _rank(known):
                best[candidate.match.iri] = candidate
        found = list(_without_parts(list(best.values())))
        sure = {match.iri: match.score for match in found}
        scattered = self._scattered(sentence)
        yield from found
        yield from (match for match in scattered if match.score > sure.get(match.iri, 0))

    def _reached(self, sentence: _Sentence) -> list[int]:
        """Numbers of the phrases that may match: one word of several is not enough."""
        by_stem, phrases = self._phrases.by_stem, self._phrases.phrases
        counts = Counter(number for part in sentence for number in by_stem[part])
        return sorted(
            number
            for number, count in counts.items()
            if count > 1 or len(phrases[number].stems) == 1
        )

    def _scattered(self, sentence: _Sentence) -> Iterator[ConceptMatch]:
        """Concepts told by two rare words or more, close together, of whichever phrases."""
        told: dict[str, list[_Word]] = {}
        for part, found in sentence.items():
            for iri in self._phrases.told_by.get(part, ()):
                told.setdefault(iri, []).extend(found)
        for iri, found in told.items():
            chosen = max(
                (self._window(found, first) for first in found),
                key=lambda window: (self._weight(window), -window[0].position),
            )
            score = round(min(MAX_EVIDENCE, EVIDENCE_RATE * self._weight(chosen)), 4)
            if len({word.stem for word in chosen}) > 1 and score >= MIN_SCORE:
                start, end = chosen[0].start, max(word.end for word in chosen)
                yield ConceptMatch(iri, score, start, end, self._phrases.names[iri])

    def _window(self, found: list[_Word], first: _Word) -> list[_Word]:
        last = first.position + EVIDENCE_WIDTH
        return sorted(word for word in found if first.position <= word.position < last)

    def _weight(self, found: list[_Word]) -> float:
        return sum(self._phrases.weights[part] for part in sorted({word.stem for word in found}))

    def _compare(self, phrase: Phrase, sentence: _Sentence) -> _Candidate | None:
        if phrase.form:
            found = _same_word(phrase, sentence)
            if phrase.stems[0] in self._phrases.common:
                return None
            return _candidate(phrase, phrase.score, [found]) if found else None
        shared = [part for part in phrase.stems if part in sentence]
        coverage = self._coverage(phrase, shared)
        if coverage < MIN_COVERAGE:
            return None
        chosen = self._tightest(shared, sentence)
        if self._phrases.common.issuperset(shared) and not _is_whole_name(phrase, chosen):
            return None
        width = chosen[-1].position - chosen[0].position + 1
        closeness = min(1.0, (len(shared) + 1) / width) if width > len(shared) else 1.0
        score = round(phrase.score * coverage**1.5 * closeness, 4)
        return _candidate(phrase, score, chosen) if score >= MIN_SCORE else None

    def _coverage(self, phrase: Phrase, shared: list[str]) -> float:
        """Share of the weight of a phrase that is there; 0 when it tells too little."""
        telling = [part for part in shared if part not in self._phrases.common]
        if len(shared) < len(phrase.stems) and len(telling) < 2:
            return 0.0
        weights = self._phrases.weights
        return sum(map(weights.__getitem__, shared)) / sum(map(weights.__getitem__, phrase.stems))

    def _tightest(self, shared: list[str], sentence: _Sentence) -> list[_Word]:
        """The words of the shared stems, as close as can be to the rarest of them."""
        rarest = max(shared, key=lambda part: (self._phrases.weights[part], part))
        choices = [
            sorted(
                min(sentence[part], key=lambda word: (abs(word.position - anchor.position), word))
                for part in shared
            )
            for anchor in sentence[rarest]
        ]
        return min(choices, key=lambda found: (found[-1].position - found[0].position, found))


def _same_word(phrase: Phrase, sentence: _Sentence) -> _Word | None:
    """The word of a phrase of one word, in capitals for an acronym."""
    for word in sentence.get(phrase.stems[0], ()):
        is_written = word.is_upper or not phrase.is_acronym
        if without_ending(word.folded) == phrase.form and is_written:
            return word
    return None


def _candidate(phrase: Phrase, score: float, chosen: list[_Word]) -> _Candidate:
    match = ConceptMatch(phrase.iri, score, chosen[0].start, chosen[-1].end, phrase.text)
    return _Candidate(match, frozenset(word.position for word in chosen))


def _is_whole_name(phrase: Phrase, chosen: list[_Word]) -> bool:
    """« Petits travaux » says something, word after word; « travaux » does not."""
    width = chosen[-1].position - chosen[0].position + 1
    stems = tuple(word.stem for word in chosen)
    return phrase.score >= OTHER_NAME and stems == phrase.stems and len(stems) == width > 1


def _rank(candidate: _Candidate) -> tuple[float, int]:
    return candidate.match.score, len(candidate.words)


def _without_parts(candidates: list[_Candidate]) -> Iterator[ConceptMatch]:
    """The longest match holds: what only reads a part of its words less surely goes."""
    for candidate in candidates:
        if not any(_outdoes(other, candidate) for other in candidates):
            yield candidate.match


def _outdoes(other: _Candidate, candidate: _Candidate) -> bool:
    if candidate.words < other.words:
        return other.match.score >= OUTDONE * candidate.match.score
    is_weaker = candidate.match.score < OUTDONE * other.match.score
    return candidate.words == other.words and is_weaker
