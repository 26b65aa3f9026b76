"""Write `data/skills.json` and `data/everyday.json` from `ontology`, the source. For developers.

    python -m tisserand.reference.build_skills

Reading Turtle takes a hundred times longer than reading JSON, and each command needs the
thesaurus. The stems of its words go along, for the same reason.
"""

import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, SKOS

from tisserand.ontology.namespaces import SKILLS, TIS
from tisserand.reference.phrases import COMMON_WORDS
from tisserand.reference.text import stem, tokens

DATA = Path(__file__).parent / "data"
KINDS = ("Skill", "Theme")


def main() -> None:
    """Write the files next to this module."""
    (DATA / "skills.json").write_text(build(), encoding="utf-8")
    (DATA / "everyday.json").write_text(build_everyday(), encoding="utf-8")


def build() -> str:
    """The thesaurus as JSON: its concepts by IRI, one a line, and the stems of their words."""
    graph = Graph()
    source = files("tisserand.ontology") / "skills.ttl"
    graph.parse(data=source.read_text(encoding="utf-8"), format="turtle")
    concepts = [
        _concept(graph, subject, kind)
        for kind in KINDS
        for subject in graph.subjects(RDF.type, URIRef(TIS + kind))
        if isinstance(subject, URIRef)
    ]
    concepts.sort(key=lambda concept: str(concept["iri"]))
    lines = ",\n".join(_json(concept) for concept in concepts)
    return f'{{"concepts": [\n{lines}\n],\n"stems": {_json(_stems(concepts))}}}\n'


def build_everyday() -> str:
    """What is said of each skill, by who needs it and by who offers it, as JSON, by its name.

    Raises:
        ValueError: a name is no skill of the thesaurus.
    """
    known = {concept["iri"] for concept in json.loads(build())["concepts"]}
    said: dict[str, list[str]] = {}
    for file, name, phrases in (*_sentences(), *_words()):
        if SKILLS + name not in known:
            raise ValueError(f"{file}: {name} is no skill of the thesaurus")
        said.setdefault(name, []).extend(phrases)
    lines = ",\n".join(f"{_json(name)}: {_json(said[name])}" for name in sorted(said))
    return f"{{\n{lines}\n}}\n"


def _sentences() -> Iterator[tuple[str, str, list[str]]]:
    for file, content in _sources("everyday"):
        for name, phrases in content.items():
            yield file, name, phrases


def _words() -> Iterator[tuple[str, str, list[str]]]:
    for file, content in _sources("lexicon"):
        for name, told in content.items():
            words = ", ".join((told["said"], told["trades"])).split(", ")
            yield file, name, [word.strip() for word in words]


def _sources(folder: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The files of a folder of the ontology, by their names, and what they hold."""
    for file in sorted((Path(str(files("tisserand.ontology"))) / folder).glob("*.yaml")):
        yield file.name, yaml.safe_load(file.read_text(encoding="utf-8"))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _stems(concepts: list[dict[str, Any]]) -> dict[str, str]:
    """The stem of each word that French names and symptoms hold."""
    texts = " ".join(
        text
        for concept in concepts
        for text in (concept["label_fr"], *concept["alternatives"], *concept["helps_with"])
    )
    return {token: stem(token) for token in sorted({*tokens(texts), *COMMON_WORDS})}


def _concept(graph: Graph, subject: URIRef, kind: str) -> dict[str, Any]:
    return {
        "iri": str(subject),
        "kind": kind,
        "label_fr": _texts(graph, subject, SKOS.prefLabel, "fr")[0],
        "label_en": _texts(graph, subject, SKOS.prefLabel, "en")[0],
        "alternatives": _texts(graph, subject, SKOS.altLabel, "fr"),
        "broader": sorted(map(str, graph.objects(subject, SKOS.broader))),
        "themes": sorted(map(str, graph.objects(subject, URIRef(TIS + "theme")))),
        "helps_with": _texts(graph, subject, URIRef(TIS + "helpsWith"), "fr"),
    }


def _texts(graph: Graph, subject: URIRef, predicate: URIRef, language: str) -> list[str]:
    return sorted(
        str(value)
        for value in graph.objects(subject, predicate)
        if isinstance(value, Literal) and value.language == language
    )


if __name__ == "__main__":
    main()
