"""JavaScript data (`var lieux = [{nom: 'Le Fil',}];`) to JSON: read as text, never run."""

import json
import re
from collections.abc import Iterator

MAX_BYTES = 64 << 20
_START = re.compile(r"^(?:\s|//[^\n]*\n|/\*.*?\*/)*[^\[{\"'`]{0,200}?(?=[\[{])", re.DOTALL)
_TOKEN = re.compile(
    r"(?P<space>\s+|//[^\n]*|/\*.*?\*/)"
    r"|(?P<string>\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`)"
    r"|(?P<mark>[\[\]{}:,])"
    r"|(?P<number>[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)"
    r"|(?P<word>[A-Za-z_$À-ÿ][\w$À-ÿ]*)",
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)", re.DOTALL)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "", "0": "", "\n": ""}
_WORDS = {"true": "true", "false": "false"}


def to_json(text: str) -> str:
    """The first list or object of a script, as JSON.

    Trailing commas, comments, single quotes and bare keys are taken; a word that stands for a
    value (`undefined`, a variable) becomes null.

    Raises:
        ValueError: no list or object; a sign that data do not hold; or an end that is missing.
    """
    start = _START.match(text)
    if start is None:
        raise ValueError("no data in this script / aucune donnée dans ce script")
    return "".join(_json_tokens(text, start.end()))


def _json_tokens(text: str, position: int) -> Iterator[str]:
    depth, comma = 0, False
    while True:
        match = _TOKEN.match(text, position)
        if match is None:
            shown = " ".join(text[position : position + 20].split())
            raise ValueError(f"not data: {shown!r}" if shown else "no end / pas de fin")
        position = match.end()
        if match.lastgroup == "space":
            continue
        token = match[0]
        if token == ",":
            comma = True
            continue
        if comma and token not in "]}":
            yield ","
        comma = False
        depth += (token in "[{") - (token in "]}")
        yield _as_json(match, text)
        if depth == 0:
            return


def _as_json(match: re.Match[str], text: str) -> str:
    token = match[0]
    if match.lastgroup == "string":
        return json.dumps(_ESCAPE.sub(_unescaped, token[1:-1]), ensure_ascii=True)
    if match.lastgroup == "number":
        is_plain = re.fullmatch(r"-?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?", token)
        is_key = re.match(r"\s*:", text[match.end() : match.end() + 20])
        return token if is_plain and not is_key else json.dumps(token)
    if match.lastgroup == "word":
        if re.match(r"\s*:", text[match.end() : match.end() + 20]):
            return json.dumps(token)
        return _WORDS.get(token, "null")
    return token


def _unescaped(match: re.Match[str]) -> str:
    code = match[1]
    if len(code) > 1:
        return chr(int(code[1:], 16))
    return _ESCAPED.get(code, code)
