"""All that is held about a person, as one page to print and to hand over: HTML by itself."""

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import Any

from tisserand.messages import catalogue, text

Answer = Mapping[str, Any]
_STYLE = """
body{font:11pt/1.45 Georgia,serif;max-width:52rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a}
h1{font-size:1.6rem;margin-bottom:.2rem}
h2{font-size:1.2rem;margin-top:2rem;border-bottom:1px solid #999}
h3{font-size:1rem;margin:1.2rem 0 .3rem}table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.2rem .6rem .2rem 0;border-bottom:1px solid #ddd}
th{font-weight:normal;color:#555;width:22%}td.who{width:24%;color:#555}dl{margin:.3rem 0}
dt{float:left;clear:left;width:11rem;color:#555}dd{margin:0 0 .2rem 11rem}
blockquote{margin:.3rem 0;padding-left:.8rem;border-left:3px solid #ccc}
@media print{body{margin:0;max-width:none}section{break-inside:avoid-page}}
"""


def person_page(answer: Answer) -> str:
    """The page of what `ingest.erasure.access.describe_person` told, in French."""
    name = escape(answer["name"])
    parts = [
        "<!doctype html>",
        f'<html lang="fr"><head><meta charset="utf-8"><title>{name}</title>',
        f"<style>{_STYLE}</style></head><body>",
        f"<h1>{_said('title', name=answer['name'])}</h1>",
        f"<p>{_said('made_on', date=answer['date'])} {_identified(answer['iri'])}</p>",
        f"<p>{_said('rights')}</p>",
        *_requests(answer["requests"]),
        *(part for source in answer["sources"] for part in _source(source)),
        *_judgements(answer["judgements"]),
        *_introductions(answer["introductions"]),
        *_earlier(answer["earlier"]),
        "</body></html>",
    ]
    return "\n".join(parts) + "\n"


def _identified(iri: str | None) -> str:
    return _said("in_passing") if iri is None else _said("identified", iri=iri)


def _said(message: str, **details: object) -> str:
    """A sentence of the page, its details made safe."""
    safe: dict[str, Any] = {name: escape(str(told)) for name, told in details.items()}
    return text(f"persons.page_{message}", "fr", **safe)


def _source(source: Answer) -> Iterator[str]:
    yield f"<section><h2>{escape(source['title'] or source['id'])}</h2><dl>"
    yield from _pairs(
        {
            "source": source["id"],
            "publisher": source["publisher"],
            "licence": source["licence"],
            "source_date": source["date"],
            "legal_basis": source["legal_basis"] or text("persons.page_no_legal_basis"),
            "retain_until": source["retain_until"] or text("persons.page_no_retention"),
        }
    )
    yield "</dl>"
    for record in source["records"]:
        yield from _record(record)
    if source["sentences"]:
        yield f"<h3>{_said('sentences')}</h3>"
        for one in source["sentences"]:
            page = f"<p>{_said('page', page=one['page'])}</p>" if one["page"] else ""
            yield f"{page}<blockquote>{escape(one['passage'])}</blockquote>"
    yield "</section>"


def _pairs(told: Mapping[str, Any]) -> Iterator[str]:
    for message, value in told.items():
        if value:
            yield f"<dt>{_said(message)}</dt><dd>{escape(str(value))}</dd>"


def _record(record: Answer) -> Iterator[str]:
    kind = str(catalogue("kinds", "fr").get(record["kind"], record["kind"]))
    about = "" if record["about"] == "person" else f" ({_said('mention')})"
    yield f"<h3>{escape(record['name'])} · {escape(kind)}{about}</h3>"
    yield f"<p>{located(record)} · {_who(record['visibility'])}</p>"
    if record["passage"]:
        yield f"<blockquote>{escape(record['passage'])}</blockquote>"
    if record["facts"] or record["links"]:
        yield "<table>"
        for fact in record["facts"]:
            yield _row(fact, fact["text"])
        for link in record["links"]:
            yield _row(link, str(link["name"] or text("persons.page_absent")))
        yield "</table>"


def _row(told: Answer, value: str) -> str:
    label = str(catalogue("properties", "fr").get(told["property"], told["property"]))
    dates = ""
    if told["since"] or told["until"]:
        dates = f" ({escape(told['since'] or '…')} – {escape(told['until'] or '…')})"
    who = _who(told["visibility"])
    return (
        f"<tr><th>{escape(label)}</th><td>{escape(value)}{dates}</td>"
        f'<td class="who">{who}</td></tr>'
    )


def _who(visibility: str) -> str:
    return _said(f"seen_by_{visibility}")


def located(record: Answer) -> str:
    """« annuaire.xlsx, feuille Annuaire, ligne 87 », made safe."""
    details = {name: record[name] for name in ("file", "sheet", "row", "page")}
    if record["page"] is not None:
        return _said("from_page", **details)
    if record["sheet"] is not None:
        return _said("from_sheet", **details)
    if record["row"] is None:
        return _said("from_file", **details)
    return _said("from_row", **details)


def _requests(requests: Iterable[Answer]) -> Iterator[str]:
    for one in requests:
        yield f"<p><strong>{_said('opposed', **one)}</strong></p>"


def _judgements(judgements: list[Answer]) -> Iterator[str]:
    if judgements:
        yield f"<section><h2>{_said('judgements')}</h2><ul>"
        for one in judgements:
            yield f"<li>{_judged(one)}</li>"
        yield "</ul></section>"


def _judged(one: Answer) -> str:
    return _said(f"judged_{one['verdict']}", **_without_none(one))


def _introductions(introductions: list[Answer]) -> Iterator[str]:
    if introductions:
        yield f"<section><h2>{_said('introductions')}</h2><ul>"
        for one in introductions:
            told = [one["name"], one["state"], one["stateDate"], one["reason"], one["outcome"]]
            yield f"<li>{escape(' · '.join(part for part in told if part))}</li>"
        yield "</ul></section>"


def _earlier(records: list[Answer]) -> Iterator[str]:
    if records:
        yield f"<section><h2>{_said('earlier')}</h2>"
        for one in records:
            until = one["keep_until"] or text("persons.page_no_retention")
            yield f"<p>{_said('earlier_of', source=one['source'], until=until)}</p>"
            yield from _record(one)
        yield "</section>"


def _without_none(told: Answer) -> dict[str, object]:
    return {name: "…" if value is None else value for name, value in told.items()}
