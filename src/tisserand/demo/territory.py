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
    """One directory of the territory.

    Attributes:
        name: file name, in the package's `demo/data`.
        source: id of the source.
        date: date of what it says (ISO 8601).
        mapping: name of the mapping that reads it.
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
