"""A small invented territory that gives every named question something to answer, to each role
something else, and merges, disagreements, dirt and repeated links on the way."""

from contracts.sample import record, source

from tisserand.ontology.namespaces import SKILLS, place_iri
from tisserand.ontology.records import Identifier, Link, Locator, Record, Value, Visibility
from tisserand.store.port import ChangeSet

PUBLIC, PARTNER, AGENT, STEWARD = Visibility

NANTES = place_iri("commune", "44109")
LOIRE_ATLANTIQUE = place_iri("departement", "44")
ARBIGNIEU = place_iri("commune-deleguee", "01015")
ACCESS, WEB = f"{SKILLS}accessibilite-numerique", f"{SKILLS}developpement-web"
YOUTH, MIGRANTS = f"{SKILLS}adolescents", f"{SKILLS}accueil-migrants"
FARMING, FOOD = f"{SKILLS}theme-agriculture", f"{SKILLS}theme-alimentation"

ACTORS = [
    record(
        "a1",
        "Toile des Rives",
        values=[
            ("hasSkill", ACCESS),
            Value("hasSkill", YOUTH, AGENT),
            ("locatedIn", NANTES),
            ("foundedOn", "1998"),
            ("description", "Fait des sites\x07 « pour tous »."),
            ("website", "https://toile.example/é"),
            ("website", "javascript:alert(1)"),
            Value("email", "claire@toile.example", PARTNER),
        ],
        links=[("partnerOf", "b1"), Link("memberOf", "c1", AGENT, 0.7, "2020")],
        identifiers=[("siren", "123456782"), Identifier("siren", "552100554", "operator")],
    ),
    record(
        "a2",
        "La Toile des Rives",
        "Organization",
        "liste",
        values=[("hasSkill", ACCESS), ("locatedIn", LOIRE_ATLANTIQUE), ("foundedOn", "1999")],
        links=[("partnerOf", "b1")],
        identifiers=[("siren", "123456782"), ("finess", "440000012")],
    ),
    record("b1", "Mairie de Saint-Aubin", "PublicBody", values=[("locatedIn", ARBIGNIEU)]),
    record(
        "c1",
        "Réseau des communs",
        "Community",
        "liste",
        values=[Value("hasSkill", WEB, since="2019", until="2023"), ("locatedIn", NANTES)],
        confidence=0.5,
    ),
    record("p1", "Claire Invent", "Person", values=[("hasSkill", ACCESS)], visibility=AGENT),
    record("s1", "=cmd|' /C calc'!A0", "ThirdPlace", "liste", links=[("operatedBy", "a2")]),
    record("secret", "Fonds discret", "Organization", "prive", visibility=STEWARD),
]
MONEY = [
    record(
        "g1",
        "Subvention 2021",
        "Grant",
        "subventions",
        values=[("amount", "12500.00"), ("year", "2021"), ("theme", FARMING)],
        links=[("beneficiary", "a1"), ("funder", "b1"), ("funds", "j1")],
        locator=Locator("s.xlsx", "Feuil1", 214),
    ),
    record(
        "g2",
        "Subvention 2021 (bis)",
        "Grant",
        "liste",
        values=[("amount", "12000.50"), ("year", "2021")],
        links=[("beneficiary", "a2"), ("funder", "b1"), Link("funds", "j1", PARTNER)],
    ),
    record(
        "g3",
        "Aide de 2022",
        "Grant",
        "subventions",
        values=[Value("amount", "300", PARTNER), ("year", "2022")],
        links=[("beneficiary", "a1"), Link("funder", "secret", PUBLIC), ("scheme", "f1")],
        visibility=PARTNER,
    ),
    record("f1", "Fonds vert", "FundingScheme", values=[("theme", FOOD)]),
]
WORK = [
    record(
        "j1",
        "Le verger partagé",
        "Project",
        values=[("phase", "underway"), ("theme", FOOD)],
        links=[("ledBy", "a2")],
    ),
    record("j2", "Le four banal", "Action", "liste", values=[Value("phase", "idea", AGENT)]),
    record(
        "c2",
        "Les communs",
        "Community",
        "subventions",
        links=[("takesPartIn", "j1"), ("leads", "j2")],
    ),
    record(
        "n1",
        "Un site lisible",
        "Need",
        values=[("requiresSkill", WEB), ("grade", "expressed")],
        links=[("neededBy", "b1")],
    ),
    record("n2", "Accueillir une famille", "Need", "liste", values=[("requiresSkill", MIGRANTS)]),
    record(
        "n3",
        "Une salle pour les jeunes",
        "Need",
        values=[("requiresSkill", YOUTH), Value("grade", "latent", AGENT)],
    ),
    record(
        "o1",
        "Ateliers du samedi",
        "Offer",
        values=[("offersSkill", YOUTH), Value("offersSkill", WEB, PARTNER)],
        links=[Link("offeredBy", "c1", PARTNER)],
    ),
]
FOLLOWED = [
    record(
        "i1",
        "Mise en relation n° 1",
        "Introduction",
        values=[("state", "accepted"), ("stateDate", "2024-03-02")],
        links=[("introduces", "c1"), ("introduces", "b1")],
        visibility=AGENT,
    ),
    record(
        "i2",
        "Mise en relation n° 2",
        "Introduction",
        "liste",
        values=[("state", "ended"), ("stateDate", "2023")],
        links=[("introduces", "a1")],
    ),
    record(
        "i3",
        "Mise en relation n° 3",
        "Introduction",
        "liste",
        values=[("state", "proposed"), Value("stateDate", "2024-05", AGENT)],
    ),
    record(
        "f2",
        "Appel à récoltes",
        "FundingScheme",
        "subventions",
        values=[
            ("theme", FARMING),
            ("fundingKind", "subvention"),
            ("opensOn", "2024-01-15"),
            Value("closesOn", "2024-06", PARTNER),
        ],
        links=[("funder", "b1")],
    ),
    record("f3", "Fonds clos", "FundingScheme", values=[("closesOn", "2022-12-31")]),
    record(
        "j3",
        "Le verger d'en face",
        "Project",
        "liste",
        values=[("theme", FOOD), ("theme", FARMING), ("startDate", "2022-09"), ("phase", "ended")],
        links=[("ledBy", "b1")],
    ),
]
RECORDS: list[Record] = ACTORS + MONEY + WORK + FOLLOWED
MERGED = {"a2": "a1", "c2": "c1", "g2": "g1"}
SOURCES = [
    source("annuaire", 2, "2024"),
    source("liste", 1, "2022-05"),
    source("subventions", 2, None),
    source("prive", 3, visibility=STEWARD),
]


def territory() -> ChangeSet:
    """The whole territory, in one change set."""
    return ChangeSet(
        sources=list(SOURCES),
        records=list(RECORDS),
        assignments={one.key: MERGED.get(one.key, one.key) for one in RECORDS},
    )
