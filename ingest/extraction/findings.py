"""What the reading of a document yields, whoever reads it: rules, or a language model.

Offsets are those of `Document.text`. Entities are local to the document: `e1`, `e2`… in the order
of their first mention; names of one thing share one. The object of a fact is an entity or, for
`seeks`, `offers` and `proposed`, possibly a literal in the words of the text.
"""

import re
from dataclasses import asdict, dataclass
from typing import Any, Literal

MentionKind = Literal[
    "Person", "Organization", "Project", "Place", "Skill", "FundingSource", "Event"
]
Predicate = Literal[
    "role",
    "member_of",
    "works_for",
    "partner_of",
    "leads",
    "takes_part_in",
    "participated_in",
    "finances",
    "located_in",
    "has_skill",
    "seeks",
    "offers",
    "proposed",
]
Grade = Literal["expressed", "spotted", "latent"]

_ENTITY = re.compile(r"e[1-9]\d*")


def is_entity(term: str) -> bool:
    """Whether a subject or object is an entity rather than a literal."""
    return _ENTITY.fullmatch(term) is not None


@dataclass(frozen=True, slots=True)
class Mention:
    """An occurrence of a name."""

    start: int
    end: int
    kind: MentionKind
    entity: str


@dataclass(frozen=True, slots=True)
class EntityFound:
    """What the mentions of one entity say together.

    Attributes:
        name: the fullest, in its most usual spelling.
        alt_names: its other names: acronym, variants.
    """

    id: str
    kind: MentionKind
    name: str
    alt_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """What the text asserts. Its passage is the clause or sentence that says it.

    Attributes:
        role: the title, for `role`.
        amount: in euros, for `finances`.
        since, until: ISO 8601, possibly only a year.
        status: `past` when it has ended, at a date that the text may not give.
        pattern: name of the rule that read it; its precision is measured by reviews.
    """

    subject: str
    predicate: Predicate
    object: str
    start: int
    end: int
    confidence: float
    pattern: str
    role: str | None = None
    amount: float | None = None
    year: int | None = None
    since: str | None = None
    until: str | None = None
    status: Literal["past"] | None = None


@dataclass(frozen=True, slots=True)
class Need:
    """A lack that the text shows, and the words that show it.

    Attributes:
        theme: what is needed, in a few words of the text.
        place: where it is felt: an entity of kind Place, or None.
        needed_by: the entity that needs, or None.
        concepts: IRIs of the skills and themes of the thesaurus that the theme surely means.
    """

    grade: Grade
    theme: str
    start: int
    end: int
    confidence: float
    pattern: str
    place: str | None = None
    needed_by: str | None = None
    concepts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """What somebody proposes. Unsigned: neither person nor organisation."""

    start: int
    end: int
    person: str | None = None
    organization: str | None = None
    confidence: float = 1.0
    pattern: str = "proposal"


@dataclass(frozen=True, slots=True)
class PlanAction:
    """An action of a plan. `carriers` are entities; none is a fault to tell.

    Attributes:
        attached: `theme` when the text says that the orientations are broken down into the
            actions without saying which: the words of the titles alone tell this one's.
    """

    number: str | None
    title: str
    start: int
    end: int
    carriers: tuple[str, ...] = ()
    attached: Literal["text", "theme"] = "text"


@dataclass(frozen=True, slots=True)
class Orientation:
    """A part of a plan, with its actions; `title` None holds those under no orientation."""

    title: str | None
    actions: tuple[PlanAction, ...] = ()
    number: str | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Findings:
    """All that was read in one document.

    Attributes:
        language: ISO 639-1 code of the text; when it is not `fr`, only names and places are kept.
    """

    mentions: tuple[Mention, ...] = ()
    entities: tuple[EntityFound, ...] = ()
    facts: tuple[Fact, ...] = ()
    needs: tuple[Need, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    plan: tuple[Orientation, ...] = ()
    language: str = "fr"

    def as_dict(self, text: str) -> dict[str, Any]:
        """The findings in `text`, as `tisserand extract --json` prints them."""
        return {
            "text": text,
            "language": self.language,
            "mentions": [
                {
                    "start": one.start,
                    "end": one.end,
                    "text": text[one.start : one.end],
                    "kind": one.kind,
                    "entity": one.entity,
                }
                for one in self.mentions
            ],
            "facts": [asdict(one) for one in self.facts],
            "needs": [asdict(one) for one in self.needs],
            "proposals": [asdict(one) for one in self.proposals],
            "plan": [
                {"orientation": one.title, "actions": [asdict(action) for action in one.actions]}
                for one in self.plan
            ],
        }
