"""What « elle », « l'association », « nous » stand for.

A pronoun is the first subject that agrees with it, in its sentence or the one before; a generic
noun the last entity that it can name; « nous » the body in whose name the document speaks, or
whoever is quoted.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tisserand.ingest.extraction.authors import Authors
from tisserand.ingest.extraction.grouping import Entity, Named
from tisserand.ingest.extraction.lexicons import read_words
from tisserand.ingest.extraction.owner import is_public
from tisserand.ingest.extraction.quotations import OUTSIDE, quoted_speaker
from tisserand.ingest.extraction.spans import OF
from tisserand.ingest.extraction.tokens import Line, key_of

_PRONOUNS = {"elle": "f", "il": "m"}
_SUBJECTS = ("Person", "Organization", "Project")
_IMPERSONAL_TEXT = """
    faut faudra faudrait fallait y s'agit s' manque existe reste pleut semble convient importe
    suffit arrive
"""
_IMPERSONAL = frozenset(_IMPERSONAL_TEXT.split())
_CLITICS = frozenset(("ne", "n'", "me", "m'", "te", "nous", "vous", "lui", "leur", "en"))
_GOVERNING = frozenset(
    (*OF, "avec", "à", "au", "aux", "par", "pour", "chez", "sur", "dans", "en")
)  # fmt: skip
_REACH = 3
"""Sentences before a pronoun in which what it stands for is looked for."""


class Reference(NamedTuple):
    """What some tokens stand for.

    Attributes:
        end: token after the last.
        is_doubtful: whether another name of the same sentence would do as well.
    """

    end: int
    entity: Entity
    is_doubtful: bool = False


References = dict[int, Reference]


class _Seen(NamedTuple):
    sentence: int
    is_subject: bool
    entity: Entity


def resolve(
    lines: Sequence[Line],
    mentions: Sequence[Sequence[Named]],
    entities: Sequence[Entity],
    owner: Entity | None,
    authors: Authors,
) -> list[References]:
    """References of each line."""
    resolver = _Resolver(entities, owner)
    found = []
    for number, (line, own) in enumerate(zip(lines, mentions, strict=True)):
        writer = authors.writer(number)
        found.append(resolver.read(line, own, None if writer is None else entities[writer]))
    return found


class _Resolver:
    """Reads a document from its start, remembering what was named."""

    def __init__(self, entities: Sequence[Entity], owner: Entity | None) -> None:
        self._entities = entities
        self._owner = owner
        self._seen: list[_Seen] = []
        self._sentence = 0
        self._writer: Entity | None = None

    def read(self, line: Line, mentions: Sequence[Named], writer: Entity | None) -> References:
        """The references of a line.

        Args:
            writer: who says « je » in it.
        """
        self._writer = writer
        at = {named.span.i: named for named in mentions}
        inside = {t for named in mentions for t in range(named.span.i, named.span.j)}
        found: References = {}
        i = 0
        self._sentence += 1
        while i < len(line.tokens):
            if i in line.starts and i:
                self._sentence += 1
            if i in at:
                self._remember(line, i, self._entities[at[i].entity])
                i = at[i].span.j
                continue
            if i not in inside and (reference := self._reference(line, i, at)):
                found[i] = reference
                self._remember(line, i, reference.entity)
                i = reference.end
                continue
            i += 1
        return found

    def _remember(self, line: Line, i: int, entity: Entity) -> None:
        if entity.kind in ("Place", "Skill", "FundingSource"):
            return
        k = i - 1
        while k >= 0 and (
            line.lower(k) in ("le", "la", "les", "l'", "«")
            or (line.tokens[k].pos in ("NOUN", "ADJ") and k >= i - 3)
        ):
            k -= 1
        is_subject = k < 0 or line.lower(k) not in _GOVERNING
        self._seen.append(_Seen(self._sentence, is_subject, entity))

    def _reference(self, line: Line, i: int, at: Mapping[int, Named]) -> Reference | None:
        word = line.lower(i)
        if word in _PRONOUNS and not _is_impersonal(line, i):
            if _is_somebody(line, i, word):
                return None
            entity, is_doubtful = self._pronoun(_PRONOUNS[word])
            return Reference(i + 1, entity, is_doubtful) if entity else None
        if word == "nous" and line.lower(i - 1) not in ("chez", "entre"):
            we = self._we(line, i, at, self._owner)
            return Reference(i + 1, we) if we else None
        if word in ("je", "j'") or _is_moi(line, i):
            i_am = self._we(line, i, at, self._writer)
            return Reference(i + 1, i_am) if i_am and i_am.kind == "Person" else None
        if line.lower(i - 1) in ("du", "au") and i - 1 not in at:
            return self._generic(line, i - 1, at)
        if bare := self._bare(line, i):
            return bare
        if word in ("l'", "la", "le", "cette", "ce", "cet", "notre", "nos"):
            return self._generic(line, i, at) or self._organ(line, i, at)
        return None

    def _pronoun(self, gender: str) -> tuple[Entity | None, bool]:
        """The first subject that agrees, and whether another one would do as well."""
        others: list[_Seen] = []
        for sentence in range(self._sentence, self._sentence - _REACH, -1):
            seen = [one for one in self._seen if one.sentence == sentence]
            fits = [one for one in seen if _agrees(one.entity, gender)]
            subjects = [one for one in fits if one.is_subject]
            if subjects:
                return subjects[0].entity, _are_several(subjects)
            others = others or fits
        return (others[0].entity, _are_several(others)) if others else (None, False)

    def _we(
        self, line: Line, i: int, at: Mapping[int, Named], outside: Entity | None
    ) -> Entity | None:
        """Who speaks: whoever is quoted, or who speaks outside of quotation marks."""
        speaker = quoted_speaker(line, i, at)
        if speaker is OUTSIDE:
            return outside
        return None if speaker is None else self._entities[speaker.entity]

    def _owner_was_seen(self) -> bool:
        owner = self._owner
        if owner is None or is_public(owner):
            return False
        return any(seen.entity is owner for seen in self._seen)

    def _generic(self, line: Line, i: int, at: Mapping[int, Named]) -> Reference | None:
        """« l'association », « cette structure », « le projet », with nothing that completes it."""
        noun = line.lower(i + 1)
        kind = _generic_kinds().get(noun)
        j = i + 2
        if kind is None:
            return self._by_first_noun(line, i, at)
        if j in at:
            return None
        is_this = line.lower(i) in ("cette", "ce", "cet")
        if line.lower(j) in OF and not (is_this and not at.keys() & {j + 1, j + 2, j + 3}):
            return None
        if any(k in at for k in (i, i + 1)) or line.lower(j) in ("«", '"', "-"):
            return None
        if j < len(line.tokens) and line.tokens[j].pos == "ADJ" and line.lower(j + 1) in OF:
            return None
        if line.lower(i) == "notre" and kind == "Organization":
            return Reference(j, self._owner) if self._owner else None
        entity = self._last(noun, kind)
        return Reference(j, entity) if entity else None

    def _by_first_noun(self, line: Line, i: int, at: Mapping[int, Named]) -> Reference | None:
        """« le refuge », after « le Refuge des Alouettes » and not before another name."""
        noun, j = line.lower(i + 1), i + 2
        is_common = i + 1 < len(line.tokens) and line.tokens[i + 1].text == noun and len(noun) > 3
        if not is_common or line.lower(i) not in ("le", "la", "l'", "cette", "ce", "cet"):
            return None
        if at.keys() & {i, i + 1, j} or line.lower(j) in OF:
            return None
        if j < len(line.tokens) and line.tokens[j].pos == "ADJ":
            return None
        named = {
            one.entity.number: one.entity
            for one in self._seen
            if one.entity.kind == "Organization" and _starts_with(one.entity, noun)
        }
        return Reference(j, next(iter(named.values()))) if len(named) == 1 else None

    def _bare(self, line: Line, i: int) -> Reference | None:
        """« Projet porté par … » at the head of a sentence, after the name of a project."""
        follows = line.lower(i + 1)
        if i not in line.starts or not i or _generic_kinds().get(line.lower(i)) != "Project":
            return None
        if not follows.endswith(("é", "ée", "it", "ite")):
            return None
        last = next((one for one in reversed(self._seen) if one.entity.kind == "Project"), None)
        is_near = last is not None and last.sentence >= self._sentence - 1
        return Reference(i + 1, last.entity) if last is not None and is_near else None

    def _organ(self, line: Line, i: int, at: Mapping[int, Named]) -> Reference | None:
        """« le conseil », « le bureau », « nos bénévoles »: the body that the document is of."""
        noun, j = line.lower(i + 1), i + 2
        if self._owner is None or i + 1 in at or j in at:
            return None
        words = read_words("coreference")
        if line.lower(i) in ("notre", "nos"):
            return Reference(j, self._owner) if noun in words["ours"] else None
        organs = words["organs"] if is_public(self._owner) else words["boards"]
        if noun not in organs:
            return None
        if line.lower(j) == "d'" and line.lower(j + 1) == "administration":
            j += 2
        while line.lower(j) in words["of_organs"]:
            j += 1
        return None if j in at or line.lower(j) in OF else Reference(j, self._owner)

    def _last(self, noun: str, kind: str) -> Entity | None:
        public = noun in read_words("coreference")["public"]
        for seen in reversed(self._seen):
            entity = seen.entity
            if entity.kind != kind:
                continue
            if noun == "collectivité" and kind == "Organization" and is_public(entity):
                return entity
            named = noun in entity.heads or any(
                key_of(noun) in key_of(named.text).split() for named in entity.mentions
            )
            if named:
                return entity
            if public or noun not in read_words("coreference")["neutral"]:
                continue
            if entity.heads and any(noun in other.entity.heads for other in self._seen):
                continue  # « la bibliothèque X » is not « l'association », when one is named so.
            if kind == "Organization" and self._owner_was_seen():
                return self._owner
            if kind != "Organization" or not is_public(entity):
                return entity
        return None


