"""Conditions of SQL that keep a statement inside what is revealed, and inside a View."""

from tisserand.store.sqlite.connection import Database


def pending_write(database: Database) -> int:
    """Number of the bulk write under way, that nothing may see; -1 when there is none."""
    return int(database.value("SELECT value FROM meta WHERE name = 'pending'"))


def live(alias: str, pending: int) -> str:
    """Rows that are revealed and not dead."""
    return f"{alias}.born <> {pending} AND {alias}.died IN (0, {pending})"


def visible_record(alias: str, pending: int, role: int) -> str:
    """Live records that a role may see."""
    return f"{live(alias, pending)} AND {alias}.visibility <= {role}"


def visible_document(alias: str, pending: int, role: int) -> str:
    """The live document that a role is shown of each entity."""
    return f"{live(alias, pending)} AND {role} BETWEEN {alias}.level AND {alias}.last"
