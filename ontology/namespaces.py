"""The namespaces of the graph, each spelled once."""

TIS = "https://w3id.org/tisserand/ns#"
SKILLS = "https://w3id.org/tisserand/skills/"
PLACES = "https://w3id.org/tisserand/place/"

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
FOAF = "http://xmlns.com/foaf/0.1/"
SCHEMA = "https://schema.org/"
ORG = "http://www.w3.org/ns/org#"
PROV = "http://www.w3.org/ns/prov#"
DCAT = "http://www.w3.org/ns/dcat#"
DCT = "http://purl.org/dc/terms/"
ADMS = "http://www.w3.org/ns/adms#"
CV = "http://data.europa.eu/m8g/"
CPSV = "http://purl.org/vocab/cpsv#"
FRAPO = "http://purl.org/cerif/frapo/"
ESCO = "http://data.europa.eu/esco/model#"
PAIR = "http://virtual-assembly.org/ontologies/pair#"
GEO = "http://www.w3.org/2003/01/geo/wgs84_pos#"

PREFIXES = {
    "tis": TIS,
    "skill": SKILLS,
    "place": PLACES,
    "rdf": RDF,
    "rdfs": RDFS,
    "owl": OWL,
    "xsd": XSD,
    "skos": SKOS,
    "foaf": FOAF,
    "schema": SCHEMA,
    "org": ORG,
    "prov": PROV,
    "dcat": DCAT,
    "dct": DCT,
    "adms": ADMS,
    "cv": CV,
    "cpsv": CPSV,
    "frapo": FRAPO,
    "esco": ESCO,
    "pair": PAIR,
    "geo": GEO,
}


def place_iri(kind: str, code: str) -> str:
    """IRI of a place by (type, INSEE code): 584 codes name two communes, old and new."""
    return f"{PLACES}{kind}/{code}"


def entity_iri(base: str, key: str) -> str:
    """IRI of an entity, or of a record that stands for it: `/id/{key}` of the workspace."""
    return f"{base}id/{key}"


def record_iri(base: str, key: str) -> str:
    """IRI of a record: what one source says about one thing."""
    return f"{base}record/{key}"


def source_iri(base: str, source: str) -> str:
    """IRI of a source, and of the named graph of what it says."""
    return f"{base}source/{source}"
