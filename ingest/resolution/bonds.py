"""What binds records together: their identifiers, their signature, the matches of signatures."""

from collections.abc import Iterator, Mapping, Sequence

from tisserand.ingest.resolution.blocking import identity_blocks
from tisserand.ingest.resolution.chains import weakest_links
from tisserand.ingest.resolution.clustering import Bond
from tisserand.ingest.resolution.matching import is_same_as_itself, self_probability
from tisserand.ingest.resolution.model import load_model
from tisserand.ontology.records import Match, Signature


def bonds_between(
    signatures: Sequence[Signature],
    keys: Mapping[str, tuple[str, ...]],
    matches: Mapping[tuple[str, str], Match],
) -> Iterator[Bond]:
    """The bonds of some records.

    Args:
        signatures: theirs, by digest, in order.
        keys: those of the records of each signature, sorted, by digest.
        matches: unsure ones too; those of other signatures are left out.
    """
    identities: dict[str, frozenset[str]] = {}
    for signature in signatures:
        if said := identity_blocks(signature.blocks):
            identities[signature.digest] = frozenset(said)
    for block, group in sorted(_by_identity(identities).items()):
        members = tuple(key for digest in group for key in keys[digest])
        if len(members) > 1:
            yield Bond(_identity_probability(block), block, False, members)
    for signature in signatures:
        digest = signature.digest
        if len(keys[digest]) > 1 and is_same_as_itself(signature):
            yield Bond(self_probability(signature.features), digest, True, keys[digest])
    same = load_model().same
    found = [
        match for pair, match in sorted(matches.items()) if pair[0] in keys and pair[1] in keys
    ]
    cut = weakest_links(found, same, identities)
    for a, b, probability, _ in found:
        if probability >= same and (a, b) not in cut:
            yield Bond(probability, f"{a} {b}", True, keys[a] + keys[b])


def _by_identity(identities: Mapping[str, frozenset[str]]) -> dict[str, list[str]]:
    """Digests by identity block."""
    found: dict[str, list[str]] = {}
    for digest, blocks in identities.items():
        for block in blocks:
            found.setdefault(block, []).append(digest)
    return found


def _identity_probability(block: str) -> float:
    """What an identifier of this scheme says."""
    bits = load_model().bits
    scheme = block.split(":", 2)[1]
    name = "own_key" if scheme == "own" else scheme
    return bits[name] if name in ("own_key", "siren", "siret", "rna") else bits["other_identifier"]
