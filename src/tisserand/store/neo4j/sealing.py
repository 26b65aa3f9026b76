"""What is kept outside every View, as `:Sealed`; and the past forgotten after an erasure."""

from collections.abc import Iterable, Iterator

from tisserand.ontology.records import Sealed, SealedKind
from tisserand.store.neo4j.connection import Transaction
from tisserand.store.neo4j.keeping import delete_all
from tisserand.store.neo4j.past import read_version
from tisserand.store.port import ChangeSet

_ROW = "RETURN s.kind, s.key, s.body"


def write_sealed(transaction: Transaction, changes: ChangeSet) -> None:
    """Remove, then add or replace."""
    transaction.run_each(
        "UNWIND $rows AS id MATCH (s:Sealed {id: id}) DELETE s",
        (f"{kind} {key}" for kind, key in changes.unsealed),
    )
    transaction.run_each(
        "UNWIND $rows AS row MERGE (s:Sealed {id: row.id}) SET s = row",
        ({"id": f"{one.kind} {one.key}", **one._asdict()} for one in changes.sealed),
    )


def read_sealed(
    transaction: Transaction, kind: SealedKind, keys: Iterable[str] | None
) -> Iterator[Sealed]:
    """Of one kind, by key; those of `keys` when given."""
    if keys is None:
        question = f"MATCH (s:Sealed {{kind: $kind}}) {_ROW} ORDER BY s.key"
        rows = iter(transaction.rows(question, kind=kind))
    else:
        asked = [f"{kind} {key}" for key in sorted(set(keys))]
        question = f"UNWIND $rows AS id MATCH (s:Sealed {{id: id}}) {_ROW}"
        rows = iter(sorted(transaction.rows_each(question, asked)))
    return (Sealed(*row) for row in rows)


def forget_past(transaction: Transaction) -> None:
    """Forget what change sets replaced; readers opened before are refused what they looked at.

    What an import under way has kept is needed to undo it: it goes with its end.
    """
    sequence, pending, _ = read_version(transaction)
    transaction.run("MATCH (w:Workspace) SET w.kept_after = $sequence", sequence=sequence)
    for match in (
        "MATCH (n:Before) WHERE n.write <> $pending",
        "MATCH (n:Document) WHERE n.until IS NOT NULL AND n.until <> $pending",
        "MATCH (n:SourcesBefore)",
    ):
        delete_all(transaction, match, pending=pending)
