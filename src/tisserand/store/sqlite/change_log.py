"""The change log: which entities each change set touched, and who saw them before and after.

It names the entities of the table `touched`, see `steps`.
"""

from tisserand.store.sqlite.connection import Database, as_json


def current_sequence(database: Database) -> int:
    """Sequence number of the last change set."""
    return int(database.value("SELECT value FROM meta WHERE name = 'sequence'"))


def note_levels_before(database: Database, documents: str, entities: str = "true") -> None:
    """Note the least role that saw each entity touched, in the documents `d` of before.

    Args:
        entities: condition of SQL on those to look at.
    """
    database.run(
        "UPDATE touched SET before = (SELECT min(d.level) FROM document d"
        f" WHERE d.entity = touched.entity AND {documents}) WHERE {entities}"
    )


def log_entities(database: Database, sequence: int, documents: str, entities: str) -> None:
    """Write the change log of entities of `touched`, given as JSON.

    Args:
        documents: condition of SQL on the documents `d` of after.
    """
    database.run(
        "INSERT INTO change SELECT ?, entity, before, after FROM (SELECT entity, before,"
        " (SELECT min(d.level) FROM document d WHERE d.entity = touched.entity"
        f" AND {documents}) AS after FROM touched"
        " WHERE entity IN (SELECT value FROM json_each(?)))"
        " WHERE before IS NOT NULL OR after IS NOT NULL",
        (sequence, entities),
    )


def log_changes(database: Database, documents: str) -> int:
    """Write the change log of every entity touched, with the documents `d` of after.

    Returns:
        The new sequence number.
    """
    sequence = 1 + current_sequence(database)
    touched = as_json(database.column("SELECT entity FROM touched"))
    log_entities(database, sequence, documents, touched)
    database.run("UPDATE meta SET value = ? WHERE name = 'sequence'", (sequence,))
    return sequence
