"""The store: one port, two adapters (embedded SQLite, Neo4j)."""
