"""A sentence encoder on disk: a real ONNX model of a few words, made here, run by ONNX Runtime."""

import json
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from tisserand.errors import InputError
from tisserand.recommend.skill_space import SkillSpace
from tisserand.reference.sentence_encoders import open_encoder
from tisserand.reference.thesaurus import load_thesaurus

WORDS = {"[UNK]": 0, "toit": 1, "fuit": 2, "couvreur": 3, "chien": 4, "aboie": 5}
MEANINGS = np.array(
    [[0, 0, 0.1], [1, 0, 0], [0.8, 0.2, 0], [0.9, 0.1, 0], [0, 1, 0], [0.1, 0.9, 0]],
    dtype=np.float32,
)


def write_encoder(folder: Path) -> Path:
    """The vector of each word of a text, as the last layer of a transformer would give them."""
    ids = helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["batch", "tokens"])
    out = helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, None)
    gather = helper.make_node("Gather", ["words", "input_ids"], ["last_hidden_state"])
    graph = helper.make_graph(
        [gather], "encoder", [ids], [out], [numpy_helper.from_array(MEANINGS, "words")]
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    folder.mkdir(parents=True, exist_ok=True)
    onnx.save(model, folder / "model.onnx")
    tokenizer = Tokenizer(models.WordLevel(WORDS, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.save(str(folder / "tokenizer.json"))
    return folder


def cosine(encoder, a: str, b: str) -> float:
    return float(encoder.embed(a) @ encoder.embed(b))


def test_texts_of_one_meaning_are_close(tmp_path: Path) -> None:
    encoder = open_encoder(write_encoder(tmp_path / "encoder"))
    assert encoder.size == 3
    assert cosine(encoder, "Le toit fuit", "couvreur") > 0.9
    assert cosine(encoder, "Le toit fuit", "chien aboie") < 0.4


def test_vectors_are_of_unit_length_and_none_for_no_text(tmp_path: Path) -> None:
    encoder = open_encoder(write_encoder(tmp_path / "encoder"))
    assert np.linalg.norm(encoder.embed("toit fuit")) == pytest.approx(1)
    assert not encoder.embed("  ").any()


def test_pooling_by_first_token_is_followed(tmp_path: Path) -> None:
    folder = write_encoder(tmp_path / "encoder")
    (folder / "1_Pooling").mkdir()
    told = json.dumps({"pooling_mode_cls_token": True})
    (folder / "1_Pooling" / "config.json").write_text(told)
    encoder = open_encoder(folder)
    assert cosine(encoder, "chien toit", "chien") == pytest.approx(1)


def test_another_model_is_another_identity(tmp_path: Path) -> None:
    folder = write_encoder(tmp_path / "encoder")
    first = open_encoder(folder).identity
    assert open_encoder(folder).identity == first
    (folder / "1_Pooling").mkdir()
    (folder / "1_Pooling" / "config.json").write_text("{}")
    assert open_encoder(folder).identity != first


def test_skills_are_told_among_the_vectors_of_an_encoder(tmp_path: Path) -> None:
    encoder = open_encoder(write_encoder(tmp_path / "encoder"))
    space = SkillSpace(load_thesaurus(), encoder)
    assert space.vector("le toit fuit").shape == (3,)
    likely = [iri.rpartition("/")[2] for iri in space.of_need("notre toit fuit")]
    assert {"couverture", "etancheite"} <= set(likely[:4])


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_damaged_encoder_is_refused(tmp_path: Path, name: str) -> None:
    folder = write_encoder(tmp_path / "encoder")
    (folder / name).write_bytes(b"\x00 not a model")
    with pytest.raises(InputError) as refused:
        open_encoder(folder)
    assert refused.value.message == "reference.unreadable_encoder"


def test_folder_without_an_encoder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        open_encoder(tmp_path)
    assert refused.value.message == "reference.no_encoder"


def test_missing_library_is_named(tmp_path: Path) -> None:
    (tmp_path / "modules.json").write_text("[]")
    with pytest.raises(InputError) as refused:
        open_encoder(tmp_path)
    assert "sentence_transformers" in str(refused.value)
