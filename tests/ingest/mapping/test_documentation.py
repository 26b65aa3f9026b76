"""The page on mappings: its example is sound, and every word a mapping may use is explained."""

import re
from pathlib import Path

from pydantic import BaseModel

from tisserand.ingest import mapping_model
from tisserand.ingest.mapping_checks import parse_mapping
from tisserand.ingest.mapping_values import NORMALISERS, SENTENCE

PAGE = (Path(__file__).parents[3] / "docs" / "mapping.md").read_text(encoding="utf-8")


def test_example_is_a_sound_mapping() -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    assert [t.local for t in parse_mapping(example, "docs").tables[0].things] == [
        "artisan",
        "reseau",
        "contact",
    ]


def test_every_word_is_explained() -> None:
    models = [
        model
        for model in vars(mapping_model).values()
        if isinstance(model, type) and issubclass(model, BaseModel)
    ]
    words = {word for model in models for word in model.model_fields} - {"fr", "en"}
    assert [word for word in sorted(words) if f"`{word}`" not in PAGE] == []


def test_every_normaliser_is_named() -> None:
    assert [name for name in (*NORMALISERS, SENTENCE) if f"`{name}`" not in PAGE] == []
