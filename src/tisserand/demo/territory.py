"""What the demonstration territory is made of, and what is asked of it.

The files are written by `tools/weave_demo.py`. Every actor, person and number in them is
invented; communes and other public institutions are real.
"""

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

NAME = "Pays de Brécelle"
QUESTION = "Nous cherchons quelqu'un pour remettre en état le four à pain communal"
NEAR = "La Selle-Craonnaise"


@dataclass(frozen=True, slots=True)
class DemoFile:
    """One directory or report of the territory.

    Attributes:
        name: file name, in the package's `demo/data`.
        source: id of the source.
        date: date of what it says (ISO 8601).
        mapping: name of the mapping that reads it; empty for a report.
        title: what it is, in French.
    """

    name: str
    source: str
    date: str
    mapping: str
    title: str

    @property
    def path(self) -> Path:
        """Where the file is."""
        return Path(str(files("tisserand.demo"))) / "data" / self.name


FILES = (
    DemoFile(
        "annuaire-ess.xlsx",
        "annuaire-ess",
        "2024-03-01",
        "annuaire-ess",
        "Annuaire de l'économie sociale et solidaire du Pays de Brécelle",
    ),
    DemoFile(
        "mediation-numerique.json",
        "mediation-numerique",
        "2023-11-15",
        "mednum-maine-et-loire",
        "Lieux de médiation numérique du Pays de Brécelle",
    ),
    DemoFile(
        "subventions.csv",
        "subventions",
        "2024-12-31",
        "subventions-scdl",
        "Subventions aux associations du Pays de Brécelle, 2015-2024",
    ),
)
"""In the order in which they are taken in; any order gives the same graph."""

REPORTS = (
    DemoFile("ateliers-2024.pdf", "ateliers-2024", "2024-03-12", "", "Ateliers du printemps 2024"),
    DemoFile("fiche-haies.docx", "fiche-haies", "2024-02-05", "", "Fiche projet Haies vivantes"),
    DemoFile(
        "evaluation-ateliers.odt",
        "evaluation-ateliers",
        "2023-12-18",
        "",
        "Évaluation des ateliers partagés",
    ),
    DemoFile("lettre-printemps.html", "lettre-printemps", "2024-04-15", "", "Lettre du pays"),
    DemoFile("deliberation-haies.txt", "deliberation-haies", "2024-04-04", "", "Délibération"),
)
"""One in each format; the need that the demonstration asks about is read in the first."""
