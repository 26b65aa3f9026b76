"""Bodies where one works rather than ones that one joins: companies, schools, public bodies."""

from collections.abc import Sequence

from tisserand.ingest.extraction.grouping import Entity
from tisserand.ingest.extraction.lexicons import word_set
from tisserand.ingest.extraction.organization_names import is_workshop
from tisserand.ingest.extraction.tokens import key_of

_ANNOUNCED = frozenset(
    ("entreprise", "société", "cabinet", "agence", "bureau d'études", "start-up", "startup", "sarl",
     "sas", "scop", "eurl", "librairie", "boulangerie", "scierie", "usine", "magasin", "garage",
     "restaurant", "brasserie", "menuiserie", "imprimerie")
)  # fmt: skip
_FIRST_TEXT = """
    mairie ville region departement agglomeration metropole communaute prefecture pharmacie
    clinique hopital lycee college ecole universite institut centre chambre cci caf msa cpam
    ehpad mission agence maison office mediatheque bibliotheque musee theatre parc cabinet caisse
    ministere conseil greta afpa inrae cnrs cerema onf ccas cias pole
"""
_FIRST = frozenset(_FIRST_TEXT.split())
_JOINED = frozenset(
    ("association", "collectif", "club", "amicale", "comite", "reseau", "federation", "union",
     "syndicat", "cooperative")
)  # fmt: skip


def employers(entities: Sequence[Entity]) -> frozenset[int]:
    """Numbers of the organisations where one works."""
    return frozenset(one.number for one in entities if _employs(one))


def _employs(entity: Entity) -> bool:
    if entity.kind != "Organization":
        return False
    words = key_of(entity.name).split()
    heads = {key_of(head) for head in entity.heads}
    if not words or heads & _JOINED or words[0] in _JOINED:
        return False
    last = entity.name.split()[-1]
    is_trade = last in word_set("organizations", "suffixes") or is_workshop(entity.name.split()[0])
    return is_trade or words[0] in _FIRST or bool(entity.heads & _ANNOUNCED)
