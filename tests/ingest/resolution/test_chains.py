"""Which links of chains are cut."""

from itertools import permutations

from tisserand.ingest.resolution.chains import weakest_links
from tisserand.ontology.records import Match

SAME = 0.9


def links(**given: float) -> list[Match]:
    """`ab=0.97` is a link of a and b."""
    return [Match(pair[0], pair[1], probability, "1") for pair, probability in given.items()]


def cut(matches: list[Match], **identities: str) -> set[str]:
    known = {one: frozenset((said,)) for one, said in identities.items()}
    return {a + b for a, b in weakest_links(matches, SAME, known)}


def test_a_chain_is_cut_at_its_weakest_link() -> None:
    assert cut(links(ab=0.97, bc=0.91, cd=0.97)) == {"bc"}


def test_the_order_of_matches_changes_nothing() -> None:
    chain = links(ab=0.97, bc=0.91, cd=0.97, ce=0.95, de=0.95)
    assert all(cut(list(order)) == {"bc"} for order in permutations(chain))


def test_a_link_stronger_than_those_at_its_ends_holds() -> None:
    assert not cut(links(ab=0.91, bc=0.97, cd=0.91))


def test_one_record_beside_a_group_stays_with_it() -> None:
    assert not cut(links(ab=0.97, bc=0.91))
    assert not cut(links(ab=0.97, ac=0.97, bc=0.97, cd=0.91))


def test_an_unsure_pair_across_confirms_a_link() -> None:
    assert not cut(links(ab=0.97, bc=0.91, cd=0.97, ad=0.4))
    assert not cut(links(ab=0.97, bc=0.91, cd=0.97, ac=0.4))


def test_an_identifier_across_confirms_a_link() -> None:
    chain = links(ab=0.97, bc=0.91, cd=0.97)
    assert not cut(chain, a="=siren:1", d="=siren:1")
    assert cut(chain, a="=siren:1", d="=siren:2") == {"bc"}
