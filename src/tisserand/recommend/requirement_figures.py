"""What a requirement says in figures: dates, durations, shares, euros, inhabitants."""

import re
from collections.abc import Iterator

from tisserand.recommend.requirement_text import Clause, Condition, Test, Topic

_MONTHS = {
    "janvier": 1, "fevrier": 2, "mars": 3, "avril": 4, "mai": 5, "juin": 6, "juillet": 7,
    "aout": 8, "septembre": 9, "octobre": 10, "novembre": 11, "decembre": 12,
}  # fmt: skip
_NUMBERS = {
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6,
    "sept": 7, "huit": 8, "neuf": 9, "dix": 10, "douze": 12, "quinze": 15, "vingt": 20,
}  # fmt: skip
_LEAST = (
    r"minim\w+|au moins|plancher\w*|superieure?s?|plus d\w*|a partir d\w*"
    r"|a compter d\w*|excede\w*|depass\w+"
)
_MOST = (
    r"maxim\w+|plafon\w+|au plus|inferieure?s?|moins d\w*|jusqu a|limite\w*|a hauteur d\w*|dans les"
)
_NO_MORE = r"ne?(?: \w+){0,3}? (?:exced|depass)\w*|sans (?:exced|depass)\w*"


def read_figures(clause: Clause) -> list[Condition]:
    """Every figure whose meaning is sure."""
    found = [*_dates(clause), *_months(clause), *_shares(clause)]
    return [*found, *_euros(clause), *_inhabitants(clause)]


_DATE = re.compile(
    rf"\b(?:(?P<d>\d{{1,2}})(?:er)? )?(?P<m>{'|'.join(_MONTHS)}) (?P<y>\d{{4}})\b"
    r"|\b(?P<dd>\d{1,2})/(?P<mm>\d{1,2})/(?P<yy>\d{4})\b"
)
_FROM = re.compile(
    rf"\bdu (\d{{1,2}}(?:er)?)(?: ({'|'.join(_MONTHS)}))?"
    rf"(?= au \d{{1,2}}(?:er)? ({'|'.join(_MONTHS)}) (\d{{4}})\b)"
)
_HOUR = re.compile(r"\b(?:a )?\d{1,2} ?(?:h\b|heures?\b)(?: ?\d{2}\b)?")
_CUES: tuple[tuple[Topic, str], ...] = (
    (
        "deadline",
        r"avant(?: le| fin)?|jusqu (?:au?|en)|au plus tard(?: le| fin)?|date limite[^\d]*"
        r"|clotur\w*[^\d]*|limite[^\d]*",
    ),
    (
        "opening",
        r"a (?:partir|compter) d[ue]?|ouverte?s?(?: le| du| depuis| des)?|ouverture[^\d]*|des le",
    ),
)
_OTHER_DATES = (
    r"travaux|realis|acheve|termin|execut|factur|engage|commenc|demarr|debut|evenement|manifest"
)
_DEPOSIT = r"depos|depot|dossier|candidat|demande|cloture|date limite|ouvert|appel"


def _dates(clause: Clause) -> Iterator[Condition]:
    """When requests are taken, not when works are done."""
    if clause.has(_OTHER_DATES) and not clause.has(_DEPOSIT):
        return
    clause.drop(_HOUR)
    # « du 1er mars au 30 avril 2025 »: the first day is of the year of the last.
    clause.folded = _FROM.sub(lambda m: f"du {m[1]} {m[2] or m[3]} {m[4]}", clause.folded)
    last: dict[Topic, str] = {}
    for match in list(_DATE.finditer(clause.folded)):
        before = clause.folded[: match.start()].rstrip()
        topic, start = _cue(before)
        if topic is None:
            continue
        clause.take(start, match.end())
        date = _iso(match)
        kept = last.get(topic)
        last[topic] = date if kept is None else (max if topic == "deadline" else min)(kept, date)
    for topic, date in last.items():
        yield Condition(topic, "most" if topic == "deadline" else "least", (date,))


