"""What offers are about is kept, and read again when it must."""

from pathlib import Path

import numpy as np
import pytest

from tisserand.bootstrap import Workspace
from tisserand.ontology.namespaces import SKILLS
from tisserand.recommend.offer_readings import OfferReadings, read_offers
from tisserand.recommend.skill_space import SkillSpace
from tisserand.settings import Settings

NAMES = ["réparation de vélos", "plantation de haies", "réparation de vélos"]


@pytest.fixture(scope="module")
def space(tmp_path_factory: pytest.TempPathFactory) -> SkillSpace:
    return Workspace(Settings(workspace=Path(tmp_path_factory.mktemp("space")))).space


def is_same(one: OfferReadings, other: OfferReadings) -> bool:
    return all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))


def forbid_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(space: SkillSpace, text: str) -> dict[str, float]:
        raise AssertionError(text)

    monkeypatch.setattr(SkillSpace, "of_offer", refuse)


def test_each_offer_has_its_row_in_the_order_given(space: SkillSpace) -> None:
    read = read_offers(space, NAMES, None)
    surest = [space.skills[read.skills[start]].iri for start in read.starts[:-1]]
    assert surest == [f"{SKILLS}reparation-velo", f"{SKILLS}haies", f"{SKILLS}reparation-velo"]


def test_what_is_kept_is_not_read_again(
    space: SkillSpace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "cache" / "offers.npz"
    read = read_offers(space, NAMES, file)
    forbid_reading(monkeypatch)
    assert is_same(read_offers(space, NAMES, file), read)
    with pytest.raises(AssertionError, match="ramonage"):
        read_offers(space, [*NAMES, "ramonage"], file)


def test_an_offer_withdrawn_leaves_the_file(
    space: SkillSpace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "offers.npz"
    read_offers(space, NAMES, file)
    read_offers(space, NAMES[1:2], file)
    forbid_reading(monkeypatch)
    with pytest.raises(AssertionError, match="vélos"):
        read_offers(space, NAMES, file)


def test_other_phrases_or_a_damaged_file_and_all_are_read_again(
    space: SkillSpace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "offers.npz"
    read = read_offers(space, NAMES, file)
    file.write_bytes(file.read_bytes()[:200])
    assert is_same(read_offers(space, NAMES, file), read)
    monkeypatch.setattr(space, "identity", "another")
    forbid_reading(monkeypatch)
    with pytest.raises(AssertionError, match="vélos"):
        read_offers(space, NAMES, file)


def test_no_offers_is_nothing_read(space: SkillSpace, tmp_path: Path) -> None:
    read = read_offers(space, [], tmp_path / "offers.npz")
    assert read.meanings.shape == (0, space.size)
    assert not len(read.skills)
