"""Whether a project fits what a funding scheme asks, criterion by criterion.

Each verdict rests on one sentence of the scheme; what the project's records do not tell is
« cannot tell », never a guess.
"""

from collections.abc import Callable

from tisserand.recommend.applicants import belongs
from tisserand.recommend.fitness import Candidate, Judgement, Words
from tisserand.recommend.requirement_text import Condition
from tisserand.recommend.wording import listed, on_date, sum_of

_BEGUN = frozenset({"underway", "evaluated", "ended"})
_STUDIED = frozenset({"idea", "design"})


def judge(condition: Condition, candidate: Candidate, words: Words) -> Judgement:
    """Whether a project meets one condition."""
    if condition.test == "unread":
        return Judgement("cannot_tell", words.say("unread_rest" if condition.values else "unread"))
    return _JUDGES[condition.topic](condition, candidate, words)


def _applicant(asked: Condition, candidate: Candidate, words: Words) -> Judgement:
    wanted = asked.test == "is"
    name = "carried_by" if wanted else "not_carried_by"
    change = words.say(name, who=words.categories(asked.values))
    if not candidate.leaders:
        return Judgement("cannot_tell", words.say("no_leader"), change)
    fits = [_fits(leader.nature, asked) for leader in candidate.leaders]
    because = words.say(
        "leader",
        leader=listed(
            [f"{one.name} ({words.say('nature_' + one.nature)})" for one in candidate.leaders],
            words.language,
        ),
    )
    if True in fits:
        return Judgement("eligible", because)
    if None in fits or (wanted and asked.is_open):
        return Judgement("cannot_tell", because, change)
    return Judgement("not", because, change)


def _fits(nature: str, asked: Condition) -> bool | None:
    """Whether an applicant is among those who may apply, or none of those who may not."""
    are = {belongs(nature, category) for category in asked.values}
    if asked.test == "is":
        return True if True in are else None if None in are else False
    return False if True in are else None if None in are else True


def _age(asked: Condition, candidate: Candidate, words: Words) -> Judgement:
    founded = next((one.founded for one in candidate.leaders if one.founded), None)
    if founded is None:
        return Judgement("cannot_tell", words.say("no_founding"))
    because = words.say("founded", date=on_date(founded, words.language))
    months = _months_between(founded, candidate.day)
    if months is None:
        return Judgement("cannot_tell", because)
    if _holds(asked, months):
        return Judgement("eligible", because)
    return Judgement("not", because, words.say(f"age_{asked.test}", months=f"{asked.number:g}"))


def _months_between(first: str, last: str) -> int | None:
    """Whole months from a date to another; None when years alone leave a doubt."""
    if len(first) >= 7 and len(last) >= 7:
        years, months = int(last[:4]) - int(first[:4]), int(last[5:7]) - int(first[5:7])
        short = first[8:] > last[8:] if len(first) == len(last) == 10 else False
        return 12 * years + months - short
    years = int(last[:4]) - int(first[:4])
    return 12 * (years - 1) if years > 1 else None


def _territory(asked: Condition, candidate: Candidate, words: Words) -> Judgement:
    if not asked.values:
        return Judgement("eligible", words.say("anywhere"))
    where = words.places(asked.values)
    name = "take_place_in" if asked.test == "is" else "take_place_out"
    change = words.say(name, places=where)
    if candidate.place is None:
        return Judgement("cannot_tell", words.say("no_place"), change)
    because = words.say("takes_place", place=words.places((candidate.place,)))
    line = {candidate.place, *words.gazetteer.ancestors(candidate.place)}
    is_inside = bool(line & set(asked.values))
    if not is_inside and any(
        candidate.place in words.gazetteer.ancestors(one) for one in asked.values
    ):
        return Judgement("cannot_tell", because, change)
    if is_inside == (asked.test == "is"):
        return Judgement("eligible", because)
    return Judgement("cannot_tell" if asked.is_open else "not", because, change)


def _population(asked: Condition, candidate: Candidate, words: Words) -> Judgement:
    place = words.gazetteer.current(candidate.place) if candidate.place else None
    if place is None or place.kind != "commune" or place.population is None:
        return Judgement("cannot_tell", words.say("no_population"))
    because = words.say("population", place=place.name, people=_spaced(place.population))
    if _holds(asked, place.population):
        return Judgement("eligible", because)
    change = words.say(f"population_{asked.test}", people=_spaced(int(asked.number)))
    return Judgement("not", because, change)


def _theme(asked: Condition, candidate: Candidate, words: Words) -> Judgement:
    thesaurus = words.thesaurus
    labels = listed([thesaurus.label(one, words.language) for one in asked.values], words.language)
    change = words.say("bear_on", themes=labels)
    if not candidate.themes:
        return Judgement("cannot_tell", words.say("no_theme"), change)
    near = {
        other
        for theme in asked.values
        for other in (theme, *thesaurus.narrower(theme), *thesaurus.broader(theme))
    }
    shared = sorted(near & candidate.themes)
    told = [thesaurus.label(one, words.language) for one in shared or sorted(candidate.themes)]
    because = words.say("themes", themes=", ".join(told))
    if shared:
        return Judgement("eligible", because)
    return Judgement("not" if candidate.has_themes_of_record else "cannot_tell", because, change)


