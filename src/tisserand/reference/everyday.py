"""The words in which people tell that they need each skill, and actors that they offer it.

They serve to understand needs and offers by meaning, never to map directories. The sources are
`ontology/everyday/*.yaml`, sentences, and `ontology/lexicon/*.yaml`, words.
"""

import json
from functools import cache
from importlib.resources import files

from tisserand.ontology.namespaces import SKILLS


@cache
def load_everyday() -> dict[str, tuple[str, ...]]:
    """Phrases in French by IRI of skill."""
    data = files("tisserand.reference") / "data" / "everyday.json"
    content: dict[str, list[str]] = json.loads(data.read_text(encoding="utf-8"))
    return {SKILLS + name: tuple(phrases) for name, phrases in content.items()}
