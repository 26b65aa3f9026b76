"""A project that looks for money, and what is said of how it fits what a scheme asks."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from tisserand.messages import Language, text
from tisserand.recommend.wording import listed
from tisserand.reference.places import Gazetteer
from tisserand.reference.thesaurus import Thesaurus

Verdict = Literal["eligible", "not", "cannot_tell"]


class Leader(NamedTuple):
    """Who carries a project. `nature`: see `applicants.nature_of`."""

    name: str
    nature: str
    founded: str | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A project that looks for money, as far as it is known.

    Attributes:
        leaders: empty when nobody is known to carry it.
        place: IRI.
        themes: IRIs; `has_themes_of_record` when records say them, and not mere words.
        budget: whole euros.
        start, end: ISO dates, perhaps partial.
        day: the day when money is looked for (ISO 8601).
    """

    day: str
    leaders: tuple[Leader, ...] = ()
    place: str | None = None
    themes: frozenset[str] = frozenset()
    has_themes_of_record: bool = False
    budget: int | None = None
    phase: str | None = None
    start: str | None = None
    end: str | None = None


class Judgement(NamedTuple):
    """A verdict, what of the project it rests on, and what would have to change."""

    verdict: Verdict
    because: str
    change: str | None = None


class Words(NamedTuple):
    """What verdicts are told with."""

    gazetteer: Gazetteer
    thesaurus: Thesaurus
    language: Language = "fr"

    def say(self, message: str, **details: object) -> str:
        """A message of the area `funding`."""
        return text(f"funding.{message}", self.language, **details)

    def places(self, iris: tuple[str, ...]) -> str:
        """Names of places."""
        found = (self.gazetteer.get(iri) for iri in iris)
        return listed([place.name for place in found if place], self.language)

    def categories(self, names: tuple[str, ...]) -> str:
        """Who may apply, in words."""
        return listed([self.say(f"who_{name}") for name in names], self.language)