def _cue(before: str) -> tuple[Topic | None, int]:
    """What the words just before a date make of it, and where they begin."""
    if match := re.search(r"\b(?:et )?au$", before):  # « du 1er mars au 30 juin »
        return "deadline", match.start()
    found = [
        (match.start(), topic)
        for topic, words in _CUES
        for match in re.finditer(rf"\b(?:{words})(?: (?:le|du|au|:))*$|\b(?:{words})\W*$", before)
    ]
    if found:
        start, topic = max(found)
        return topic, start
    match = re.search(r"\bdu$", before)
    return ("opening", match.start()) if match else (None, 0)


def _iso(match: re.Match[str]) -> str:
    if match["yy"]:
        return f"{match['yy']}-{int(match['mm']):02}-{int(match['dd']):02}"
    month = f"{match['y']}-{_MONTHS[match['m']]:02}"
    return f"{month}-{int(match['d']):02}" if match["d"] else month


_N = rf"(\d+|{'|'.join(_NUMBERS)})"
_SPAN = re.compile(rf"\b(?:(?:de |entre )?{_N} (?:a|et) )?{_N} (mois|ans?|annees?)\b")
_AGE = (
    r"exist\w+|anciennete|cree\w*|creation|depuis|association|structure|fonctionn\w+"
    r"|entreprise|societe|cooperative|start ?up"
)
_LENGTH = r"duree|realis\w+|execut\w+|delai|projets? de"


def _months(clause: Clause) -> Iterator[Condition]:
    """How long the project may last, how old who applies must be."""
    for match in list(_SPAN.finditer(clause.folded)):
        topic: Topic
        if clause.has(_LENGTH):
            topic = "duration"
        elif clause.has(_AGE):
            topic = "age"
        else:
            continue
        figures = [_in_months(part, match[3]) for part in (match[1], match[2]) if part]
        tests = _tests(clause, match, len(figures))
        if topic == "age" and len(tests) != 1:
            continue
        for test, months in zip(tests, figures, strict=False):
            yield Condition(topic, test, (str(months),))
        if tests:
            clause.take(match.start(), match.end())
            clause.drop(_FIGURE_WORDS)
            clause.drop(
                re.compile(r"\b(?:duree\w*|delai\w*|suivant la \w+|anciennete|ancienne?s?)\b")
            )


def _in_months(number: str, unit: str) -> int:
    count = _NUMBERS.get(number) or int(number)
    return count if unit == "mois" else 12 * count


_FIGURE_WORDS = re.compile(rf"\b(?:{_NO_MORE}|{_LEAST}|{_MOST}|pas)\b")


def _tests(clause: Clause, match: re.Match[str], count: int) -> list[Test]:
    """Whether figures are bounds below or above; nothing when the words do not say."""
    if count == 2:
        return ["least", "most"]
    before, after = clause.folded[: match.start()], clause.folded[match.end() :]
    near = before[-60:] + " # " + after[:30]
    if re.search(rf"\b(?:{_NO_MORE})\b", near):
        return ["most"]
    places: list[tuple[int, Test]] = []
    tests: tuple[tuple[str, Test], ...] = ((_LEAST, "least"), (_MOST, "most"))
    for words, test in tests:
        for cue in re.finditer(rf"\b(?:{words})\b", near):
            gap = near.index("#") - cue.end()
            places.append((gap if gap >= 0 else -gap + 20, test))
    return [min(places)[1]] if places else []


_SHARE = re.compile(r"(\d+(?:[.,]\d+)?) ?%")
_SHARES: tuple[tuple[Topic, str], ...] = (
    (
        "own_share",
        r"autofinanc\w*|auto financ\w*|fonds propres|apports?|apporte\w*"
        r"|ressources propres|reste a charge",
    ),
    ("public_rate", r"aides publiques|financements publics|subventions publiques|fonds publics"),
    ("rate", r"taux|subventions?|aides?|hauteur|couvre\w*|finance\w*|prises? en charge|interv\w+"),
)