def _budget(asked: Condition, candidate: Candidate, words: Words) -> Judgement:
    bound = sum_of(int(asked.number), words.language)
    change = words.say(f"budget_{asked.test}", amount=bound)
    if candidate.budget is None:
        return Judgement("cannot_tell", words.say("no_budget"), change)
    because = words.say("budget", amount=sum_of(candidate.budget, words.language))
    if _holds(asked, candidate.budget):
        return Judgement("eligible", because)
    return Judgement("not", because, change)


def _grant(asked: Condition, candidate: Candidate, words: Words) -> Judgement:
    if asked.test == "least":
        return _budget(asked, candidate, words)
    return Judgement(
        "eligible", words.say("at_most", amount=sum_of(int(asked.number), words.language))
    )


def _rate(asked: Condition, candidate: Candidate, words: Words) -> Judgement:
    share = f"{100 * asked.number:g}"
    if candidate.budget is None:
        return Judgement("eligible", words.say("rate", share=share))
    amount = sum_of(int(asked.number * candidate.budget), words.language)
    return Judgement("eligible", words.say("rate_of_budget", share=share, amount=amount))


def _own_share(asked: Condition, candidate: Candidate, words: Words) -> Judgement:
    share = f"{100 * asked.number:g}"
    if candidate.budget is None:
        return Judgement(
            "cannot_tell", words.say("no_own_share"), words.say("find_share", share=share)
        )
    amount = sum_of(round(asked.number * candidate.budget), words.language)
    change = words.say("find_share_of_budget", share=share, amount=amount)
    return Judgement("cannot_tell", words.say("no_own_share"), change)


def _opening(asked: Condition, candidate: Candidate, words: Words) -> Judgement:
    day = on_date(asked.values[0], words.language)
    if candidate.day[: len(asked.values[0])] >= asked.values[0]:
        return Judgement("eligible", words.say("open_since", date=day))
    return Judgement("not", words.say("not_open", date=day), words.say("wait", date=day))


def _deadline(asked: Condition, candidate: Candidate, words: Words) -> Judgement:
    day = on_date(asked.values[0], words.language)
    if is_over(asked, candidate.day):
        return Judgement("not", words.say("closed", date=day), words.say("next_session"))
    return Judgement("eligible", words.say("open_until", date=day))


def is_over(asked: Condition, day: str) -> bool:
    """Whether a deadline, perhaps a month or a year, is wholly behind a day."""
    return asked.topic == "deadline" and asked.values[0] < day[: len(asked.values[0])]


def _duration(asked: Condition, candidate: Candidate, words: Words) -> Judgement:
    change = words.say(f"duration_{asked.test}", months=f"{asked.number:g}")
    if not candidate.start or not candidate.end:
        return Judgement("cannot_tell", words.say("no_duration"), change)
    because = words.say("lasts", start=candidate.start, end=candidate.end)
    if min(len(candidate.start), len(candidate.end)) < 7:
        return Judgement("cannot_tell", because, change)
    months = _months_between(candidate.start[:7], candidate.end[:7])
    if months is not None and _holds(asked, months):
        return Judgement("eligible", because)
    return Judgement("not", because, change)


def _phase(asked: Condition, candidate: Candidate, words: Words) -> Judgement:
    is_begun = _is_begun(candidate)
    if is_begun is None:
        return Judgement("cannot_tell", words.say("no_phase"))
    because = words.say(f"phase_{candidate.phase}" if candidate.phase else "begun")
    if asked.values == ("started",):
        change = words.say("do_not_begin")
        return Judgement("not", because, change) if is_begun else Judgement("eligible", because)
    if is_begun:
        return Judgement("not", because, words.say("study_first"))
    return Judgement("eligible", because)


def _is_begun(candidate: Candidate) -> bool | None:
    if candidate.phase in _BEGUN:
        return True
    if candidate.phase in _STUDIED:
        return False
    if candidate.phase is None and candidate.start:
        return True if candidate.start < candidate.day[: len(candidate.start)] else None
    return None


def _cumulation(asked: Condition, candidate: Candidate, words: Words) -> Judgement:
    if any(value.startswith("=") for value in asked.values):
        return Judgement("cannot_tell", words.say("cumulation_named"))
    return Judgement("eligible", words.say("cumulation"))


def _holds(asked: Condition, figure: float) -> bool:
    return figure >= asked.number if asked.test == "least" else figure <= asked.number


def _spaced(number: int) -> str:
    return f"{number:,}".replace(",", "\u202f")


_JUDGES: dict[str, Callable[[Condition, Candidate, Words], Judgement]] = {
    "applicant": _applicant, "age": _age, "territory": _territory, "population": _population,
    "theme": _theme, "budget": _budget, "base": _grant, "grant": _grant, "rate": _rate,
    "public_rate": _rate, "own_share": _own_share, "opening": _opening, "deadline": _deadline,
    "duration": _duration, "phase": _phase, "cumulation": _cumulation,
}  # fmt: skip
