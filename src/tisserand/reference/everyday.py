"""What people say when they need each skill, beyond the few symptoms of the thesaurus itself.

They serve to understand needs by meaning, never to read directories: no word of theirs names a
trade. The source is `ontology/everyday/*.yaml`.
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
