"""Who asks, when the sentence of a need begins with their name."""

import re
from typing import Any

from tisserand.ontology.properties import is_kind_of
from tisserand.recommend.arrays import Projection
from tisserand.recommend.helpers import Answer, ask
from tisserand.reference.text import fold
from tisserand.store.port import GraphReader

_LACKS = re.compile(
    r"^(?:(?:les?|la|l) )?(?P<name>.+?) (?:(?:re)?cherche(?:nt)?|(?:a|ont|aurait|auraient) besoin"
    r"|souhait\w+|voudrai\w+|veu(?:t|lent)|aimerai\w+|manque(?:nt)?|demande(?:nt)?"
    r"|n (?:a|ont) (?:pas|plus)) "
)
_ARTICLE = re.compile(r"^(?:les?|la|l) ")
_HITS = 20


def ask_as_told(reader: GraphReader, projection: Projection, need: str, **options: Any) -> Answer:
    """As `helpers.ask`, by whom the sentence says that it is asked: nobody is their own helper."""
    return ask(reader, projection, need, asker=find_asker(reader, need), **options)


def find_asker(reader: GraphReader, need: str) -> str | None:
    """Key of the one actor whose whole name a sentence begins with, as who lacks something."""
    said = _LACKS.match(fold(need))
    if said is None:
        return None
    named = [
        hit.key
        for hit in reader.find(said["name"], limit=_HITS)
        if is_kind_of(hit.kind, "Actor") and _bare(hit.name) == said["name"]
    ]
    return named[0] if len(named) == 1 else None


def _bare(name: str) -> str:
    return _ARTICLE.sub("", fold(name))
