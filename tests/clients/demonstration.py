"""The demonstration territory in a workspace, with one source more for what must not be shown."""

from pathlib import Path

from contracts.sample import change_set, record, source

from tisserand.bootstrap import Workspace
from tisserand.demo.territory import FILES
from tisserand.ingest.pipeline import ingest_file
from tisserand.ontology.records import Value, Visibility
from tisserand.settings import Settings

HOSTILE = '<script>alert("1")</script>'
SECRET = "claire.dupre@association.example"
NOTED = record(
    "carnet1",
    f"Atelier {HOSTILE}",
    source="carnet de notes",
    values=[
        Value("email", SECRET, Visibility.AGENT),
        ("description", f"Répare des vélos {HOSTILE}"),
        ("website", "javascript:alert(1)"),
    ],
    links=[("partnerOf", "carnet2")],
)
PARTNER = record("carnet2", "Vélos d'Ici", source="carnet de notes")
NAMESAKES = "Comité de jumelage"
NAMED_ALIKE = [record(key, NAMESAKES, source="carnet de notes") for key in ("carnet3", "carnet4")]
NOTES = source(
    "carnet de notes",
    publisher="Maison des associations",
    licence="https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
)


def weave(folder: Path, **settings: str) -> Workspace:
    """The workspace, opened; its keys differ from one to the next."""
    work = Workspace(Settings(workspace=folder, **settings))  # type: ignore[arg-type]
    for file in FILES:
        ingest_file(
            work.store,
            file.path,
            source_id=file.source,
            date=file.date,
            mapping=file.mapping,
            gazetteer=work.gazetteer,
            thesaurus=work.thesaurus,
        )
    work.store.apply(change_set(NOTED, PARTNER, *NAMED_ALIKE, sources=[NOTES]))
    return work
