"""The same grants by other means: one Cypher MERGE a row into Neo4j, and RML by morph-kgc."""

import csv
import resource
import subprocess
import time
from pathlib import Path
from typing import Any

from neo4j import Driver

from benchmarks.neo4j_process import server_cpu

MORPH = Path(__file__).parents[1] / ".venv-baselines" / "bin" / "python"
CONSTRAINTS = (
    "CREATE CONSTRAINT FOR (n:Funder) REQUIRE n.siret IS UNIQUE",
    "CREATE CONSTRAINT FOR (n:Actor) REQUIRE n.key IS UNIQUE",
    "CREATE CONSTRAINT FOR (n:Grant) REQUIRE n.key IS UNIQUE",
)
MERGE_ROW = """
    MERGE (f:Funder {siret: $idAttribuant}) SET f.name = $nomAttribuant
    MERGE (b:Actor {key: $actor})
        SET b.name = $nomBeneficiaire, b.siret = $idBeneficiaire, b.town = $communeBeneficiaire
    MERGE (g:Grant {key: $row})
        SET g.name = $objet, g.amount = $montant, g.date = $dateConvention
    MERGE (f)-[:FUNDED]->(g)
    MERGE (g)-[:GRANTED_TO]->(b)
"""
_NAMESPACES = """
@prefix rr: <http://www.w3.org/ns/r2rml#> .
@prefix rml: <http://semweb.mmlab.be/ns/rml#> .
@prefix ql: <http://semweb.mmlab.be/ns/ql#> .
@prefix t: <https://w3id.org/tisserand/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
_THING = """
<#{name}> rml:logicalSource [ rml:source "{file}" ; rml:referenceFormulation ql:CSV ] ;
    rr:subjectMap [ rr:template "{subject}" ; rr:class t:{kind} ] {facts} .
"""
_SUBJECTS = {
    "Grant": "http://example.org/grant/{row}",
    "PublicBody": "http://example.org/funder/{idAttribuant}",
    "Organization": "http://example.org/actor/{nomBeneficiaire}/{communeBeneficiaire}",
}
_FACTS = {
    "Grant": {
        "rdfs:label": "objet",
        "t:purpose": "objet",
        "t:amount": "montant",
        "t:grantedOn": "dateConvention",
        "t:year": "dateConvention",
    },
    "PublicBody": {"rdfs:label": "nomAttribuant", "t:siret": "idAttribuant"},
    "Organization": {
        "rdfs:label": "nomBeneficiaire",
        "t:siret": "idBeneficiaire",
        "t:locatedIn": "communeBeneficiaire",
    },
}
_LINKS = {"t:funder": "PublicBody", "t:beneficiary": "Organization"}


def merge_rows(file: Path, driver: Driver, pid: int) -> tuple[float, float]:
    """Read a CSV and merge it row by row; CPU seconds of this client and of the server."""
    for constraint in CONSTRAINTS:
        driver.execute_query(constraint)
    driver.execute_query("CALL db.awaitIndexes()")
    client, server = time.process_time(), server_cpu(pid)
    with driver.session() as session, file.open(encoding="utf-8", newline="") as stream:
        for number, row in enumerate(csv.DictReader(stream), start=2):
            town = row.get("communeBeneficiaire", "")
            actor = row["idBeneficiaire"] or f"{row['nomBeneficiaire']} {town}"
            values: dict[str, Any] = row | {
                "actor": actor, "row": number, "communeBeneficiaire": town,
            }  # fmt: skip
            session.run(MERGE_ROW, values).consume()
    return time.process_time() - client, server_cpu(pid) - server


def map_with_morph(file: Path, folder: Path) -> tuple[float, int]:
    """Map a CSV by RML in a process of its own; its CPU seconds, and the triples it wrote."""
    if not MORPH.exists():
        raise SystemExit("make .venv-baselines first")
    numbered, mapping, output = folder / "numbered.csv", folder / "rml.ttl", folder / "out.nt"
    _number_rows(file, numbered)
    mapping.write_text(rml(numbered), encoding="utf-8")
    settings = folder / "morph.ini"
    settings.write_text(
        f"[CONFIGURATION]\noutput_file={output}\noutput_format=N-TRIPLES\n"
        f"number_of_processes=1\n[GRANTS]\nmappings={mapping}\n",
        encoding="utf-8",
    )
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [str(MORPH), "-m", "morph_kgc", str(settings)], check=True, capture_output=True, cwd=folder
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    with output.open("rb") as lines:
        triples = sum(1 for _ in lines)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, triples


def rml(file: Path) -> str:
    """The mapping of the grants in RML; all columns have the meaning that ours gives them."""
    things = [
        _THING.format(name=kind, file=file, subject=_SUBJECTS[kind], kind=kind, facts=_facts(kind))
        for kind in _SUBJECTS
    ]
    return _NAMESPACES + "".join(things)


def _facts(kind: str) -> str:
    maps = [
        f"; rr:predicateObjectMap [ rr:predicate {name} ; "
        f'rr:objectMap [ rml:reference "{column}" ] ]'
        for name, column in _FACTS[kind].items()
    ]
    if kind == "Grant":
        maps += [
            f"; rr:predicateObjectMap [ rr:predicate {name} ; "
            f'rr:objectMap [ rr:template "{_SUBJECTS[target]}" ] ]'
            for name, target in _LINKS.items()
        ]
        maps.append(
            '; rr:predicateObjectMap [ rr:predicate t:fundingKind ; rr:object "subvention" ]'
        )
    return "\n    ".join(maps)


def _number_rows(file: Path, numbered: Path) -> None:
    """RML has no row number to name a grant by: the file is given one, uncounted."""
    with (
        file.open(encoding="utf-8", newline="") as said,
        numbered.open("w", encoding="utf-8", newline="") as written,
    ):
        rows = csv.reader(said)
        writer = csv.writer(written)
        writer.writerow(["row", *next(rows)])
        writer.writerows([str(number), *row] for number, row in enumerate(rows, start=2))
