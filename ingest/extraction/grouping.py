"""Names of one thing share one entity: full names, surnames, acronyms, variants, misspellings."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA

from tisserand.ingest.extraction.findings import MentionKind
from tisserand.ingest.extraction.lexicons import heads
from tisserand.ingest.extraction.person_names import PersonName, are_one, can_shorten, parse_person
from tisserand.ingest.extraction.spans import Span
from tisserand.ingest.extraction.tokens import Line, key_of

_ARTICLES = ("le ", "la ", "les ", "l ")
_LEAST_FOR_TYPO = 8


@dataclass(slots=True)
class Named:
    """A mention with its place: line number and tokens, and the text of the name."""

    line: int
    span: Span
    text: str
    entity: int = -1


@dataclass(slots=True)
class Entity:
    """What some mentions name together.

    Attributes:
        gender: f, m or empty when nothing tells.
        heads: generic nouns that announced it (`association`).
    """

    number: int
    kind: MentionKind
    mentions: list[Named] = field(default_factory=list)
    gender: str = ""
    heads: set[str] = field(default_factory=set)

    @property
    def name(self) -> str:
        """The fullest name: the longest that is no acronym, in its most usual spelling."""
        texts = [named.text for named in self.mentions]
        fullest = max(texts, key=lambda text: (not text.isupper(), text[-1] != ")", len(text)))
        if self.kind != "Person" or " " not in fullest:
            return fullest
        spellings = [text for text in texts if OSA.distance(text, fullest, score_cutoff=1) <= 1]
        return max(spellings, key=spellings.count)


def group(
    lines: Sequence[Line], chosen: Sequence[Sequence[Span]]
) -> tuple[list[Named], list[Entity]]:
    """Every mention in order, and the entities in the order of their first mention."""
    mentions = [
        Named(number, span, lines[number].slice(span.i, span.j).replace("\t", " "))
        for number, spans in enumerate(chosen)
        for span in spans
    ]
    groups = _Groups(mentions)
    groups.join_persons()
    groups.join_things(lines)
    return mentions, groups.entities()


class _Groups:
    """Mentions joined step by step."""

    def __init__(self, mentions: list[Named]) -> None:
        self._mentions = mentions
        self._parent = list(range(len(mentions)))

    def _find(self, one: int) -> int:
        while self._parent[one] != one:
            self._parent[one] = self._parent[self._parent[one]]
            one = self._parent[one]
        return one

    def _join(self, one: int, other: int) -> None:
        one, other = sorted((self._find(one), self._find(other)))
        self._parent[other] = one

    def join_persons(self) -> None:
        persons = [(n, m) for n, m in enumerate(self._mentions) if m.span.kind == "Person"]
        parsed: dict[int, PersonName] = {n: parse_person(m.text) for n, m in persons}
        leaders: list[int] = []
        for n, name in parsed.items():
            if name.is_short:
                continue
            match = [one for one in leaders if are_one(parsed[one], name)]
            if match:
                self._join(match[0], n)
            if not match or len(name.first) > len(parsed[match[0]].first):
                leaders.append(n)
        for n, name in parsed.items():
            if name.is_short:
                self._join_short(n, name, leaders, parsed)

    def _join_short(
        self, n: int, name: PersonName, leaders: list[int], parsed: dict[int, PersonName]
    ) -> None:
        """A surname or a first name is the nearest full name before it that it can shorten."""
        gender = self._mentions[n].span.gender
        fits = [
            one
            for one in leaders
            if can_shorten(name, parsed[one]) and not _differ(gender, parsed[one].gender)
        ]
        if fits:
            before = [one for one in fits if one < n]
            self._join(before[-1] if before else fits[0], n)
            return
        same = [one for one, other in parsed.items() if other == name and one < n]
        if same:
            self._join(same[0], n)

    def join_things(self, lines: Sequence[Line]) -> None:
        by_key: dict[tuple[str, str], int] = {}
        for n, mention in enumerate(self._mentions):
            if mention.span.kind == "Person":
                continue
            for key in _keys(mention.text):
                found = by_key.setdefault((mention.span.kind, key), n)
                self._join(found, n)
        self._join_acronyms(lines)
        self._join_typos(by_key)
        self._join_headed(by_key)

    def _join_headed(self, by_key: dict[tuple[str, str], int]) -> None:
        """« Ressourcerie Le Grenier » and « Le Grenier »: a generic noun makes no other name."""
        for kind, key in sorted(by_key):
            first, _, rest = key.partition(" ")
            if kind != "Organization" or not rest or (kind, rest) not in by_key:
                continue
            if heads("organizations", "dropped").has(first) and " " in rest:
                self._join(by_key[kind, key], by_key[kind, rest])

    def _join_acronyms(self, lines: Sequence[Line]) -> None:
        """A name and what the brackets beside it hold, one being the acronym of the other."""
        for n in range(1, len(self._mentions)):
            before, after = self._mentions[n - 1], self._mentions[n]
            if before.line != after.line or before.span.kind != after.span.kind:
                continue
            line = lines[after.line]
            between = line.text[
                line.tokens[before.span.j - 1].end : line.tokens[after.span.i].start
            ].strip(' »”"«“')
            if (
                (between == "(" and line.lower(after.span.j) == ")" and _is_short(before, after))
                or between in (", ou", "ou", "dit", "dite", "alias", ", dite", ", dit", ", alias")
                or (
                    between in (", la", ", le", ", l'", ", l’", ", les", "–", "-")
                    and _is_initials(before.text, after.text)
                )
            ):
                self._join(n - 1, n)

    def _join_typos(self, by_key: dict[tuple[str, str], int]) -> None:
        """Names of several words, alike but for a letter or an « s »."""
        long = [(kind, key) for kind, key in by_key if len(key) >= _LEAST_FOR_TYPO and " " in key]
        for position, (kind, key) in enumerate(long):
            for other_kind, other in long[:position]:
                if kind == other_kind and OSA.distance(key, other, score_cutoff=1) <= 1:
                    self._join(by_key[kind, key], by_key[kind, other])

    def entities(self) -> list[Entity]:
        """The groups, numbered in the order of their first mention."""
        found: dict[int, Entity] = {}
        for n, mention in enumerate(self._mentions):
            root = self._find(n)
            entity = found.get(root)
            if entity is None:
                entity = found[root] = Entity(len(found), mention.span.kind)
            entity.mentions.append(mention)
            entity.gender = entity.gender or mention.span.gender
            if mention.span.head:
                entity.heads.add(mention.span.head)
            mention.entity = entity.number
        return list(found.values())


def _differ(one: str | None, other: str | None) -> bool:
    return one in ("f", "m") and other in ("f", "m") and one != other


def _keys(text: str) -> list[str]:
    key = key_of(text)
    for article in _ARTICLES:
        if key.startswith(article) and len(key) > len(article) + 2:
            return [key, key[len(article) :]]
    return [key]


def _is_short(one: Named, other: Named) -> bool:
    return one.text.isupper() != other.text.isupper() or _is_initials(one.text, other.text)


def _is_initials(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    words = [
        word
        for word in key_of(long).split()
        if word not in ("de", "du", "des", "d", "la", "le", "les", "l", "et", "en")
    ]
    letters = "".join(word[0] for word in words)
    return key_of(short).replace(" ", "") == letters
