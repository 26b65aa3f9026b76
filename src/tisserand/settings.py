"""The settings: one frozen object, built by `bootstrap`, never read at import."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

DEFAULT_WORKSPACE = Path(".tisserand")
DEFAULT_BASE_IRI = "http://127.0.0.1:8000/"
DEFAULT_SPARQL_DEADLINE = "10"
DEFAULT_EXTRACTOR_DEADLINE = "120"
DEFAULT_LARGEST_SHARE = "0.2"
DEFAULT_CACHE = Path("~/.cache/tisserand").expanduser()


@dataclass(frozen=True, slots=True)
class Settings:
    """Where a workspace is, which store holds it and how it names things.

    Attributes:
        workspace: folder of the workspace (store file, published datasets, caches, tokens).
        store: `sqlite` or the address of a Neo4j, `neo4j://host:port`.
        base_iri: prefix of every IRI this workspace mints; kept in the store from its creation.
        neo4j_user: user of the Neo4j store.
        neo4j_password: its password, from the environment only; never printed.
        sparql_deadline: seconds that a SPARQL query may take, as given.
        cache: folder of what every workspace of a user shares and can be made again.
        extractor_url: OpenAI-compatible server whose model reads reports; empty for the rules.
        extractor_model: name of the model on that server.
        extractor_key: its key, from the environment only; never printed.
        extractor_deadline: seconds that one answer of the model may take, as given.
        encoder: folder of a sentence encoder to read needs with; empty for word vectors.
        largest_share: of the introductions open lately, what one helper may have, as given.
    """

    workspace: Path = DEFAULT_WORKSPACE
    store: str = "sqlite"
    base_iri: str = DEFAULT_BASE_IRI
    neo4j_user: str = "neo4j"
    neo4j_password: str = field(default="", repr=False)
    sparql_deadline: str = DEFAULT_SPARQL_DEADLINE
    cache: Path = DEFAULT_CACHE
    extractor_url: str = ""
    extractor_model: str = ""
    extractor_key: str = field(default="", repr=False)
    extractor_deadline: str = DEFAULT_EXTRACTOR_DEADLINE
    encoder: str = ""
    largest_share: str = DEFAULT_LARGEST_SHARE

    @classmethod
    def from_environment(
        cls,
        workspace: Path | None = None,
        store: str | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> "Settings":
        """Options given on the command line win over `TISSERAND_*` variables."""
        values = os.environ if environment is None else environment
        return cls(
            workspace=workspace or Path(values.get("TISSERAND_WORKSPACE", DEFAULT_WORKSPACE)),
            store=store or values.get("TISSERAND_STORE", "sqlite"),
            base_iri=values.get("TISSERAND_BASE_IRI", DEFAULT_BASE_IRI),
            neo4j_user=values.get("TISSERAND_NEO4J_USER", "neo4j"),
            neo4j_password=values.get("TISSERAND_NEO4J_PASSWORD", ""),
            sparql_deadline=values.get("TISSERAND_SPARQL_DEADLINE", DEFAULT_SPARQL_DEADLINE),
            cache=Path(values.get("TISSERAND_CACHE", DEFAULT_CACHE)),
            extractor_url=values.get("TISSERAND_EXTRACTOR_URL", ""),
            extractor_model=values.get("TISSERAND_EXTRACTOR_MODEL", ""),
            extractor_key=values.get("TISSERAND_EXTRACTOR_KEY", ""),
            extractor_deadline=values.get(
                "TISSERAND_EXTRACTOR_DEADLINE", DEFAULT_EXTRACTOR_DEADLINE
            ),
            encoder=values.get("TISSERAND_ENCODER", ""),
            largest_share=values.get("TISSERAND_LARGEST_SHARE", DEFAULT_LARGEST_SHARE),
        )
