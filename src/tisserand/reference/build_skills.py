"""Write `data/skills.json` from `ontology/skills.ttl`, which stays the source. For developers.

    python -m tisserand.reference.build_skills

Reading Turtle takes ten times longer than reading JSON, and each command needs the thesaurus.
"""

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, SKOS

from tisserand.ontology.namespaces import TIS

OUTPUT = Path(__file__).parent / "data" / "skills.json"
KINDS = ("Skill", "Theme")


def main() -> None:
    """Write the file next to this module."""
    OUTPUT.write_text(build(), encoding="utf-8")


def build() -> str:
    """The thesaurus as JSON: one list of concepts, by IRI, one concept a line."""
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
    lines = (json.dumps(concept, ensure_ascii=False, sort_keys=True) for concept in concepts)
    return "[\n" + ",\n".join(lines) + "\n]\n"


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
