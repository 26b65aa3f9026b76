"""The memory of communities forgets the names that tell of an erased person."""

from pathlib import Path

import numpy as np
from scipy import sparse

from tisserand.recommend.community_memory import (
    Memory,
    Method,
    forget_names,
    read_memory,
    remember,
    write_memory,
)

NAME = "autour de Ozanne Tribouillard"


def remembered() -> Memory:
    pair = sparse.csr_array(np.array([[0.0, 1.0], [1.0, 0.0]]))
    memory = remember(["a", "b"], pair, 1, Method("leiden", 1, 1.0), None)
    return memory._replace(names={"community-a": NAME, "community-z": "maraîchage · Segré"})


def test_names_that_tell_are_in_no_byte(tmp_path: Path) -> None:
    file = tmp_path / "lineage" / "agent-leiden-medium.npz"
    write_memory(file, remembered())
    assert "tribouillard".encode("utf-32-le") in file.read_bytes().lower()
    forget_names(tmp_path, lambda name: "Tribouillard" in name)
    assert "tribouillard".encode("utf-32-le") not in file.read_bytes().lower()
    memory = read_memory(file)
    assert memory is not None
    assert memory.names == {"community-z": "maraîchage · Segré"}
    assert memory.keys == ["a", "b"]


def test_damaged_memory_goes(tmp_path: Path) -> None:
    (tmp_path / "damaged.npz").write_bytes(NAME.encode())
    forget_names(tmp_path, lambda name: False)
    assert list(tmp_path.iterdir()) == []
