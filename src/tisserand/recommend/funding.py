"""Which funding fits a project, why, and what set of it covers a budget."""

import numpy as np

from tisserand.messages import Language
from tisserand.ontology.namespaces import entity_iri
from tisserand.recommend.arrays import Projection
from tisserand.recommend.candidates import Search, Subject, subject_of_project, subject_of_sentence
from tisserand.recommend.coverage import cover
from tisserand.recommend.eligibility import is_over, judge
from tisserand.recommend.fitness import Candidate, Judgement, Words
from tisserand.recommend.funding_schemes import ORDER, Criterion, Scheme, Weighed, load_schemes
from tisserand.recommend.past_grants import past_grants
from tisserand.recommend.records import Citations, Json, place_card
from tisserand.recommend.requirement_text import Condition
from tisserand.recommend.skill_space import SkillSpace
from tisserand.recommend.wording import listed
from tisserand.reference.place_mentions import find_in_text
from tisserand.reference.places import Gazetteer
from tisserand.reference.thesaurus import Thesaurus
from tisserand.store.port import GraphReader

_LOCAL = frozenset({"commune", "epci", "departement", "region"})


def find_funding(
    reader: GraphReader,
    projection: Projection,
    wanted: str,
    *,
    day: str,
    thesaurus: Thesaurus,
    gazetteer: Gazetteer,
    base_iri: str,
    project: str | None = None,
    budget: int | None = None,
    limit: int = 10,
    space: SkillSpace | None = None,
    language: Language = "fr",
) -> Json:
    """Schemes open on a day that a project may ask, those that it nearly may, and precedents.

    Args:
        wanted: a sentence; not read when `project` is given.
        day: ISO date; a scheme closed on that day is left out.
        project: key of a project.
        budget: whole euros, instead of the one on record.
        space: to compare words by meaning; without it, by themes and places alone.

    Returns:
        `{project, understood, date, schemes, nearly, closed, set, precedents, message}`.
    """
    words = Words(gazetteer, thesaurus, language)
    if project is not None:
        subject = subject_of_project(reader, project, day, words, budget)
    else:
        subject = subject_of_sentence(projection, wanted, day, words, budget, space)
    return _answer(Search(reader, projection, words, base_iri, space), subject, limit)


def _answer(search: Search, subject: Subject, limit: int) -> Json:
    """What `find_funding` returns."""
    words, base_iri = search.words, search.base_iri
    weighed, closed = _weigh(search, subject)
    fitting = [one for one in weighed if one.verdict != "not"]
    nearly = [one for one in weighed if one.verdict == "not" and one.changes]
    nearly.sort(key=lambda one: (len(one.changes), -one.fit, one.scheme.entity.name))
    message = None
    if not fitting:
        message = words.say("all_closed" if closed and not weighed else "nothing", count=closed)
    return {
        "project": _project(subject, base_iri),
        "understood": _understood(subject, words),
        "date": subject.candidate.day,
        "schemes": [_card(one, base_iri, words) for one in fitting[:limit]],
        "nearly": [_card(one, base_iri, words) for one in nearly[:limit]],
        "closed": closed,
        "set": cover(fitting, subject.candidate, words, base_iri),
        "precedents": past_grants(search, subject, limit),
        "message": message,
    }


def _weigh(search: Search, subject: Subject) -> tuple[list[Weighed], int]:
    """Schemes still open, the best first, and how many are closed."""
    candidate = subject.candidate
    weighed, closed = [], 0
    vector = search.space.vector(subject.text) if search.space else None
    for scheme in load_schemes(search.reader, search.projection, search.words):
        if any(is_over(criterion.condition, candidate.day) for criterion in scheme.criteria):
            closed += 1
            continue
        if not scheme.criteria:  # a mere name on a grant: nothing says that it can be asked
            continue
        judged = [(one, judge(one.condition, candidate, search.words)) for one in scheme.criteria]
        judged += _undated(scheme, search.words)
        judged += _beside_its_funder(scheme, candidate, search.words)
        alike = 0.0
        if vector is not None and search.space is not None:
            alike = float(np.dot(vector, search.space.vector(scheme.text)))
        amount = scheme.most(candidate.budget)
        weighed.append(Weighed(scheme, tuple(judged), _fit(judged) + alike, amount))
    weighed.sort(
        key=lambda one: (
            ORDER[one.verdict],
            -round(one.fit, 2),
            -(one.amount or 0),
            one.scheme.entity.name,
            one.scheme.entity.key,
        )
    )
    return weighed, closed


