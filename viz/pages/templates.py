"""Jinja, set up once: everything is escaped, everything said comes from the locale files."""

from functools import partial
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from tisserand.messages import Language, text
from tisserand.recommend.earlier import earlier_line
from tisserand.recommend.wording import on_date, sum_of
from tisserand.viz.pages.words import is_link, shown_value


def templates(language: Language = "fr") -> Environment:
    """The templates, speaking a language."""
    environment = Environment(
        loader=PackageLoader("tisserand.viz", "pages/templates"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["say"] = partial(_say, language)
    environment.filters["quoted"] = partial(quote, safe="")
    environment.filters["shown"] = shown_value
    environment.filters["on_date"] = partial(on_date, language=language)
    environment.filters["earlier"] = partial(earlier_line, language=language)
    environment.filters["euros"] = partial(sum_of, language=language)
    environment.tests["link"] = is_link
    return environment


def _say(language: Language, message: str, **details: object) -> str:
    return text(message, language, **details)
