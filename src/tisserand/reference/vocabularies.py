"""Vocabularies that an operator imported beside the thesaurus of the package, one file each."""

import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from tisserand.reference.text import stem, tokens
from tisserand.reference.thesaurus import Concept, Thesaurus, load_thesaurus, read_concept

FOLDER = "vocabularies"
"""Folder of a workspace that holds them."""


_FILE = re.compile(r"[a-z0-9][a-z0-9-]{0,59}\.json")


class ImportedVocabulary(NamedTuple):
    """What a workspace holds of one vocabulary."""

    name: str
    concepts: int
    aligned: int
    """Concepts placed under one of the thesaurus of the package."""


def write_vocabulary(folder: Path, name: str, concepts: Iterable[Concept]) -> ImportedVocabulary:
    """Write a vocabulary, in place of the one of that name, whole or not at all."""
    ordered = sorted(concepts, key=lambda concept: concept.iri)
    summary = {"concepts": len(ordered), "aligned": _aligned(ordered)}
    content = {
        "summary": summary,
        "concepts": [concept._asdict() for concept in ordered],
        "stems": _stems(ordered),
    }
    folder.mkdir(parents=True, exist_ok=True)
    pending = folder / f".{name}.pending"
    pending.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    pending.replace(_file(folder, name))
    return ImportedVocabulary(name, **summary)


def vocabulary_files(folder: Path) -> list[Path]:
    """The files of a folder that hold a vocabulary each, by name."""
    return sorted(file for file in folder.glob("*.json") if is_vocabulary_file(file.name))


def is_vocabulary_file(name: str) -> bool:
    """Whether a file of this name may hold a vocabulary."""
    return _FILE.fullmatch(name) is not None


def list_vocabularies(folder: Path) -> list[ImportedVocabulary]:
    """The vocabularies of a folder, by name."""
    return [
        ImportedVocabulary(file.stem, **_read(file)["summary"])
        for file in sorted(folder.glob("*.json"))
    ]


def remove_vocabulary(folder: Path, name: str) -> bool:
    """Remove a vocabulary; says whether there was one."""
    file = _file(folder, name)
    existed = file.exists()
    file.unlink(missing_ok=True)
    return existed


def load_extended(folder: Path) -> Thesaurus:
    """The thesaurus of the package, with the vocabularies of a folder when it holds some."""
    files = sorted(folder.glob("*.json"))
    thesaurus = load_thesaurus()
    if not files:
        return thesaurus
    contents = [_read(file) for file in files]
    imported = [read_concept(fields) for content in contents for fields in content["concepts"]]
    stems = {word: part for content in contents for word, part in content["stems"].items()}
    return thesaurus.extended(imported, stems)


def _file(folder: Path, name: str) -> Path:
    return folder / f"{name}.json"


def _read(file: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return content


def _aligned(concepts: Sequence[Concept]) -> int:
    ours = {concept.iri for concept in load_thesaurus().concepts()}
    return sum(1 for concept in concepts if not ours.isdisjoint(concept.broader))


def _stems(concepts: Sequence[Concept]) -> dict[str, str]:
    words = {
        token
        for concept in concepts
        for name in (concept.label_fr, *concept.alternatives)
        for token in tokens(name)
    }
    return {word: stem(word) for word in sorted(words)}
