"""Four small directories of a few organisations and people, each in several versions."""

from collections.abc import Sequence

from fixtures.weaver import Weaver

from tisserand.ingest.draft import Draft
from tisserand.ontology.records import Identifier, Link, Value

CRAON, LAVAL = (
    Value("locatedIn", f"https://w3id.org/tisserand/place/commune/{code}")
    for code in ("53084", "53130")
)
MAIL, MOBILE = "ozanne.tribouillard@fournil.example", "+33612345678"
ERASED = "Ozanne Tribouillard"
RANKS = {"registre": 0, "liste": 1, "carte": 2, "carnet": 3}
Row = tuple[Draft, ...]


def organisation(name: str, *values: Value, siren: str = "", key: str | None = None) -> Draft:
    numbers = (Identifier("siren", siren),) if siren else ()
    return Draft("o", "Association", name, numbers, values, own_key=key)


def person(name: str, *values: Value, at: str = "o") -> Draft:
    links = (Link("worksFor", at),) if at else ()
    return Draft("p", "Person", name, values=values, links=links)


FOURNIL = "Fournil des Deux Rives"
VERSIONS: dict[str, Sequence[Sequence[Row]]] = {
    "registre": (
        [
            (organisation(FOURNIL, CRAON, siren="552100554", key="1"),),
            (organisation("La Brocantine", LAVAL, siren="356000000", key="2"),),
        ],
        [
            (organisation("Fournil des Trois Rives", CRAON, siren="552100554", key="1"),),
            (organisation("La Brocantine", CRAON, siren="356000000", key="2"),),
        ],
        [(organisation(FOURNIL, LAVAL, siren="356000000", key="1"),)],
    ),
    "liste": (
        [
            (
                organisation(FOURNIL, CRAON, Value("email", MAIL)),
                person(ERASED, Value("email", MAIL), Value("telephone", MOBILE)),
            ),
            (organisation("La Brocantine", LAVAL), person("Basile Quatrebarbes")),
        ],
        [
            (
                organisation(FOURNIL, CRAON, Value("purpose", "Mme Tribouillard y cuit le pain.")),
                person("TRIBOUILLARD Ozanne"),
            ),
            (organisation("La Brocantine", LAVAL), person("Basile Quatrebarbes", LAVAL)),
            (organisation("La Brocantine", LAVAL), person("Basile Quatrebarbes", LAVAL)),
        ],
        [(organisation("FOURNIL DES DEUX RIVES", CRAON, siren="552100554"),)],
    ),
    "carte": (
        [
            (
                organisation(
                    "Le Fournil des 2 Rives",
                    CRAON,
                    Value("description", f"Contact : {ERASED}, 06 12 34 56 78 ; Mme Tribouillard"),
                ),
            ),
            (person(f"Mme {ERASED}", CRAON, at=""),),
        ],
        [
            (organisation("La Brocantine", LAVAL, Value("telephone", MOBILE)),),
            (person("O. Tribouillard", CRAON, at=""),),
        ],
    ),
    "carnet": (
        [
            (
                organisation(FOURNIL, CRAON),
                person("Basile Quatrebarbes"),
                Draft(
                    "m",
                    "Project",
                    f"Fours en fête, avec {ERASED}",
                    values=(CRAON, Value("purpose", f"Porté par {MAIL}.")),
                    links=(Link("ledBy", "p"), Link("ledBy", "o")),
                ),
            ),
        ],
        [(person(ERASED, Value("telephone", MOBILE), at=""),)],
    ),
}


def weave(weaver: Weaver, source: str, version: int) -> None:
    """Ingest one version of one directory."""
    rows = VERSIONS[source][version % len(VERSIONS[source])]
    weaver.weave(source, *rows, rank=RANKS[source])