def _undated(scheme: Scheme, words: Words) -> list[tuple[Criterion, Judgement]]:
    """A call is open for a time: when no record says until when, somebody must look."""
    dated = any(one.condition.topic == "deadline" for one in scheme.criteria)
    if dated or scheme.kind not in ("appel-a-projets", "prix"):
        return []
    criterion = Criterion(
        scheme.entity.name, Condition("deadline", "unread"), tuple(scheme.entity.records)
    )
    return [(criterion, Judgement("cannot_tell", words.say("no_deadline")))]


def _fit(judged: list[tuple[Criterion, Judgement]]) -> float:
    """How well theme and territory suit: 1 each when they do, -1 when that is in doubt."""
    worth = {"eligible": 1.0, "cannot_tell": -1.0, "not": -2.0}
    return sum(
        worth[judgement.verdict]
        for criterion, judgement in judged
        if criterion.condition.topic in ("theme", "territory")
    )


def _beside_its_funder(
    scheme: Scheme, candidate: Candidate, words: Words
) -> list[tuple[Criterion, Judgement]]:
    """A local authority gives money at home first: elsewhere, somebody must look.

    Nothing when the scheme itself says where it holds.
    """
    if candidate.place is None or any(c.condition.topic == "territory" for c in scheme.criteria):
        return []
    line = {candidate.place, *words.gazetteer.ancestors(candidate.place)}
    places: list[str] = []
    for name, nature in scheme.funders:
        if nature not in _LOCAL:
            return []
        named = [one.place for one in find_in_text(words.gazetteer, name)]
        places += [place.iri for place in named if place.kind == nature]
    if not places or line & set(places):
        return []
    condition = Condition("territory", "is", tuple(sorted(set(places))))
    said = words.say(
        "said_funder", funder=listed([name for name, _ in scheme.funders], words.language)
    )
    because = words.say("outside_funder", place=words.places((candidate.place,)))
    change = words.say("take_place_in", places=words.places(condition.values))
    records = tuple(scheme.entity.records)
    return [(Criterion(said, condition, records), Judgement("cannot_tell", because, change))]


def _project(subject: Subject, base_iri: str) -> Json | None:
    if subject.entity is None:
        return None
    return {"iri": entity_iri(base_iri, subject.entity.key), "name": subject.entity.name}


def _understood(subject: Subject, words: Words) -> Json:
    candidate = subject.candidate
    return {
        "leaders": [
            {"name": one.name, "nature": words.say(f"nature_{one.nature}")}
            for one in candidate.leaders
        ],
        "place": place_card(candidate.place, words.gazetteer),
        "themes": [
            {"iri": iri, "label": words.thesaurus.label(iri, words.language)}
            for iri in sorted(candidate.themes)
        ],
        "budget": candidate.budget,
        "phase": candidate.phase,
    }


def _card(one: Weighed, base_iri: str, words: Words) -> Json:
    entity = one.scheme.entity
    citations = Citations([entity], base_iri)
    judged = sorted(one.judgements, key=lambda pair: -ORDER[pair[1].verdict])
    return {
        "iri": entity_iri(base_iri, entity.key),
        "name": entity.name,
        "kind": one.scheme.kind,
        "funders": [name for name, _ in one.scheme.funders],
        "verdict": one.verdict,
        "amount": one.amount,
        "criteria": [
            {
                "topic": criterion.condition.topic,
                "label": words.say(f"topic_{criterion.condition.topic}"),
                "verdict": judgement.verdict,
                "sentence": criterion.sentence,
                "because": judgement.because,
                "change": judgement.change,
                "records": citations.of(criterion.records),
            }
            for criterion, judgement in judged
        ],
        "changes": one.changes,
        "is_off_topic": one.is_off_topic,
    }
