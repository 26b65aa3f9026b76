"""What an ingestion tells the person who asked for it."""

from tisserand.ingest.report import IngestReport, Said
from tisserand.ontology.records import Locator


def test_values_set_aside_are_counted_by_reason_and_not_shown() -> None:
    report = IngestReport("zone", rows=3, accepted=3)
    for row, value in enumerate(("7,32829E+13", "4,04833E+13"), start=2):
        said = Said("mapping.identifier_rounded", {"scheme": "SIRET", "value": value})
        report.warnings.append((Locator("zone.csv", row=row), said))
    report.warnings.append(
        (Locator("zone.csv", row=4), Said("mapping.not_a_point", {"value": "x"}))
    )
    rounded, point = report.as_text().splitlines()[-2:]
    assert "SIRET écarté, car un tableur l'a arrondi" in rounded
    assert "nombre : 2 ; d'abord ligne 2" in rounded and "E+13" not in rounded
    assert "d'abord ligne 4" in point
    assert "number: 2; first in row 2" in report.as_text("en")
