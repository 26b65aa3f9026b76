"""The draft of a message that introduces two actors, in French.

Everything in it is read in the View of its reader: a name, a place or a fact that this View does
not show is not written, and who sends the message is told what was left out.
"""

from typing import NamedTuple

from tisserand.messages import text
from tisserand.recommend.arrays import Projection
from tisserand.recommend.asking import asked_for
from tisserand.recommend.cooperation_reasons import explain_cooperation
from tisserand.recommend.expertise import HelperIndex
from tisserand.recommend.needs import understand
from tisserand.recommend.reasons import Voice, explain
from tisserand.recommend.records import Json
from tisserand.recommend.ties import explain_tie, find_ties
from tisserand.reference.places import Gazetteer
from tisserand.store.port import GraphReader

MOST_REASONS = 4


class Wanted(NamedTuple):
    """What a message is about: keys of who seeks, who can help, through whom; and the need.

    `need_key` is that of a need of the graph; `need` is said by who writes.
    """

    seeker: str
    helper: str
    introducer: str | None
    need: str
    need_key: str


class Message(NamedTuple):
    """A draft. `withheld`: names of what is not said, because its reader may not see it."""

    text: str
    withheld: list[str]

    def as_json(self) -> Json:
        return self._asdict()


def write_message(reader: GraphReader, index: HelperIndex, wanted: Wanted, voice: Voice,
                  gazetteer: Gazetteer) -> Message:  # fmt: skip
    """Write to the helper, and to the introducer when there is one, as their View allows."""
    return _Writer(reader, index, wanted, voice, gazetteer).write()


class _Writer:
    def __init__(
        self,
        reader: GraphReader,
        index: HelperIndex,
        wanted: Wanted,
        voice: Voice,
        gazetteer: Gazetteer,
    ) -> None:
        self.reader, self.index, self.wanted = reader, index, wanted
        self.voice, self.gazetteer = voice, gazetteer
        sides = (wanted.seeker, wanted.helper, wanted.introducer, wanted.need_key)
        self.seen = reader.entities([key for key in sides if key])
        self.titles = {source.id: source.title for source in reader.sources()}

    def write(self) -> Message:
        why = self._why()
        through = [self._bullet(one) for one in self._through()]
        known = [self._say("message_through", name=self._name(self.wanted.introducer)), *through]
        parts = [self._greeting(), self._opening(), "\n".join(why)]
        parts += ["\n".join(known)] if through else []
        parts += [self._say("message_answer"), self._say("message_end")]
        return Message("\n\n".join(parts), self._withheld())

    def _why(self) -> list[str]:
        """What each brings the other, else what the helper is known for that answers the need."""
        for name, reasons in (("why", self._reasons()), ("said_of", self._of_need())):
            if reasons:
                said = self._say(f"message_{name}", name=self._name(self.wanted.helper))
                return [said, *map(self._bullet, reasons[:MOST_REASONS])]
        return [self._say("message_no_why")]

    def _say(self, message: str, **details: object) -> str:
        return text(f"introductions.{message}", "fr", **details)

    def _name(self, key: str | None) -> str:
        entity = self.seen.get(key) if key else None
        return entity.name if entity else ""

    def _greeting(self) -> str:
        """To those whom the reader may see named; others know that they are written to."""
        named = [self._name(key) for key in (self.wanted.helper, self.wanted.introducer)]
        names = self._say("message_and").join(name for name in named if name)
        return self._say("message_hello", names=names) if names else self._say("message_hello_all")

    def _opening(self) -> str:
        """Who seeks, where, and what."""
        seeker = self.seen.get(self.wanted.seeker)
        place = self.gazetteer.get(seeker.place) if seeker and seeker.place else None
        who = seeker.name if seeker else self._say("message_somebody")
        where = f" ({place.name})" if place and place.name not in who else ""
        need = self._need()
        name = "message_seeks" if need else "message_meets"
        return self._say(name, who=who + where, need=need)

    def _need(self) -> str:
        return self._name(self.wanted.need_key) if self.wanted.need_key else self.wanted.need

    def _reasons(self) -> list[Json]:
        """What each brings the other, in this View."""
        ends = self._number(self.wanted.seeker), self._number(self.wanted.helper)
        if min(ends) < 0:
            return []
        return explain_cooperation(self.reader, self.index, *ends, self.voice).told

    def _of_need(self) -> list[Json]:
        """Why the helper can help with the need, in this View."""
        need, helper = self._need(), self._number(self.wanted.helper)
        if not need or helper < 0:
            return []
        space = self.index.offered.space if self.index.offered else None
        thesaurus = self.voice.thesaurus
        read = understand(need, thesaurus, self.gazetteer, None, self._projection, space)
        asked = asked_for(self.index, read, None)
        return explain(self.reader, [self.wanted.helper], asked, self.voice)[self.wanted.helper]

    def _through(self) -> list[Json]:
        """How the introducer knows both, in this View; nothing when one tie cannot be told."""
        third = self._number(self.wanted.introducer)
        ends = self._number(self.wanted.seeker), self._number(self.wanted.helper)
        if third < 0 or min(ends) < 0:
            return []
        found = [self._tie(third, end) for end in ends]
        return [one for one in found if one is not None]

    def _tie(self, third: int, end: int) -> Json | None:
        for tie in find_ties(self._projection, third, end):
            told = explain_tie(
                self.reader, self._projection, tie, self.voice.base_iri, self.voice.language, True
            )
            if told is not None:
                return told
        return None

    @property
    def _projection(self) -> Projection:
        return self.index.projection

    def _number(self, key: str | None) -> int:
        return self._projection.find(key) if key else -1

    def _bullet(self, reason: Json) -> str:
        """« – … (source : titre) »."""
        titles = dict.fromkeys(self.titles[one["source"]] for one in reason["records"])
        name = "message_source" if len(titles) == 1 else "message_sources"
        return self._say(name, said=reason["text"], titles=" ; ".join(titles))

    def _withheld(self) -> list[str]:
        """Which of those named are not: `seeker`, `helper`, `introducer`, `need`."""
        named = {
            "seeker": self.wanted.seeker,
            "helper": self.wanted.helper,
            "introducer": self.wanted.introducer,
            "need": self.wanted.need_key,
        }
        return [role for role, key in named.items() if key and key not in self.seen]
