"""Tombstones and oppositions: whom they are about, told by keyed hashes only."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from tisserand.ingest.erasure.fingerprint import (
    Hasher,
    Traits,
    initialled,
    misspellings,
    parts_of,
)
from tisserand.ontology.records import Sealed

MarkKind = Literal["tombstone", "opposition"]
_SETS = ("certain", "near", "doubtful", "contacts", "names", "words", "records", "spared")


@dataclass(frozen=True, slots=True)
class Mark:
    """What a person asked, and how to know them again. Everything but dates is a keyed hash.

    Attributes:
        date: ISO 8601, when it was asked.
        certain: hashes of what tells the person by itself: e-mail, number, name with an
            organisation or a commune.
        near: of what misspellings of these names share with them, there.
        doubtful: of what may be somebody else: the same with an initial, or a part of the name.
        contacts: of telephones, which tell the person with a name.
        names: of names alone, and `words` of their words.
        sizes: how many words the names have.
        located: whether a commune of the person is known.
        records: keys of the records that were theirs.
        spared: keys of records that a steward said are somebody else's.
    """

    kind: MarkKind
    id: str
    date: str
    reason: str = ""
    certain: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()
    doubtful: frozenset[str] = frozenset()
    contacts: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    sizes: tuple[int, ...] = ()
    located: bool = False
    records: frozenset[str] = frozenset()
    spared: frozenset[str] = frozenset()

    def sealed(self) -> Sealed:
        """As it is stored."""
        body = {name: sorted(getattr(self, name)) for name in (*_SETS, "sizes")}
        told = {"date": self.date, "reason": self.reason, "located": self.located, **body}
        return Sealed(self.kind, self.id, json.dumps(told, ensure_ascii=False, sort_keys=True))

    def sparing(self, keys: Iterable[str]) -> "Mark":
        """The mark, once a steward said that these records are somebody else's."""
        return replace(self, spared=self.spared | set(keys), records=self.records - set(keys))


def unsealed(sealed: Sealed) -> Mark:
    """The mark that `Mark.sealed` stored."""
    told = json.loads(sealed.body)
    sets = {name: frozenset(told.get(name, ())) for name in _SETS}
    kind: MarkKind = "tombstone" if sealed.kind == "tombstone" else "opposition"
    return Mark(
        kind, sealed.key, told["date"], told["reason"], sizes=tuple(told["sizes"]),
        located=told["located"], **sets,
    )  # fmt: skip


def make_mark(
    kind: MarkKind, traits: Traits, records: Iterable[str], date: str, reason: str, hasher: Hasher
) -> Mark:
    """The mark of a person.

    Args:
        traits: what all their records tell, contacts shared with others left out.
        records: keys of these records.
    """
    full = [name for name in traits.names if len(name) > 1]
    contexts = [("org", " ".join(one)) for one in traits.organisations]
    contexts += [("commune", code) for code in traits.communes]
    certain = {hasher("mail", email) for email in traits.emails}
    certain |= {hasher("number", scheme, value) for scheme, value in traits.numbers}
    certain |= {hasher(*context, " ".join(name)) for name in full for context in contexts}
    short = {one for name in full for one in (*initialled(name), *parts_of(name))}
    misspelt = {one for name in full for one in misspellings(name)}
    names = frozenset(hasher("name", " ".join(name)) for name in full)
    keys = frozenset(records)
    return Mark(
        kind=kind,
        id=hasher("mark", kind, date, *sorted(certain | names | keys))[:16],
        date=date,
        reason=reason,
        certain=frozenset(certain),
        near=frozenset(hasher("near", *c, *one) for one in misspelt for c in contexts),
        doubtful=frozenset(hasher(*c, " ".join(one)) for one in short for c in contexts),
        contacts=frozenset(hasher("tel", number) for number in traits.telephones),
        names=names,
        words=frozenset(hasher.word(word) for name in full for word in name),
        sizes=tuple(sorted({len(name) for name in full})),
        located=bool(traits.communes),
        records=keys,
    )