def _starts_with(entity: Entity, noun: str) -> bool:
    """Whether a name of several words begins by a noun, its article aside."""
    words = [word for word in key_of(entity.name).split() if word not in ("le", "la", "les", "l")]
    return len(words) > 1 and words[0] == key_of(noun)


def _is_moi(line: Line, i: int) -> bool:
    """« C'est moi qui porte ce projet »."""
    return line.lower(i) == "moi" and line.lower(i - 1) == "est" and line.lower(i + 1) == "qui"


def _are_several(seen: Sequence[_Seen]) -> bool:
    return len({one.entity.number for one in seen}) > 1


def _is_impersonal(line: Line, i: int) -> bool:
    """« il manque », « il nous faut », « il en manque deux »."""
    k = i + 1
    while line.lower(k) in _CLITICS:
        k += 1
    return line.lower(k) in _IMPERSONAL


def _is_somebody(line: Line, i: int, pronoun: str) -> bool:
    """« Un adhérent de Redon signale qu'il cherche »: the subject is nobody that has a name."""
    first = max((start for start in line.starts if start <= i), default=0)
    alone = {"il": ("un", "aucun", "chaque"), "elle": ("une", "aucune", "chaque")}[pronoun]
    return first < i and line.lower(first) in alone and line.lower(i - 1) in ("qu'", "que")


def _agrees(entity: Entity, gender: str) -> bool:
    if entity.kind not in _SUBJECTS:
        return False
    if entity.kind == "Person":
        return entity.gender in (gender, "x", "")
    return entity.gender in (gender, "")


def _generic_kinds() -> dict[str, str]:
    words = read_words("coreference")
    return {noun: kind for kind, nouns in words["nouns"].items() for noun in nouns}
