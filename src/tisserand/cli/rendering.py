"""Answers as a person reads them in a terminal, in French."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tisserand.cli.citing import property_label, read_in
from tisserand.cli.output import print_table
from tisserand.messages import code_label, text
from tisserand.publish.explanation import Labels

Answer = Mapping[str, Any]


def print_answer(answer: Answer) -> None:
    """Who can help: what was understood, then each helper with reasons, sources and introducer."""
    understood = answer["understood"]
    words = [part["label"] for part in [*understood["skills"], *understood["themes"]]]
    if understood["kind"] != "skill":
        words.insert(0, text(f"codes.helpKind_{understood['kind']}"))
    if understood["place"]:
        words.append(understood["place"]["name"])
    if words:
        print(text("cli.understood", words=" · ".join(words)))
    if answer.get("message"):
        print(answer["message"])
    if understood["kind"] == "money":
        print(text("cli.to_funding"))
    for rank, helper in enumerate(answer["helpers"], start=1):
        print()
        _print_helper(rank, helper)


def _print_helper(rank: int, helper: Answer) -> None:
    heading = [helper["name"], text(f"kinds.{helper['kind']}")]
    if helper["place"]:
        heading.append(helper["place"]["name"])
    if helper.get("distance_km") is not None:
        heading.append(text("cli.kilometres", distance=f"{helper['distance_km']:.0f}"))
    print(f"{rank:>2}. {' · '.join(heading)}")
    print_reasons(helper["reasons"])
    if helper.get("news"):
        print(f"    {text('links.news', facts=' ; '.join(helper['news']))}")
    introducer = helper["introducer"]
    if introducer is None:
        print(f"    {text('cli.direct_contact')}")
    else:
        print(f"    {text('cli.introducer', name=introducer['name'])}")
        print_reasons(introducer["reasons"], indent=8)


def print_reasons(reasons: Iterable[Answer], indent: int = 4) -> None:
    """Each reason, and where it is said."""
    for reason in reasons:
        print(f"{' ' * indent}{reason['text']}    {cited(reason['records'])}")


def cited(records: Iterable[Answer]) -> str:
    """« [annuaire.xlsx, ligne 87] » for the first record, and how many more say it."""
    listed = list(records)
    if not listed:
        return ""
    first, more = listed[0], len(listed) - 1
    where = text("cli.cited", where=_place(first))
    if not more:
        return where
    return text("cli.cited_one_more" if more == 1 else "cli.cited_more", where=where, more=more)


def _place(record: Answer) -> str:
    """« annuaire.xlsx, Annuaire, ligne 87 », or « rapport.pdf, p. 3 : « … » »."""
    if record.get("passage") is not None:
        return read_in(record)
    sheet = f", {record['sheet']}" if "sheet" in record else ""
    return text("cli.row_of", file=record["file"] + sheet, row=record["row"])


def print_description(answer: Answer, labels: Labels) -> None:
    """An entity: its facts then its links, each with where it is said."""
    print(f"{answer['name']} · {text('kinds.' + answer['kind'])}")
    print(answer["iri"])
    rows = [
        ("•" if fact["chosen"] else " ", fact["property"], _shown(fact, labels), fact["records"])
        for fact in answer["facts"]
    ]
    rows += [
        ("→" if link["direction"] == "out" else "←", link["property"], link["name"],
         link["records"])
        for link in answer["links"]
    ]  # fmt: skip
    columns = ("", *(text(f"cli.column_{name}") for name in ("property", "value", "source")))
    told = [(mark, property_label(name), value, cited(by)) for mark, name, value, by in rows]
    print_table(columns, told)
    _print_uncarried(answer)


def _print_uncarried(answer: Answer) -> None:
    """The actions of a plan that nobody carries, the one shown or those under it."""
    actions = answer["uncarried"]
    if [one["iri"] for one in actions] == [answer["iri"]]:
        print(text("readings.no_carrier_here"))
    elif actions:
        names = " ; ".join(" ".join(filter(None, (a["number"], a["name"]))) for a in actions)
        print(text("readings.no_carrier_under", actions=names))


def _shown(fact: Answer, labels: Labels) -> str:
    return code_label(fact["property"], fact["value"]) or labels(fact["value"])


def print_pairs(pairs: Sequence[Answer]) -> None:
    """Suggested cooperations, with their reasons."""
    for rank, pair in enumerate(pairs, start=1):
        print(f"{rank:>2}. {pair['a']['name']} ↔ {pair['b']['name']}")
        _print_grounds(pair)
    if not pairs:
        print(text("links.none"))


def print_joins(joins: Sequence[Answer]) -> None:
    """Who should join which project, with reasons."""
    for rank, join in enumerate(joins, start=1):
        print(f"{rank:>2}. {join['actor']['name']} → {join['project']['name']}")
        _print_grounds(join)
    if not joins:
        print(text("joins.none"))


def _print_grounds(suggested: Answer) -> None:
    """New facts, how sure, and why."""
    if suggested.get("news"):
        print(f"    {text('links.news', facts=' ; '.join(suggested['news']))}")
    if suggested.get("confidence"):
        print(f"    {suggested['confidence']['text']}")
    print_reasons(suggested["reasons"])
