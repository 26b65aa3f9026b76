"""The store on Neo4j 5.26: a graph that an analyst reads as the ontology; see `docs/neo4j.md`."""

from tisserand.store.neo4j.store import Neo4jStore, open_neo4j

__all__ = ["Neo4jStore", "open_neo4j"]
