"""Sentence encoders that an operator has on disk: ONNX, or sentence-transformers.

Both run on the processor and ask nothing of the network. Their libraries are not required by the
product: an operator who names an encoder installs the one it needs.
"""

import json
from collections.abc import Callable, Sequence
from hashlib import blake2b
from pathlib import Path

import numpy as np

from tisserand.errors import InputError
from tisserand.reference.word_vectors import Floats

MODELS = ("model.onnx", "onnx/model.onnx")
TOKENIZER = "tokenizer.json"
MODULES = "modules.json"
POOLING = "1_Pooling/config.json"
LONGEST = 256
"""Tokens of a text that are read."""
DESCRIBED = 1 << 16
"""Bytes of each file that are read to tell an encoder from another."""
BATCH = 64
Encode = Callable[[Sequence[str]], Floats]
"""Texts to vectors, of shape (texts, size) and of any length."""


class SentenceEncoder:
    """Sentences to vectors, as `WordVectors` does.

    Attributes:
        size: of a vector.
        identity: changes when the files of the encoder do.
    """

    def __init__(self, identity: str, encode: Encode) -> None:
        self.identity, self._encode = identity, encode
        self.size = encode(["a"]).shape[1]

    def embed(self, text: str) -> Floats:
        """(size,) of unit length; zeros for a text without a word."""
        vector: Floats = self.embed_all([text])[0]
        return vector

    def embed_all(self, texts: Sequence[str]) -> Floats:
        """(texts, size), as `embed` does each."""
        found = np.zeros((len(texts), self.size), dtype=np.float32)
        told = np.flatnonzero([bool(text.strip()) for text in texts])
        for first in range(0, len(told), BATCH):
            rows = told[first : first + BATCH]
            vectors = self._encode([texts[row] for row in rows])
            lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
            found[rows] = vectors / np.maximum(lengths, 1e-9)
        return found


def open_encoder(folder: Path) -> SentenceEncoder:
    """The encoder of a folder: an ONNX model with its tokenizer, else a sentence-transformers one.

    Raises:
        InputError: there is none, it cannot be read, or the library that reads it is not installed.
    """
    model = next((folder / name for name in MODELS if (folder / name).is_file()), None)
    try:
        if model and (folder / TOKENIZER).is_file():
            return SentenceEncoder(_identity(folder), _open_onnx(folder, model))
        if (folder / MODULES).is_file():
            return SentenceEncoder(_identity(folder), _open_sentence_transformers(folder))
    except ImportError as error:
        raise InputError("reference.encoder_library", folder=folder, library=error.name) from error
    except Exception as error:  # each library has its own
        reason = str(error).partition("\n")[0]
        raise InputError("reference.unreadable_encoder", folder=folder, reason=reason) from error
    raise InputError("reference.no_encoder", folder=folder)


def _open_onnx(folder: Path, model: Path) -> Encode:
    from onnxruntime import InferenceSession, SessionOptions
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
    tokenizer.enable_truncation(LONGEST)
    tokenizer.enable_padding()
    options = SessionOptions()
    options.intra_op_num_threads = 1
    session = InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    wanted = {each.name for each in session.get_inputs()}
    by_first = _pools_by_first_token(folder)

    def encode(texts: Sequence[str]) -> Floats:
        told = tokenizer.encode_batch(list(texts))
        mask = np.array([each.attention_mask for each in told], dtype=np.int64)
        given = {
            "input_ids": np.array([each.ids for each in told], dtype=np.int64),
            "attention_mask": mask,
            "token_type_ids": np.array([each.type_ids for each in told], dtype=np.int64),
        }
        outputs = session.run(None, {name: given[name] for name in wanted})
        found = np.asarray(outputs[0], dtype=np.float32)
        if found.ndim == 2:
            return found
        return found[:, 0] if by_first else _mean(found, mask.astype(np.float32))

    return encode


def _mean(tokens: Floats, mask: Floats) -> Floats:
    """(texts, size): the mean of the vectors of the tokens that stand for a text."""
    summed = np.einsum("tk,tks->ts", mask, tokens)
    mean: Floats = summed / np.maximum(mask.sum(axis=1, keepdims=True), 1.0)
    return mean


def _pools_by_first_token(folder: Path) -> bool:
    file = folder / POOLING
    if not file.is_file():
        return False
    told = json.loads(file.read_text(encoding="utf-8"))
    return bool(told.get("pooling_mode_cls_token"))


def _open_sentence_transformers(folder: Path) -> Encode:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)

    def encode(texts: Sequence[str]) -> Floats:
        return np.asarray(model.encode(list(texts), show_progress_bar=False), dtype=np.float32)

    return encode


def _identity(folder: Path) -> str:
    """A digest of the names, lengths and beginnings of the files."""
    digest = blake2b(digest_size=12)
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(f"{file.relative_to(folder)} {file.stat().st_size}\n".encode())
        with file.open("rb") as content:
            digest.update(content.read(DESCRIBED))
    return digest.hexdigest()
