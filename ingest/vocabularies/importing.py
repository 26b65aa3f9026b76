"""A vocabulary from its files, placed under the thesaurus of the package."""

import re
from collections.abc import Sequence
from pathlib import Path

from tisserand.errors import InputError
from tisserand.ingest.readers.cells import clean_cell
from tisserand.ingest.readers.sandbox import ParsedRows
from tisserand.ingest.vocabularies.skos_rows import FORMATS
from tisserand.ingest.vocabularies.tables import read_tables
from tisserand.ingest.vocabularies.terms import Terms
from tisserand.ontology.types import check_iri
from tisserand.reference.thesaurus import Concept, Thesaurus, load_thesaurus
from tisserand.reference.vocabularies import ImportedVocabulary, write_vocabulary

SURE = 0.9
"""Score from which the name of a concept says one of our skills."""
WHOLE = 0.6
"""Share of that name which must say it: « études de sécurité de navires » is not « sécurité »."""
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")


def import_vocabulary(folder: Path, paths: Sequence[Path], name: str) -> ImportedVocabulary:
    """Read the files of one vocabulary and keep it in a folder, in place of that name.

    Args:
        folder: of the vocabularies of a workspace.
        paths: CSV files of ESCO or ROME, or SKOS in Turtle, N-Triples, RDF/XML or JSON-LD.
        name: letters, digits and hyphens.

    Raises:
        InputError: a file cannot be read, or holds no concept; nothing is written.
    """
    if not _NAME.fullmatch(name):
        raise InputError("vocabularies.bad_name", name=name)
    graphs = [path for path in paths if path.suffix.lower() in FORMATS]
    terms = read_tables(path for path in paths if path not in graphs)
    for path in graphs:
        _read_skos(path, terms)
    ours = load_thesaurus()
    concepts = terms.concepts({concept.iri for concept in ours.concepts()})
    if not concepts:
        raise InputError("vocabularies.no_concept", file=", ".join(path.name for path in paths))
    return write_vocabulary(folder, name, (_aligned(concept, ours) for concept in concepts))


def _read_skos(path: Path, terms: Terms) -> None:
    for number, row in ParsedRows(path, "skos", {}, "tisserand.ingest.vocabularies.worker"):
        try:
            term = terms[check_iri(row["iri"])]
        except ValueError:
            message = "vocabularies.bad_iri"
            raise InputError(message, file=path.name, row=number, value=row["iri"]) from None
        term.labels |= {language: clean_cell(said) for language, said in row["labels"].items()}
        term.alternatives |= dict.fromkeys(map(clean_cell, row["alternatives"]))
        term.broader |= set(row["broader"])


def _aligned(concept: Concept, ours: Thesaurus) -> Concept:
    """The concept under the one of ours that its name says, so that each finds the other."""
    for name in (concept.label_fr, *concept.alternatives):
        if same := ours.from_label(name):
            return _under(concept, same.iri)
    for met in ours.match(concept.label_fr):
        is_whole = met.end - met.start >= WHOLE * len(concept.label_fr)
        if met.score >= SURE and is_whole and _is_skill(ours, met.iri):
            return _under(concept, met.iri)
    return concept


def _is_skill(ours: Thesaurus, iri: str) -> bool:
    found = ours.get(iri)
    return found is not None and found.kind == "Skill"


def _under(concept: Concept, iri: str) -> Concept:
    kept = tuple(sorted({*concept.broader, iri}))
    return concept if iri == concept.iri else concept._replace(broader=kept)