def _shares(clause: Clause) -> Iterator[Condition]:
    """Rates of aid, and what the applicant must bring."""
    for match in list(_SHARE.finditer(clause.folded)):
        topic = next((topic for topic, words in _SHARES if clause.has(rf"(?:{words})\b")), None)
        tests = _tests(clause, match, 1)
        wanted: Test = "least" if topic == "own_share" else "most"
        if topic is None or (tests and tests != [wanted]):
            continue
        yield Condition(topic, wanted, (f"{float(match[1].replace(',', '.')) / 100:g}",))
        clause.take(match.start(), match.end())
        clause.drop(re.compile(rf"\b(?:{dict(_SHARES)[topic]}|cumul\w*)\b"))
        clause.drop(_FIGURE_WORDS)


_UNIT = r"(?:€|euros?\b|k ?€|k ?euros?\b|m ?€|millions? d euros\b|mille euros\b)"
_MONEY = re.compile(
    rf"\b(?:(?:de |entre )?(\d+(?:[.,]\d+)?) ?({_UNIT})?(?: ?(?:ht|ttc))? (?:a|et) )?"
    rf"(\d+(?:[.,]\d+)?) ?({_UNIT})(?: (?:ht|ttc)\b)?"
)
_BASE = r"depenses? (?:eligibles? )?(?:est |sont )?(?:plafon\w+|prises? en compte)|assiette"
_ASKED = r"subventions?|aides?|dotations?|prets?|prix|bourses?|avances?|financements?|soutien"
_COST = (
    r"budgets?|couts?|depenses?|investissements?|projets? d un montant|montants? du projet"
    r"|devis|operations?"
)


def _euros(clause: Clause) -> Iterator[Condition]:
    """Bounds of a budget, and of what is given."""
    for match in list(_MONEY.finditer(clause.folded)):
        topic = _of_money(clause.whole)
        if topic is None:
            continue
        unit = match[4]
        figures = [_in_euros(match[1], match[2] or unit)] if match[1] else []
        figures.append(_in_euros(match[3], unit))
        tests = _tests(clause, match, len(figures))
        if not tests and topic == "grant":
            tests = ["most"]
        for test, euros in zip(tests, figures, strict=False):
            if topic != "base" or test == "most":
                yield Condition(topic, test, (str(euros),))
        if tests:
            clause.take(match.start(), match.end())
            clause.drop(_FIGURE_WORDS)
            clause.drop(re.compile(rf"\b(?:{_ASKED}|{_COST}|assiette)\b"))


def _of_money(whole: str) -> Topic | None:
    """What a sum is about: the first thing that the clause names."""
    if re.search(rf"\b(?:{_BASE})", whole):
        return "base"
    kinds: tuple[tuple[Topic, str], ...] = (("grant", _ASKED), ("budget", _COST))
    places = [
        (match.start(), topic)
        for topic, words in kinds
        if (match := re.search(rf"\b(?:{words})\b", whole))
    ]
    return min(places)[1] if places else None


def _in_euros(number: str, unit: str) -> int:
    value = float(number.replace(",", "."))
    if unit.startswith(("k", "mille ")):
        value *= 1_000
    elif unit.startswith("m"):
        value *= 1_000_000
    return round(value)


_PEOPLE = re.compile(r"\b(\d+) (?:habitants?|hab\b)\.?")


def _inhabitants(clause: Clause) -> Iterator[Condition]:
    """How many people may live in the commune."""
    for match in list(_PEOPLE.finditer(clause.folded)):
        for test in _tests(clause, match, 1):
            yield Condition("population", test, (match[1],))
            clause.take(match.start(), match.end())
            clause.drop(_FIGURE_WORDS)
            clause.drop(re.compile(r"\b(?:dans (?:une|des|les) communes?|population)\b"))
